// npm run fuzz -- [--inputs N] [--seed N] [--target WORD] [--json]
// Every codec with N inputs (10 million unless told), guided by what code they reach. A finding ends it with code 1 and
// the input in hex.
import { parseArgs } from 'node:util';
import { fuzz } from './engine.ts';
import { fuzzTargets } from './targets.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});

const chosen = fuzzTargets.filter((target) => target.name.includes(values.target));
if (chosen.length === 0)
  throw new Error(`--target ${values.target}: one of ${fuzzTargets.map((t) => t.name).join(', ')}`);
const each = Math.ceil(Number(values.inputs) / chosen.length);
const results = chosen.map((target) => {
  const result = fuzz(target, { inputs: each, seed: Number(values.seed) });
  const { inputs, seconds, corpus } = result;
  process.stderr.write(`${target.name.padEnd(24)} ${inputs} inputs in ${seconds.toFixed(1)} s, ${corpus} kept\n`);
  return { target: target.name, ...result };
});
const total = results.reduce((sum, result) => sum + result.inputs, 0);
process.stdout.write(values.json ? `${JSON.stringify({ total, results })}\n` : `${total} inputs, nothing found\n`);
