import type { RecordChange } from '../../shared/intent/records.ts';
import type { Authority } from '../authority/authority.ts';
import type { Advance } from '../authority/writing.ts';
import type { HallRuntime } from '../runtime.ts';
import type { HallLine } from '../store/types.ts';
import { type Told, told } from './packs.ts';
import { belongsToOne, isVisible, type Sight } from './visible.ts';

/** Some five times what one line to every connected station costs; a small hall never waits for it. */
const MS_PER_STATION = 0.5;
const MS_PER_MB = 4;
/** Below this nothing is held back. */
const LEAST_HOLD_MS = 25;
/** Nobody's copy is older than this while its connection stands. */
const LONGEST_HOLD_MS = 1000;

/** Records as several stations get them: the text is made once, and its bytes too. */
export class SharedRecords {
  readonly from: number;
  readonly to: number;
  /** Beginning of an `advance`, up to and with its records. */
  readonly head: string;
  #bytes: Buffer | null = null;

  /** `hash`: of the hall's line at `to`, when it is known. */
  constructor(from: number, to: number, { loose, packs }: Told, hash: string | null) {
    this.from = from;
    this.to = to;
    const told = loose.map(({ type, id, body }) => ({ type, id, body }));
    const further = packs === null ? '' : `"packs":${JSON.stringify(packs)},`;
    const known = hash === null ? '' : `"hash":"${hash}",`;
    this.head = `{"t":"advance","from":${from},"to":${to},"records":${JSON.stringify(told)},${further}${known}`;
  }

  get bytes(): Buffer {
    this.#bytes ??= Buffer.from(this.head);
    return this.#bytes;
  }
}

/** A connected station, as far as news goes. */
export interface FeedReader {
  readonly station: string;
  readonly sight: Sight;
  /** Lines of its own that were settled: before the news that settles them. */
  settled(lines: readonly HallLine[]): void;
  /** Its own lines caused this, and the news of others is not out yet. */
  answer(lines: readonly HallLine[], changes: readonly RecordChange[]): void;
  news(records: SharedRecords): void;
}

/**
 * Tells connected stations what changed. Every station of a sight gets the same text, made once. A station hears of its
 * own lines at once. What others did may be gathered for a moment where many stations are connected: a change told to
 * hundreds of stations one by one would cost more than all decisions, and of a record that changed twice the second
 * state is enough. With some tens of stations nothing is ever held back.
 */
export class Feed {
  readonly #runtime: Pick<HallRuntime, 'every'>;
  readonly #readers = new Map<string, Set<FeedReader>>();
  /** Changes nobody was told of yet, since a position. */
  #held: { from: number; to: number; hash: string | null; changes: Map<string, RecordChange> } | null = null;
  #resting: (() => void) | null = null;
  #count = 0;

  constructor(authority: Pick<Authority, 'onAdvance'>, runtime: Pick<HallRuntime, 'every'>) {
    this.#runtime = runtime;
    authority.onAdvance((advance) => this.#take(advance));
  }

  /** The returned function ends it. */
  join(reader: FeedReader): () => void {
    const readers = this.#readers.get(reader.station) ?? new Set();
    this.#readers.set(reader.station, readers.add(reader));
    this.#count++;
    return () => {
      if (!readers.delete(reader)) return;
      this.#count--;
      if (readers.size === 0 && this.#readers.get(reader.station) === readers) this.#readers.delete(reader.station);
    };
  }

  close(): void {
    this.#resting?.();
    this.#resting = null;
  }

  #take(advance: Advance): void {
    const authors = new Map<string, HallLine[]>();
    for (const line of advance.lines) {
      const { station } = line.intent;
      if (!this.#readers.has(station)) continue;
      const lines = authors.get(station);
      if (lines) lines.push(line);
      else authors.set(station, [line]);
    }
    for (const [station, lines] of authors) for (const reader of this.#readers.get(station)!) reader.settled(lines);
    this.#held ??= { from: advance.from, to: advance.to, hash: null, changes: new Map() };
    this.#held.to = advance.to;
    this.#held.hash = advance.lines.at(-1)?.hash ?? null;
    for (const change of advance.changes) this.#held.changes.set(`${change.type} ${change.id}`, change);
    if (this.#resting === null) {
      this.#tell(authors.keys());
      return;
    }
    const { own } = advance;
    if (own === null) return;
    for (const [station, lines] of authors)
      for (const reader of this.#readers.get(station)!) reader.answer(lines, own.get(station) ?? []);
  }

  /** Those who wait for an answer hear first: what is told to hundreds takes its time. */
  #tell(first: Iterable<string> = []): void {
    const held = this.#held;
    if (held === null) return;
    this.#held = null;
    const { from, to, hash } = held;
    const changes = [...held.changes.values()];
    const ofOne = changes.filter(belongsToOne);
    const shared = new Map<string, SharedRecords>();
    const forAll = new Map<string, Told>();
    const recordsFor = ({ station, sight }: FeedReader): SharedRecords => {
      let all = forAll.get(sight.name);
      if (!all) {
        const visible = changes.filter((change) => !belongsToOne(change) && isVisible(change, sight, station));
        all = told(visible, sight);
        forAll.set(sight.name, all);
      }
      const own = ofOne.filter((change) => isVisible(change, sight, station));
      if (own.length > 0) return new SharedRecords(from, to, { ...all, loose: [...own, ...all.loose] }, hash);
      let records = shared.get(sight.name);
      if (!records) {
        records = new SharedRecords(from, to, all, hash);
        shared.set(sight.name, records);
      }
      return records;
    };
    let bytes = 0;
    for (const station of new Set([...first, ...this.#readers.keys()])) {
      for (const reader of this.#readers.get(station) ?? []) {
        const records = recordsFor(reader);
        bytes += records.head.length;
        reader.news(records);
      }
    }
    this.#rest(Math.min(LONGEST_HOLD_MS, this.#count * MS_PER_STATION + (bytes / 1e6) * MS_PER_MB));
  }

  #rest(ms: number): void {
    if (ms < LEAST_HOLD_MS) return;
    const stop = this.#runtime.every(ms, () => {
      stop();
      this.#resting = null;
      this.#tell();
    });
    this.#resting = stop;
  }
}
