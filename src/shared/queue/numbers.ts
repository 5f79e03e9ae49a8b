/**
 * Ticket numbers. Each queue starts again every day with number bands that never meet, so that a number a dispenser
 * gives out without the hall can never be one that the hall gives out:
 *   the hall:                                   1–600,    1001–5000,  10001 …
 *   granted to dispensers, every second day:    601–800,  5001–7500
 *   granted to dispensers, the days between:    801–1000, 7501–10000
 * Neighbouring days have different bands because a dispenser that starts cut off, with its clock a day wrong, takes
 * the other day's range: its numbers must still be nobody else's today.
 */
const HALL_BANDS: readonly (readonly [number, number])[] = [
  [1, 600],
  [1001, 5000],
  [10_001, Number.MAX_SAFE_INTEGER],
];
type Bands = readonly (readonly [number, number])[];
const GRANT_BANDS: readonly [Bands, Bands] = [
  [
    [601, 800],
    [5001, 7500],
  ],
  [
    [801, 1000],
    [7501, 10_000],
  ],
];

export const FIRST_HALL_NUMBER = 1;

function grantBands(day: string): Bands {
  return GRANT_BANDS[(Date.parse(`${day}T00:00:00Z`) / 86_400_000) % 2 === 0 ? 0 : 1];
}

export function firstGrantedNumber(day: string): number {
  return grantBands(day)[0]![0];
}

/** The hall's number after `n`. */
export function hallNumberAfter(n: number): number {
  const band = HALL_BANDS.findIndex(([from, to]) => from <= n && n <= to);
  const [, to] = HALL_BANDS[band]!;
  return n < to ? n + 1 : HALL_BANDS[band + 1]![0];
}

/** The first number of the hall's that is not below `n`. */
export function hallNumberFrom(n: number): number {
  const [from] = HALL_BANDS.find(([, to]) => n <= to)!;
  return Math.max(n, from);
}

/** The block of `size` numbers a dispenser gets for a day whose next free granted number is `next`, or null when the day has none left. */
export function grantBlock(day: string, next: number, size: number): { from: number; to: number; next: number } | null {
  for (const [from, to] of grantBands(day)) {
    const start = Math.max(next, from);
    if (start + size - 1 <= to) return { from: start, to: start + size - 1, next: start + size };
  }
  return null;
}

/** `A018`; beyond 999 the number simply grows: `A1001`. */
export function formatNumber(prefix: string, n: number): string {
  return prefix + String(n).padStart(3, '0');
}

/** Reads what a person types: `a18`, `A018`, `A 018`; null when it is no ticket number. */
export function parseNumber(text: string): { prefix: string; n: number } | null {
  const match = /^([A-Za-z])\s*0*(\d{1,6})$/.exec(text.trim().normalize('NFKC'));
  if (!match) return null;
  const n = Number(match[2]);
  return n > 0 ? { prefix: match[1]!.toUpperCase(), n } : null;
}

/** Whether a ticket number came out of a range a dispenser held for the time without the hall. */
export function isGranted(number: string): boolean {
  const n = parseNumber(number)?.n ?? 0;
  return GRANT_BANDS.flat().some(([from, to]) => from <= n && n <= to);
}
