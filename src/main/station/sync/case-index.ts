import type { Database } from 'better-sqlite3';
import type { Replica } from './replica.ts';

/** Finds cases in a station's file, and among what is not written yet; gives ids, newest first. */
export class CaseIndex {
  readonly #replica: Replica;
  readonly #all;
  readonly #open;
  readonly #byNumber;
  readonly #byCode;

  constructor(db: Database, replica: Replica) {
    this.#replica = replica;
    this.#all = db.prepare("SELECT id FROM record WHERE type = 'case'").pluck();
    this.#open = db
      .prepare("SELECT id FROM record WHERE type = 'case' AND day = '' AND id < ? ORDER BY id DESC LIMIT ?")
      .pluck();
    this.#byNumber = db
      .prepare("SELECT id FROM record WHERE type = 'case' AND json_extract(body, '$.number') = ?")
      .pluck();
    this.#byCode = db.prepare("SELECT id FROM record WHERE type = 'case' AND json_extract(body, '$.code') = ?").pluck();
  }

  /** Ids of cases below `before` that may be open; the caller looks. */
  open(before: string | null, limit: number): string[] {
    // UUIDv7: by id is by time. '~' comes after every id.
    const end = before ?? '~';
    const ids = new Set(this.#open.all(end, limit) as string[]);
    for (const id of this.#replica.unwritten('case')) if (id < end) ids.add(id);
    for (const id of this.#replica.packedIds('case')) if (id < end) ids.add(id);
    return [...ids].sort().reverse().slice(0, limit);
  }

  /** Ids of all cases there may be; the caller looks. */
  all(): string[] {
    const ids = new Set(this.#all.all() as string[]);
    for (const id of this.#replica.unwritten('case')) ids.add(id);
    for (const id of this.#replica.packedIds('case')) ids.add(id);
    return [...ids];
  }

  /** Ids of cases that may bear this number or progress code; the caller looks. */
  find(text: string): string[] {
    const ids = new Set([...(this.#byNumber.all(text) as string[]), ...(this.#byCode.all(text) as string[])]);
    for (const id of this.#replica.unwritten('case')) ids.add(id);
    for (const id of this.#replica.packedIds('case', text)) ids.add(id);
    return [...ids].sort().reverse();
  }
}
