import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleHall } from '../catalogue/sample/hall.ts';
import { checkHall } from '../catalogue/validate.ts';
import { checkPattern, formatCaseNumber, LONGEST_NUMBER, MAX_STATION_NUMBER } from './number.ts';

const itemId = sampleHall.items[0]!.id;
const day = '2026-03-02';

describe('case numbers', () => {
  it('are item, day, hall, station and the station’s own running number', () => {
    expect(formatCaseNumber(sampleHall, { itemId, day, station: 7, running: 12 })).toBe(`${itemId}20260302010070012`);
  });

  it('fit on paper and in other systems for as long as a day can last', () => {
    const last = formatCaseNumber(sampleHall, { itemId, day, station: MAX_STATION_NUMBER, running: 999_999 });
    expect(last.length).toBe(LONGEST_NUMBER);
  });

  it('no two stations, days or runnings ever give one number', () => {
    const Parts = fc.record({
      itemId: fc.constant(itemId),
      day: fc.constantFrom('2026-03-02', '2026-03-03', '2026-12-31'),
      station: fc.integer({ min: 1, max: MAX_STATION_NUMBER }),
      running: fc.integer({ min: 1, max: 200_000 }),
    });
    fc.assert(
      fc.property(Parts, Parts, (a, b) => {
        const same = a.day === b.day && a.station === b.station && a.running === b.running;
        expect(formatCaseNumber(sampleHall, a) === formatCaseNumber(sampleHall, b)).toBe(same);
      }),
      { numRuns: 500 },
    );
  });

  it('follow the hall’s own pattern, and one that cannot be unique is told', () => {
    const cases = { hallNumber: '03', keptDays: 30, numberPattern: 'GY{date}-{hall}{station}-{running}' };
    expect(formatCaseNumber({ cases }, { itemId, day, station: 7, running: 12 })).toBe('GY20260302-03007-0012');
    expect(checkPattern(cases.numberPattern)).toEqual([]);
    expect(checkPattern('{date}{running}{station}{hall}')).toHaveLength(1);
    expect(checkPattern('{date}{hall}{running}')).toHaveLength(1);
    expect(checkPattern('{date}{hall}{station}{colour}{running}')).toHaveLength(1);
    expect(checkHall({ ...sampleHall, cases: { ...cases, numberPattern: 'x' } }).length).toBeGreaterThan(0);
    expect(checkHall(sampleHall)).toEqual([]);
  });
});
