/** A view that people watch: each watcher gets it whole at once, and again after every change it was not too slow for. */
export class Watched<T> {
  readonly #view: () => T;
  readonly #wake = new Set<() => void>();

  constructor(view: () => T) {
    this.#view = view;
  }

  /** Something in the view changed. */
  changed(): void {
    for (const wake of [...this.#wake]) wake();
  }

  async *watch(signal: AbortSignal | undefined): AsyncGenerator<T, void, void> {
    let stale = true;
    let wake: () => void = () => {};
    const onChange = () => {
      stale = true;
      wake();
    };
    this.#wake.add(onChange);
    signal?.addEventListener('abort', onChange, { once: true });
    try {
      while (!signal?.aborted) {
        if (stale) {
          stale = false; // before the view is made: a change while it is sent is not missed
          yield this.#view();
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      this.#wake.delete(onChange);
      signal?.removeEventListener('abort', onChange);
    }
  }
}
