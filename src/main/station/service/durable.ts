import type { Database } from 'better-sqlite3';
import type { Journal } from '../journal/journal.ts';
import type { Runtime } from '../runtime.ts';
import { isDiskTrouble } from '../store/disk.ts';
import type { JournalCopy } from '../store/journal-copy.ts';
import { type MetaKey, setMeta } from '../store/meta.ts';
import type { Replica } from '../sync/replica.ts';

export type Kept<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

const SAVE_MS = 200;
export const DISK_RETRY_MS = 2000;

export interface DurableParts {
  readonly db: Database;
  readonly journal: Journal;
  readonly replica: Replica;
  /** The second place of what this station alone knows; null where there is none. */
  readonly copy: JournalCopy | null;
  readonly runtime: Runtime;
  readonly onStorage: (state: 'well' | 'full') => void;
}

/** The one writer of a station's database. A disk that is full, read-only or failing is a state, not a crash. */
export class Durable {
  /** `full`: the disk takes nothing more at the moment; nothing is done that could not be kept. */
  storage: 'well' | 'full' = 'well';
  readonly #parts: DurableParts;
  /** Facts about the station itself that wait to be written. */
  readonly #notes = new Map<MetaKey, string>();
  #cancelSave: (() => void) | null = null;
  #closed = false;

  constructor(parts: DurableParts) {
    this.#parts = parts;
  }

  /** All of it or nothing, taking along what else waits to be written. */
  write<T>(run: () => T): Kept<T> {
    const { db, journal, replica, copy } = this.#parts;
    return this.kept(() => {
      const value = db
        .transaction(() => {
          const result = run();
          replica.save();
          journal.save();
          for (const [key, value] of this.#notes) setMeta(db, key, value);
          return result;
        })
        .immediate();
      replica.saved();
      journal.saved();
      this.#notes.clear();
      copy?.commit(journal.takeAppended());
      return value;
    });
  }

  /** Does what writes by itself; not done when the disk does not take it. */
  kept<T>(write: () => T): Kept<T> {
    try {
      const value = write();
      this.#become('well');
      return { ok: true, value };
    } catch (error) {
      this.#parts.journal.takeAppended();
      this.#parts.copy?.discard();
      if (!isDiskTrouble(error)) throw error;
      this.#become('full');
      this.saveSoon();
      return { ok: false };
    }
  }

  #become(state: 'well' | 'full'): void {
    if (this.storage === state) return;
    this.storage = state;
    this.#parts.onStorage(state);
  }

  /** What was noted and is not written yet. */
  noted(key: MetaKey): string | undefined {
    return this.#notes.get(key);
  }

  /** Written soon, with whatever is written next. */
  note(key: MetaKey, value: string): void {
    this.#notes.set(key, value);
    this.saveSoon();
  }

  /** What the hall said may be written a little later: it would say it again. */
  saveSoon(): void {
    if (this.#cancelSave || this.#closed) return;
    this.#cancelSave = this.#parts.runtime.after(this.storage === 'well' ? SAVE_MS : DISK_RETRY_MS, () => {
      this.#cancelSave = null;
      this.saveNow();
    });
  }

  saveNow(): void {
    const { journal, replica } = this.#parts;
    if (this.#closed || (!replica.hasUnsaved && !journal.hasUnsaved && this.#notes.size === 0)) return;
    this.write(() => undefined);
  }

  close(): void {
    this.saveNow();
    this.#closed = true;
    this.#cancelSave?.();
  }
}
