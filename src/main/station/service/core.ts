import type { Database } from 'better-sqlite3';
import { businessDay } from '../../../shared/calendar/clock.ts';
import type { Actor, Refusal } from '../../../shared/intent/decision.ts';
import type { JournalLine } from '../../../shared/intent/envelope.ts';
import type { RecordChange } from '../../../shared/intent/records.ts';
import { type BodyOf, KINDS, type KindName } from '../../../shared/intent/registry.ts';
import type { HallState } from '../../../shared/intent/state.ts';
import type { DeviceChange, DeviceReport, RebuiltReport } from '../../../shared/protocol/device-report.ts';
import {
  type AttachmentAnswer,
  type DispenserPlace,
  type LinkTrouble,
  PUSH_LIMIT,
} from '../../../shared/protocol/link.ts';
import type { LinkView } from '../../../shared/protocol/views.ts';
import { Changes } from '../../../shared/views/latest.ts';
import { Journal, type RefusedLine } from '../journal/journal.ts';
import { type RebuiltFacts, Recovery } from '../journal/recovery.ts';
import type { Runtime } from '../runtime.ts';
import { isDiskTrouble } from '../store/disk.ts';
import type { JournalCopy } from '../store/journal-copy.ts';
import { getMeta, type MetaKey, setMeta } from '../store/meta.ts';
import { CaseIndex } from '../sync/case-index.ts';
import { type Advance, HallLink, type LinkOptions } from '../sync/hall-link.ts';
import { Replica } from '../sync/replica.ts';
import { Standing } from '../sync/standing.ts';
import { type Answer, Answers } from './answers.ts';
import { HallClock } from './hall-clock.ts';

/** `offline`: kept here; the hall will hear of it. */
export type Acted =
  | { readonly ok: true; readonly offline: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

export interface CoreOptions {
  readonly db: Database;
  readonly station: string;
  readonly hallAnswerMs: number;
  readonly link: Omit<LinkOptions, 'station'>;
  readonly devices: (connection: number) => { devices: DeviceReport[]; changes: DeviceChange[]; area: string | null };
  /** The second place of what this station alone knows; null where there is none. */
  readonly copy?: JournalCopy | null;
  /** Where old lines go; they stay in the database without it. */
  readonly archive?: {
    readonly linesAfter: (seq: number, limit: number) => readonly JournalLine[];
    /** Moves a month of lines, when all of it lies before this time of the hall's. */
    readonly oldestMonth: (before: number) => number;
  };
  readonly runtime: Runtime;
}

export interface AttachmentListener {
  heard(answer: AttachmentAnswer): void;
  /** The hall was put back from an older copy, and may lack what it had. */
  hallPutBack(): void;
}

type Kept<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

/** Written in the same transaction as the journal line; sees what the intent is about to change. */
export type Alongside = (changes: readonly RecordChange[]) => void;

const SAVE_MS = 200;
const DISK_RETRY_MS = 2000;
const REBUILT_TOLD_MS = 86_400_000;
/**
 * A station that hands in thousands of lines hears much while it does, and each time all that are left would be decided
 * again: so many times as long as it takes, about, it goes by what it heard before, as on a slow line.
 */
const VIEW_MS_PER_LINE = 2;
/** From so many unsettled lines on, what can wait does not have the view made anew. */
const MANY_LINES = 50;
/** Packs are unpacked when none came for a while, one after the other, so that no press waits longer than for one. */
const UNPACK_QUIET_MS = 3000;
const UNPACK_PAUSE_MS = 20;

/**
 * The heart of a station: what happens is decided on its own copy of the hall, written to its journal, shown, and
 * handed to the hall. Screens and devices are elsewhere.
 */
export class StationCore {
  readonly changes = new Changes();
  readonly runtime: Runtime;
  readonly journal: Journal;
  /** Null until the hall was heard once: then a card is read for its name, but not recognised again. */
  personKey: string | null;
  readonly link: HallLink;
  readonly cases: CaseIndex;
  readonly #db: Database;
  readonly #replica: Replica;
  readonly #options: CoreOptions;
  readonly #answers: Answers;
  readonly #afterAdvance = new Set<() => void>();
  readonly #afterCases = new Set<(ids: ReadonlySet<string>) => void>();
  /** Whoever brings the bytes of attachments to the hall; a station without cases has none. */
  #attachments: AttachmentListener | null = null;
  /** The last of its lines the hall has, as it last said. */
  #hallHas = 0;
  /** Cases the hall told of since the copy was last whole. */
  #toldCases = new Set<string>();
  #received: RecordChange[] = [];
  /** `full`: the disk takes nothing more at the moment; nothing is done that could not be kept. */
  storage: 'well' | 'full' = 'well';
  /** Where else tickets are printed now, as far as the hall says; empty without it. */
  otherDispensers: readonly DispenserPlace[] = [];
  /** Facts about itself that wait to be written. */
  readonly #notes = new Map<MetaKey, string>();
  #cancelSave: (() => void) | null = null;
  #cancelUnpack: (() => void) | null = null;
  #cancelLook: (() => void) | null = null;
  /** Uptime before which the view stays as it is. */
  #viewDue = 0;
  readonly #clock: HallClock;
  #closed = false;
  /** Made again from copies that may lack something: nothing is done before the hall was heard. */
  readonly #recovery: Recovery;
  readonly #standing: Standing;
  readonly #copy: JournalCopy | null;

  constructor(options: CoreOptions) {
    this.#options = options;
    this.runtime = options.runtime;
    this.#db = options.db;
    this.#copy = options.copy ?? null;
    this.#answers = new Answers(options.runtime, options.hallAnswerMs, () => this.link.gaveUpWaiting());
    this.journal = new Journal(options.db, options.station, options.runtime.newId, options.archive?.linesAfter);
    this.#replica = new Replica(options.db, () => this.#packUnreadable());
    this.cases = new CaseIndex(options.db, this.#replica);
    this.#replica.show(this.journal.pending);
    this.#recovery = new Recovery(options.db, this.journal, {
      write: (run) => this.transaction(run),
      recall: (after) => this.link.recall(after),
      forked: (detail) => this.link.forked(detail),
      done: () => this.#recovered(),
      now: () => this.now(),
    });
    const shift = Number(getMeta(options.db, 'clock-shift') ?? 0);
    this.#clock = new HallClock(options.runtime, shift, () => this.journal.lastAt);
    this.#standing = new Standing(getMeta(options.db, 'stopped'), (stopped) => {
      this.note('stopped', stopped);
      this.saveNow();
      this.changes.changed();
    });
    this.personKey = getMeta(options.db, 'person-key');
    if (this.#replica.packed) this.#unpackLater(UNPACK_QUIET_MS);
    this.link = new HallLink(
      { ...options.link, station: options.station },
      {
        cursor: () => this.#replica.cursor,
        cursorHash: () => this.#replica.cursorHash,
        recovers: () => this.#recovery.underWay,
        onWelcome: (lastSeq) => {
          this.#hallHas = lastSeq;
          this.#standing.welcomed();
          this.#recovery.welcomed(lastSeq);
        },
        onRefused: (reason) => this.#standing.refused(reason),
        // While lines are missing here the recovery itself compares those it gets.
        isOwn: (seq, hash) =>
          hash === undefined || seq === 0 || this.#recovery.underWay || this.journal.isOwn(seq, hash),
        lastHash: () => this.journal.lastHash,
        adopt: () => this.#recovery.adopt(this.runtime.now()),
        onRecalled: (lines) => this.#recovery.recalled(lines),
        lastSeq: () => this.journal.lastSeq,
        settledSeq: () => this.journal.settledSeq,
        hallId: () => (this.#replica.known ? this.state.config().id : null),
        pendingAfter: (seq) => this.#pendingAfter(seq),
        report: (connection) => ({
          ...options.devices(connection),
          pending: this.journal.pending.length,
          refused: this.journal.refused.length,
          rebuilt: this.#rebuiltReport(),
        }),
        onAdvance: (advance) => this.#advance(advance),
        onDispensers: (list) => {
          this.otherDispensers = list;
          this.changes.changed();
        },
        onState: () => {
          // What the hall said of others counts while it can be heard.
          if (this.link.view().state === 'offline') this.otherDispensers = [];
          this.changes.changed();
          this.link.reportSoon();
        },
        onAttachment: (answer) => this.#attachments?.heard(answer),
        onHallPutBack: () => {
          this.#replica.startOver();
          this.#attachments?.hallPutBack();
        },
        onHallTime: (time) => this.#setClock(time),
        onPersonKey: (key) => {
          if (key !== this.personKey) this.note('person-key', key);
          this.personKey = key;
        },
        onPins: (pins) => void this.#kept(() => options.link.hallKey.learn(pins)),
      },
      options.runtime,
    );
    this.#copy?.begin();
  }

  /** What this station goes by. Made when somebody looks. */
  get state(): HallState {
    this.#look();
    return this.#replica.view;
  }

  /** The view takes up what the hall said, unless it did so a moment ago and it would cost too much. */
  #look(): void {
    if (this.#replica.stale && this.runtime.uptime() >= this.#viewDue) this.#takeUp();
  }

  #takeUp(): void {
    const { pending } = this.journal;
    this.#replica.show(pending);
    this.#viewDue = this.runtime.uptime() + pending.length * VIEW_MS_PER_LINE;
  }

  /** Many own lines are on their way, and the view stands before what was heard meanwhile. Over in a moment. */
  get handingIn(): boolean {
    return this.link.online && this.#replica.stale && this.journal.pending.length >= MANY_LINES;
  }

  /** Whether the hall's configuration has ever been heard, and this station may go on where it was. */
  get known(): boolean {
    return (this.#replica.known || this.state.has()) && !this.#recovery.underWay;
  }

  /** Why the hall took this station out of service, until it welcomes it again: then it states nothing. */
  get stopped(): LinkTrouble | null {
    return this.#standing.stopped;
  }

  /** What was made again of this station's database, and what is in doubt since. */
  get rebuilt(): RebuiltFacts | null {
    return this.#recovery.rebuilt;
  }

  /** For a day the keeper is told. */
  get rebuiltLately(): boolean {
    return this.rebuilt !== null && Math.abs(this.runtime.now() - this.rebuilt.at) < REBUILT_TOLD_MS;
  }

  #rebuiltReport(): RebuiltReport | null {
    if (this.rebuilt === null || !this.rebuiltLately) return null;
    const { reason, at, lines, pending, uncertain } = this.rebuilt;
    return { reason, at: at + this.#clock.shift, lines, pending, uncertain };
  }

  /** What this station did before this time of the hall's may be missing from its database. */
  get doubtUntil(): number {
    return this.rebuilt?.doubtUntil ?? 0;
  }

  /** The hall's position this station's copy stands at. */
  get cursor(): number {
    return this.#replica.cursor;
  }

  get clockWrong(): boolean {
    return this.#clock.wrong;
  }

  get refused(): readonly RefusedLine[] {
    return this.journal.refused;
  }

  refusedEver(): number {
    return this.journal.refusedEver();
  }

  linkView(): LinkView {
    const said = this.link.view();
    // Started again and not heard yet: what the hall said last is still why.
    const view =
      this.stopped === null || said.state === 'online'
        ? said
        : { ...said, state: 'refused' as const, refused: said.refused ?? this.stopped };
    return { ...view, since: view.since + this.#clock.shift }; // beside a clock that shows the hall's time
  }

  /** ms since 1970 by the hall's clock. */
  now(): number {
    return this.#clock.now();
  }

  /** The hall's, China's before it was ever heard. */
  get utcOffsetMinutes(): number {
    return this.known ? this.state.config().utcOffsetMinutes : 480;
  }

  today(): string {
    return businessDay(this.now(), this.utcOffsetMinutes);
  }

  /** The last running number of a case this station used on a day, whatever became of it. */
  caseRunning(day: string): number {
    const [noted, running] = (getMeta(this.#db, 'case-running') ?? '').split(' ');
    return noted === day ? Number(running) : 0;
  }

  /** Inside the transaction that uses it up. */
  noteCaseRunning(day: string, running: number): void {
    setMeta(this.#db, 'case-running', `${day} ${running}`);
  }

  moment(): { now: number; day: string } {
    return { now: this.now(), day: this.today() };
  }

  /** Whether the hall has every line of this station, as it stands now; one that was put back may not, for a while. */
  get handedIn(): boolean {
    return this.#hallHas >= this.journal.lastSeq;
  }

  onAttachments(listener: AttachmentListener): void {
    this.#attachments = listener;
  }

  /** Runs after the copy of the hall moved on. */
  onAdvance(listener: () => void): void {
    this.#afterAdvance.add(listener);
  }

  /** The same, with the cases the hall told of. */
  onCases(listener: (ids: ReadonlySet<string>) => void): void {
    this.#afterCases.add(listener);
  }

  /**
   * Does something: decided here, durable here, then the hall's. `alongside` is written in the same transaction.
   * Refused here, nothing is written.
   */
  act<K extends KindName>(kind: K, body: BodyOf<K>, actor: Actor, alongside?: Alongside): Acted {
    const done = this.#record(kind, body, actor, alongside);
    return 'refusal' in done ? { ok: false, refusal: done.refusal } : { ok: true, offline: !this.link.online };
  }

  /** The same where another station may have been quicker: waits a moment for the hall, and tells when it refused. */
  async actContended<K extends KindName>(kind: K, body: BodyOf<K>, actor: Actor): Promise<Acted> {
    const done = this.#record(kind, body, actor);
    if ('refusal' in done) return { ok: false, refusal: done.refusal };
    if (!this.link.online) return { ok: true, offline: true };
    const answer = await this.#answers.to(done.line);
    if (!answer.answered) return { ok: true, offline: true };
    if (!answer.refusal) return { ok: true, offline: false };
    this.dismiss(done.line.seq); // told to the person who is standing here
    return { ok: false, refusal: answer.refusal };
  }

  /**
   * Asks the hall and waits up to the deadline. `alongside` is written with the question, so that what it is for
   * survives as well. Without a line to the hall nothing is asked.
   */
  async ask<K extends KindName>(kind: K, body: BodyOf<K>, actor: Actor, alongside?: Alongside): Promise<Answer> {
    if (!this.link.online) return { answered: false };
    const done = this.#record(kind, body, actor, alongside);
    if ('refusal' in done) return { answered: true, refusal: done.refusal };
    const answer = await this.#answers.to(done.line);
    if (answer.answered && answer.refusal) this.dismiss(done.line.seq);
    return answer;
  }

  #record<K extends KindName>(
    kind: K,
    body: BodyOf<K>,
    actor: Actor,
    alongside?: Alongside,
  ): { line: JournalLine } | { refusal: Refusal } {
    if (!this.known) return { refusal: { code: 'malformed' } };
    // What became of a slip that was on its way is true all the same.
    if (this.stopped !== null && kind !== 'ticket.paper') return { refusal: { code: 'station-stopped' } };
    const at = this.now();
    this.#look();
    const decision = this.#replica.decide({
      kind,
      version: KINDS[kind].version,
      body,
      station: this.#options.station,
      actor,
      at,
    });
    if (!decision.ok) return { refusal: decision.refusal };
    const written = this.#write(() => {
      const line = this.journal.append(kind, body, actor, this.state.config().id, at);
      alongside?.(decision.changes);
      return line;
    });
    if (!written.ok) return { refusal: { code: 'storage-full' } };
    const line = written.value;
    this.journal.committed(line);
    this.#replica.applyOwn(decision.changes);
    this.link.push();
    this.link.reportSoon();
    this.changes.changed();
    return { line };
  }

  /** Runs a transaction of the caller's, taking along what else waits to be written; false when the disk does not take it. */
  transaction(run: () => void): boolean {
    return this.#write(run).ok;
  }

  /** The one way anything is written: all of it or nothing. */
  #write<T>(run: () => T): Kept<T> {
    return this.#kept(() => {
      const value = this.#db
        .transaction(() => {
          const result = run();
          this.#save();
          return result;
        })
        .immediate();
      this.#saved();
      this.#copy?.commit(this.journal.takeAppended());
      return value;
    });
  }

  /** A disk that is full, read-only or failing is a state, not a crash. */
  #kept<T>(write: () => T): Kept<T> {
    try {
      const value = write();
      this.#storage('well');
      return { ok: true, value };
    } catch (error) {
      this.journal.takeAppended();
      this.#copy?.discard();
      if (!isDiskTrouble(error)) throw error;
      this.#storage('full');
      this.#saveSoon();
      return { ok: false };
    }
  }

  #storage(state: 'well' | 'full'): void {
    if (this.storage === state) return;
    this.storage = state;
    this.#options.link.log('storage', { state });
    this.changes.changed();
  }

  #advance(advance: Advance): void {
    // Pages of a whole that is not complete yet must not show in the view.
    if (advance.more && this.#replica.stale) this.#takeUp();
    this.#received.push(...this.#replica.receive(advance.records, advance.to, advance.hash ?? null, advance.packs));
    if (advance.packs !== undefined) this.#unpackLater(UNPACK_QUIET_MS);
    if (this.#afterCases.size > 0) {
      for (const { type, id } of advance.records) if (type === 'case') this.#toldCases.add(id);
      if (advance.packs !== undefined) for (const id of this.#replica.packedIds('case')) this.#toldCases.add(id);
    }
    const refusals = advance.refusals.map(({ seq, code, params }) => ({
      seq,
      refusal: params ? { code, params } : { code },
    }));
    this.#hallHas = advance.settled;
    const done = this.journal.settle(advance.settled, refusals);
    this.#answers.settled(done, refusals);
    if (!advance.more) {
      this.#replica.heard(this.#received);
      this.#received = [];
      this.#recovery.caughtUp();
      if (this.journal.pending.length === 0) this.#viewDue = 0;
      // Whoever asked finds the answer in the view.
      if (this.#answers.due || this.#toldCases.size > 0) this.#takeUp();
      this.#answers.give();
      for (const listener of this.#afterAdvance) listener();
      const cases = this.#toldCases;
      this.#toldCases = new Set();
      for (const listener of this.#afterCases) listener(cases);
      this.changes.changed();
      this.#showLater();
    }
    if (done.length > 0) this.link.reportSoon();
    this.#saveSoon();
  }

  /** What the view does not show yet it shows in its time, also when nothing more is heard. */
  #showLater(): void {
    if (this.#cancelLook || this.#closed || !this.#replica.stale) return;
    const wait = this.#viewDue - this.runtime.uptime();
    if (wait <= 0) return;
    this.#cancelLook = this.runtime.after(wait, () => {
      this.#cancelLook = null;
      this.changes.changed();
    });
  }

  #pendingAfter(seq: number): readonly JournalLine[] {
    const { pending } = this.journal;
    if (seq < this.journal.settledSeq) return this.journal.linesAfter(seq, PUSH_LIMIT);
    const first = pending.findIndex((line) => line.seq > seq);
    return first < 0 ? [] : pending.slice(first);
  }

  #setClock(hallTime: number): void {
    if (!this.#clock.set(hallTime)) return;
    this.note('clock-shift', String(this.#clock.shift));
    this.changes.changed();
  }

  /** Written soon, with whatever is written next. */
  note(key: MetaKey, value: string): void {
    this.#notes.set(key, value);
    this.#saveSoon();
  }

  #save(): void {
    this.#replica.save();
    this.journal.save();
    for (const [key, value] of this.#notes) setMeta(this.#db, key, value);
  }

  #saved(): void {
    this.#replica.saved();
    this.journal.saved();
    this.#notes.clear();
  }

  /** What the hall said may be written a little later: it would say it again. */
  #saveSoon(): void {
    if (this.#cancelSave || this.#closed) return;
    this.#cancelSave = this.runtime.after(this.storage === 'well' ? SAVE_MS : DISK_RETRY_MS, () => {
      this.#cancelSave = null;
      this.saveNow();
    });
  }

  /**
   * A refusal was told. What the hall settled and the records that go with it are written together, or neither; what
   * the disk does not take stays on the keeper's list.
   */
  dismiss(seq: number): void {
    this.saveNow();
    this.#kept(() => this.journal.dismiss(seq));
  }

  saveNow(): void {
    if (this.#closed || (!this.#replica.hasUnsaved && !this.journal.hasUnsaved && this.#notes.size === 0)) return;
    this.#write(() => undefined);
  }

  #recovered(): void {
    this.#copy?.begin(); // with the lines that came back
    if (this.#options.link.roles.includes('dispenser'))
      this.act('range.retire', {}, { kind: 'station', id: this.#options.station });
    this.changes.changed();
  }

  #unpackLater(ms: number): void {
    this.#cancelUnpack?.();
    this.#cancelUnpack = this.runtime.after(ms, () => {
      this.#cancelUnpack = null;
      if (this.journal.pending.length > 0) this.#unpackLater(UNPACK_QUIET_MS);
      else if (this.#unpack()) this.#unpackLater(UNPACK_PAUSE_MS);
    });
  }

  /** Unpacks one pack; false when there is none, or the disk does not take it. */
  #unpack(): boolean {
    if (!this.#replica.packed || this.#closed) return false;
    this.saveNow();
    const kept = this.#write(() => this.#replica.unpack());
    if (!kept.ok) this.#unpackLater(DISK_RETRY_MS);
    else kept.value?.();
    return kept.ok && kept.value !== null;
  }

  #packUnreadable(): void {
    this.#options.link.log('pack-unreadable');
    this.link.refusePacks();
  }

  /** Settled lines of months that lie before this time of the hall's leave the database. */
  archiveBefore(before: number): void {
    const { archive } = this.#options;
    if (!archive || this.#recovery.underWay) return;
    this.saveNow();
    this.#kept(() => archive.oldestMonth(before));
    this.journal.shortened();
  }

  forgetBefore(day: string): void {
    this.#kept(() => this.#replica.forgetBefore(day));
  }

  close(): void {
    this.saveNow();
    this.#closed = true;
    this.#cancelUnpack?.();
    this.#cancelLook?.();
    this.#cancelSave?.();
    this.link.close();
    this.#copy?.close();
  }
}
