/** Intents of offline stations lie in the past, but never this far; beyond it the station's clock is wrong. */
const OLDEST_MS = 14 * 86_400_000;

/** When the hall takes an intent to have happened: order comes from the hall, a station's clock can only place it in the past, and not too far. */
export function settledInstant(at: number, settledAt: number): number {
  return Math.max(Math.min(at, settledAt), settledAt - OLDEST_MS);
}
