import { businessDay, weekday } from '../../shared/calendar/clock.ts';
import type { HallConfig, OpenInterval } from '../../shared/catalogue/types.ts';
import type { Locale } from '../../shared/messages/define.ts';
import { hallMessages } from '../../shared/messages/hall.ts';
import type { WaitRange } from '../../shared/protocol/views.ts';

const DAY_MS = 86_400_000;

export function waitText(wait: WaitRange, locale: Locale): string {
  const t = hallMessages.in(locale);
  if (!wait) return t('wait.unknown');
  if (wait.high <= 0) return t('wait.now');
  return t(wait.low === wait.high ? 'wait.about' : 'wait.range', wait);
}

/** `1–6、10 号` */
export function windowsText(windows: readonly number[], locale: Locale): string {
  const runs: [number, number][] = [];
  for (const number of windows) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  const text = runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return hallMessages.in(locale)('windows', { windows: text.join(locale === 'en' ? ', ' : '、') });
}

/** Minutes since midnight as `9:05`. */
export function minuteText(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}

export function hoursOf(intervals: readonly OpenInterval[], locale: Locale): string {
  const text = intervals.map(({ from, to }) => `${minuteText(from)} – ${minuteText(to)}`);
  return text.join(locale === 'en' ? ', ' : '、');
}

export function todayText(today: readonly OpenInterval[], locale: Locale): string {
  const t = hallMessages.in(locale);
  return today.length === 0 ? t('opening.none') : t('opening.today', { hours: hoursOf(today, locale) });
}

/** When the hall opens next, within a week: `明天 9:00 开门`; null when nobody can say. */
export function nextOpeningText(
  opensAt: number | null,
  config: Pick<HallConfig, 'openingHours' | 'utcOffsetMinutes'> | null,
  now: number,
  locale: Locale,
): string | null {
  const t = hallMessages.in(locale);
  if (opensAt !== null) return t('next.today', { time: minuteText(opensAt) });
  if (!config) return null;
  for (let ahead = 1; ahead <= 7; ahead++) {
    const at = now + ahead * DAY_MS;
    const first = config.openingHours[weekday(at, config.utcOffsetMinutes)]?.[0];
    if (!first) continue;
    const time = minuteText(first.from);
    if (ahead === 1) return t('next.tomorrow', { time });
    const day = new Date(`${businessDay(at, config.utcOffsetMinutes)}T00:00:00Z`);
    const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(day);
    return t('next.day', { day: name, time });
  }
  return null;
}
