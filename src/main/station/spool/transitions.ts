/**
 * The life of a print job. The one rule behind the table: a job of which a byte may have left the station is never
 * printed again by itself.
 */
export const spoolStates = ['queued', 'sending', 'printed', 'failed', 'unknown', 'expired'] as const;
export type SpoolState = (typeof spoolStates)[number];

export type SpoolStep =
  /** Committed before the first byte leaves. */
  | 'send'
  | 'printed'
  /** The printer took nothing: it waits for another try. */
  | 'not-sent'
  | 'unknown'
  /** Found in `sending` after a restart. */
  | 'crashed'
  | 'expire'
  | 'cancel'
  /** A person looked: it did come out, or it did not and another job took its place. */
  | 'resolve-printed'
  | 'resolve-reprint';

const table: Readonly<Record<SpoolState, Partial<Record<SpoolStep, SpoolState>>>> = {
  queued: { send: 'sending', expire: 'expired', cancel: 'failed' },
  sending: { printed: 'printed', 'not-sent': 'queued', unknown: 'unknown', crashed: 'unknown' },
  unknown: { 'resolve-printed': 'printed', 'resolve-reprint': 'failed' },
  printed: {},
  failed: {},
  expired: {},
};

/** The state after a step, or null where the step is not allowed. */
export function transition(state: SpoolState, step: SpoolStep): SpoolState | null {
  return table[state][step] ?? null;
}

export function isFinal(state: SpoolState): boolean {
  return Object.keys(table[state]).length === 0;
}
