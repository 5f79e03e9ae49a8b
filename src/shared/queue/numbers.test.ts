import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIRST_HALL_NUMBER,
  firstGrantedNumber,
  formatNumber,
  grantBlock,
  hallNumberAfter,
  isGranted,
  parseNumber,
} from './numbers.ts';

const EVEN = '2026-11-21';
const ODD = '2026-11-22';

describe('number bands', () => {
  it('the hall goes on over the end of a band', () => {
    expect([1, 599, 600, 1001, 4999, 5000, 10_001].map(hallNumberAfter)).toEqual([
      2, 600, 1001, 1002, 5000, 10_001, 10_002,
    ]);
  });

  it('a block never crosses the end of a band, and a day that has none left says so', () => {
    expect(grantBlock(EVEN, 601, 40)).toEqual({ from: 601, to: 640, next: 641 });
    expect(grantBlock(EVEN, 761, 40)).toEqual({ from: 761, to: 800, next: 801 });
    expect(grantBlock(EVEN, 781, 40)).toEqual({ from: 5001, to: 5040, next: 5041 });
    expect(grantBlock(EVEN, 7461, 40)).toEqual({ from: 7461, to: 7500, next: 7501 });
    expect(grantBlock(EVEN, 7481, 40)).toBeNull();
    expect(grantBlock(ODD, 801, 300)).toEqual({ from: 7501, to: 7800, next: 7801 });
    expect(grantBlock(ODD, 9981, 40)).toBeNull();
  });

  it('the hall’s numbers and granted ones never meet, however many are drawn', () => {
    const hall = new Set<number>();
    for (let n = FIRST_HALL_NUMBER, i = 0; i < 12_000; i++, n = hallNumberAfter(n)) hall.add(n);
    expect(hall.size).toBe(12_000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 5, max: 400 }), { maxLength: 300 }), (sizes) => {
        const next = { [EVEN]: firstGrantedNumber(EVEN), [ODD]: firstGrantedNumber(ODD) };
        // Of both days together: a number of tomorrow's range must be nobody's today.
        const granted = new Set<number>();
        for (const [i, size] of sizes.entries()) {
          const day = i % 2 === 0 ? EVEN : ODD;
          const block = grantBlock(day, next[day]!, size);
          if (!block) continue;
          expect(block.to - block.from + 1).toBe(size);
          for (let n = block.from; n <= block.to; n++) {
            expect(hall.has(n)).toBe(false);
            expect(granted.has(n)).toBe(false);
            expect(isGranted(formatNumber('A', n))).toBe(true);
            granted.add(n);
          }
          next[day] = block.next;
        }
      }),
      { numRuns: 40 },
    );
    for (const n of hall) if (isGranted(formatNumber('A', n))) throw new Error(`${n} belongs to the hall`);
  });
});

describe('what people type', () => {
  it.each([
    ['A018', 'A', 18],
    ['a18', 'A', 18],
    [' a 018 ', 'A', 18],
    ['Ａ０１８', 'A', 18],
    ['A1001', 'A', 1001],
    ['A000801', 'A', 801],
  ])('%s is %s and %i', (text, prefix, n) => {
    expect(parseNumber(text)).toEqual({ prefix, n });
  });

  it.each(['', 'A', '018', 'A000', 'AB12', 'A-12', 'A12B', 'A1234567', '一号', 'A1.5', 'A١٢'])(
    '%s is no ticket number',
    (text) => {
      expect(parseNumber(text)).toBeNull();
    },
  );

  it('what is printed can be typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom('A', 'F', 'Z'), (n, prefix) => {
        expect(parseNumber(formatNumber(prefix, n))).toEqual({ prefix, n });
      }),
    );
  });

  it('any text at all is read or refused, never thrown', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseNumber(text)));
  }, 30_000); // the first use of all of Unicode takes its time on a busy machine
});
