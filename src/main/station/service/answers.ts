import type { Refusal } from '../../../shared/intent/decision.ts';
import type { JournalLine } from '../../../shared/intent/envelope.ts';
import type { Runtime } from '../runtime.ts';

/** The hall's answer to a question, or that there was none in time. */
export type Answer = { readonly answered: true; readonly refusal: Refusal | null } | { readonly answered: false };

/** Who waits for the hall to settle a line; told when the view shows what it did. */
export class Answers {
  readonly #runtime: Runtime;
  readonly #waitMs: number;
  readonly #tooLate: () => void;
  readonly #waiting = new Map<number, (refusal: Refusal | null) => void>();
  readonly #ready: (() => void)[] = [];

  /** `tooLate`: the hall did not answer within `waitMs`. */
  constructor(runtime: Runtime, waitMs: number, tooLate: () => void) {
    this.#runtime = runtime;
    this.#waitMs = waitMs;
    this.#tooLate = tooLate;
  }

  to(line: JournalLine): Promise<Answer> {
    return new Promise((resolve) => {
      const cancel = this.#runtime.after(this.#waitMs, () => {
        this.#waiting.delete(line.seq);
        this.#tooLate();
        resolve({ answered: false });
      });
      this.#waiting.set(line.seq, (refusal) => {
        cancel();
        resolve({ answered: true, refusal });
      });
    });
  }

  /** These lines are settled; nobody is told yet. */
  settled(lines: readonly JournalLine[], refusals: readonly { seq: number; refusal: Refusal }[]): void {
    for (const { seq } of lines) {
      const resolve = this.#waiting.get(seq);
      if (!resolve) continue;
      this.#waiting.delete(seq);
      const refusal = refusals.find((r) => r.seq === seq)?.refusal ?? null;
      this.#ready.push(() => resolve(refusal));
    }
  }

  get due(): boolean {
    return this.#ready.length > 0;
  }

  give(): void {
    for (const answer of this.#ready.splice(0)) answer();
  }
}
