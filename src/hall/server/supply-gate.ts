import type { HallRuntime } from '../runtime.ts';

/** Longer than a station waits before it dials again, twice over. */
const WAIT_MS = 10_000;
const LOOK_MS = 1000;

/**
 * After a start no numbers are granted before the dispensers the hall knows were heard, or for a moment at most: should
 * the hall have been put back from an older copy, they tell what was granted since. What they hold meanwhile is enough.
 */
export class SupplyGate {
  readonly #awaited: Set<string>;
  readonly #onOpen: () => void;
  readonly #stop: () => void;

  constructor(dispensers: readonly string[], runtime: HallRuntime, onOpen: () => void) {
    this.#awaited = new Set(dispensers);
    this.#onOpen = onOpen;
    const until = runtime.now() + WAIT_MS;
    this.#stop = this.open
      ? () => undefined
      : runtime.every(LOOK_MS, () => {
          if (runtime.now() < until) return;
          this.#awaited.clear();
          this.#opened();
        });
  }

  get open(): boolean {
    return this.#awaited.size === 0;
  }

  heard(station: string): void {
    if (this.#awaited.delete(station) && this.open) this.#opened();
  }

  #opened(): void {
    this.#stop();
    this.#onOpen();
  }

  close(): void {
    this.#stop();
  }
}
