/**
 * A stream of whole views in which only the newest counts: `changed()` marks that there may be a new one, and each
 * reader gets the view as it is when it is ready for it. Views that read the same are not sent again.
 */
export class Changes {
  readonly #wake = new Set<() => void>();

  changed(): void {
    for (const wake of [...this.#wake]) wake();
  }

  async *views<T>(
    make: () => T | null,
    signal: AbortSignal | undefined,
    same: (a: T) => string,
  ): AsyncGenerator<T, void, void> {
    let sent: string | null = null;
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
            const text = same(view);
            if (text !== sent) {
              sent = text;
              yield view;
            }
          }
        } else {
          await new Promise<void>((resolve) => {
            resume = resolve;
          });
          resume = null;
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
  return JSON.stringify(view, (key, value: unknown) => (key === 'hallTime' ? undefined : value));
}
