// npm run bench -- <name> [--json] [--runs N]
// With --json stdout holds one line of JSON and nothing else; what a person reads goes to stderr.
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** How many measured rounds; each bench has a default that is enough for its percentiles. */
  readonly runs: number | null;
}

type Bench = (options: BenchOptions) => Promise<object>;

const benches: Readonly<Record<string, { what: string; load: () => Promise<Bench> }>> = {
  ticket: {
    what: 'from the press to the first byte at the printer, beside the work nobody can leave out',
    load: async () => (await import('./ticket/bench.ts')).benchTicket,
  },
  start: {
    what: 'from the start of the program to a dispenser that can be touched, beside an empty window',
    load: async () => (await import('./start/bench.ts')).benchStart,
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
  const result = { bench: positionals[0], ...figures };
  process.stdout.write(`${values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2)}\n`);
}
