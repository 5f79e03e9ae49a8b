import type { WireRecord } from '../../../shared/intent/records.ts';
import type { Journal } from '../journal/journal.ts';
import type { Runtime } from '../runtime.ts';
import type { Replica } from '../sync/replica.ts';
import { DISK_RETRY_MS, type Durable } from './durable.ts';

const QUIET_MS = 3000;
const PAUSE_MS = 20;

/** Packs of the hall are unpacked when none came for a while, one after the other, so that no press waits longer than for one. */
export class Unpacking {
  readonly #durable: Durable;
  readonly #replica: Replica;
  readonly #journal: Journal;
  readonly #runtime: Runtime;
  readonly #onUnpacked: (records: Iterable<WireRecord>) => void;
  #cancel: (() => void) | null = null;
  #closed = false;

  constructor(
    durable: Durable,
    replica: Replica,
    journal: Journal,
    runtime: Runtime,
    onUnpacked: (records: Iterable<WireRecord>) => void,
  ) {
    this.#onUnpacked = onUnpacked;
    this.#durable = durable;
    this.#replica = replica;
    this.#journal = journal;
    this.#runtime = runtime;
    if (replica.packed) this.later();
  }

  /** Packs came. */
  later(ms = QUIET_MS): void {
    this.#cancel?.();
    this.#cancel = this.#runtime.after(ms, () => {
      this.#cancel = null;
      if (this.#journal.pending.length > 0) this.later();
      else if (this.#unpack()) this.later(PAUSE_MS);
    });
  }

  /** Unpacks one pack; false when there is none, or the disk does not take it. */
  #unpack(): boolean {
    if (!this.#replica.packed || this.#closed) return false;
    this.#durable.saveNow();
    const kept = this.#durable.write(() => this.#replica.unpack());
    if (!kept.ok) this.later(DISK_RETRY_MS);
    else if (kept.value) {
      kept.value.taken();
      this.#onUnpacked(kept.value.records);
    }
    return kept.ok && kept.value !== null;
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }
}
