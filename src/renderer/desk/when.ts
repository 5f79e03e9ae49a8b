import { businessDay, clockTime } from '../../shared/calendar/clock.ts';

/** `10:41`; on another day `11-22 10:41`. */
export function whenText(at: number, now: number, utcOffsetMinutes: number): string {
  const time = clockTime(at, utcOffsetMinutes);
  const day = businessDay(at, utcOffsetMinutes);
  return day === businessDay(now, utcOffsetMinutes) ? time : `${day.slice(5)} ${time}`;
}
