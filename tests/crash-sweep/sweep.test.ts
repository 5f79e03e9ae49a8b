import { expect, test } from 'vitest';
import { pointName, strace } from './fault.ts';
import { sweep } from './sweep.ts';

/** The short form, a few points that found something once; `npm run crash-sweep -- --points N --from K` runs as many as there is time for. */
const POINTS = [
  { side: 'station', kind: 'full-for-a-while', n: 115 },
  { side: 'station', kind: 'kill-at-write', n: 152 },
  { side: 'station', kind: 'kill-at-fsync', n: 7 },
  { side: 'station', kind: 'spoilt-at-write', n: 140 },
  { side: 'station', kind: 'eio-at-fsync', n: 9 },
  { side: 'hall', kind: 'kill-at-fsync', n: 12 },
  { side: 'hall', kind: 'kill-at-write', n: 120 },
  { side: 'hall', kind: 'eio-at-fsync', n: 9 },
  { side: 'counter', kind: 'full-for-a-while', n: 38 },
] as const;

// strace, which makes the faults, exists on Linux only.
test.runIf(process.platform === 'linux')(
  'programs are killed and disks fail at their system calls: nothing promised is lost, nothing is printed twice',
  async () => {
    strace(); // without it nothing here is tested: then this fails, and says what to install
    const { results } = await sweep({ points: 0, from: 1, sides: [], only: POINTS, jobs: 2 });
    expect(
      results.flatMap(({ point, violations }) => violations.map((what) => `${pointName(point)}: ${what}`)),
    ).toEqual([]);
    expect(results.filter(({ reached }) => !reached).map(({ point }) => pointName(point))).toEqual([]);
    expect(results).toHaveLength(POINTS.length);
  },
  90_000,
);
