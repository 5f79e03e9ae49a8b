import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Buckets } from './bucket.ts';

it('never lets through more than the burst and what has come back since, for each key apart', () => {
  const steps = fc.array(fc.record({ wait: fc.nat({ max: 3000 }), key: fc.constantFrom('a', 'b') }), { maxLength: 80 });
  fc.assert(
    fc.property(steps, (all) => {
      let now = 0;
      const buckets = new Buckets({ burst: 5, perSecond: 2 }, () => now);
      const taken = { a: 0, b: 0 };
      for (const { wait, key } of all) {
        now += wait;
        const open = buckets.has(key);
        const through = buckets.take(key);
        expect(through).toBe(open);
        if (through) taken[key as 'a' | 'b'] += 1;
        for (const count of Object.values(taken)) expect(count).toBeLessThanOrEqual(5 + (2 * now) / 1000);
      }
    }),
  );
});

it('a key that rested has its whole burst again', () => {
  let now = 0;
  const buckets = new Buckets({ burst: 3, perSecond: 1 }, () => now);
  for (let n = 0; n < 5; n += 1) buckets.take('a');
  expect(buckets.has('a')).toBe(false);
  now += 3000;
  expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([true, true, true, false]);
});
