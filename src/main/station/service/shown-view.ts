import type { HallState } from '../../../shared/intent/state.ts';
import type { Journal } from '../journal/journal.ts';
import type { Runtime } from '../runtime.ts';
import type { Replica } from '../sync/replica.ts';

/**
 * A station that hands in thousands of lines hears much while it does, and each time all that are left would be decided
 * again: so many times as long as it takes, about, it goes by what it heard before, as on a slow line.
 */
const MS_PER_LINE = 2;
/** From so many unsettled lines on, what can wait does not have the view made anew. */
const MANY_LINES = 50;

/** What a station goes by: what the hall said, with its own unsettled lines on top. Made when somebody looks. */
export class ShownView {
  readonly #replica: Replica;
  readonly #journal: Journal;
  readonly #runtime: Runtime;
  readonly #changed: () => void;
  /** Uptime before which the view stays as it is. */
  #due = 0;
  #cancel: (() => void) | null = null;
  #closed = false;

  constructor(replica: Replica, journal: Journal, runtime: Runtime, changed: () => void) {
    this.#replica = replica;
    this.#journal = journal;
    this.#runtime = runtime;
    this.#changed = changed;
    replica.show(journal.pending);
  }

  get state(): HallState {
    this.look();
    return this.#replica.view;
  }

  /** Takes up what the hall said, unless that was done a moment ago and would cost too much. */
  look(): void {
    if (this.#replica.stale && this.#runtime.uptime() >= this.#due) this.takeUp();
  }

  takeUp(): void {
    const { pending } = this.#journal;
    this.#replica.show(pending);
    this.#due = this.#runtime.uptime() + pending.length * MS_PER_LINE;
  }

  /** Many own lines are on their way, and the view stands before what was heard meanwhile. */
  get handingIn(): boolean {
    return this.#replica.stale && this.#journal.pending.length >= MANY_LINES;
  }

  /** Nothing is on its way any more. */
  settled(): void {
    if (this.#journal.pending.length === 0) this.#due = 0;
  }

  /** What is not shown yet is shown in its time, also when nothing more is heard. */
  later(): void {
    if (this.#cancel || this.#closed || !this.#replica.stale) return;
    const wait = this.#due - this.#runtime.uptime();
    if (wait <= 0) return;
    this.#cancel = this.#runtime.after(wait, () => {
      this.#cancel = null;
      this.#changed();
    });
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }
}
