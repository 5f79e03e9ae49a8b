/** Times as a clerk reads them. All computed from instants (ms): a wait may span hours. */

export function minutesSince(from: number, now: number): number {
  return Math.max(0, Math.floor((now - from) / 60_000));
}

/** `06:12`; from one hour on `1:06:12`. */
export function stopwatch(from: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - from) / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** Minutes of a length, rounded; for averages. */
export function minutesOf(ms: number): number {
  return Math.round(ms / 60_000);
}

/** A wait from which on a row turns warm, and one that a keeper should act on. Minutes. */
export const WAIT_WARN = 20;
export const WAIT_ALARM = 30;
