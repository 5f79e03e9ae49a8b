import type { Database } from 'better-sqlite3';
import { businessDay } from '../../../shared/calendar/clock.ts';
import type { Actor, Refusal } from '../../../shared/intent/decision.ts';
import type { JournalLine } from '../../../shared/intent/envelope.ts';
import { RECORD_SCHEMAS, type RecordChange, type WireRecord } from '../../../shared/intent/records.ts';
import { type BodyOf, KINDS, type KindName } from '../../../shared/intent/registry.ts';
import type { HallState } from '../../../shared/intent/state.ts';
import type { DeviceChange, DeviceReport } from '../../../shared/protocol/device-report.ts';
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
import type { JournalCopy } from '../store/journal-copy.ts';
import { getMeta, type MetaKey, setMeta } from '../store/meta.ts';
import { CaseIndex } from '../sync/case-index.ts';
import { HallLink } from '../sync/hall-link.ts';
import type { Advance, LinkOptions } from '../sync/link-owner.ts';
import { Replica } from '../sync/replica.ts';
import { Standing } from '../sync/standing.ts';
import { type Answer, Answers } from './answers.ts';
import { Durable } from './durable.ts';
import { HallClock } from './hall-clock.ts';
import { Hearing } from './hearing.ts';
import { ShownView } from './shown-view.ts';
import { Unpacking } from './unpacking.ts';

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

/** Written in the same transaction as the journal line; sees what the intent is about to change. */
export type Alongside = (changes: readonly RecordChange[]) => void;

/** How long after its end a day's records are still at hand. Nobody serves by then, and no hall has opened. */
const DAY_KEPT_OVER_MS = 3 * 3_600_000;

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
  readonly #durable: Durable;
  readonly #view: ShownView;
  readonly #unpacking: Unpacking;
  readonly #options: CoreOptions;
  readonly #answers: Answers;
  readonly #hearing: Hearing;
  /** Whoever brings the bytes of attachments to the hall; a station without cases has none. */
  #attachments: AttachmentListener | null = null;
  /** The last of its lines the hall has, as it last said. */
  #hallHas = 0;
  /** Where else tickets are printed now, as far as the hall says; empty without it. */
  otherDispensers: readonly DispenserPlace[] = [];
  readonly #clock: HallClock;
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
    this.#durable = new Durable({
      db: options.db,
      journal: this.journal,
      replica: this.#replica,
      copy: this.#copy,
      runtime: options.runtime,
      onStorage: (state) => {
        options.link.log('storage', { state });
        this.changes.changed();
      },
    });
    this.#view = new ShownView(this.#replica, this.journal, options.runtime, () => this.changes.changed());
    const unpacked = (records: Iterable<WireRecord>) => this.#hearing.note(records);
    this.#unpacking = new Unpacking(this.#durable, this.#replica, this.journal, options.runtime, unpacked);
    this.#recovery = new Recovery(options.db, this.journal, {
      write: (run) => this.transaction(run),
      recall: (after) => this.link.recall(after),
      forked: (detail) => this.link.forked(detail),
      done: () => this.#recovered(),
      now: () => this.now(),
    });
    this.#hearing = new Hearing({
      replica: this.#replica,
      journal: this.journal,
      view: this.#view,
      answers: this.#answers,
      recovery: this.#recovery,
      onPacks: () => this.#unpacking.later(),
      onWhole: () => this.changes.changed(),
    });
    const shift = Number(getMeta(options.db, 'clock-shift') ?? 0);
    this.#clock = new HallClock(options.runtime, shift, () => this.journal.lastAt);
    this.#standing = new Standing(getMeta(options.db, 'stopped'), (stopped) => {
      this.note('stopped', stopped);
      this.saveNow();
      this.changes.changed();
    });
    this.personKey = getMeta(options.db, 'person-key');
    this.#goBy(`${[...options.link.roles].sort().join()} ${Object.keys(RECORD_SCHEMAS).sort().join()}`);
    this.link = new HallLink(
      { ...options.link, station: options.station },
      {
        cursor: () => this.#replica.cursor,
        cursorHash: () => this.#replica.cursorHash,
        recovers: () => this.#recovery.underWay,
        onWelcome: (lastSeq) => {
          this.#hallHas = lastSeq;
          this.#standing.welcomed();
          this.#hallLost(lastSeq);
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
        numbers: () => this.#replica.numbers(),
        hallId: () => (this.#replica.known ? this.state.config().id : null),
        pendingAfter: (seq) => this.#pendingAfter(seq),
        report: (connection) => ({
          ...options.devices(connection),
          pending: this.journal.pending.length,
          refused: this.journal.refused.length,
          rebuilt: this.#recovery.report(this.runtime.now(), this.#clock.shift),
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
        onPins: (pins) => void this.#durable.kept(() => options.link.hallKey.learn(pins)),
      },
      options.runtime,
    );
    this.#copy?.begin();
  }

  /**
   * Another role needs other records, and a newer program knows types that the one before it left out: the hall tells
   * everything anew, and what none of the roles needs any more goes when that is here. A station of a much older program
   * did not say which roles its records are for.
   */
  #goBy(roles: string): void {
    const before = getMeta(this.#db, 'roles');
    if (before === roles) return;
    if (before !== null) this.#replica.startOver();
    this.note('roles', roles);
  }

  /** What this station goes by. Made when somebody looks. */
  get state(): HallState {
    return this.#view.state;
  }

  /** Many own lines are on their way, and the view stands before what was heard meanwhile. Over in a moment. */
  get handingIn(): boolean {
    return this.link.online && this.#view.handingIn;
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
    return this.#recovery.report(this.runtime.now()) !== null;
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
    return this.dayOf(this.now());
  }

  /**
   * The first day whose records are kept here. A day is dropped some hours after its end: who was served in its last
   * minutes rates after midnight, and a slip of then is settled.
   */
  firstDay(): string {
    return this.dayOf(this.now() - DAY_KEPT_OVER_MS);
  }

  /** The business day of a time of the hall's. */
  dayOf(at: number): string {
    return businessDay(at, this.utcOffsetMinutes);
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
    this.#hearing.onAdvance(listener);
  }

  /** The same, with the cases the hall told of. */
  onCases(listener: (ids: ReadonlySet<string>) => void): void {
    this.#hearing.onCases(listener);
  }

  /** Told of the cases with pictures the hall speaks of, and of those that lost one; the view may not have them yet. */
  onPictures(listener: (named: readonly string[], detached: readonly string[]) => void): void {
    this.#hearing.onPictures(listener);
  }

  /** Much that the hall said lies as it came: looking into it now costs far more than a moment later. */
  get packed(): boolean {
    return this.#replica.packed;
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
    this.#view.look();
    const decision = this.#replica.decide({
      kind,
      version: KINDS[kind].version,
      body,
      station: this.#options.station,
      actor,
      at,
    });
    if (!decision.ok) return { refusal: decision.refusal };
    const written = this.#durable.write(() => {
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

  /** What the disk does at the moment: while it is `full`, nothing is done that could not be kept. */
  get storage(): 'well' | 'full' {
    return this.#durable.storage;
  }

  /** Runs a transaction of the caller's, taking along what else waits to be written; false when the disk does not take it. */
  transaction(run: () => void): boolean {
    return this.#durable.write(run).ok;
  }

  #advance(advance: Advance): void {
    // An overtaken message tells of less; a hall that was put back says so when it welcomes.
    this.#hallHas = Math.max(this.#hallHas, advance.settled);
    if (this.#hearing.take(advance) > 0) this.link.reportSoon();
    this.#durable.saveSoon();
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

  /** What was noted last under this name; null when nothing was. */
  fact(key: MetaKey): string | null {
    return this.#durable.noted(key) ?? getMeta(this.#db, key);
  }

  /** Written soon, with whatever is written next. */
  note(key: MetaKey, value: string): void {
    this.#durable.note(key, value);
  }

  /**
   * A refusal was told. What the hall settled and the records that go with it are written together, or neither; what
   * the disk does not take stays on the keeper's list.
   */
  dismiss(seq: number): void {
    this.saveNow();
    this.#durable.kept(() => this.journal.dismiss(seq));
  }

  saveNow(): void {
    this.#durable.saveNow();
  }

  /** What the hall has lost again is decided on top of what it says, until it has taken it once more. */
  #hallLost(lastSeq: number): void {
    if (lastSeq >= this.journal.settledSeq || this.#recovery.underWay) return;
    this.saveNow();
    if (this.transaction(() => this.journal.reopen(lastSeq))) this.journal.reload();
  }

  #recovered(): void {
    this.#copy?.begin(); // with the lines that came back
    if (this.#options.link.roles.includes('dispenser'))
      this.act('range.retire', {}, { kind: 'station', id: this.#options.station });
    this.changes.changed();
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
    this.#durable.kept(() => archive.oldestMonth(before));
    this.journal.shortened();
  }

  forgetBefore(day: string): void {
    this.#durable.kept(() => this.#replica.forgetBefore(day));
  }

  close(): void {
    this.#durable.close();
    this.#unpacking.close();
    this.#view.close();
    this.link.close();
    this.#copy?.close();
  }
}
