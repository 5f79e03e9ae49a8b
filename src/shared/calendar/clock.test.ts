import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDay, clockTime, hoursText, minuteOfDay, nextDay, openingAt, openTimes, weekday } from './clock.ts';

const CHINA = 480;
const at = (text: string) => Date.parse(`${text}+08:00`);

describe('the hall’s own time', () => {
  it.each([
    ['2026-03-02T00:00:00', '2026-03-02', '00:00', 1],
    ['2026-03-01T23:59:59.999', '2026-03-01', '23:59', 0],
    ['2026-03-02T07:59:00', '2026-03-02', '07:59', 1],
    ['2024-02-29T12:30:00', '2024-02-29', '12:30', 4],
    ['2026-12-31T23:59:59', '2026-12-31', '23:59', 4],
  ])('%s at the hall is %s %s, weekday %i, whatever zone the machine is in', (text, day, time, dayOfWeek) => {
    expect(businessDay(at(text), CHINA)).toBe(day);
    expect(clockTime(at(text), CHINA)).toBe(time);
    expect(weekday(at(text), CHINA)).toBe(dayOfWeek);
  });

  it('the next day is the day on which the day after begins, over months and leap years', () => {
    expect(nextDay('2026-12-31')).toBe('2027-01-01');
    expect(nextDay('2024-02-28')).toBe('2024-02-29');
    expect(nextDay('2026-02-28')).toBe('2026-03-01');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: -720, max: 840 }), (ms, offset) => {
        expect(nextDay(businessDay(ms, offset))).toBe(businessDay(ms + 86_400_000, offset));
      }),
    );
  });

  it('clock and minute of the day agree, for zones with half hours too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: -720, max: 840 }), (ms, offset) => {
        const [hours, minutes] = clockTime(ms, offset).split(':').map(Number) as [number, number];
        expect(minuteOfDay(ms, offset)).toBe(hours * 60 + minutes);
      }),
    );
  });
});

describe('opening hours', () => {
  const split = [
    { from: 540, to: 720 },
    { from: 840, to: 1020 },
  ];
  const config = { utcOffsetMinutes: CHINA, openingHours: [[], split, split, split, split, split, []] };

  it.each([
    ['2026-03-02T08:59:59', { state: 'closed', opensAt: 540 }],
    ['2026-03-02T09:00:00', { state: 'open', closesAt: 720 }],
    ['2026-03-02T11:59:59', { state: 'open', closesAt: 720 }],
    ['2026-03-02T12:00:00', { state: 'closed', opensAt: 840 }],
    ['2026-03-02T14:00:00', { state: 'open', closesAt: 1020 }],
    ['2026-03-02T17:00:00', { state: 'closed', opensAt: null }],
    ['2026-03-01T10:00:00', { state: 'closed', opensAt: null }],
  ])('%s', (text, expected) => {
    expect(openingAt(config, at(text))).toMatchObject(expected);
  });

  it('reads as people write it', () => {
    expect(hoursText(split)).toBe('9:00 – 12:00、14:00 – 17:00');
    expect(hoursText([])).toBe('');
  });
});

describe('the times the hall is open', () => {
  const hours = { from: 9 * 60, to: 18 * 60 };
  const config = {
    utcOffsetMinutes: CHINA,
    openingHours: [
      [],
      [hours],
      [hours],
      [hours],
      [hours],
      [hours],
      [
        { from: 540, to: 720 },
        { from: 840, to: 1200 },
      ],
    ],
  } as unknown as Parameters<typeof openTimes>[0];

  it('agree with whether it is open, minute for minute, over weekends and from the middle of a day', () => {
    const start = at('2026-03-06T10:30:00'); // a Friday
    const times = openTimes(config, start, 4);
    expect(times[0]).toEqual([start, at('2026-03-06T18:00:00')]);
    for (let ms = start; ms < at('2026-03-10T00:00:00'); ms += 60_000) {
      const within = times.some(([from, to]) => from <= ms && ms < to);
      if (within !== (openingAt(config, ms).state === 'open')) expect.fail(new Date(ms).toISOString());
    }
    expect(times.at(-1)).toEqual([at('2026-03-09T09:00:00'), at('2026-03-09T18:00:00')]);
  });
});
