// Whether an intent costs the same whatever else there is: 1, 10, 100 halls in one database; 1e4, 1e5, 1e6 cases in one hall.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../../support/embedded-postgres.ts';
import type { BenchOptions } from '../main.ts';
import { Peer } from '../support/peer.ts';
import { rounded } from '../support/quantiles.ts';
import { prefill } from './prefill.ts';
import type { Cost, Opened } from './scale-process.ts';

const HALLS = [1, 10, 100];
const CASES = [1e4, 1e5, 1e6];
const PUSHES = 200;
const WARM_UP = 100;

const here = import.meta.dirname;

interface Measured extends Cost, Opened {
  readonly part: 'halls' | 'cases';
  readonly size: number;
}

/** `runs`: pushes that count. `systems`: `halls`, `cases`. `sizes`: e.g. `100` or `1000000`. */
export async function* benchScale(options: BenchOptions): AsyncIterable<object> {
  const pushes = options.runs ?? PUSHES;
  const wants = (list: readonly string[], what: string | number) => list.length === 0 || list.includes(String(what));
  // In the checkout: a temporary folder may lie in memory, where a durable commit costs nothing.
  const parent = join(here, '../../../out/bench');
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, 'scale-'));
  try {
    if (wants(options.systems, 'halls')) {
      const postgres = await startPostgres(dir);
      try {
        yield* compared(
          HALLS.filter((n) => wants(options.sizes, n)),
          (n) => manyHalls(postgres.url, n, pushes),
        );
      } finally {
        await postgres.stop();
      }
    }
    if (wants(options.systems, 'cases'))
      yield* compared(
        CASES.filter((n) => wants(options.sizes, n)),
        (n) => manyCases(dir, n, pushes),
      );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Each size as it is measured, with its cost as a multiple of the smallest's. */
async function* compared(
  sizes: readonly number[],
  measure: (size: number) => Promise<Measured>,
): AsyncIterable<object> {
  let least: Measured | null = null;
  for (const size of sizes) {
    process.stderr.write(`${size}\n`);
    const it = await measure(size);
    least ??= it;
    yield {
      ...it,
      startMs: Math.round(it.startMs),
      wallRatio: rounded(it.wallUsPerIntent / least.wallUsPerIntent),
      cpuRatio: rounded(it.cpuUsPerIntent / least.cpuUsPerIntent),
      memoryRatio: rounded(it.memoryMb / least.memoryMb),
    };
  }
}

/** The halls of a size are the first ones of the database; each size has a process of its own. */
async function manyHalls(url: string, count: number, pushes: number): Promise<Measured> {
  const each = Math.max(1, Math.ceil(pushes / count));
  const warmUp = Math.max(1, Math.ceil(WARM_UP / count));
  const prefix = `of-${count}`;
  const peer = new Peer('halls', join(here, 'scale-process.ts'));
  try {
    const opened = await peer.ask<Opened>('openHalls', { url, prefix, count, pushes: each + warmUp });
    await peer.ask('push', { pushes: warmUp * count, cases: 0 });
    const cost = await peer.ask<Cost>('push', { pushes: each * count, cases: 0 });
    return { part: 'halls', size: count, ...opened, ...cost };
  } finally {
    await peer.end();
  }
}

async function manyCases(dir: string, cases: number, pushes: number): Promise<Measured> {
  const file = join(dir, `cases-${cases}.db`);
  const model = new Peer('model', join(here, 'scale-process.ts'));
  await model.ask('openCases', { file, pushes: 0 });
  await model.ask('model');
  await model.end();
  prefill(file, cases);
  const peer = new Peer('cases', join(here, 'scale-process.ts'));
  try {
    const opened = await peer.ask<Opened>('openCases', { file, pushes: pushes + WARM_UP });
    await peer.ask('push', { pushes: WARM_UP, cases });
    const cost = await peer.ask<Cost>('push', { pushes, cases });
    return { part: 'cases', size: cases, ...opened, ...cost };
  } finally {
    await peer.end();
    rmSync(file, { force: true });
  }
}
