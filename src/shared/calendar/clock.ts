import type { HallConfig, OpenInterval } from '../catalogue/types.ts';

/** A calendar day in the hall's own time, `YYYY-MM-DD`. Tickets, ranges and windows belong to one. */
export type BusinessDay = string;

const MINUTE = 60_000;

function local(ms: number, utcOffsetMinutes: number): Date {
  return new Date(ms + utcOffsetMinutes * MINUTE);
}

/** The day an instant (ms since 1970) falls on at the hall, whatever zone the machine is set to. */
export function businessDay(ms: number, utcOffsetMinutes: number): BusinessDay {
  return local(ms, utcOffsetMinutes).toISOString().slice(0, 10);
}

export function nextDay(day: BusinessDay): BusinessDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** When a day begins at the hall, ms since 1970. */
export function dayStart(day: BusinessDay, utcOffsetMinutes: number): number {
  return Date.parse(`${day}T00:00:00Z`) - utcOffsetMinutes * MINUTE;
}

/** `HH:MM` at the hall. */
export function clockTime(ms: number, utcOffsetMinutes: number): string {
  return local(ms, utcOffsetMinutes).toISOString().slice(11, 16);
}

export function minuteOfDay(ms: number, utcOffsetMinutes: number): number {
  const d = local(ms, utcOffsetMinutes);
  return d.getUTCHours() * 60 + d.getUTCMinutes();
}

/** 0 = Sunday … 6 = Saturday, at the hall. */
export function weekday(ms: number, utcOffsetMinutes: number): number {
  return local(ms, utcOffsetMinutes).getUTCDay();
}

export type Opening =
  | { readonly state: 'open'; readonly closesAt: number; readonly today: readonly OpenInterval[] }
  | { readonly state: 'closed'; readonly opensAt: number | null; readonly today: readonly OpenInterval[] };

/** Whether the hall is open at an instant; minutes are counted from midnight of that day. `opensAt` is null when it does not open again today. */
export function openingAt(config: Pick<HallConfig, 'openingHours' | 'utcOffsetMinutes'>, ms: number): Opening {
  const today = config.openingHours[weekday(ms, config.utcOffsetMinutes)] ?? [];
  const minute = minuteOfDay(ms, config.utcOffsetMinutes);
  const now = today.find((i) => i.from <= minute && minute < i.to);
  if (now) return { state: 'open', closesAt: now.to, today };
  return { state: 'closed', opensAt: today.find((i) => i.from > minute)?.from ?? null, today };
}

/** When the hall is open from an instant on, for so many days: `[from, to)` in ms since 1970. */
export function openTimes(
  config: Pick<HallConfig, 'openingHours' | 'utcOffsetMinutes'>,
  ms: number,
  days: number,
): [number, number][] {
  const times: [number, number][] = [];
  let day = businessDay(ms, config.utcOffsetMinutes);
  for (let n = 0; n < days; n += 1) {
    const start = dayStart(day, config.utcOffsetMinutes);
    for (const { from, to } of config.openingHours[weekday(start, config.utcOffsetMinutes)] ?? []) {
      times.push([Math.max(ms, start + from * MINUTE), start + to * MINUTE]);
    }
    day = nextDay(day);
  }
  return times.filter(([from, to]) => from < to);
}

/** `9:00 – 12:00、14:00 – 20:00` */
export function hoursText(intervals: readonly OpenInterval[]): string {
  const hm = (m: number) => `${Math.floor(m / 60)}:${String(m % 60).padStart(2, '0')}`;
  return intervals.map((i) => `${hm(i.from)} – ${hm(i.to)}`).join('、');
}
