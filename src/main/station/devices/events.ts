/** Takes a listener off again. */
export type Unsubscribe = () => void;

/** One kind of event with its listeners. A listener that throws does not keep the others from hearing. */
export class Signal<A extends unknown[]> {
  readonly #listeners = new Set<(...args: A) => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  on(listener: (...args: A) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(...args: A): void {
    const thrown: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        listener(...args);
      } catch (error) {
        thrown.push(error);
      }
    }
    // A listener's bug must surface, but not inside a driver's conversation with its device.
    for (const error of thrown) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
