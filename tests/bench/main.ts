// npm run bench -- <name> [--json] [--runs N]
// With --json stdout holds one line of JSON for each result and nothing else; what a person reads goes to stderr.
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** How many measured rounds; each bench has a default that is enough for its percentiles. */
  readonly runs: number | null;
}

/** One result, or one for each thing that was measured in turn. */
type Bench = (options: BenchOptions) => Promise<object | object[]>;

const benches: Readonly<Record<string, { what: string; load: () => Promise<Bench> }>> = {
  ticket: {
    what: 'from the press to the first byte at the printer, beside the work nobody can leave out',
    load: async () => (await import('./ticket/bench.ts')).benchTicket,
  },
  start: {
    what: 'from the start of the program to a dispenser that can be touched, beside an empty window',
    load: async () => (await import('./start/bench.ts')).benchStart,
  },
  'hall-load': {
    what: 'one hall server under 400 clerks, 20 dispensers and 40 displays, on SQLite and on PostgreSQL',
    load: async () => (await import('./hall-load/bench.ts')).benchHallLoad,
  },
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, runs: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
});
const bench = benches[positionals[0] ?? ''];
if (!bench || values.help) {
  process.stderr.write('npm run bench -- <name> [--json] [--runs N]      docs/benchmarks.md\n\n');
  for (const [name, { what }] of Object.entries(benches)) process.stderr.write(`  ${name.padEnd(8)} ${what}\n`);
  process.exitCode = values.help ? 0 : 2;
} else {
  const run = await bench.load();
  const figures = await run({ runs: values.runs === undefined ? null : Number(values.runs) });
  for (const each of Array.isArray(figures) ? figures : [figures]) {
    const result = { bench: positionals[0], ...each };
    process.stdout.write(`${values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2)}\n`);
  }
}
