import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Authority } from '../../../src/hall/authority/authority.ts';
import { systemRuntime } from '../../../src/hall/runtime.ts';
import { PostgresHallStore } from '../../../src/hall/store/postgres.ts';
import { SqliteHallStore } from '../../../src/hall/store/sqlite.ts';
import { SCHEMA_VERSION as HALL_VERSION } from '../../../src/hall/store/sqlite-schema.ts';
import type { HallStore } from '../../../src/hall/store/types.ts';
import { verifyDatabase } from '../../../src/hall/verify/read-postgres.ts';
import { readHall } from '../../../src/hall/verify/read-sqlite.ts';
import { verifyJournal } from '../../../src/hall/verify/verify.ts';
import { Journal } from '../../../src/main/station/journal/journal.ts';
import { jobsIn } from '../../../src/main/station/spool/table.ts';
import { openStationStore } from '../../../src/main/station/store/open-store.ts';
import { SCHEMA_VERSION as STATION_VERSION } from '../../../src/main/station/store/schema.ts';
import { Replica } from '../../../src/main/station/sync/replica.ts';
import { type Folder, newFolder } from '../../support/folder.ts';
import { newDatabase } from '../../support/postgres.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/stores');
const EDITIONS = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

let folder: Folder;
beforeEach(() => {
  folder = newFolder('earlier');
});
afterEach(() => folder.remove());

function unpack(edition: string, name: string, to: string): string {
  const file = join(folder.path, to);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, gunzipSync(readFileSync(join(FIXTURES, edition, `${name}.gz`))));
  return file;
}

/** Hands a station's unsent lines to the hall, which decides them with today's program. */
async function settle(store: HallStore, edition: string): Promise<void> {
  const station = openStation(edition, 'dispenser-1');
  const authority = new Authority(
    store,
    systemRuntime(() => Date.now()),
  );
  await authority.load();
  const { pending } = station.journal;
  expect(pending.length).toBeGreaterThan(0);
  const settled = await authority.submit('dispenser-1', pending);
  expect(settled).toMatchObject({ kind: 'settled', upTo: pending.at(-1)!.seq, refusals: [] });
  station.db.close();
}

function openStation(edition: string, name: string) {
  const data = join(folder.path, name);
  unpack(edition, `${name}.db`, `${name}/station.db`);
  const key = join(folder.path, `${name}.key`);
  copyFileSync(join(FIXTURES, edition, `${name}.key`), key);
  const { db, rebuilt } = openStationStore(data, key, Date.now);
  expect(rebuilt).toBeNull();
  return { db, journal: new Journal(db, name, () => 'new'), replica: new Replica(db) };
}

test('whoever adds a step to the tables left a store of the step before it', () => {
  const versions = EDITIONS.map((edition) => {
    const db = new Database(unpack(edition, 'hall.db', `${edition}.db`), { readonly: true });
    try {
      return db.pragma('user_version', { simple: true }) as number;
    } finally {
      db.close();
    }
  });
  expect(Math.max(...versions)).toBeGreaterThanOrEqual(HALL_VERSION - 1);
});

describe.each(EDITIONS)('stores of %s', (edition) => {
  test('a hall’s file is brought up, goes on, and its journal is whole', async () => {
    const file = unpack(edition, 'hall.db', 'hall.db');
    const store = new SqliteHallStore(file);
    await settle(store, edition);
    await store.close();
    const report = readHall(file, (hall) => verifyJournal(hall.lines, hall.records, hall));
    expect(report.findings).toEqual([]);
    const db = new Database(file, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(HALL_VERSION);
    db.close();
  });

  test('a hall in PostgreSQL is brought up, goes on, and its journal is whole', async () => {
    const database = await newDatabase();
    try {
      await database.query(gunzipSync(readFileSync(join(FIXTURES, edition, 'hall.postgres.sql.gz'))).toString('utf8'));
      const store = await PostgresHallStore.open(database.url, 'hall-guiyuan');
      await settle(store, edition);
      await store.close();
      expect((await verifyDatabase(database.url, null)).findings).toEqual([]);
    } finally {
      await database.remove();
    }
  });

  test('a dispenser goes on: its journal, what it knows of the hall, what it printed', () => {
    const { db, journal, replica } = openStation(edition, 'dispenser-1');
    expect(db.pragma('user_version', { simple: true })).toBe(STATION_VERSION);
    expect(journal.pending.map(({ kind }) => kind)).toEqual(['ticket.issue', 'ticket.paper', 'help.call']);
    expect(replica.known).toBe(true);
    // The slip first; what became of its paper is decided on top of it.
    replica.rebase([], journal.pending);
    const issued = journal.pending[0]!.body as { ticketId: string };
    expect(replica.view.get('ticket', issued.ticketId)).toMatchObject({ paper: 'printed', status: 'waiting' });
    expect(jobsIn(db, 'printed')).toHaveLength(4);
    db.close();
  });

  test('a counter goes on', () => {
    const { db, journal, replica } = openStation(edition, 'counter-1');
    expect(db.pragma('user_version', { simple: true })).toBe(STATION_VERSION);
    expect([journal.pending, journal.settledSeq]).toEqual([[], 5]);
    expect([...replica.view.all('service')]).toHaveLength(1);
    expect(jobsIn(db, 'printed')).toEqual([]);
    db.close();
  });
});
