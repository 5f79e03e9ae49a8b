import type { Database } from 'better-sqlite3';
import { businessDay } from '../../../shared/calendar/clock.ts';
import type { Decision } from '../../../shared/intent/decision.ts';
import type { JournalLine } from '../../../shared/intent/envelope.ts';
import {
  type RecordChange,
  type RecordType,
  readRecords,
  recordDay,
  type WireRecord,
} from '../../../shared/intent/records.ts';
import { decide } from '../../../shared/intent/registry.ts';
import { HallState } from '../../../shared/intent/state.ts';
import { getMeta, setMeta } from '../store/meta.ts';

/**
 * The station's copy of the hall. `base` is what the hall last said; `view` is base with this station's own unsettled
 * intents decided again on top. The view is never stored: base and journal give it back at every start.
 */
export class Replica {
  readonly view = new HallState();
  readonly #base = new HallState();
  readonly #db: Database;
  /** Records the view changed on its own account since the last rebase. */
  readonly #ahead = new Map<string, { type: RecordType; id: string }>();
  readonly #unsaved = new Map<string, RecordChange>();
  readonly #put;
  readonly #delete;
  #cursor: number;
  #savedCursor: number;

  constructor(db: Database) {
    this.#db = db;
    this.#put = db.prepare(
      `INSERT INTO record (type, id, day, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (type, id) DO UPDATE SET day = excluded.day, body = excluded.body`,
    );
    this.#delete = db.prepare('DELETE FROM record WHERE type = ? AND id = ?');
    const rows = db.prepare('SELECT type, id, body FROM record').all() as {
      type: RecordType;
      id: string;
      body: string;
    }[];
    const records = readRecords(rows.map((row) => ({ ...row, body: JSON.parse(row.body) as unknown })));
    this.#base.apply(records);
    this.view.apply(records);
    this.#cursor = this.#savedCursor = Number(getMeta(db, 'cursor') ?? 0);
  }

  get cursor(): number {
    return this.#cursor;
  }

  get known(): boolean {
    return this.view.has();
  }

  /** Decides an intent on the view, without changing it. */
  decide(line: Pick<JournalLine, 'kind' | 'version' | 'body' | 'station' | 'actor' | 'at'>): Decision {
    return decide(line, this.view, {
      now: line.at,
      day: businessDay(line.at, this.view.config().utcOffsetMinutes),
      station: line.station,
      actor: line.actor,
      by: 'station',
    });
  }

  /** Takes a decision of this station into the view; call after its journal line is durable. */
  applyOwn(changes: readonly RecordChange[]): void {
    for (const change of changes) this.#ahead.set(`${change.type} ${change.id}`, { type: change.type, id: change.id });
    this.view.apply(changes);
  }

  /** Records from the hall go into the base; the view follows with `rebase`. Throws on a record that does not fit its schema. */
  receive(records: readonly WireRecord[], to: number): RecordChange[] {
    const changes = readRecords(records);
    this.#base.apply(changes);
    for (const change of changes) this.#unsaved.set(`${change.type} ${change.id}`, change);
    this.#cursor = Math.max(this.#cursor, to);
    return changes;
  }

  /** The hall was put back from an older copy: everything it has is news. */
  startOver(): void {
    this.#cursor = 0;
  }

  /** The view becomes what the hall says, with the lines that are still pending decided on top. */
  rebase(received: readonly RecordChange[], pending: readonly JournalLine[]): void {
    for (const { type, id } of this.#ahead.values()) {
      const body = this.#base.get(type, id) ?? null;
      this.view.apply([{ type, id, body } as RecordChange]);
    }
    this.#ahead.clear();
    this.view.apply(received);
    if (!this.known) return;
    for (const line of pending) {
      const decision = this.decide(line);
      if (decision.ok) this.applyOwn(decision.changes);
    }
  }

  get hasUnsaved(): boolean {
    return this.#unsaved.size > 0 || this.#cursor !== this.#savedCursor;
  }

  /** Writes what the hall sent; inside the caller's transaction. What is lost before that, the hall sends again. */
  save(): void {
    for (const change of this.#unsaved.values()) {
      if (change.body === null) this.#delete.run(change.type, change.id);
      else this.#put.run(change.type, change.id, recordDay(change), JSON.stringify(change.body));
    }
    if (this.#cursor !== this.#savedCursor) setMeta(this.#db, 'cursor', String(this.#cursor));
  }

  saved(): void {
    this.#unsaved.clear();
    this.#savedCursor = this.#cursor;
  }

  /** Drops what lies before `day` from file and memory: a station is not an archive. */
  forgetBefore(day: string): void {
    this.#db.prepare("DELETE FROM record WHERE day <> '' AND day < ?").run(day);
    this.#base.forgetBefore(day);
    this.view.forgetBefore(day);
  }
}
