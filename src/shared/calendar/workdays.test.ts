import { describe, expect, it } from 'vitest';
import { addDays, addWorkdays, isWorkday } from './workdays.ts';

/** 2026: National Day and Mid-Autumn, with the Saturdays and Sundays worked for them (made up for the test). */
const calendar = {
  holidays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  workdays: ['2026-09-27', '2026-10-10'],
};

describe('limits in working days', () => {
  it.each([
    ['over a weekend', '2026-03-06', 1, '2026-03-09'],
    ['five of a Monday', '2026-03-02', 5, '2026-03-09'],
    ['none: that very day', '2026-03-07', 0, '2026-03-07'],
    ['over a holiday', '2026-09-30', 1, '2026-10-08'],
    ['onto a Saturday that is worked', '2026-10-08', 2, '2026-10-10'],
    ['over the end of a year', '2026-12-31', 1, '2027-01-01'],
  ])('%s', (_, day, count, end) => {
    expect(addWorkdays(day, count, calendar)).toBe(end);
  });

  it('without a calendar Saturdays and Sundays are free', () => {
    expect([isWorkday('2026-10-01', undefined), isWorkday('2026-09-27', undefined)]).toEqual([true, false]);
    expect([isWorkday('2026-10-01', calendar), isWorkday('2026-09-27', calendar)]).toEqual([false, true]);
  });

  it('calendar days count all', () => {
    expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
  });
});
