/**
 * Between a change and the view of it, half a frame of a screen. What made the change goes first, e.g. a slip on its way
 * to the printer, and the several changes of one deed are one view.
 */
const PAUSE_MS = 8;
/** Between two rounds of views passes at least this many times what making all of them took. */
const REST = 4;

/**
 * A stream of whole views in which only the newest counts: `changed()` marks that there may be a new one, and each
 * reader gets the view as it is when it is ready for it. Views for which `same` gives the same value are not sent again.
 */
export class Changes {
  readonly #wake = new Set<() => void>();
  readonly #clock: () => number;
  /** Views that several readers look at: the newest of each, and how long it took to make, in ms. */
  readonly #shared = new Map<string, { change: number; made: unknown; mark: unknown; cost: number; readers: number }>();
  #change = 0;

  /** `clock`: ms, to see what views cost; where it stands still they count as free. */
  constructor(clock: () => number = () => 0) {
    this.#clock = clock;
  }

  changed(): void {
    this.#change++;
    for (const wake of [...this.#wake]) wake();
  }

  /**
   * Like `views`, for what several readers see alike: each change makes one view for all of them. `name` tells what is
   * seen. When views take long there are fewer of them, so that whatever makes the changes goes on.
   */
  async *sharedViews<T>(
    name: string,
    make: () => T | null,
    signal: AbortSignal | undefined,
    same: (view: T) => unknown,
  ): AsyncGenerator<T, void, void> {
    const shared = this.#shared.get(name) ?? { change: -1, made: null, mark: undefined, cost: 0, readers: 0 };
    this.#shared.set(name, shared);
    shared.readers++;
    const newest = () => {
      if (shared.change !== this.#change) {
        const from = this.#clock();
        shared.change = this.#change;
        const view = make();
        shared.made = view;
        shared.mark = view === null ? undefined : same(view);
        shared.cost = this.#clock() - from;
      }
      return shared.made as T | null;
    };
    try {
      yield* this.views(newest, signal, () => shared.mark);
    } finally {
      if (--shared.readers === 0) this.#shared.delete(name);
    }
  }

  #pause(): number {
    let cost = 0;
    for (const shared of this.#shared.values()) cost += shared.cost;
    return Math.max(PAUSE_MS, cost * REST);
  }

  async *views<T>(
    make: () => T | null,
    signal: AbortSignal | undefined,
    same: (view: T) => unknown,
  ): AsyncGenerator<T, void, void> {
    let sent: unknown;
    let pending = true;
    let resume: (() => void) | null = null;
    const wake = () => {
      pending = true;
      resume?.();
    };
    this.#wake.add(wake);
    signal?.addEventListener('abort', wake);
    try {
      while (!signal?.aborted) {
        if (pending) {
          pending = false;
          const view = make();
          if (view !== null) {
            const mark = same(view);
            if (mark !== sent) {
              sent = mark;
              yield view;
            }
          }
        } else {
          await new Promise<void>((resolve) => {
            resume = resolve;
          });
          resume = null;
          await new Promise((resolve) => setTimeout(resolve, this.#pause()));
        }
      }
    } finally {
      this.#wake.delete(wake);
      signal?.removeEventListener('abort', wake);
    }
  }
}

/** Two views are the same when nothing but the clock moved. */
export function exceptClock(view: object): string {
  return JSON.stringify({ ...view, hallTime: undefined });
}
