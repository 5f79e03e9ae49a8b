import { describe, expect, test } from 'vitest';
import { sampleHall } from '../../shared/catalogue/sample/hall.ts';
import { hoursOf, nextOpeningText, todayText, waitText, windowsText } from './hall-words.ts';

/** Saturday 21 November 2026, 18:30 at the hall: closed for today. */
const SATURDAY_EVENING = Date.UTC(2026, 10, 21, 10, 30);

describe('words of the hall', () => {
  test.each([
    [null, '以叫号为准', 'until called'],
    [{ low: 0, high: 0 }, '马上可办', 'No wait'],
    [{ low: 10, high: 18 }, '约 10–18 分钟', 'about 10–18 min'],
    [{ low: 5, high: 5 }, '约 5 分钟', 'about 5 min'],
  ])('a wait of %o', (wait, zh, en) => {
    expect(waitText(wait, 'zh-CN')).toBe(zh);
    expect(waitText(wait, 'en')).toBe(en);
  });

  test.each([
    [[3, 4, 5, 6, 7, 8], '3–8 号', '3–8'],
    [[1, 2, 3, 10, 12, 13], '1–3、10、12–13 号', '1–3, 10, 12–13'],
    [[7], '7 号', '7'],
  ])('windows %o', (windows, zh, en) => {
    expect(windowsText(windows, 'zh-CN')).toBe(zh);
    expect(windowsText(windows, 'en')).toBe(en);
  });

  test('opening hours with a break, and a day without any', () => {
    const day = [
      { from: 540, to: 720 },
      { from: 840, to: 1020 },
    ];
    expect(hoursOf(day, 'zh-CN')).toBe('9:00 – 12:00、14:00 – 17:00');
    expect(todayText([], 'zh-CN')).toBe('今天不办公');
  });

  test('the next opening: later today, tomorrow, or on the next day that has hours', () => {
    expect(nextOpeningText(840, sampleHall, SATURDAY_EVENING, 'zh-CN')).toBe('今天 14:00 开门');
    expect(nextOpeningText(null, sampleHall, SATURDAY_EVENING, 'zh-CN')).toBe('明天 9:00 开门');
    const weekdaysOnly = {
      ...sampleHall,
      openingHours: sampleHall.openingHours.map((hours, day) => (day === 0 || day === 6 ? [] : hours)),
    };
    expect(nextOpeningText(null, weekdaysOnly, SATURDAY_EVENING, 'zh-CN')).toBe('星期一 9:00 开门');
    expect(nextOpeningText(null, weekdaysOnly, SATURDAY_EVENING, 'en')).toBe('Opens on Monday at 9:00');
    expect(nextOpeningText(null, null, SATURDAY_EVENING, 'zh-CN')).toBeNull();
  });
});
