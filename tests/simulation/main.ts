import { parseArgs } from 'node:util';
import { simulate } from './simulate.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    json: { type: 'boolean' },
  },
});
const seeds = Number(values.seeds);
const from = Number(values.from);
const total: Record<string, number> = {};
let steps = 0;
let violations = 0;
for (let seed = from; seed < from + seeds; seed++) {
  const result = await simulate(seed);
  steps += result.steps;
  violations += result.violations.length;
  for (const [fault, count] of Object.entries(result.faults)) total[fault] = (total[fault] ?? 0) + count;
  for (const [what, count] of Object.entries(result.tally)) total[what] = (total[what] ?? 0) + count;
  if (!values.json) process.stdout.write(`seed ${seed}: ${result.steps} steps, ${JSON.stringify(result.tally)}\n`);
  for (const violation of result.violations.slice(0, 10)) process.stderr.write(`seed ${seed}: ${violation}\n`);
}
process.stdout.write(`${JSON.stringify({ sim: true, seeds, from, steps, violations, faults: total })}\n`);
process.exit(violations === 0 ? 0 : 1);
