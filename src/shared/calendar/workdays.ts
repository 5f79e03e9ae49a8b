import { type BusinessDay, nextDay } from './clock.ts';

/** The official calendar of a year as it is published: 放假 and 调休上班 days. */
export interface WorkCalendar {
  readonly holidays: readonly string[];
  /** Saturdays and Sundays that are worked. */
  readonly workdays: readonly string[];
}

export function isWorkday(day: BusinessDay, calendar: WorkCalendar | undefined): boolean {
  if (calendar?.holidays.includes(day)) return false;
  if (calendar?.workdays.includes(day)) return true;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/**
 * The last day of a limit in working days. The day something was accepted does not count (民法典 201); a limit of 0
 * ends that very day.
 */
export function addWorkdays(day: BusinessDay, count: number, calendar: WorkCalendar | undefined): BusinessDay {
  let end = day;
  for (let left = count; left > 0; ) {
    end = nextDay(end);
    if (isWorkday(end, calendar)) left--;
  }
  return end;
}

/** Calendar days. */
export function addDays(day: BusinessDay, count: number): BusinessDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
