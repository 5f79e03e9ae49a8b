// One hall server under the load of a large hall: 400 clerks, 20 dispensers, 40 displays, on SQLite and on PostgreSQL.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import pg from 'pg';
import { startPostgres } from '../../support/embedded-postgres.ts';
import type { BenchOptions } from '../main.ts';
import { type RunningHall, startHall } from '../support/hall-process.ts';
import { Peer } from '../support/peer.ts';
import { cpuSecondsOf, cpuSecondsOfTree, memoryOf } from '../support/processes.ts';
import { quantile, rounded } from '../support/quantiles.ts';
import type { Taken } from './displays-process.ts';
import { areaId, largeHall } from './large-hall.ts';
import type { LoadResult, SetUp } from './stations-process.ts';

const CLERKS = 400;
const DISPENSERS = 20;
const DISPLAYS = 40;
const AREAS = 20;
/** People who wait when it begins: three for each window. */
const STOCK = 1200;
/** So many tickets lie ready when nobody pauses to think: no window is out of work. */
const ENOUGH = 2000;
const THINK_SECONDS = 40;
const RUSH_SECONDS = 15;
const WARM_UP_SECONDS = 8;
const NS_PER_MS = 1e6;

const here = import.meta.dirname;

interface Store {
  readonly name: 'sqlite' | 'postgres';
  readonly hall: (hallFile: string) => Promise<RunningHall>;
  /** Processor time of what is no part of the hall's process. */
  readonly cpuSeconds: () => number;
  /** Lines in the hall's journal, by station. */
  readonly journal: () => Promise<Record<string, number>>;
}

/** `runs`: seconds of the measured load with people who think. `systems`: `sqlite`, `postgres`. */
export async function benchHallLoad(options: BenchOptions): Promise<object[]> {
  // In the checkout: a temporary folder may lie in memory, where a durable commit costs nothing.
  const parent = join(here, '../../../out/bench');
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, 'hall-load-'));
  const results: object[] = [];
  try {
    const wanted = (name: string) => options.systems.length === 0 || options.systems.includes(name);
    if (wanted('sqlite')) results.push(await measure(dir, sqliteIn(dir), options));
    if (!wanted('postgres')) return results;
    const postgres = await startPostgres(dir);
    try {
      results.push(await measure(dir, postgresAt(postgres), options));
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  return results;
}

function sqliteIn(dir: string): Store {
  const data = join(dir, 'hall');
  return {
    name: 'sqlite',
    hall: (hallFile) => startHall({ data, port: 0, hallFile, quiet: true }),
    cpuSeconds: () => 0,
    journal: async () => {
      const db = new Database(join(data, 'hall.db'), { readonly: true });
      const rows = db.prepare('SELECT station, count(*) AS n FROM journal GROUP BY station').all();
      db.close();
      return byStation(rows as { station: string; n: number }[]);
    },
  };
}

function postgresAt({ url, pid }: { url: string; pid: number }): Store {
  return {
    name: 'postgres',
    hall: (hallFile) => startHall({ databaseUrl: url, port: 0, hallFile, quiet: true }),
    cpuSeconds: () => cpuSecondsOfTree(pid),
    journal: async () => {
      const client = new pg.Client(url);
      await client.connect();
      const { rows } = await client.query<{ station: string; n: string }>(
        'SELECT station, count(*) AS n FROM onewindow.journal GROUP BY station',
      );
      await client.end();
      return byStation(rows);
    },
  };
}

function byStation(rows: readonly { station: string; n: number | string }[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ station, n }) => [station, Number(n)]));
}

async function measure(dir: string, store: Store, options: BenchOptions): Promise<object> {
  say(`${store.name}: opening`);
  const config = largeHall({ windows: CLERKS, areas: AREAS });
  const hallFile = join(dir, 'hall.json');
  writeFileSync(hallFile, JSON.stringify(config));
  const hall = await store.hall(hallFile);
  const pid = hall.process.pid!;
  const stations = new Peer('stations', join(here, 'stations-process.ts'));
  const displays = new Peer('displays', join(here, 'displays-process.ts'));
  const address = hall.url.replace('http:', 'ws:');
  try {
    const setUp: SetUp = {
      address: `${address}/station`,
      enrolCode: hall.enrolCode,
      clerks: CLERKS,
      dispensers: DISPENSERS,
    };
    const connectSeconds = await stations.ask<number>('open', setUp);
    await displays.ask('open', { address: `${address}/rpc`, displays: DISPLAYS, areas: AREAS });
    await stations.ask('stock', STOCK);
    const memoryConnected = memoryOf(pid).nowMb;

    const busy = async (run: () => Promise<LoadResult>) => {
      const processes = { hall: pid, stations: stations.process.pid!, displays: displays.process.pid! };
      const before = Object.entries(processes).map(([name, each]) => [name, cpuSecondsOf(each)] as const);
      const databaseBefore = store.cpuSeconds();
      const from = Date.now();
      const result = await run();
      const seconds = (Date.now() - from) / 1000;
      const usPerLine = (cpuSeconds: number) => Math.round((cpuSeconds * 1e6) / result.linesInAll);
      const perLine = {
        hallUsPerLine: usPerLine(cpuSecondsOf(pid) - before[0]![1]),
        databaseUsPerLine: usPerLine(store.cpuSeconds() - databaseBefore),
      };
      const cpu = Object.fromEntries(
        before.map(([name, was]) => [
          name,
          rounded((cpuSecondsOf(processes[name as keyof typeof processes]) - was) / seconds),
        ]),
      );
      return { result, cpu, perLine, memoryMb: memoryOf(pid).nowMb };
    };

    const seconds = options.runs ?? THINK_SECONDS;
    say(`${store.name}: ${seconds} s with people who think`);
    const think = await busy(() => stations.ask<LoadResult>('think', { seconds, warmUp: WARM_UP_SECONDS }));
    const shown = await displays.ask<Taken>('take');
    await stations.ask('stock', ENOUGH);
    say(`${store.name}: ${RUSH_SECONDS} s in which nobody pauses`);
    const rush = await busy(() =>
      stations.ask<LoadResult>('rush', { seconds: RUSH_SECONDS, warmUp: WARM_UP_SECONDS / 2, enough: ENOUGH }),
    );
    const stated = await stations.ask<Record<string, number>>('stated');
    await stations.ask('end');
    await displays.ask('end');
    await expectAll(store, stated);
    const toDisplay = displayLatencies(think.result, shown);
    return {
      store: store.name,
      clerks: CLERKS,
      displays: DISPLAYS,
      dispensers: DISPENSERS,
      callNext: { ...latency(think.result.nextMs), calls: think.result.nextMs.length },
      calledToDisplay: { ...latency(toDisplay.ms), notShown: toDisplay.missing },
      intentsPerSecond: Math.round(rush.result.accepted / rush.result.seconds),
      think: {
        intentsPerSecond: Math.round(think.result.accepted / think.result.seconds),
        refused: think.result.refused,
        seconds: rounded(think.result.seconds),
        cpu: think.cpu,
        ...think.perLine,
        generatorDelayP99Ms: rounded(think.result.ownDelayP99Ms),
      },
      rush: {
        callNext: { ...latency(rush.result.nextMs), calls: rush.result.nextMs.length },
        refused: rush.result.refused,
        seconds: rounded(rush.result.seconds),
        cpu: rush.cpu,
        ...rush.perLine,
        generatorDelayP99Ms: rounded(rush.result.ownDelayP99Ms),
      },
      memoryMb: {
        connected: memoryConnected,
        afterThink: think.memoryMb,
        afterRush: rush.memoryMb,
        peak: memoryOf(pid).peakMb,
      },
      connectSeconds: rounded(connectSeconds),
    };
  } finally {
    await Promise.all([stations.end(), displays.end()]);
    await hall.kill();
  }
}

/** Every line a station stated lies in the hall's journal, once. */
async function expectAll(store: Store, stated: Record<string, number>): Promise<void> {
  for (let tries = 0; ; tries++) {
    const journal = await store.journal();
    const wrong = Object.entries(stated).filter(([station, lines]) => journal[station] !== lines);
    if (wrong.length === 0) return;
    if (tries === 20)
      throw new Error(`not in the journal as stated: ${wrong.map(([s, n]) => `${s} ${n}, ${journal[s]} there`)}`);
    await pause(100);
  }
}

/** From the moment the clerk has the answer until each display of the window's area has the call. */
function displayLatencies({ called }: LoadResult, { shown }: Taken): { ms: number[]; missing: number } {
  const ms: number[] = [];
  let missing = 0;
  const displays = shown.map(({ area, seen }) => ({ area, seen: new Map(seen) }));
  for (const { ticketId, clerk, answeredAt } of called) {
    for (const { area, seen } of displays) {
      if (area !== areaId(clerk % AREAS)) continue;
      const at = seen.get(ticketId);
      if (at === undefined) missing += 1;
      else ms.push(Math.max(0, (at - answeredAt) / NS_PER_MS));
    }
  }
  return { ms, missing };
}

function latency(ms: readonly number[]) {
  return {
    p50Ms: rounded(quantile(ms, 0.5)),
    p95Ms: rounded(quantile(ms, 0.95)),
    p99Ms: rounded(quantile(ms, 0.99)),
    maxMs: rounded(quantile(ms, 1)),
  };
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}
