import type { Clock } from '../clock.ts';

/** Answers that belong together come closer than this; after it the printer owes none. */
const QUIET_MS = 300;

/**
 * Whether the next in-order answer will belong to the next printout. After a printout nobody answered for, an answer
 * may still come when paper is loaded, and would wrongly confirm the next one. So the printer is asked once more in
 * order, and only when its answers have come and ceased is the line settled again.
 */
export class InOrderLine {
  readonly #ask: () => void;
  readonly #settledAgain: () => void;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  #state: 'settled' | 'unsettled' | 'asking' = 'settled';
  #askedInVain = false;
  #cancel: () => void = () => undefined;

  constructor(deps: { ask: () => void; settledAgain: () => void; clock: Clock; timeoutMs: number }) {
    this.#ask = deps.ask;
    this.#settledAgain = deps.settledAgain;
    this.#clock = deps.clock;
    this.#timeoutMs = deps.timeoutMs;
  }

  get settled(): boolean {
    return this.#state === 'settled';
  }

  /** The printer took the question and never answered, although its status says it is well. */
  get askedInVain(): boolean {
    return this.#askedInVain;
  }

  /** A printout's answer is still owed. */
  lose(): void {
    this.#cancel();
    this.#state = 'unsettled';
    this.#askedInVain = false;
  }

  /** The printer says it is well: a good moment to find out what it still owes. */
  settle(): void {
    if (this.#state !== 'unsettled') return;
    this.#state = 'asking';
    this.#cancel = this.#clock.after(this.#timeoutMs, () => {
      this.#state = 'unsettled';
      this.#askedInVain = true;
      this.#settledAgain();
    });
    this.#ask();
  }

  /** An in-order answer came that belongs to no running printout. */
  answered(): void {
    if (this.#state !== 'asking') return;
    this.#cancel();
    this.#cancel = this.#clock.after(QUIET_MS, () => {
      this.#state = 'settled';
      this.#askedInVain = false;
      this.#settledAgain();
    });
  }

  /** The line is gone: what was being asked will not be answered there. */
  interrupt(): void {
    if (this.#state === 'asking') this.lose();
  }

  stop(): void {
    this.#cancel();
  }
}
