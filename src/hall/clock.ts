import { minuteOfDay, openingAt, weekday } from '../shared/calendar/clock.ts';
import type { HallConfig } from '../shared/catalogue/types.ts';

const MINUTE = 60_000;

/**
 * A demo is looked at whenever somebody has time; the hall of the demo keeps opening hours. When it would be closed now,
 * its clock is set to one hour after opening of the same day, and everything follows it. Returns the shift in ms.
 */
export function demoShift(config: HallConfig, realNow: number): number {
  if (openingAt(config, realNow).state === 'open') {
    const opening = openingAt(config, realNow + 60 * MINUTE);
    if (opening.state === 'open') return 0; // and stays so for the next hour
  }
  const intervals = config.openingHours[weekday(realNow, config.utcOffsetMinutes)] ?? [];
  const opens = intervals[0]?.from ?? 9 * 60;
  const target = opens + 60;
  return (target - minuteOfDay(realNow, config.utcOffsetMinutes)) * MINUTE;
}
