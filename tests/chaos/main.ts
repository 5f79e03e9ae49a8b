import { parseArgs } from 'node:util';
import { type ChaosResult, runChaos } from './run.ts';

const HELP = `Real stations and a real hall, with wires between them that delay, lose, repeat, reorder and break.

  npm run chaos -- [--seeds N] [--from S] [--json]

  --seeds N   how many runs, one after the other (10)
  --from S    seed of the first (1). A seed tells the same kind of story again; real programs do not repeat to the letter.
  --json      the last line only
`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    from: { type: 'string', default: '1' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

function whole(option: 'seeds' | 'from'): number {
  const n = Number(values[option]);
  if (!Number.isInteger(n) || n < 1)
    throw new Error(`--${option}: expected a whole number from 1, found ${values[option]}`);
  return n;
}

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const from = whole('from');
  const seeds = whole('seeds');
  const results: ChaosResult[] = [];
  for (let seed = from; seed < from + seeds; seed++) {
    const result = await runChaos(seed);
    results.push(result);
    const { violations, wires, slips, served, ms } = result;
    for (const violation of violations) process.stderr.write(`seed ${seed}: ${violation}\n`);
    if (!values.json)
      process.stdout.write(`seed ${seed}: ${slips} slips, ${served} served, ${ms} ms, ${JSON.stringify(wires)}\n`);
  }
  const total = (count: (result: ChaosResult) => number) => results.reduce((sum, one) => sum + count(one), 0);
  const faults = Object.fromEntries(
    Object.keys(results[0]!.wires).map((key) => [key, total(({ wires }) => wires[key as keyof typeof wires])]),
  );
  const violations = total((one) => one.violations.length);
  const slips = total((one) => one.slips);
  const served = total((one) => one.served);
  process.stdout.write(`${JSON.stringify({ chaos: true, seeds, from, violations, slips, served, faults })}\n`);
  return violations === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
