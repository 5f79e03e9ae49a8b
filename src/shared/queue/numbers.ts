/**
 * Ticket numbers. Each queue starts again every day with two number bands that never meet, so that a number
 * a dispenser gives out without the hall can never be one that the hall gives out:
 *   the hall:                1–800,  1001–5000, 10001 …
 *   granted to dispensers:   801–1000, 5001–10000
 */
const HALL_BANDS: readonly (readonly [number, number])[] = [
  [1, 800],
  [1001, 5000],
  [10_001, Number.MAX_SAFE_INTEGER],
];
const GRANT_BANDS: readonly (readonly [number, number])[] = [
  [801, 1000],
  [5001, 10_000],
];

export const FIRST_HALL_NUMBER = 1;
export const FIRST_GRANTED_NUMBER = 801;

/** The hall's number after `n`. */
export function hallNumberAfter(n: number): number {
  const band = HALL_BANDS.findIndex(([from, to]) => from <= n && n <= to);
  const [, to] = HALL_BANDS[band]!;
  return n < to ? n + 1 : HALL_BANDS[band + 1]![0];
}

/** The block of `size` numbers a dispenser gets when the next free granted number is `next`, or null when the day has none left. */
export function grantBlock(next: number, size: number): { from: number; to: number; next: number } | null {
  for (const [from, to] of GRANT_BANDS) {
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
  return GRANT_BANDS.some(([from, to]) => from <= n && n <= to);
}
