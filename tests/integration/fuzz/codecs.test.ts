import { describe, expect, test } from 'vitest';
import { type FuzzTarget, fuzz } from '../../fuzz/engine.ts';
import { fuzzTargets } from '../../fuzz/targets.ts';

/** All of them together; the long run is `npm run fuzz`. */
const MS_EACH = 5000 / fuzzTargets.length;

describe('no bytes from outside break a codec: no throw, no hang, no growing buffer, back within one good frame', () => {
  test.each(fuzzTargets.map((target) => [target.name, target] as const))('%s', (_, target) => {
    const seed = Date.now() % 1_000_000;
    console.log(`${target.name}: seed ${seed}`);
    expect(fuzz(target, { inputs: 1_000_000, ms: MS_EACH, seed }).inputs).toBeGreaterThan(1000);
  });
});

test('the search finds a defect that stands behind two right bytes', () => {
  const broken: FuzzTarget = {
    name: 'broken',
    samples: [Uint8Array.of(1, 2, 3, 4)],
    check: (input) => {
      if (input[0] === 0x1b && (input[1] ?? 0) > 0x7f) throw new Error('steered');
    },
  };
  expect(() => fuzz(broken, { inputs: 2_000_000, ms: 10_000, seed: 7, guided: false })).toThrow(/steered; input 1b/);
});
