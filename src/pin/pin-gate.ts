import { isPin } from './pin.ts';

export type Verdict =
  | { readonly verdict: 'right' }
  /** Not before `waitMs` will the next one be judged. */
  | { readonly verdict: 'wrong'; readonly waitMs: number }
  | { readonly verdict: 'unset' };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** Judges PINs one at a time, each wrong one making the next wait longer. Lives as long as the program, not the dialog. */
export class PinGate {
  readonly #now: () => number;
  #wrong = 0;
  #closedUntil = 0;
  #judging = false;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Against the hash that counts now; null: none is set. */
  async judge(pin: string, pinHash: string | null): Promise<Verdict> {
    if (!pinHash) return { verdict: 'unset' };
    const wait = this.#closedUntil - this.#now();
    // Unjudged, be it right or wrong: whoever tries faster learns nothing.
    if (wait > 0 || this.#judging) return { verdict: 'wrong', waitMs: Math.max(wait, FIRST_WAIT_MS) };
    this.#judging = true;
    try {
      if (await isPin(pin, pinHash)) {
        this.#wrong = 0;
        return { verdict: 'right' };
      }
    } finally {
      this.#judging = false;
    }
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#wrong);
    this.#wrong += 1;
    this.#closedUntil = this.#now() + waitMs;
    return { verdict: 'wrong', waitMs };
  }
}
