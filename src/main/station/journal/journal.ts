import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Actor, Refusal } from '../../../shared/intent/decision.ts';
import { chainText, type Intent, type JournalLine } from '../../../shared/intent/envelope.ts';
import { type BodyOf, isQuestion, KINDS, type KindName } from '../../../shared/intent/registry.ts';
import { type ChainEnd, journalBase } from '../store/journal-base.ts';

type Archived = (after: number, limit: number) => readonly JournalLine[];

const NONE: readonly JournalLine[] = [];

export interface RefusedLine {
  readonly line: JournalLine;
  readonly refusal: Refusal;
}

/**
 * Everything this station ever did, one sealed line each, numbered without gaps. Lines are only added; what changes
 * is what the hall said of them. `append` writes inside the caller's transaction; memory follows with `committed`.
 */
export class Journal {
  readonly #db: Database;
  readonly #station: string;
  readonly #newId: () => string;
  readonly #insert;
  readonly #settle;
  readonly #refuse;
  readonly #dismiss;
  readonly #archived: Archived;
  readonly #at;
  readonly #settleOne;
  readonly #reopen;
  #base!: ChainEnd;
  #lastSeq = 0;
  #lastAt = 0;
  #lastHash = '';
  /** The line that was compared last: the hall names it with each thing it says. */
  #ownSeq = 0;
  #ownHash = '';
  #pending: JournalLine[] = [];
  #refused: RefusedLine[] = [];
  /** Written in the transaction that is under way. */
  #appended: JournalLine[] = [];
  #unsaved: { upTo: number; refusals: { seq: number; refusal: Refusal }[] } | null = null;

  /** `archived`: lines that left the database, after a number and at most so many. */
  constructor(db: Database, station: string, newId: () => string, archived: Archived = () => NONE) {
    this.#archived = archived;
    this.#db = db;
    this.#station = station;
    this.#newId = newId;
    this.#insert = db.prepare("INSERT INTO journal (seq, id, kind, line, state) VALUES (?, ?, ?, ?, 'pending')");
    this.#settle = db.prepare("UPDATE journal SET state = 'settled' WHERE state = 'pending' AND seq <= ?");
    this.#refuse = db.prepare(
      "UPDATE journal SET state = 'refused', refusal = ? WHERE seq = ? AND state IN ('pending', 'settled')",
    );
    this.#at = db.prepare('SELECT line FROM journal WHERE seq = ?').pluck();
    this.#settleOne = db.prepare("UPDATE journal SET state = 'settled' WHERE seq = ?");
    this.#dismiss = db.prepare("UPDATE journal SET state = 'dismissed' WHERE seq = ? AND state = 'refused'");
    this.#reopen = db.prepare("UPDATE journal SET state = 'pending', refusal = NULL WHERE seq > ?");
    this.#read();
  }

  #read(): void {
    this.#base = journalBase(this.#db);
    const last = this.#db.prepare('SELECT line FROM journal ORDER BY seq DESC LIMIT 1').pluck().get() as
      | string
      | undefined;
    const end = last === undefined ? this.#base : (JSON.parse(last) as JournalLine);
    this.#lastSeq = end.seq;
    this.#lastAt = end.at;
    this.#lastHash = end.hash;
    const open = this.#db
      .prepare("SELECT line, state, refusal FROM journal WHERE state IN ('pending', 'refused') ORDER BY seq")
      .all() as { line: string; state: string; refusal: string | null }[];
    for (const row of open) {
      const line = JSON.parse(row.line) as JournalLine;
      if (row.state === 'pending') this.#pending.push(line);
      else if (!isQuestion(line.kind))
        this.#refused.push({ line, refusal: JSON.parse(row.refusal ?? '{"code":"malformed"}') as Refusal });
    }
  }

  /** When the last line was written, by the hall's clock: it is later than that now. */
  get lastAt(): number {
    return this.#lastAt;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get lastHash(): string | null {
    return this.#lastSeq === 0 ? null : this.#lastHash;
  }

  /**
   * Whether the hall's line of this number, by its hash, is the one in here; a number beyond the end is not. Lines that
   * left the database are not looked up: they were compared when they were settled.
   */
  isOwn(seq: number, hash: string): boolean {
    if (seq > this.#lastSeq) return false;
    if (seq === this.#lastSeq) return hash === this.#lastHash;
    if (seq === this.#ownSeq) return hash === this.#ownHash;
    const here = this.#at.get(seq) as string | undefined;
    if (here === undefined) return true;
    this.#ownSeq = seq;
    this.#ownHash = (JSON.parse(here) as JournalLine).hash;
    return hash === this.#ownHash;
  }

  /** Number of the last line this station knows to be settled. */
  get settledSeq(): number {
    return (this.#pending[0]?.seq ?? this.#lastSeq + 1) - 1;
  }

  /** Lines the hall has not settled, oldest first. */
  get pending(): readonly JournalLine[] {
    return this.#pending;
  }

  /** Lines after a number, settled ones too: for a hall that was put back from an older copy. */
  linesAfter(seq: number, limit: number): readonly JournalLine[] {
    if (seq < this.#base.seq) return this.#archived(seq, limit);
    const rows = this.#db.prepare('SELECT line FROM journal WHERE seq > ? ORDER BY seq LIMIT ?').all(seq, limit);
    return (rows as { line: string }[]).map((row) => JSON.parse(row.line) as JournalLine);
  }

  /** Lines the hall refused and nobody has dismissed yet. */
  get refused(): readonly RefusedLine[] {
    return this.#refused;
  }

  /** What was asked for or stated of a ticket by this station; null when it was not, or is archived. Looks at all lines. */
  wantedOf(ticketId: string): BodyOf<'ticket.request'> | null {
    const line = this.#db
      .prepare(
        `SELECT line FROM journal WHERE kind IN ('ticket.request', 'ticket.issue')
         AND json_extract(line, '$.body.ticketId') = ? ORDER BY seq DESC LIMIT 1`,
      )
      .pluck()
      .get(ticketId) as string | undefined;
    return line === undefined ? null : ((JSON.parse(line) as JournalLine).body as BodyOf<'ticket.request'>);
  }

  /** How many lines the hall ever refused, dismissed ones among them. */
  refusedEver(): number {
    const file = this.#db
      .prepare("SELECT count(*) FROM journal WHERE state IN ('refused', 'dismissed')")
      .pluck()
      .get() as number;
    return file + (this.#base.refused ?? 0) + (this.#unsaved?.refusals.length ?? 0);
  }

  /** Seals and writes the next line. Only inside a transaction; call `committed` with it right after the commit. */
  append<K extends KindName>(kind: K, body: BodyOf<K>, actor: Actor, hall: string, at: number): JournalLine {
    if (!this.#db.inTransaction) throw new Error('a journal line is written together with what it causes');
    const intent: Intent = {
      id: this.#newId(),
      kind,
      version: KINDS[kind].version,
      hall,
      station: this.#station,
      seq: this.#lastSeq + 1,
      actor: { kind: actor.kind, id: actor.id },
      at,
      body,
    };
    const hash = createHash('sha256').update(chainText(intent, this.#lastHash)).digest('hex');
    const line: JournalLine = { ...intent, prev: this.#lastHash, hash };
    this.#insert.run(line.seq, line.id, line.kind, JSON.stringify(line));
    this.#appended.push(line);
    return line;
  }

  /** Lines of the transaction that just ended, for better or worse. */
  takeAppended(): readonly JournalLine[] {
    if (this.#appended.length === 0) return NONE;
    const lines = this.#appended;
    this.#appended = [];
    return lines;
  }

  /**
   * Lines of this station that the hall has and the database lacks, after it was made again from copies; settled.
   * Inside the caller's transaction. False when they do not follow what is here: then it is not the same journal.
   */
  restore(lines: readonly JournalLine[]): boolean {
    for (const line of lines) {
      const here = this.#at.get(line.seq) as string | undefined;
      if (here !== undefined) {
        if ((JSON.parse(here) as JournalLine).hash !== line.hash) return false;
        continue;
      }
      const before = this.#at.get(line.seq - 1) as string | undefined;
      const prev = before === undefined ? this.#base : (JSON.parse(before) as JournalLine);
      if (prev.seq !== line.seq - 1 || prev.hash !== line.prev) return false;
      this.#insert.run(line.seq, line.id, line.kind, JSON.stringify(line));
      this.#settleOne.run(line.seq);
    }
    return true;
  }

  /** Number of the line after which the first one is missing; `lastSeq` when none is. */
  contiguousUpTo(): number {
    const gap = this.#db
      .prepare('SELECT min(seq) FROM journal j WHERE NOT EXISTS (SELECT 1 FROM journal WHERE seq = j.seq + 1)')
      .pluck()
      .get() as number | null;
    return gap ?? this.#base.seq;
  }

  /** Old lines left the database. */
  shortened(): void {
    this.#base = journalBase(this.#db);
  }

  /**
   * The hall was put back and has lost this station's lines after a number: they count as unsettled once more, whatever
   * it said of them. Inside the caller's transaction; `reload` follows.
   */
  reopen(after: number): void {
    this.#reopen.run(after);
  }

  /** Reads everything again from the file, after lines were put back. */
  reload(): void {
    this.#pending = [];
    this.#refused = [];
    this.#unsaved = null;
    this.#read();
  }

  committed(line: JournalLine): void {
    this.#lastSeq = line.seq;
    this.#lastAt = line.at;
    this.#lastHash = line.hash;
    this.#pending.push(line);
  }

  /**
   * The hall has settled everything up to a number. Memory follows at once; the file with the next `save`: if that is
   * lost, the lines go to the hall once more and are acknowledged once more.
   */
  settle(upTo: number, refusals: readonly { seq: number; refusal: Refusal }[]): JournalLine[] {
    const done: JournalLine[] = [];
    while (this.#pending.length > 0 && this.#pending[0]!.seq <= upTo) done.push(this.#pending.shift()!);
    const known = new Set(this.#refused.map((r) => r.line.seq));
    const fresh = refusals.filter((r) => !known.has(r.seq));
    for (const { seq, refusal } of fresh) {
      const line = done.find((l) => l.seq === seq);
      if (line && !isQuestion(line.kind)) this.#refused.push({ line, refusal });
    }
    if (done.length > 0 || fresh.length > 0) {
      this.#unsaved ??= { upTo: 0, refusals: [] };
      this.#unsaved.upTo = Math.max(this.#unsaved.upTo, upTo);
      this.#unsaved.refusals.push(...fresh);
    }
    return done;
  }

  get hasUnsaved(): boolean {
    return this.#unsaved !== null;
  }

  /** Writes what the hall said; inside the caller's transaction. */
  save(): void {
    if (this.#unsaved === null) return;
    this.#settle.run(this.#unsaved.upTo);
    for (const { seq, refusal } of this.#unsaved.refusals) this.#refuse.run(JSON.stringify(refusal), seq);
  }

  saved(): void {
    this.#unsaved = null;
  }

  /** Somebody read the refusal and dealt with it; the line stays. */
  dismiss(seq: number): void {
    this.#db.transaction(() => {
      this.save();
      this.#dismiss.run(seq);
    })();
    this.saved();
    this.#refused = this.#refused.filter((r) => r.line.seq !== seq);
  }
}
