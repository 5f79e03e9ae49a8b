import type { StationCore } from './core.ts';

/** A key or a scan that no page took up in this time is nobody's any more: it must not surface for the next person. */
const SHOWN_MS = 5000;

/** The newest input of a device, numbered, so that a page acts on each once. */
export class LatestInput<T> {
  readonly #core: Pick<StationCore, 'changes' | 'runtime'>;
  #id: number;
  #latest: { readonly id: number; readonly what: T } | null = null;
  #cancel: () => void = () => undefined;

  constructor(core: Pick<StationCore, 'changes' | 'runtime'>) {
    this.#core = core;
    // Higher after every start, so that an input is not taken for one of before.
    this.#id = core.runtime.now();
  }

  get(): { readonly id: number; readonly what: T } | null {
    return this.#latest;
  }

  set(what: T): void {
    this.#id += 1;
    this.#latest = { id: this.#id, what };
    this.#cancel();
    this.#cancel = this.#core.runtime.after(SHOWN_MS, () => this.clear());
    this.#core.changes.changed();
  }

  clear(): void {
    this.#cancel();
    this.#latest = null;
    this.#core.changes.changed();
  }

  close(): void {
    this.#cancel();
  }
}
