import type { Clock } from '../clock.ts';
import { askStatus, STATUS_QUESTIONS, type StatusBytes, type StatusQuestion } from './status.ts';

export type RoundResult = { kind: 'status'; status: StatusBytes } | { kind: 'missed'; noise: boolean };

/**
 * One round of the four status questions, one after another: answers carry no mark of their question, so at most one
 * is ever open. Bytes come in through `answer` and `noise`.
 */
export class StatusRound {
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  #open: ((status: number | null) => void) | null = null;
  #noise = false;
  #running: Promise<RoundResult> | null = null;

  constructor(write: (bytes: Uint8Array) => Promise<void>, clock: Clock, timeoutMs: number) {
    this.#write = write;
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  /** A round already running is shared. */
  run(): Promise<RoundResult> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  answer(status: number): void {
    // Without an open question it is the late answer to one given up, or no answer at all: ASCII text is full of bytes
    // that look like one. Either way the answers of this round cannot be told apart.
    if (this.#open) this.#open(status);
    else this.#noise = true;
  }

  /** Bytes that answer nothing; they spoil the round they fall into. */
  noise(): void {
    this.#noise = true;
  }

  /** The line is gone: the open question will not be answered. */
  abort(): void {
    this.#open?.(null);
  }

  async #run(): Promise<RoundResult> {
    this.#noise = false;
    const got: Partial<Record<StatusQuestion, number>> = {};
    for (const question of STATUS_QUESTIONS) {
      const status = await this.#ask(question);
      if (status === null) return { kind: 'missed', noise: this.#noise };
      got[question] = status;
    }
    if (this.#noise) return { kind: 'missed', noise: true };
    const [printer, offlineCause, errorCause, paper] = STATUS_QUESTIONS.map((question) => got[question] as number) as [
      number,
      number,
      number,
      number,
    ];
    return { kind: 'status', status: { printer, offlineCause, errorCause, paper } };
  }

  #ask(question: StatusQuestion): Promise<number | null> {
    return new Promise((resolve) => {
      const settle = (status: number | null) => {
        cancel();
        if (this.#open === settle) this.#open = null;
        resolve(status);
      };
      const cancel = this.#clock.after(this.#timeoutMs, () => settle(null));
      this.#open = settle;
      this.#write(askStatus(question)).catch(() => settle(null));
    });
  }
}
