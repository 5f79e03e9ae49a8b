import { parseArgs } from 'node:util';
import { parsePoint, pointName, SIDES, strace } from './fault.ts';
import type { PointResult } from './point.ts';
import { sweep } from './sweep.ts';

const HELP = `Hurts a running hall at its system calls and looks whether everything that was promised still holds.

  npm run crash-sweep -- [--points N] [--from K] [--side hall|station|counter] [--at SIDE:KIND:N] [--jobs N] [--json]

  --points N   how many faults, one after the other (70)
  --from K     the first of them; with the same K the same faults come (1)
  --side S     which program is hurt; all three in turn unless told
  --at POINT   this fault alone, as a failing point was printed
  --jobs N     points run at the same time (2)
  --json       the last line only
`;

const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '70' },
    from: { type: 'string', default: '1' },
    side: { type: 'string' },
    at: { type: 'string', multiple: true },
    jobs: { type: 'string', default: '2' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

function whole(option: 'points' | 'from' | 'jobs'): number {
  const n = Number(values[option]);
  if (!Number.isInteger(n) || n < 1)
    throw new Error(`--${option}: expected a whole number from 1, found ${values[option]}`);
  return n;
}

function told(result: PointResult): void {
  const { point, reached, violations, refused, uncertain, namedEnds, ms } = result;
  for (const violation of violations) process.stderr.write(`${pointName(point)}: ${violation}\n`);
  if (values.json) return;
  const facts = [
    reached ? 'hit' : 'not reached',
    ...(namedEnds > 0 ? [`said why it cannot serve ×${namedEnds}`] : []),
    ...refused.map((step) => `refused ${step}`),
    ...(uncertain > 0 ? [`${uncertain} slips uncertain`] : []),
    `${ms} ms`,
  ];
  process.stdout.write(`${violations.length === 0 ? '✓' : '✗'} ${pointName(point)} ${facts.join(', ')}\n`);
}

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  strace();
  const sides = values.side === undefined ? SIDES : SIDES.filter((side) => side === values.side);
  if (sides.length === 0) throw new Error(`--side: expected ${SIDES.join('|')}, found ${values.side}`);
  const began = performance.now();
  const from = whole('from');
  const result = await sweep({
    points: whole('points'),
    from,
    sides,
    ...(values.at ? { only: values.at.map(parsePoint) } : {}),
    jobs: whole('jobs'),
    onPoint: told,
  });
  const { counts, results, faults, violations } = result;
  const sum = (count: (one: PointResult) => number) => results.reduce((total, one) => total + count(one), 0);
  const line = {
    crashSweep: true,
    points: results.length,
    from,
    reached: sum(({ reached }) => Number(reached)),
    violations,
    faults,
    calls: counts,
    slips: sum(({ slips }) => slips),
    uncertain: sum(({ uncertain }) => uncertain),
    refusedSteps: sum(({ refused }) => refused.length),
    namedEnds: sum(({ namedEnds }) => namedEnds),
    seconds: Math.round((performance.now() - began) / 1000),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  if (line.reached === 0) throw new Error('no fault was reached: nothing was tested');
  return violations === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
