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
import type { QueueHead } from '../../../shared/queue/types.ts';
import { getMeta, setMeta } from '../store/meta.ts';
import { Packs } from './packs.ts';

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
  /** How many of them are loaded when needed. */
  #aheadOnShelf = 0;
  readonly #unsaved = new Map<string, Unsaved>();
  readonly #packs: Packs;
  /** What the hall said since the view was made. */
  #news: RecordChange[] | null = null;
  readonly #get;
  readonly #put;
  readonly #delete;
  #cursor: number;
  #savedCursor: number;
  /** Hash of the hall's journal at the cursor, when the hall told it. */
  #hash: string | null;
  /** While everything comes anew: what came so far. What the hall no longer has goes when all is here. */
  #heard: Set<string> | null = null;
  /** Packs up to this one came before that, and do not count. */
  #staleUpTo = 0;

  /** `onUnreadable`: a pack was none; the hall must tell everything once more, record by record. */
  constructor(db: Database, onUnreadable: () => void = () => undefined) {
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
    this.#packs = new Packs(db, () => {
      this.startOver();
      onUnreadable();
    });
    this.#cursor = this.#savedCursor = Number(getMeta(db, 'cursor') ?? 0);
    this.#hash = getMeta(db, 'cursor-hash') || null;
    if (this.#cursor === 0) this.startOver();
  }

  /** What the hall last said of a record that is loaded when needed. Throws when that does not fit its schema. */
  #read(type: OnDemandType, id: string): RecordBody<OnDemandType> | null {
    // Packs are newer than everything that came one by one.
    const packed = this.#packs.get(type, id);
    if (packed) return packed.body === null ? null : RECORD_SCHEMAS[type].parse(packed.body);
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

  /** How far the numbers of each queue are given out, by what the hall said. */
  numbers(): QueueHead[] {
    const heads = [...this.#base.all('queueDay')];
    return heads.map(({ day, queueId, nextNumber, nextGranted }) => ({ day, queueId, nextNumber, nextGranted }));
  }

  /** Whether the hall said something since the view was made. */
  get stale(): boolean {
    return this.#news !== null;
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
    for (const { type, id } of changes) {
      const key = keyOf(type, id);
      if (this.#ahead.has(key)) continue;
      this.#ahead.set(key, { type, id });
      if (isOnDemand(type)) this.#aheadOnShelf++;
    }
    this.view.apply(changes);
    this.#trim();
  }

  /** Everything but own unsettled records is taken away. Thousands of those are not looked through when nothing else is there. */
  #clearShelf(): void {
    if (this.view.shelf.size > this.#aheadOnShelf) this.view.shelf.trim(0, this.#ahead);
  }

  /** Own unsettled records stay; where there are thousands of them, looking for others to take away is left for later. */
  #trim(): void {
    this.view.shelf.trim(Math.max(SHELF, 2 * this.#ahead.size), this.#ahead);
  }

  /**
   * Records from the hall go into the base; the view follows with `rebase`, which is told the changes this returns.
   * Packs hold records loaded when needed. Throws on a resident record that does not fit its schema.
   */
  receive(
    records: readonly WireRecord[],
    to: number,
    hash: string | null = null,
    packs: readonly string[] = [],
  ): RecordChange[] {
    const resident = readRecords(records.filter(({ type }) => !isOnDemand(type)));
    this.#base.apply(resident);
    for (const change of resident) {
      const { type, id, body } = change;
      const text = body === null ? null : JSON.stringify(body);
      this.#unsaved.set(keyOf(type, id), { type, id, day: recordDay(change), text });
    }
    this.#keep(records.filter(({ type }) => isOnDemand(type)));
    for (const pack of packs) this.#packs.add(pack);
    // Nobody looked into them: what stands on the shelf may be older, apart from what this station is about to change.
    if (packs.length > 0) this.#clearShelf();
    for (const { type, id } of records) this.#heard?.add(keyOf(type, id));
    if (to > this.#cursor || (to === this.#cursor && hash !== null)) this.#hash = hash;
    this.#cursor = Math.max(this.#cursor, to);
    return resident;
  }

  #keep(records: readonly WireRecord[]): void {
    if (records.length > 0 && this.#packs.any) this.#packs.addRecords(records);
    for (const record of records) {
      const { type, id } = record as RecordKey;
      if (!this.#packs.any) this.#unsaved.set(keyOf(type, id), unsavedOf(record));
      // What this station itself is about to change stays as it sees it until the rebase.
      if (!this.#ahead.has(keyOf(type, id))) this.view.shelf.forget(type as OnDemandType, id);
    }
  }

  /** The hall was put back from an older copy: everything it has is news, and what it no longer has is none. */
  startOver(): void {
    this.#cursor = 0;
    this.#hash = null;
    this.#heard = new Set();
    this.#staleUpTo = this.#packs.last;
  }

  /** All pages are here: after a new start, what the hall did not speak of is taken away. */
  #completed(): RecordChange[] {
    const heard = this.#heard;
    if (heard === null) return [];
    this.#heard = null;
    const had = this.#db.prepare('SELECT type, id FROM record').all() as RecordKey[];
    const gone = [...had, ...this.#packs.keysUpTo(this.#staleUpTo)].filter(
      ({ type, id }) => !heard.has(keyOf(type, id)) && this.#packs.holderOf(type, id) <= this.#staleUpTo,
    );
    for (const { type, id } of gone)
      if (!isOnDemand(type)) this.#unsaved.set(keyOf(type, id), { type, id, day: '', text: null });
    this.#keep(gone.filter(({ type }) => isOnDemand(type)).map(({ type, id }) => ({ type, id, body: null })));
    const resident = gone
      .filter(({ type }) => !isOnDemand(type))
      .map(({ type, id }) => ({ type, id, body: null }) as RecordChange);
    this.#base.apply(resident);
    return resident;
  }

  /** What `receive` returned, once it is a consistent whole: the view follows when it is shown. */
  heard(received: readonly RecordChange[]): void {
    this.#news = [...(this.#news ?? []), ...received, ...this.#completed()];
  }

  rebase(received: readonly RecordChange[], pending: readonly JournalLine[]): void {
    this.heard(received);
    this.show(pending);
  }

  /** The view becomes what was heard of the hall, with the lines that are still pending decided on top. */
  show(pending: readonly JournalLine[]): void {
    const news = this.#news ?? [];
    this.#news = null;
    for (const { type, id } of this.#ahead.values()) {
      if (isOnDemand(type)) {
        this.view.shelf.forget(type, id);
        continue;
      }
      const body = this.#base.get(type, id) ?? null;
      this.view.apply([{ type, id, body } as RecordChange]);
    }
    this.#ahead.clear();
    this.#aheadOnShelf = 0;
    this.view.apply(news);
    if (!this.known) return;
    for (const line of pending) {
      const decision = this.decide(line);
      if (decision.ok) this.applyOwn(decision.changes);
    }
    this.#trim();
  }

  get hasUnsaved(): boolean {
    return this.#unsaved.size > 0 || this.#packs.hasUnsaved || this.#shownCursor !== this.#savedCursor;
  }

  /** Where the copy stands as a whole: nowhere, as long as not everything came anew. */
  get #shownCursor(): number {
    return this.#heard === null ? this.#cursor : 0;
  }

  /** Writes what the hall sent; inside the caller's transaction. What is lost before that, the hall sends again. */
  save(): void {
    for (const unsaved of this.#unsaved.values()) this.#write(unsaved);
    this.#packs.save();
    if (this.#shownCursor === this.#savedCursor) return;
    setMeta(this.#db, 'cursor', String(this.#shownCursor));
    setMeta(this.#db, 'cursor-hash', this.#shownCursor === 0 ? '' : (this.#hash ?? ''));
  }

  #write({ type, id, day, text }: Unsaved): void {
    if (text === null) this.#delete.run(type, id);
    else this.#put.run(type, id, day, text);
  }

  saved(): void {
    this.#unsaved.clear();
    this.#packs.saved();
    this.#savedCursor = this.#shownCursor;
  }

  /** Whether packs of the hall wait to be unpacked. */
  get packed(): boolean {
    return this.#packs.any;
  }

  /** Ids of the records of a type in packs that wait, or of those in whose text these words stand. */
  packedIds(type: OnDemandType, words?: string): string[] {
    return words === undefined ? this.#packs.ids(type) : this.#packs.idsWith(type, words);
  }

  /**
   * Puts the records of the oldest pack that is in the file into their places, and answers them; inside the caller's
   * transaction. `taken` is called when that is committed; null when there is nothing to unpack.
   */
  unpack(): { readonly records: Iterable<WireRecord>; taken(): void } | null {
    // While everything comes anew, what the hall spoke of must still be known when all is here.
    const pack = this.#heard === null ? this.#packs.takeOldest() : null;
    if (pack === null) return null;
    const { records, number } = pack;
    for (const record of records) if (isOnDemand(record.type)) this.#write(unsavedOf(record));
    return { records, taken: () => this.#packs.taken(number) };
  }

  /** Drops what lies before `day` from file and memory: a station is not an archive. */
  forgetBefore(day: string): void {
    this.#db.prepare("DELETE FROM record WHERE day <> '' AND day < ?").run(day);
    // What is not written yet takes the place of what is.
    for (const [key, unsaved] of this.#unsaved) {
      if (unsaved.day !== '' && unsaved.day < day) this.#unsaved.set(key, { ...unsaved, text: null });
    }
    this.#packs.forgetBefore(day);
    this.#base.forgetBefore(day);
    this.view.forgetBefore(day);
    this.#clearShelf();
  }
}

function unsavedOf({ type, id, body }: WireRecord): Unsaved {
  const day = (body as { day?: unknown } | null)?.day;
  const text = body === null ? null : JSON.stringify(body);
  return { type: type as OnDemandType, id, day: typeof day === 'string' ? day : '', text };
}
