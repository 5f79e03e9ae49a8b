import { businessDay } from '../../shared/calendar/clock.ts';
import { type Actor, type Refusal, refuse } from '../../shared/intent/decision.ts';
import { chainText, FIRST_HASH, type Intent, type JournalLine } from '../../shared/intent/envelope.ts';
import { isOnDemand, type RecordChange, type RecordKey } from '../../shared/intent/records.ts';
import {
  type BodyOf,
  HALL_STATION,
  KINDS,
  type KindName,
  type Prepared,
  prepare,
} from '../../shared/intent/registry.ts';
import { keyOf, type RecordSource } from '../../shared/intent/shelf.ts';
import { HallState } from '../../shared/intent/state.ts';
import type { HallRuntime } from '../runtime.ts';
import type { HallStore } from '../store/types.ts';
import { isUnwritable } from '../store/unwritable.ts';
import { hallHash, lineIntact, sha256 } from './chain.ts';
import { settledInstant } from './instant.ts';
import { type Advance, type Counter, type Job, type Settled, Writing } from './writing.ts';

/** Records loaded when needed that stay at hand between two flushes; about a kilobyte each. */
const SHELF = 10_000;

/** Lines of one flush, about: stations that come back with thousands do not make everybody wait for all of theirs. */
const FLUSH_LINES = 1000;

/** Everything a flush touches is fetched before it; what is not there then was not declared. */
const FETCHED_FIRST: RecordSource = { read: () => undefined };

/**
 * Where the hall's order is made. Pushes that arrive while a commit is under way are settled together in the next one,
 * so that a busy hall pays for one durable write, not for one per station.
 */
export class Authority {
  state = new HallState(FETCHED_FIRST);
  /** Position of the last line that is durable. */
  position = 0;
  readonly #store: HallStore;
  readonly #runtime: HallRuntime;
  readonly #shelf: number;
  /** Lines that were read and wait for their decision. */
  readonly #prepared = new WeakMap<JournalLine, Prepared>();
  readonly #stations = new Map<string, Counter>();
  /** Number of each station's last durable line: what may be acknowledged. */
  readonly #durable = new Map<string, Counter>();
  readonly #listeners = new Set<(advance: Advance) => void>();
  /** Position and hash of the last line decided, durable or not yet. */
  #decided = 0;
  #lastHash = FIRST_HASH;
  #queue: Job[] = [];
  #flushing = false;
  /** The line under way was not taken by the store: it is refused. */
  #refusing = false;
  /** The store may hold lines this process has not read: of another process, or its own whose answer was lost. */
  #behind = false;

  constructor(store: HallStore, runtime: HallRuntime, shelf = SHELF) {
    this.#store = store;
    this.#runtime = runtime;
    this.#shelf = shelf;
    store.onMoved((position) => {
      if (position <= this.position) return;
      this.#behind = true;
      this.#schedule();
    });
  }

  /** Reads the working set from the store, before anything is settled. */
  async load(): Promise<void> {
    this.#flushing = true; // word from the store waits until this is done
    const snapshot = await this.#store.load(this.#firstDay());
    const state = new HallState(FETCHED_FIRST);
    state.apply(snapshot.records);
    this.state = state;
    this.position = snapshot.position;
    this.#decided = snapshot.position;
    this.#lastHash = snapshot.lastHash;
    this.#stations.clear();
    this.#durable.clear();
    for (const row of snapshot.stations) {
      this.#stations.set(row.id, { lastSeq: row.lastSeq, lastHash: row.lastHash });
      this.#durable.set(row.id, { lastSeq: row.lastSeq, lastHash: row.lastHash });
    }
    this.#flushing = false;
    if (this.#behind) this.#schedule();
  }

  /** Business day by the hall's clock; before there is a configuration, China's. */
  today(at: number = this.#runtime.now()): string {
    return businessDay(at, this.state.has() ? this.state.config().utcOffsetMinutes : 480);
  }

  /** Yesterday's records stay at hand: an offline station may still speak of them. */
  #firstDay(): string {
    return this.today(this.#runtime.now() - 86_400_000);
  }

  get firstDay(): string {
    return this.#firstDay();
  }

  /** Drops earlier days from memory; they stay in the store. */
  forgetEarlierDays(): void {
    this.state.forgetBefore(this.#firstDay());
  }

  now(): number {
    return this.#runtime.now();
  }

  /** Number of the last line of a station that is settled for good. */
  settled(station: string): number {
    return this.#durable.get(station)?.lastSeq ?? 0;
  }

  /** The hash of that line; undefined before the first. */
  settledHash(station: string): string | undefined {
    return this.#durable.get(station)?.lastHash || undefined;
  }

  #counter(station: string): Readonly<Counter> {
    return this.#stations.get(station) ?? { lastSeq: 0, lastHash: FIRST_HASH };
  }

  onAdvance(listener: (advance: Advance) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Settles a station's lines, in order. Resolves after they are durable; rejects when they could not be written.
   * `wanted`: asked when their turn comes; when not, none of them is taken.
   */
  submit(station: string, lines: readonly JournalLine[], wanted: () => boolean = () => true): Promise<Settled> {
    const touches = () => {
      const { lastSeq } = this.#counter(station);
      return lines.flatMap((line) => (line.seq > lastSeq ? this.#prepare(line).touches : []));
    };
    return this.#enqueue(station, () => (wanted() ? lines : []), touches, lines.length);
  }

  #prepare(line: JournalLine): Prepared {
    let prepared = this.#prepared.get(line);
    if (!prepared) {
      prepared = prepare(line, line.station);
      this.#prepared.set(line, prepared);
    }
    return prepared;
  }

  /** Resolves when everything that was in the store at the call is known here; rejects when it cannot be read. */
  async refresh(): Promise<void> {
    if (!this.#store.shared) return;
    this.#behind = true;
    await this.#enqueue(
      HALL_STATION,
      () => [],
      () => [],
      0,
    );
  }

  #enqueue(station: string, lines: Job['lines'], touches: Job['touches'], size: number): Promise<Settled> {
    return new Promise((done, failed) => {
      this.#queue.push({ station, lines, touches, size, done, failed });
      this.#schedule();
    });
  }

  /** States an intent of the hall itself. */
  async own<K extends KindName>(kind: K, body: BodyOf<K>, actor: Actor): Promise<Refusal | null> {
    const at = this.#runtime.now();
    const { touches } = prepare({ kind, version: KINDS[kind].version, body }, HALL_STATION);
    const settled = await this.#enqueue(
      HALL_STATION,
      () => [this.#seal(kind, body, actor, at)],
      () => touches,
      1,
    );
    if (settled.kind !== 'settled')
      throw new Error(`the hall's own journal is out of order: ${JSON.stringify(settled)}`);
    return settled.refusals[0]?.refusal ?? null;
  }

  #seal(kind: KindName, body: unknown, actor: Actor, at: number): JournalLine {
    const { lastSeq, lastHash } = this.#counter(HALL_STATION);
    const intent: Intent = {
      id: this.#runtime.newId(),
      kind,
      version: KINDS[kind].version,
      hall: this.state.has() ? this.state.config().id : '',
      station: HALL_STATION,
      seq: lastSeq + 1,
      actor,
      at,
      body,
    };
    return { ...intent, prev: lastHash, hash: sha256(chainText(intent, lastHash)) };
  }

  #schedule(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    this.#runtime.later(() => void this.#flush());
  }

  async #flush(): Promise<void> {
    while (this.#queue.length > 0 || this.#behind) {
      const jobs = this.#next();
      try {
        await this.#settleAll(jobs);
      } catch (error) {
        for (const job of jobs) job.failed(error);
        // The store is away: the next push, or word from the store, tries again.
        if (this.#queue.length === 0) break;
      }
    }
    this.#flushing = false;
  }

  /** The jobs of the next flush, in the order they came. */
  #next(): Job[] {
    let lines = 0;
    let jobs = 0;
    for (const { size } of this.#queue) {
      lines += size;
      if (jobs > 0 && lines > FLUSH_LINES) break;
      jobs++;
    }
    return this.#queue.splice(0, jobs);
  }

  async #settleAll(jobs: readonly Job[]): Promise<void> {
    if (this.#behind) await this.#takeUp();
    try {
      return await this.#settle(jobs);
    } catch (error) {
      if (jobs.length === 1 && !isUnwritable(error)) throw error;
    }
    // What cannot be written together may be one line only: then each for itself, so that no station holds up another.
    for (const job of jobs) {
      if (this.#behind) await this.#takeUp();
      await this.#settle([job]).catch((error: unknown) => this.#settleLines(job, error));
    }
  }

  /**
   * A job the store will never take (a line whose id is in the books already, say) must not hold up its station for
   * ever: its lines go one by one, and the one that cannot be written is refused with that for a reason.
   */
  async #settleLines(job: Job, error: unknown): Promise<void> {
    if (!isUnwritable(error) || job.station === HALL_STATION) return job.failed(error);
    try {
      for (const line of job.lines()) {
        const alone = (refusing: boolean): Promise<Settled> =>
          new Promise((done, failed) => {
            const one = {
              station: job.station,
              size: 1,
              lines: () => [line],
              touches: () => this.#prepare(line).touches,
              done,
              failed,
            };
            this.#refusing = refusing;
            this.#settle([one]).catch(failed);
          });
        if (this.#behind) await this.#takeUp();
        const settled = await alone(false).catch(async (cause: unknown) => {
          if (!isUnwritable(cause)) throw cause;
          if (this.#behind) await this.#takeUp();
          return alone(true);
        });
        if (settled.kind !== 'settled') return job.done(settled);
      }
    } catch (cause) {
      return job.failed(cause);
    } finally {
      this.#refusing = false;
    }
    // Everything is done by now: told as a push that came again.
    await this.#settle([job]).catch(job.failed);
  }

  /** Takes in what the store holds beyond `position`, and tells the listeners as if it had been settled here. */
  async #takeUp(): Promise<void> {
    const from = this.position;
    this.#behind = false; // word that comes while reading counts anew
    try {
      const { position, lines, records } = await this.#store.missed(from, this.#firstDay());
      if (position === from) return;
      if (lines.at(-1)?.position !== position || lines[0]?.position !== from + 1)
        throw new Error(`the hall's journal was read up to ${from}, and does not go on from there up to ${position}`);
      this.state.apply(records);
      for (const { intent, hash } of lines) {
        this.#stations.set(intent.station, { lastSeq: intent.seq, lastHash: intent.hash });
        this.#durable.set(intent.station, { lastSeq: intent.seq, lastHash: intent.hash });
        this.#lastHash = hash;
      }
      this.#decided = position;
      this.position = position;
      this.#tell({ from, to: position, changes: records, lines, own: null });
    } catch (error) {
      this.#behind = true;
      throw error;
    }
  }

  async #settle(jobs: readonly Job[]): Promise<void> {
    for (;;) {
      const writing = new Writing(this.#runtime.now());
      let answers: (() => void)[];
      let outcome: 'written' | 'moved';
      try {
        await this.#fetch(jobs);
        answers = await this.#decideAll(jobs, writing);
        outcome = writing.lines.length === 0 ? 'written' : await this.#write(writing);
      } catch (error) {
        this.#undo(writing);
        // The stations still hold every line. When only the answer was lost, the store has them all the same.
        this.#behind = true;
        throw error;
      }
      if (outcome === 'written') {
        this.#written(writing, answers);
        this.state.shelf.trim(this.#shelf);
        return;
      }
      // Another server process wrote first: take up what it wrote and decide again on top.
      this.#undo(writing);
      const before = this.position;
      await this.#takeUp();
      if (this.position === before) throw new Error(`the hall's store does not go on from position ${before}`);
    }
  }

  /**
   * Puts on the shelf what these jobs will read and what is not there, in one question to the store. Read after another
   * server process wrote, it may be newer than `position`; then the commit finds the store moved on and all is done anew.
   */
  async #fetch(jobs: readonly Job[]): Promise<void> {
    const missing = new Map<string, RecordKey>();
    for (const key of jobs.flatMap((job) => job.touches())) {
      if (isOnDemand(key.type) && !this.state.shelf.has(key.type, key.id)) missing.set(keyOf(key.type, key.id), key);
    }
    if (missing.size > 0) this.state.apply(await this.#store.records([...missing.values()]));
  }

  #write({ lines, records, stations }: Writing): Promise<'written' | 'moved'> {
    return this.#store.commit({ base: this.position, lines, records, stations });
  }

  /** Decides every job's lines in memory. Returns how each is answered once that is durable. */
  async #decideAll(jobs: readonly Job[], writing: Writing): Promise<(() => void)[]> {
    const answers: (() => void)[] = [];
    for (const job of jobs) {
      const first = this.#counter(job.station).lastSeq;
      const pushed = job.lines();
      const answer = this.#walk(job.station, pushed, writing);
      const start = pushed[0]?.seq ?? Number.POSITIVE_INFINITY;
      const known = start <= first ? await this.#store.refusalsAfter(job.station, start - 1) : [];
      const settled: Settled =
        answer.kind === 'settled' ? { ...answer, refusals: [...known, ...answer.refusals] } : answer;
      answers.push(() => job.done(settled));
    }
    return answers;
  }

  #written(writing: Writing, answers: readonly (() => void)[]): void {
    const { lines, records, stations } = writing;
    for (const [id, counter] of stations) this.#durable.set(id, counter);
    const from = this.position;
    this.position = this.#decided;
    for (const answer of answers) answer();
    if (lines.length === 0) return;
    this.#tell({ from, to: this.position, changes: [...records.values()], lines, own: writing.own() });
  }

  /** Forgets what was decided and not written, the newest first; what is loaded when needed is fetched anew. */
  #undo({ before, lines, records }: Writing): void {
    this.state.apply(before.reverse());
    for (const { type, id } of records.values()) if (isOnDemand(type)) this.state.shelf.forget(type, id);
    for (const { position, prev, intent } of lines.reverse()) {
      this.#decided = position - 1;
      this.#lastHash = prev;
      this.#stations.set(intent.station, { lastSeq: intent.seq - 1, lastHash: intent.prev });
    }
  }

  #tell(advance: Advance): void {
    for (const listener of this.#listeners) listener(advance);
  }

  #walk(station: string, pushed: readonly JournalLine[], into: Writing): Settled {
    const refusals: { seq: number; refusal: Refusal }[] = [];
    let upTo = this.#counter(station).lastSeq;
    for (const line of pushed) {
      const at = this.#counter(station);
      if (line.seq <= at.lastSeq) continue;
      // Not refused but left where they are: a station that is let in again hands them in then.
      if (this.state.get('station', station)?.revoked) return { kind: 'revoked' };
      if (line.seq > at.lastSeq + 1) return { kind: 'gap', expected: at.lastSeq + 1 };
      if (line.station !== station || line.prev !== at.lastHash || !lineIntact(line)) {
        return { kind: 'forked', seq: line.seq };
      }
      const refusal = this.#refusing ? { code: 'unwritable' as const } : this.#decide(line, into);
      if (refusal) refusals.push({ seq: line.seq, refusal });
      const position = this.#decided + 1;
      const hash = hallHash(this.#lastHash, position, line.hash, into.settledAt, refusal);
      into.lines.push({ position, intent: line, settledAt: into.settledAt, refusal, prev: this.#lastHash, hash });
      this.#decided = position;
      this.#lastHash = hash;
      const counter = { lastSeq: line.seq, lastHash: line.hash };
      this.#stations.set(station, counter);
      into.stations.set(station, counter);
      upTo = line.seq;
    }
    return { kind: 'settled', upTo, refusals };
  }

  #decide(line: JournalLine, { settledAt, records, before, changedBy }: Writing): Refusal | null {
    const now = settledInstant(line.at, settledAt);
    const context = { now, day: this.today(now), station: line.station, actor: line.actor, by: 'hall' } as const;
    const decision =
      this.state.has() || line.kind === 'hall.configure'
        ? this.#prepare(line).decide(this.state, context)
        : refuse('malformed');
    if (!decision.ok) return decision.refusal;
    const changed = changedBy.get(line.station) ?? new Set();
    changedBy.set(line.station, changed);
    for (const change of decision.changes) {
      const { type, id } = change;
      const key = keyOf(type, id);
      changed.add(key);
      if (!isOnDemand(type)) before.push({ type, id, body: this.state.get(type, id) ?? null } as RecordChange);
      this.state.apply([change]);
      records.set(key, { ...change, position: this.#decided + 1 });
    }
    return null;
  }
}
