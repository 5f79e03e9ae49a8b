import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { type RecordKey, WireRecord } from '../../../shared/intent/records.ts';
import { keyOf } from '../../../shared/intent/shelf.ts';

const Records = z.array(WireRecord);

/** No pack of a hall comes near; what claims to hold more is none. */
const LARGEST = 64 * 1024 * 1024;

/**
 * Records loaded when needed, as the hall packed them, that wait to be put into their own places. Hundreds of them come
 * in one piece when a station was away: they are kept as they come, and unpacked when there is time, or looked into when
 * one is wanted. Packs keep their order: what a later one says of a record counts.
 */
export class Packs {
  readonly #db: Database;
  readonly #onUnreadable: () => void;
  readonly #insert;
  readonly #remove;
  readonly #body;
  /** Numbers of all packs that wait, oldest first; the last ones may not be in the file yet. */
  readonly #waiting: number[];
  readonly #unsaved = new Map<number, Buffer>();
  /** Which pack says the last of a record; made when somebody asks, for the packs up to `#indexed`. */
  readonly #index = new Map<string, number>();
  #indexed = 0;
  #opened: { readonly number: number; readonly records: Map<string, WireRecord> } | null = null;
  /** Records of days before this one count as gone. */
  #firstDay = '';

  /** `onUnreadable`: what the hall sent was no pack, and counts as empty; it must be asked once more. */
  constructor(db: Database, onUnreadable: () => void) {
    this.#db = db;
    this.#onUnreadable = onUnreadable;
    this.#insert = db.prepare('INSERT INTO pack (number, body) VALUES (?, ?)');
    this.#remove = db.prepare('DELETE FROM pack WHERE number = ?');
    this.#body = db.prepare('SELECT body FROM pack WHERE number = ?').pluck();
    this.#waiting = db.prepare('SELECT number FROM pack ORDER BY number').pluck().all() as number[];
  }

  get any(): boolean {
    return this.#waiting.length > 0;
  }

  get hasUnsaved(): boolean {
    return this.#unsaved.size > 0;
  }

  /** A pack as it came: base64 of deflated JSON. */
  add(pack: string): void {
    this.#keep(Buffer.from(pack, 'base64'));
  }

  /** Records that came one by one while packs wait take their place behind them. */
  addRecords(records: readonly WireRecord[]): void {
    this.#keep(deflateRawSync(JSON.stringify(records), { level: 1 }));
  }

  #keep(body: Buffer): void {
    const number = this.last + 1;
    this.#waiting.push(number);
    this.#unsaved.set(number, body);
  }

  /** What the packs last said of a record; undefined when they do not speak of it. */
  get(type: string, id: string): WireRecord | undefined {
    if (!this.any) return undefined;
    this.#look();
    const key = keyOf(type, id);
    const number = this.#index.get(key);
    return number === undefined ? undefined : this.#open(number).get(key);
  }

  /** Number of the newest pack; 0 when none waits. */
  get last(): number {
    return this.#waiting.at(-1) ?? 0;
  }

  /** Number of the pack that says the last of a record; 0 when none speaks of it. */
  holderOf(type: string, id: string): number {
    if (!this.any) return 0;
    this.#look();
    return this.#index.get(keyOf(type, id)) ?? 0;
  }

  /** Records the packs up to a number speak of. */
  keysUpTo(last: number): RecordKey[] {
    const keys: RecordKey[] = [];
    for (const number of this.#waiting) {
      if (number > last) break;
      for (const { type, id } of this.#open(number).values()) keys.push({ type, id } as RecordKey);
    }
    return keys;
  }

  /** Ids of the records of a type in the packs. */
  ids(type: string): string[] {
    if (!this.any) return [];
    this.#look();
    const start = keyOf(type, '');
    return [...this.#index.keys()].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
  }

  /** Ids of the records of a type in whose text these words stand somewhere. */
  idsWith(type: string, words: string): string[] {
    const ids: string[] = [];
    for (const number of this.#waiting) {
      if (!this.#text(number).includes(words)) continue;
      for (const record of this.#open(number).values())
        if (record.type === type && JSON.stringify(record.body).includes(words)) ids.push(record.id);
    }
    return ids;
  }

  #look(): void {
    for (const number of this.#waiting) {
      if (number <= this.#indexed) continue;
      for (const key of this.#open(number).keys()) this.#index.set(key, number);
      this.#indexed = number;
    }
  }

  #open(number: number): Map<string, WireRecord> {
    if (this.#opened?.number !== number) {
      const records = new Map(this.#read(number).map((each) => [keyOf(each.type, each.id), this.#asOfToday(each)]));
      this.#opened = { number, records };
    }
    return this.#opened.records;
  }

  #asOfToday(record: WireRecord): WireRecord {
    const day = (record.body as { day?: unknown } | null)?.day;
    return typeof day === 'string' && day !== '' && day < this.#firstDay ? { ...record, body: null } : record;
  }

  /** What lies before `day` counts as gone, and is found so when it is looked into: nobody waits for that. */
  forgetBefore(day: string): void {
    this.#firstDay = day;
    this.#opened = null;
  }

  /** Writes the packs that came; inside the caller's transaction. */
  save(): void {
    for (const [number, body] of this.#unsaved) this.#insert.run(number, body);
  }

  saved(): void {
    this.#unsaved.clear();
  }

  /** The records of the oldest pack in the file, which is taken out of it; inside the caller's transaction. */
  takeOldest(): { readonly number: number; readonly records: Iterable<WireRecord> } | null {
    if (!this.#db.inTransaction) throw new Error('a pack is unpacked together with what becomes of its records');
    const number = this.#waiting[0];
    if (number === undefined || this.#unsaved.has(number)) return null;
    const records = [...this.#open(number).values()];
    this.#remove.run(number);
    return { number, records };
  }

  /** That transaction was committed. */
  taken(number: number): void {
    const at = this.#waiting.indexOf(number);
    if (at >= 0) this.#waiting.splice(at, 1);
    if (this.#opened?.number === number) {
      for (const key of this.#opened.records.keys()) if (this.#index.get(key) === number) this.#index.delete(key);
      this.#opened = null;
    }
    if (!this.any) {
      this.#index.clear();
      this.#indexed = 0;
    }
  }

  #read(number: number): WireRecord[] {
    const read = Records.safeParse(parsed(this.#text(number)));
    if (!read.success) this.#onUnreadable();
    return read.success ? read.data : [];
  }

  /** The JSON of a pack; empty when it cannot be had. */
  #text(number: number): string {
    const body = this.#unsaved.get(number) ?? (this.#body.get(number) as Buffer);
    try {
      return inflateRawSync(body, { maxOutputLength: LARGEST }).toString('utf8');
    } catch {
      return '';
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
