import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyName, copyTime, type MadeCopy, surplusCopies } from './keep-copies.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 21, 23, 15);

function hourly(count: number, bytes = 10): MadeCopy[] {
  return Array.from({ length: count }, (_, i) => ({
    name: copyName('hall', NOW - i * HOUR),
    at: NOW - i * HOUR,
    bytes,
  }));
}

test('a name tells when the copy was made, and names stand in that order', () => {
  expect(copyName('station', NOW, '42')).toBe('station-20261121T231500Z-42.db');
  expect(copyTime('station-20261121T231500Z-42.db')).toBe(NOW);
  expect(copyTime('hall-20261121T231500Z.db')).toBe(NOW);
  expect(copyTime('hall.db')).toBeNull();
  expect(copyName('hall', NOW) < copyName('hall', NOW + 1000)).toBe(true);
});

test('the last 24 stay, and one of each of seven days', () => {
  const copies = hourly(24 * 20);
  const gone = new Set(surplusCopies(copies, Number.MAX_SAFE_INTEGER));
  const kept = copies.filter(({ name }) => !gone.has(name));
  expect(kept.slice(0, 24)).toEqual(copies.slice(0, 24));
  expect(new Set(kept.map(({ at }) => Math.floor(at / 86_400_000))).size).toBe(7);
  expect(kept).toHaveLength(24 + 6);
});

test('all that stays fits into the room there is, or is two; the newest always stays', () => {
  const copy = fc.record({ at: fc.integer({ min: 0, max: NOW }), bytes: fc.integer({ min: 1, max: 1000 }) });
  fc.assert(
    fc.property(fc.uniqueArray(copy, { selector: (c) => c.at }), fc.integer({ min: 0, max: 5000 }), (made, most) => {
      const copies = made.map((c) => ({ ...c, name: `${c.at}` }));
      const gone = new Set(surplusCopies(copies, most));
      const kept = copies.filter(({ name }) => !gone.has(name));
      const bytes = kept.reduce((sum, c) => sum + c.bytes, 0);
      const newest = copies.reduce<MadeCopy | null>((a, b) => (a === null || b.at > a.at ? b : a), null);
      if (newest) expect(kept).toContain(newest);
      return kept.length <= 2 || bytes <= most;
    }),
  );
});
