// npm run bench -- <name> [--json] [--runs N] [--size WHICH] [--system WHICH]
// With --json stdout holds one line of JSON for each result and nothing else; what a person reads goes to stderr.
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** How many measured rounds; each bench has a default that is enough for its percentiles. */
  readonly runs: number | null;
  /** Of a bench with several sizes or systems: these only; empty for all. */
  readonly sizes: readonly string[];
  readonly systems: readonly string[];
}

/** One result, or one for each thing that was measured in turn; a long bench hands them out one by one. */
type Bench = (options: BenchOptions) => Promise<object | object[]> | AsyncIterable<object>;

const benches: Readonly<Record<string, { what: string; load: () => Promise<Bench> }>> = {
  ticket: {
    what: 'from the press to the first byte at the printer, beside the work nobody can leave out',
    load: async () => (await import('./ticket/bench.ts')).benchTicket,
  },
  start: {
    what: 'from the start of the program to a dispenser that can be touched, beside an empty window',
    load: async () => (await import('./start/bench.ts')).benchStart,
  },
  devices: {
    what: 'codecs, bytes of a ticket, how soon troubles are noticed, ten thousand tickets through a failing printer',
    load: async () => (await import('./devices/bench.ts')).benchDevices,
  },
  'hall-load': {
    what: 'one hall server under 400 clerks, 20 dispensers and 40 displays, on SQLite and on PostgreSQL',
    load: async () => (await import('./hall-load/bench.ts')).benchHallLoad,
  },
  scale: {
    what: 'what an intent costs with 1, 10, 100 halls in a database and with 1e4, 1e5, 1e6 cases in a hall',
    load: async () => (await import('./scale/bench.ts')).benchScale,
  },
  reconcile: {
    what: 'stations come back with what they did while cut off: until everybody has everything, beside other systems',
    load: async () => (await import('./reconcile/bench.ts')).benchReconcile,
  },
};

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean' },
    runs: { type: 'string' },
    size: { type: 'string', multiple: true, default: [] },
    system: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', short: 'h' },
  },
  allowPositionals: true,
});
const bench = benches[positionals[0] ?? ''];
if (!bench || values.help) {
  process.stderr.write(
    'npm run bench -- <name> [--json] [--runs N] [--size WHICH] [--system WHICH]      docs/benchmarks.md\n\n',
  );
  for (const [name, { what }] of Object.entries(benches)) process.stderr.write(`  ${name.padEnd(9)} ${what}\n`);
  process.exitCode = values.help ? 0 : 2;
} else {
  const run = await bench.load();
  const runs = values.runs === undefined ? null : Number(values.runs);
  for await (const figures of each(run({ runs, sizes: values.size, systems: values.system }))) {
    const result = { bench: positionals[0], ...figures };
    process.stdout.write(`${values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2)}\n`);
  }
}

async function* each(results: ReturnType<Bench>): AsyncIterable<object> {
  if (Symbol.asyncIterator in results) return yield* results;
  const all = await results;
  yield* Array.isArray(all) ? all : [all];
}
