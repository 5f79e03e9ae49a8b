// A hall server process without its doors: real services on real stores, pushes from one station of each hall.
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemRuntime } from '../../../src/hall/runtime.ts';
import { HallService } from '../../../src/hall/server/service.ts';
import { PostgresDatabase } from '../../../src/hall/store/postgres.ts';
import { SqliteHallStore } from '../../../src/hall/store/sqlite.ts';
import type { HallStore } from '../../../src/hall/store/types.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import type { Actor } from '../../../src/shared/intent/decision.ts';
import type { BodyOf } from '../../../src/shared/intent/registry.ts';
import { SealedJournal } from '../../support/sealed.ts';
import { intentsOf } from '../reconcile/intents.ts';
import { answer, instant } from '../support/peer.ts';
import { quantile } from '../support/quantiles.ts';
import { MODEL, prefilledId } from './prefill.ts';

export interface Opened {
  readonly startMs: number;
  readonly memoryMb: number;
}

export interface Cost {
  readonly intents: number;
  /** Median over the pushes, so that a disk that is busy for a moment does not count for all. */
  readonly wallUsPerIntent: number;
  readonly cpuUsPerIntent: number;
  readonly memoryMb: number;
}

const CLERK: Actor = { kind: 'clerk', id: 'staff-chen' };
const STATION = 'counter-1';
const PUSH = 24;
/** A prime: old cases come up far from each other, and none twice. */
const STRIDE = 7919;

interface Hall {
  readonly service: HallService;
  readonly journal: SealedJournal;
  readonly fresh: ReturnType<typeof intentsOf>;
  /** Pushes it has made. */
  turns: number;
}

let halls: Hall[] = [];
let step = 0;

async function open(store: HallStore, id: string, pushes: number): Promise<Hall> {
  const config = { ...sampleHall, id };
  const service = await HallService.open({
    store,
    runtime: systemRuntime(Date.now),
    log: () => undefined,
    config,
    sample: config,
  });
  await store.saveStation({
    id: STATION,
    name: STATION,
    roles: ['counter'],
    publicKey: '',
    enrolledAt: 0,
    version: 'bench',
  });
  return { service, journal: new SealedJournal(STATION, id), fresh: intentsOf(STATION, (pushes * PUSH) / 2), turns: 0 };
}

async function opened(all: () => Promise<Hall[]>): Promise<Opened> {
  const from = instant();
  halls = await all();
  const startMs = (instant() - from) / 1e6;
  return { startMs, memoryMb: await settledMemory() };
}

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as (how: object) => void;
const collect = () => gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });

/** What is held, not what was thrown away and not yet collected. */
async function settledMemory(): Promise<number> {
  collect();
  await pause(200);
  collect();
  await pause(200);
  return Math.round(process.memoryUsage().rss / 1e6);
}

/** Half new cases; half cases that are withdrawn, old ones where there are some. */
function linesFor({ journal, fresh }: Hall, turn: number, cases: number) {
  const at = Date.now();
  return Array.from({ length: PUSH / 2 }, (_, i) => {
    const body = fresh[turn * (PUSH / 2) + i]!.body as BodyOf<'case.receive'>;
    const receive = journal.write('case.receive', body, at, CLERK);
    const caseId = cases === 0 ? body.caseId : prefilledId((step++ * STRIDE) % cases);
    return [receive, journal.write('case.withdraw', { caseId, reason: '本人撤回' }, at, CLERK)];
  }).flat();
}

answer({
  openHalls: ({ url, prefix, count, pushes }: { url: string; prefix: string; count: number; pushes: number }) =>
    opened(async () => {
      const database = await PostgresDatabase.open(url);
      const all: Hall[] = [];
      for (let i = 0; i < count; i++) {
        const id = `${prefix}-${i}`;
        all.push(await open(await database.hall(id), id, pushes));
      }
      return all;
    }),
  openCases: ({ file, pushes }: { file: string; pushes: number }) =>
    opened(async () => [await open(new SqliteHallStore(file), sampleHall.id, pushes)]),
  /** One real case, whose rows the others are made from. */
  model: async () => {
    const [{ service }] = halls as [Hall];
    const body = intentsOf('counter-2', 1)[0]!.body as BodyOf<'case.receive'>;
    const { id: caseId, number, code } = MODEL;
    const line = new SealedJournal('counter-2', sampleHall.id).write(
      'case.receive',
      { ...body, caseId, number, code },
      Date.now(),
      CLERK,
    );
    const settled = await service.authority.submit('counter-2', [line]);
    if (settled.kind !== 'settled' || settled.refusals.length > 0) throw new Error(JSON.stringify(settled));
    await service.close();
  },
  /** So many pushes, one after another and round the halls: one commit each, so that grouping blurs nothing. */
  push: async ({ pushes, cases }: { pushes: number; cases: number }): Promise<Cost> => {
    const walls: number[] = [];
    let cpu = 0;
    let refused = 0;
    for (let n = 0; n < pushes; n++) {
      const hall = halls[n % halls.length]!;
      const lines = linesFor(hall, hall.turns++, cases);
      const before = process.cpuUsage();
      const from = instant();
      const settled = await hall.service.authority.submit(STATION, lines);
      walls.push((instant() - from) / 1e3);
      const used = process.cpuUsage(before);
      cpu += used.user + used.system;
      if (settled.kind !== 'settled') throw new Error(`not settled: ${JSON.stringify(settled)}`);
      refused += settled.refusals.length;
    }
    if (refused > 0) throw new Error(`${refused} lines were refused`);
    const intents = pushes * PUSH;
    return {
      intents,
      wallUsPerIntent: Math.round(quantile(walls, 0.5) / PUSH),
      cpuUsPerIntent: Math.round(cpu / intents),
      memoryMb: await settledMemory(),
    };
  },
});
