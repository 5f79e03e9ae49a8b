import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Which of the three programs is hurt. */
export const SIDES = ['hall', 'station', 'counter'] as const;
export type Side = (typeof SIDES)[number];

type Call = 'pwrite64' | 'fsync';

interface Kind {
  readonly calls: readonly Call[];
  readonly effect: 'signal=KILL' | 'error=EIO' | 'error=ENOSPC';
  /** How many calls in a row fail; one unless told. */
  readonly lasts?: number;
  readonly spoils?: boolean;
}

/** SQLite writes pages and log with pwrite64 and makes them durable with fsync: nothing else is told to the disk. */
export const KINDS = {
  'kill-at-write': { calls: ['pwrite64'], effect: 'signal=KILL' },
  /** And a station's database is nonsense when it comes back: it is made again from its copies. */
  'spoilt-at-write': { calls: ['pwrite64'], effect: 'signal=KILL', spoils: true },
  'kill-at-fsync': { calls: ['fsync'], effect: 'signal=KILL' },
  'eio-at-write': { calls: ['pwrite64'], effect: 'error=EIO' },
  'eio-at-fsync': { calls: ['fsync'], effect: 'error=EIO' },
  'full-at-write': { calls: ['pwrite64'], effect: 'error=ENOSPC' },
  'full-at-fsync': { calls: ['fsync'], effect: 'error=ENOSPC' },
  'full-for-a-while': { calls: ['pwrite64'], effect: 'error=ENOSPC', lasts: 4 },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** One fault: the Nth matching call of one program, counted from its start. */
export interface Point {
  readonly side: Side;
  readonly kind: KindName;
  readonly n: number;
}

export const isKill = (kind: KindName): boolean => KINDS[kind].effect === 'signal=KILL';
export const lasting = (kind: KindName): number => (KINDS[kind] as Kind).lasts ?? 1;

export const spoils = ({ kind, side }: Point): boolean => side !== 'hall' && (KINDS[kind] as Kind).spoils === true;

export function pointName({ side, kind, n }: Point): string {
  return `${side}:${kind}:${n}`;
}

export function parsePoint(text: string): Point {
  const [side, kind, n] = text.split(':');
  const point = { side: side as Side, kind: kind as KindName, n: Number(n) };
  if (!SIDES.includes(point.side) || !(point.kind in KINDS) || !Number.isInteger(point.n) || point.n < 1)
    throw new Error(`--at ${text}: expected SIDE:KIND:N with ${SIDES.join('|')} and ${KIND_NAMES.join('|')}`);
  return point;
}

/** How many matching calls each program makes from its start to an orderly end when nothing goes wrong. */
export type Counts = Readonly<Record<Side, Readonly<Record<Call, number>>>>;

/** The point of a number: sides and kinds take turns, N is spread over the range and no N comes again before all had their turn. */
export function pointAt(index: number, counts: Counts, sides: readonly Side[]): Point {
  const kind = KIND_NAMES[Math.floor(index / sides.length) % KIND_NAMES.length]!;
  const side = sides[index % sides.length]!;
  const round = Math.floor(index / (sides.length * KIND_NAMES.length));
  const range = Math.max(1, counts[side][KINDS[kind].calls[0]]);
  let stride = Math.max(1, Math.round(range * 0.618));
  while (gcd(stride, range) !== 1) stride += 1;
  // Kinds start at different places, so that few points already see the whole range.
  const offset = Math.floor((KIND_NAMES.indexOf(kind) * range) / KIND_NAMES.length);
  return { side, kind, n: 1 + ((offset + round * stride) % range) };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

interface Traced {
  readonly execPath: string;
  readonly execArgv: readonly string[];
}

/** Runs Node under a tracer that stands aside (-D): the program stays our own child, with its channel and its signals. */
function traced(report: string, injections: readonly string[], fast: boolean): Traced {
  const calls = ['-f', '-qq', '-s', '0', '-e', 'trace=pwrite64,fsync', ...(fast ? ['--seccomp-bpf'] : [])];
  const inject = injections.flatMap((injection) => ['-e', `inject=${injection}`]);
  return { execPath: strace(), execArgv: ['-D', ...calls, ...inject, '-o', report, '--', process.execPath] };
}

/** The tracer alone: counts. */
export function counted(report: string): Traced {
  return traced(report, [], true);
}

export function faulty({ kind, n }: Point, report: string): Traced {
  const { calls, effect } = KINDS[kind];
  const when = lasting(kind) === 1 ? String(n) : `${n}..${n + lasting(kind) - 1}`;
  return traced(
    report,
    calls.map((call) => `${call}:${effect}:when=${when}`),
    effect !== 'signal=KILL', // strace 6.1 forgets injected signals when the kernel filters for it
  );
}

export function callsIn(report: string): Record<Call, number> {
  const text = readFileSync(report, 'utf8');
  const count = (call: Call) => text.match(new RegExp(`\\b${call}\\(`, 'g'))?.length ?? 0;
  return { pwrite64: count('pwrite64'), fsync: count('fsync') };
}

/** How many calls were made to fail. */
export function injectedIn(report: string): number {
  return readFileSync(report, 'utf8').match(/\(INJECTED\)/g)?.length ?? 0;
}

/** Throws with what to do when there is no strace. */
export function strace(): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, 'strace');
    if (folder !== '' && existsSync(file)) return file;
  }
  throw new Error(
    'the crash sweep makes system calls fail with strace, and there is none here. Debian and Ubuntu: sudo apt-get install -y strace',
  );
}
