// The product: the hall server's own program, and stations as it ships them (counters, encrypted database), all of them
// in one process. Journal, chains, signatures, schemas and both decisions are on.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { StationConfig } from '../../../src/main/station/config.ts';
import { Station } from '../../../src/main/station/service/station.ts';
import { openStationDatabase } from '../../../src/main/station/store/database.ts';
import { openStationStore } from '../../../src/main/station/store/open-store.ts';
import { Replica } from '../../../src/main/station/sync/replica.ts';
import type { BodyOf } from '../../../src/shared/intent/registry.ts';
import { startHall } from '../support/hall-process.ts';
import type { Door, HallSide, Intent, ReadBack, StationsSide } from './system.ts';

const POLL_MS = 3;
const CLERK = { kind: 'clerk', id: 'staff-chen' } as const;

export async function openHall(dir: string): Promise<HallSide> {
  const data = join(dir, 'hall');
  const hall = await startHall({ data, port: 0, hallFile: null, quiet: true });
  const db = new Database(join(data, 'hall.db'), { readonly: true });
  const position = db.prepare('SELECT position FROM hall').pluck();
  const cases = db.prepare("SELECT count(*) FROM journal WHERE kind = 'case.receive' AND refusal IS NULL").pluck();
  return {
    door: { url: hall.url.replace('http', 'ws'), enrolCode: hall.enrolCode },
    holds: async (count) => {
      const seen = () => Number(position.get()) >= count && Number(cases.get()) >= count;
      while (!seen()) await pause(POLL_MS);
      return position.get();
    },
    close: async () => {
      db.close();
      await hall.stop();
    },
  };
}

class Counter {
  readonly #config: StationConfig;
  #db: Database.Database | null = null;
  #station: Station | null = null;

  constructor(dir: string, name: string, door: Door) {
    this.#config = StationConfig.parse({
      station: name,
      name,
      roles: ['counter'],
      hall: { url: door.url, enrolCode: door.enrolCode },
      data: join(dir, name),
      keyFile: join(dir, `${name}.key`),
      window: 'window-1',
    });
  }

  #open(): { db: Database.Database; station: Station } {
    const store = openStationStore(this.#config.data, this.#config.keyFile, Date.now);
    const { db } = store;
    const station = new Station(this.#config, store, 'bench', () => undefined);
    this.#db = db;
    this.#station = station;
    return { db, station };
  }

  /** Meets the hall once, as a station that is put up does, and is cut off from then on. */
  async meet(): Promise<void> {
    const { station } = this.#open();
    station.start();
    while (station.core.state.get('station', this.#config.station)?.number === undefined) await pause(POLL_MS);
    await this.close();
    this.#open();
  }

  make(intents: readonly Intent[]): void {
    const db = this.#db!;
    // Thousands of presses that are not measured: synced once, at the end.
    db.pragma('synchronous = OFF');
    for (const { body } of intents) {
      const acted = this.#station!.core.act('case.receive', body as BodyOf<'case.receive'>, CLERK);
      if (!acted.ok) throw new Error(`not received: ${JSON.stringify(acted.refusal)}`);
    }
    db.pragma('synchronous = FULL');
    db.pragma('wal_checkpoint(TRUNCATE)');
  }

  connect(): void {
    this.#station!.start();
  }

  async holds(position: number): Promise<void> {
    const { core } = this.#station!;
    while (core.cursor < position || core.journal.pending.length > 0) await pause(POLL_MS);
  }

  async close(): Promise<void> {
    await this.#station?.close();
  }
}

export async function openStations(dir: string, names: readonly string[], door: Door): Promise<StationsSide> {
  const counters = new Map(names.map((name) => [name, new Counter(dir, name, door)]));
  await Promise.all([...counters.values()].map((counter) => counter.meet()));
  return {
    make: async (name, intents) => counters.get(name)!.make(intents),
    reconnect: async () => {
      for (const counter of counters.values()) counter.connect();
    },
    holds: async (_count, position) => {
      await Promise.all([...counters.values()].map((counter) => counter.holds(position as number)));
    },
    close: async () => {
      for (const counter of counters.values()) await counter.close();
    },
  };
}

/** Of the hall both its journal and its records must hold an id; of a station its records, and no line may wait. */
export async function readBack(dir: string, names: readonly string[]): Promise<ReadBack> {
  const db = new Database(join(dir, 'hall', 'hall.db'), { readonly: true });
  const kept = new Set(db.prepare("SELECT id FROM record WHERE type = 'case'").pluck().all() as string[]);
  const lines = db
    .prepare("SELECT intent ->> '$.body.caseId' FROM journal WHERE kind = 'case.receive' AND refusal IS NULL")
    .pluck()
    .all() as string[];
  db.close();
  return { hall: lines.filter((id) => kept.has(id)), stations: names.map((name) => readStation(dir, name)) };
}

function readStation(dir: string, name: string): string[] {
  const db = openStationDatabase(join(dir, name), join(dir, `${name}.key`));
  const waiting = db.prepare("SELECT count(*) FROM journal WHERE state <> 'settled'").pluck().get();
  const ids = new Set(db.prepare("SELECT id FROM record WHERE type = 'case'").pluck().all() as string[]);
  for (const id of new Replica(db).packedIds('case')) ids.add(id);
  db.close();
  return waiting === 0 ? [...ids] : [];
}
