import { Session } from 'node:inspector';

/** A pure piece of the house that takes bytes from outside. `check` throws when a promise does not hold. */
export interface FuzzTarget {
  readonly name: string;
  /** Inputs to begin with; the more of the format they show, the better. */
  readonly samples: readonly Uint8Array[];
  check(input: Uint8Array, dice: Dice): void;
}

/** The same numbers for the same seed (mulberry32), so that a finding can be run again. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A whole number from 0 to `below` - 1. */
  roll(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  }
}

export function holds(condition: boolean, promise: string): void {
  if (!condition) throw new Error(promise);
}

interface Stream {
  push(input: Uint8Array): readonly unknown[];
  /** Bytes kept for later. */
  held(): number;
  /** What the driver does before it asks anew; without it the decoder must find back by itself. */
  restart?(): void;
}

/** A decoder of a stream: bounded, indifferent to how the stream is cut, and back within one good frame. */
export function streamTarget(codec: {
  name: string;
  samples: readonly Uint8Array[];
  /** The most it may ever hold. */
  longest: number;
  open(): Stream;
  good: Uint8Array;
  isGood(frames: readonly unknown[]): boolean;
  /** Set where cutting a stream differently may cut what comes out of it differently. */
  cutMatters?: boolean;
}): FuzzTarget {
  return {
    name: codec.name,
    samples: [...codec.samples, codec.good],
    check: (input, dice) => {
      const stream = codec.open();
      const got: unknown[] = [];
      for (let from = 0; from < input.length; ) {
        const to = Math.min(input.length, from + 1 + dice.roll(input.length));
        got.push(...stream.push(input.subarray(from, to)));
        holds(stream.held() <= codec.longest, `holds ${stream.held()} bytes, never more than ${codec.longest}`);
        from = to;
      }
      if (!codec.cutMatters && dice.roll(8) === 0) {
        const whole = codec.open().push(input);
        holds(JSON.stringify(whole) === JSON.stringify(got), 'any cutting gives the same');
      }
      stream.restart?.();
      const first = stream.push(codec.good);
      holds(codec.isGood(first) || codec.isGood(stream.push(codec.good)), 'back within one good frame');
    },
  };
}

export interface FuzzResult {
  readonly inputs: number;
  readonly seconds: number;
  /** Inputs kept because they reached code no other had. */
  readonly corpus: number;
}

export class FuzzFinding extends Error {
  readonly input: Uint8Array;

  constructor(target: string, input: Uint8Array, why: string) {
    super(`${target}: ${why}; input ${Buffer.from(input).toString('hex')}`);
    this.input = input;
  }
}

const BATCH = 2000;
const LONGEST_INPUT = 600;
/** A check that takes so long hangs. */
const SLOW_MS = 200;

/** Throws `FuzzFinding` at the first broken promise. Ends after `inputs`, or after `ms` where that comes first. */
export function fuzz(
  target: FuzzTarget,
  limits: { inputs: number; ms?: number; seed: number; guided?: boolean },
): FuzzResult {
  const dice = new Dice(limits.seed);
  const corpus = [...target.samples];
  const coverage = limits.guided === false ? null : new Coverage();
  const began = performance.now();
  let inputs = 0;
  const run = (input: Uint8Array) => {
    const started = performance.now();
    try {
      target.check(input, dice);
    } catch (error) {
      throw new FuzzFinding(target.name, input, (error as Error).message);
    }
    return performance.now() - started;
  };
  try {
    for (const sample of corpus) run(sample);
    coverage?.isNew();
    while (inputs < limits.inputs && performance.now() - began < (limits.ms ?? Number.POSITIVE_INFINITY)) {
      const batch = Array.from({ length: Math.min(BATCH, limits.inputs - inputs) }, () => mutated(corpus, dice));
      for (const input of batch) {
        // By the clock the machine may have been busy elsewhere; what counts then is the time spent on it.
        if (run(input) > SLOW_MS && cpuMs(() => run(input)) > SLOW_MS)
          throw new FuzzFinding(target.name, input, 'hangs');
      }
      inputs += batch.length;
      if (coverage?.isNew()) corpus.push(...coverage.those(batch, run));
    }
  } finally {
    coverage?.end();
  }
  return {
    inputs,
    seconds: (performance.now() - began) / 1000,
    corpus: corpus.length - target.samples.length,
  };
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const TELLING = [0x00, 0x01, 0x0a, 0x10, 0x12, 0x1b, 0x1c, 0x1d, 0x30, 0x37, 0x69, 0x7f, 0x80, 0x96, 0xaa, 0xff];

/** One of the corpus, hurt in one to four places, or two of them joined. */
function mutated(corpus: readonly Uint8Array[], dice: Dice): Uint8Array {
  const pick = () => corpus[dice.roll(corpus.length)] as Uint8Array;
  let bytes = [...pick()];
  for (let times = 1 + dice.roll(4); times > 0; times -= 1) {
    const at = dice.roll(bytes.length + 1);
    switch (dice.roll(7)) {
      case 0:
        bytes[at] = dice.roll(256);
        break;
      case 1:
        bytes[at] = TELLING[dice.roll(TELLING.length)] as number;
        break;
      case 2:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.roll(8));
        break;
      case 3:
        bytes.splice(at, 1 + dice.roll(8));
        break;
      case 4:
        bytes.splice(at, 0, ...Array.from({ length: 1 + dice.roll(8) }, () => dice.roll(256)));
        break;
      case 5:
        bytes = [...bytes.slice(0, at), ...pick()];
        break;
      case 6:
        bytes.splice(at, 0, ...bytes.slice(dice.roll(bytes.length + 1)).slice(0, 32));
        break;
    }
  }
  return Uint8Array.from(bytes.slice(0, LONGEST_INPUT));
}

/** Which blocks of our own code ran, by V8's own counters. */
class Coverage {
  readonly #session = new Session();
  readonly #seen = new Set<string>();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Whether a block ran since the last question that had never run before. */
  isNew(): boolean {
    const before = this.#seen.size;
    this.#session.post('Profiler.takePreciseCoverage', (_error, taken) => {
      for (const script of taken?.result ?? []) {
        if (!script.url.includes('/src/')) continue;
        for (const { functionName, ranges } of script.functions) {
          for (const { startOffset, endOffset, count } of ranges) {
            if (count > 0) this.#seen.add(`${script.scriptId} ${functionName} ${startOffset} ${endOffset}`);
          }
        }
      }
    });
    return this.#seen.size > before;
  }

  /** Those of a batch that reach code the others do not, run one after another against what was seen without them. */
  those(batch: readonly Uint8Array[], run: (input: Uint8Array) => number): Uint8Array[] {
    const all = new Set(this.#seen);
    const kept: Uint8Array[] = [];
    const reached = new Set<string>();
    // A sample of the batch is enough: what is rare comes again.
    for (const input of batch.slice(0, 200)) {
      this.#seen.clear();
      run(input);
      this.isNew();
      const fresh = [...this.#seen].filter((block) => !reached.has(block));
      if (fresh.length > 0 && kept.length < 16) kept.push(input);
      for (const block of fresh) reached.add(block);
    }
    for (const block of all) this.#seen.add(block);
    return kept;
  }

  end(): void {
    this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }
}
