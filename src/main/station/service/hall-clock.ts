import type { Runtime } from '../runtime.ts';

const CLOCK_WARNING_MS = 5 * 60_000;

/**
 * The hall's clock at a station. Each word from the hall sets it; from there on it goes by the machine's uptime, so that
 * the machine's clock may jump as it likes. After a start without the hall: the last known difference, and never before
 * the last journal line.
 */
export class HallClock {
  readonly #runtime: Runtime;
  readonly #lastAt: () => number;
  /** Hall's clock minus this machine's, when last compared; ms. */
  #shift: number;
  /** The hall's time and this machine's uptime at the same moment. */
  #anchor: { readonly hall: number; readonly uptime: number } | null = null;

  /** `shift`: the difference that was kept. `lastAt`: when the last line was written, by the hall's clock. */
  constructor(runtime: Runtime, shift: number, lastAt: () => number) {
    this.#runtime = runtime;
    this.#shift = shift;
    this.#lastAt = lastAt;
  }

  get shift(): number {
    return this.#shift;
  }

  /** The machine's clock is so far off that its keeper should know. */
  get wrong(): boolean {
    return Math.abs(this.#shift) > CLOCK_WARNING_MS;
  }

  /** ms since 1970 by the hall's clock. */
  now(): number {
    return this.#anchor
      ? this.#anchor.hall + this.#runtime.uptime() - this.#anchor.uptime
      : Math.max(this.#runtime.now() + this.#shift, this.#lastAt());
  }

  /** The hall told its time. True when the difference is another one than before, and should be kept. */
  set(hallTime: number): boolean {
    this.#anchor = { hall: hallTime, uptime: this.#runtime.uptime() };
    const shift = hallTime - this.#runtime.now();
    if (Math.abs(shift - this.#shift) < 1000) return false;
    this.#shift = shift;
    return true;
  }
}
