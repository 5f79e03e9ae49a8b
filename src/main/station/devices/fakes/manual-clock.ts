import type { Clock } from '../clock.ts';

/** A clock moved by hand, so that no test waits for time to pass. */
export class ManualClock implements Clock {
  #now: number;
  #timers = new Map<number, { at: number; run: () => void }>();
  #next = 1;

  constructor(now = 1_800_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const id = this.#next;
    this.#next += 1;
    this.#timers.set(id, { at: this.#now + ms, run });
    return () => {
      this.#timers.delete(id);
    };
  }

  get pending(): number {
    return this.#timers.size;
  }

  /** Runs what falls due, in order, letting promises settle between. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      await settle();
      const due = [...this.#timers].filter(([, timer]) => timer.at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, timer] = due;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, timer.at);
      timer.run();
    }
    this.#now = until;
  }
}

/** Lets everything that is already decided happen: promise callbacks and in-memory lines. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
