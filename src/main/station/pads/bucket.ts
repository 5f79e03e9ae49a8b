/** So many at once, and so many more each second; what is above is turned away. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Counts for each key apart; `uptime` in ms. Keys that have rested are forgotten. */
export class Buckets {
  readonly #rate: Rate;
  readonly #uptime: () => number;
  readonly #left = new Map<string, { tokens: number; at: number }>();

  constructor(rate: Rate, uptime: () => number) {
    this.#rate = rate;
    this.#uptime = uptime;
  }

  /** Whether one more would be let through. */
  has(key: string): boolean {
    return this.#tokens(key) >= 1;
  }

  /** Whether one more is let through. */
  take(key: string): boolean {
    const tokens = this.#tokens(key);
    const now = this.#uptime();
    if (this.#left.size > 1000) this.#forgetRested(now);
    this.#left.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1;
  }

  #tokens(key: string): number {
    const now = this.#uptime();
    const { burst, perSecond } = this.#rate;
    const known = this.#left.get(key) ?? { tokens: burst, at: now };
    return Math.min(burst, known.tokens + ((now - known.at) / 1000) * perSecond);
  }

  #forgetRested(now: number): void {
    const full = (this.#rate.burst / this.#rate.perSecond) * 1000;
    for (const [key, { at }] of this.#left) if (now - at > full) this.#left.delete(key);
  }
}
