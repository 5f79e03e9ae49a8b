import type { Clock } from '../clock.ts';
import { ASK_TIMES } from './status.ts';

/** The answers to one question in order come within this, on the slowest line. */
const TOGETHER_MS = 1000;

/** Gathers the answers to one question asked `ASK_TIMES`. Single ones that came earlier were noise. */
export class AnswerGroup {
  readonly #clock: Clock;
  #count = 0;
  #since = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** To be called at each answer: whether it is the last of a whole group. */
  isWhole(): boolean {
    const now = this.#clock.now();
    if (now - this.#since > TOGETHER_MS) {
      this.#count = 0;
      this.#since = now;
    }
    this.#count += 1;
    if (this.#count < ASK_TIMES) return false;
    this.#since = Number.NEGATIVE_INFINITY;
    return true;
  }
}

/** Answers that belong together come closer than this; after it the printer owes none. */
const QUIET_MS = 300;
/** A printer that knows how to empty its buffer says so within this. */
const CLEAR_MS = 500;

/**
 * Whether the next in-order answer will belong to the next printout. After a printout nobody answered for, an answer
 * may still come when paper is loaded, and would wrongly confirm the next one. So the printer is told to forget what it
 * still holds, where it can, and asked once more in order; only when its answers have come and ceased is the line
 * settled again.
 */
export class InOrderLine {
  readonly #ask: () => void;
  readonly #clear: (() => void) | null;
  readonly #settledAgain: () => void;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #answers: AnswerGroup;
  #state: 'settled' | 'unsettled' | 'clearing' | 'asking' = 'settled';
  #askedInVain = false;
  /** The question is answered; whether more answers come is waited for. */
  #quietening = false;
  #cancel: () => void = () => undefined;

  constructor(deps: {
    ask: () => void;
    /** Null: this printer cannot empty its buffer. */
    clear: (() => void) | null;
    settledAgain: () => void;
    clock: Clock;
    timeoutMs: number;
  }) {
    this.#ask = deps.ask;
    this.#clear = deps.clear;
    this.#settledAgain = deps.settledAgain;
    this.#clock = deps.clock;
    this.#timeoutMs = deps.timeoutMs;
    this.#answers = new AnswerGroup(deps.clock);
  }

  get settled(): boolean {
    return this.#state === 'settled';
  }

  /** The printer took the question and never answered, although its status says it is well. */
  get askedInVain(): boolean {
    return this.#askedInVain;
  }

  /** A printout's answer is still owed. What the printer holds of it goes at once, so that new paper does not bring it. */
  lose(): void {
    this.#cancel();
    this.#state = 'unsettled';
    this.#askedInVain = false;
    this.#clear?.();
  }

  /** The printer says it is well: a good moment to find out what it still owes. */
  settle(): void {
    if (this.#state !== 'unsettled') return;
    if (!this.#clear) {
      this.#askInOrder();
      return;
    }
    // Again, because the line may have been dead when the printout was lost; and nothing more before it is done.
    this.#state = 'clearing';
    this.#cancel = this.#clock.after(CLEAR_MS, () => this.#askInOrder());
    this.#clear();
  }

  /** The printer has emptied its buffer. */
  cleared(): void {
    if (this.#state !== 'clearing') return;
    this.#cancel();
    this.#askInOrder();
  }

  #askInOrder(): void {
    this.#state = 'asking';
    this.#quietening = false;
    this.#cancel = this.#clock.after(this.#timeoutMs, () => {
      this.#state = 'unsettled';
      this.#askedInVain = true;
      this.#settledAgain();
    });
    this.#ask();
  }

  /** An in-order answer came that belongs to no running printout. */
  answered(): void {
    if (this.#state !== 'asking' || (!this.#quietening && !this.#answers.isWhole())) return;
    this.#quietening = true;
    this.#cancel();
    this.#cancel = this.#clock.after(QUIET_MS, () => {
      this.#state = 'settled';
      this.#askedInVain = false;
      this.#settledAgain();
    });
  }

  /** The line is gone: what was being asked will not be answered there. */
  interrupt(): void {
    if (this.#state !== 'clearing' && this.#state !== 'asking') return;
    this.#cancel();
    this.#state = 'unsettled';
    this.#askedInVain = false;
  }

  stop(): void {
    this.#cancel();
  }
}
