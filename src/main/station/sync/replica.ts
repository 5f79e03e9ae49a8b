import type { Database } from 'better-sqlite3';
import { businessDay } from '../../../shared/calendar/clock.ts';
import type { Decision } from '../../../shared/intent/decision.ts';
import type { JournalLine } from '../../../shared/intent/envelope.ts';
import {
  isOnDemand,
  type OnDemandType,
  RECORD_SCHEMAS,
  RESIDENT_TYPES,
  type RecordBody,
  type RecordChange,
  type RecordKey,
  readRecords,
  recordDay,
  type WireRecord,
} from '../../../shared/intent/records.ts';
import { decide } from '../../../shared/intent/registry.ts';
import { keyOf } from '../../../shared/intent/shelf.ts';
import { HallState } from '../../../shared/intent/state.ts';
import { getMeta, setMeta } from '../store/meta.ts';

/** Records loaded when needed that stay in memory after they were read. */
const SHELF = 200;

/** A record as it shall be written: text for what is loaded when needed, which nobody has looked into yet. */
interface Unsaved extends RecordKey {
  readonly day: string;
  readonly text: string | null;
}

/**
 * The station's copy of the hall. `base` is what the hall last said; `view` is base with this station's own unsettled
 * intents decided again on top. The view is never stored: base and journal give it back at every start.
 * Records loaded when needed lie in the file as text, and are read and checked when an intent touches them.
 */
export class Replica {
  readonly view = new HallState({ read: (type, id) => this.#read(type, id) });
  readonly #base = new HallState();
  readonly #db: Database;
  /** Records the view changed on its own account since the last rebase. */
  readonly #ahead = new Map<string, RecordKey>();
  readonly #unsaved = new Map<string, Unsaved>();
  readonly #get;
  readonly #put;
  readonly #delete;
  #cursor: number;
  #savedCursor: number;
  /** Hash of the hall's journal at the cursor, when the hall told it. */
  #hash: string | null;
  /** While everything comes anew: what came so far. What the hall no longer has goes when all is here. */
  #heard: Set<string> | null = null;

  constructor(db: Database) {
    this.#db = db;
    this.#get = db.prepare('SELECT body FROM record WHERE type = ? AND id = ?').pluck();
    this.#put = db.prepare(
      `INSERT INTO record (type, id, day, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (type, id) DO UPDATE SET day = excluded.day, body = excluded.body`,
    );
    this.#delete = db.prepare('DELETE FROM record WHERE type = ? AND id = ?');
    const resident = RESIDENT_TYPES.map((type) => `'${type}'`).join();
    const rows = db.prepare(`SELECT type, id, body FROM record WHERE type IN (${resident})`).all() as {
      type: string;
      id: string;
      body: string;
    }[];
    const records = readRecords(rows.map((row) => ({ ...row, body: JSON.parse(row.body) as unknown })));
    this.#base.apply(records);
    this.view.apply(records);
    this.#cursor = this.#savedCursor = Number(getMeta(db, 'cursor') ?? 0);
    this.#hash = getMeta(db, 'cursor-hash') || null;
    if (this.#cursor === 0) this.#heard = new Set();
  }

  /** What the hall last said of a record that is loaded when needed. Throws when that does not fit its schema. */
  #read(type: OnDemandType, id: string): RecordBody<OnDemandType> | null {
    const unsaved = this.#unsaved.get(keyOf(type, id));
    const text = unsaved ? unsaved.text : (this.#get.get(type, id) as string | undefined);
    return text ? RECORD_SCHEMAS[type].parse(JSON.parse(text)) : null;
  }

  get cursor(): number {
    return this.#cursor;
  }

  get cursorHash(): string | null {
    return this.#hash;
  }

  get known(): boolean {
    return this.view.has();
  }

  /** Ids of records of a type that are not in the file as the view has them: own unsettled ones, and what came last. */
  *unwritten(type: OnDemandType): Iterable<string> {
    for (const key of this.#ahead.values()) if (key.type === type) yield key.id;
    for (const key of this.#unsaved.values()) if (key.type === type) yield key.id;
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
    for (const { type, id } of changes) this.#ahead.set(keyOf(type, id), { type, id });
    this.view.apply(changes);
    this.view.shelf.trim(SHELF, this.#ahead);
  }

  /**
   * Records from the hall go into the base; the view follows with `rebase`, which is told the changes this returns.
   * Throws on a resident record that does not fit its schema.
   */
  receive(records: readonly WireRecord[], to: number, hash: string | null = null): RecordChange[] {
    const resident = readRecords(records.filter(({ type }) => !isOnDemand(type)));
    this.#base.apply(resident);
    for (const change of resident) {
      const { type, id, body } = change;
      const text = body === null ? null : JSON.stringify(body);
      this.#unsaved.set(keyOf(type, id), { type, id, day: recordDay(change), text });
    }
    for (const { type, id, body } of records) {
      if (!isOnDemand(type)) continue;
      const day = (body as { day?: unknown } | null)?.day;
      const text = body === null ? null : JSON.stringify(body);
      this.#unsaved.set(keyOf(type, id), { type, id, day: typeof day === 'string' ? day : '', text });
      // What this station itself is about to change stays as it sees it until the rebase.
      if (!this.#ahead.has(keyOf(type, id))) this.view.shelf.forget(type, id);
    }
    for (const { type, id } of records) this.#heard?.add(keyOf(type, id));
    if (to > this.#cursor || (to === this.#cursor && hash !== null)) this.#hash = hash;
    this.#cursor = Math.max(this.#cursor, to);
    return resident;
  }

  /** The hall was put back from an older copy: everything it has is news, and what it no longer has is none. */
  startOver(): void {
    this.#cursor = 0;
    this.#hash = null;
    this.#heard = new Set();
  }

  /** All pages are here: after a new start, what the hall did not speak of is taken away. */
  #completed(): RecordChange[] {
    const heard = this.#heard;
    if (heard === null) return [];
    this.#heard = null;
    const gone = (this.#db.prepare('SELECT type, id FROM record').all() as RecordKey[]).filter(
      ({ type, id }) => !heard.has(keyOf(type, id)),
    );
    for (const { type, id } of gone) {
      this.#unsaved.set(keyOf(type, id), { type, id, day: '', text: null });
      if (isOnDemand(type) && !this.#ahead.has(keyOf(type, id))) this.view.shelf.forget(type, id);
    }
    const resident = gone
      .filter(({ type }) => !isOnDemand(type))
      .map(({ type, id }) => ({ type, id, body: null }) as RecordChange);
    this.#base.apply(resident);
    return resident;
  }

  /** The view becomes what the hall says, with the lines that are still pending decided on top. */
  rebase(received: readonly RecordChange[], pending: readonly JournalLine[]): void {
    for (const { type, id } of this.#ahead.values()) {
      if (isOnDemand(type)) {
        this.view.shelf.forget(type, id);
        continue;
      }
      const body = this.#base.get(type, id) ?? null;
      this.view.apply([{ type, id, body } as RecordChange]);
    }
    this.#ahead.clear();
    this.view.apply([...received, ...this.#completed()]);
    if (!this.known) return;
    for (const line of pending) {
      const decision = this.decide(line);
      if (decision.ok) this.applyOwn(decision.changes);
    }
    this.view.shelf.trim(SHELF, this.#ahead);
  }

  get hasUnsaved(): boolean {
    return this.#unsaved.size > 0 || this.#shownCursor !== this.#savedCursor;
  }

  /** Where the copy stands as a whole: nowhere, as long as not everything came anew. */
  get #shownCursor(): number {
    return this.#heard === null ? this.#cursor : 0;
  }

  /** Writes what the hall sent; inside the caller's transaction. What is lost before that, the hall sends again. */
  save(): void {
    for (const { type, id, day, text } of this.#unsaved.values()) {
      if (text === null) this.#delete.run(type, id);
      else this.#put.run(type, id, day, text);
    }
    if (this.#shownCursor === this.#savedCursor) return;
    setMeta(this.#db, 'cursor', String(this.#shownCursor));
    setMeta(this.#db, 'cursor-hash', this.#shownCursor === 0 ? '' : (this.#hash ?? ''));
  }

  saved(): void {
    this.#unsaved.clear();
    this.#savedCursor = this.#shownCursor;
  }

  /** Drops what lies before `day` from file and memory: a station is not an archive. */
  forgetBefore(day: string): void {
    this.#db.prepare("DELETE FROM record WHERE day <> '' AND day < ?").run(day);
    // What is not written yet takes the place of what is.
    for (const [key, unsaved] of this.#unsaved) {
      if (unsaved.day !== '' && unsaved.day < day) this.#unsaved.set(key, { ...unsaved, text: null });
    }
    this.#base.forgetBefore(day);
    this.view.forgetBefore(day);
    this.view.shelf.trim(0, this.#ahead);
  }
}
