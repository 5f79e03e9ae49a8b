// Stations that were cut off come back with what they did: how long until everybody has everything, durably. The
// product and the systems beside it take turns within one run.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchOptions } from '../main.ts';
import { median, rounded } from '../support/quantiles.ts';
import { installPeers } from './peers.ts';
import { NotInTime, type Outcome, Round, type Size } from './round.ts';

const SIZES: readonly Size[] = [
  { stations: 10, intents: 500, held: 0 },
  { stations: 30, intents: 100, held: 0 },
  { stations: 30, intents: 1000, held: 0 },
  { stations: 1, intents: 5000, held: 50_000 },
];
/** Rounds of those that are near each other; the slow ones run once. */
const RUNS = 3;
const LIMIT_S = 180;

const here = import.meta.dirname;
const OURS = 'onewindow';
const NAIVE = 'naive';
const PEERS = ['hocuspocus', 'tinybase', 'pouchdb'];
const ONCE: ReadonlySet<string> = new Set(['tinybase', 'pouchdb']);

export async function* benchReconcile(options: BenchOptions): AsyncIterable<object> {
  const systems = new Map([
    [OURS, join(here, 'onewindow.ts')],
    [NAIVE, join(here, 'naive.ts')],
  ]);
  const wanted = options.systems.length > 0 ? options.systems : [OURS, NAIVE, ...PEERS];
  if (PEERS.some((name) => wanted.includes(name))) {
    const dir = await installPeers(say);
    for (const name of PEERS) systems.set(name, join(dir, `${name}.js`));
  }
  for (const name of wanted) if (!systems.has(name)) throw new Error(`no system ${name}: ${[...systems.keys()]}`);
  for (const size of options.sizes.length === 0 ? SIZES : options.sizes.map(sizeOf)) {
    yield await measure(size, wanted, systems, options.runs ?? RUNS);
  }
}

async function measure(
  size: Size,
  names: readonly string[],
  files: ReadonlyMap<string, string>,
  runs: number,
): Promise<object> {
  // In the checkout: a temporary folder may lie in memory, where a durable commit costs nothing.
  const parent = join(here, '../../../out/bench');
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, 'reconcile-'));
  const outcomes = new Map<string, Outcome[]>(names.map((name) => [name, []]));
  const unfinished = new Map<string, string>();
  const round = async (name: string, countSyncs: boolean) => {
    if (unfinished.has(name)) return;
    try {
      const outcome = await new Round(dir, files.get(name)!, size, countSyncs).run(LIMIT_S);
      say(`${nameOf(size)} ${name} ${JSON.stringify(outcome)}`);
      outcomes.get(name)!.push(outcome);
    } catch (error) {
      if (!(error instanceof NotInTime)) throw error;
      say(`${nameOf(size)} ${name} ${error.message}`);
      unfinished.set(name, error.message);
    }
  };
  try {
    for (let run = 0; run < runs; run += 1) {
      for (const name of names) if (run === 0 || !ONCE.has(name)) await round(name, false);
    }
    // Once more under strace, which is not timed.
    for (const name of names) if (!ONCE.has(name)) await round(name, true);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  return figuresOf(size, outcomes, runs);
}

function figuresOf(size: Size, outcomes: ReadonlyMap<string, readonly Outcome[]>, runs: number): object {
  const systems: Record<string, object> = {};
  const seconds = new Map<string, number>();
  const cpu = new Map<string, number>();
  for (const [name, all] of outcomes) {
    const timed = all.filter((outcome) => outcome.fsyncs === null);
    if (timed.length === 0) {
      systems[name] = { notDoneAfterSeconds: LIMIT_S };
      seconds.set(name, LIMIT_S);
      continue;
    }
    seconds.set(name, median(timed.map((outcome) => outcome.seconds)));
    const hall = median(timed.map((outcome) => outcome.cpu.hall));
    const stations = median(timed.map((outcome) => outcome.cpu.stations));
    cpu.set(name, hall + stations);
    systems[name] = {
      seconds: rounded(seconds.get(name)!),
      cpuSeconds: { hall: rounded(hall), stations: rounded(stations) },
      lost: Math.max(...all.map((outcome) => outcome.lost)),
      doubled: Math.max(...all.map((outcome) => outcome.doubled)),
      fsyncs: all.find((outcome) => outcome.fsyncs !== null)?.fsyncs ?? null,
    };
  }
  const ours = seconds.get(OURS) ?? Number.NaN;
  const others = [...seconds].filter(([name]) => name !== OURS);
  return {
    ...size,
    ratioToNaive: rounded(ours / (seconds.get(NAIVE) ?? Number.NaN)),
    cpuRatioToNaive: rounded((cpu.get(OURS) ?? Number.NaN) / (cpu.get(NAIVE) ?? Number.NaN)),
    timesFasterThan: Object.fromEntries(others.map(([name, their]) => [name, rounded(their / ours)])),
    systems,
    runs,
  };
}

function nameOf({ stations, intents, held }: Size): string {
  return held === 0 ? `${stations}x${intents}` : `${stations}x${intents}+${held}`;
}

/** `30x100`, or `1x5000+50000` where the hall holds 50,000 already. */
function sizeOf(name: string): Size {
  const [, stations, intents, held] = /^(\d+)x(\d+)(?:\+(\d+))?$/.exec(name) ?? [];
  if (stations === undefined) throw new Error(`--size ${name}: expected STATIONSxINTENTS or STATIONSxINTENTS+HELD`);
  return { stations: Number(stations), intents: Number(intents), held: Number(held ?? 0) };
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}
