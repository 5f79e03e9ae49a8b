/**
 * Between a change and the view of it, half a frame of a screen. What made the change goes first, e.g. a slip on its way
 * to the printer, and the several changes of one deed are one view.
 */
const PAUSE_MS = 8;

/**
 * A stream of whole views in which only the newest counts: `changed()` marks that there may be a new one, and each
 * reader gets the view as it is when it is ready for it. Views for which `same` gives the same value are not sent again.
 */
export class Changes {
  readonly #wake = new Set<() => void>();

  changed(): void {
    for (const wake of [...this.#wake]) wake();
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
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
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
