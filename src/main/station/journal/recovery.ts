import type { Database } from 'better-sqlite3';
import type { JournalLine } from '../../../shared/intent/envelope.ts';
import type { RebuiltReport } from '../../../shared/protocol/device-report.ts';
import { getMeta, setMeta } from '../store/meta.ts';
import type { Rebuilt } from '../store/rebuild.ts';
import type { Journal } from './journal.ts';

/** `doubtUntil`: what this station did before this time of the hall's may be missing from its database; 0 when nothing is. */
export type RebuiltFacts = Omit<Rebuilt, 'aside' | 'reason'> & {
  readonly reason: Rebuilt['reason'] | 'replaced';
  readonly doubtUntil?: number;
};

const TOLD_MS = 86_400_000;

export interface RecoveryOwner {
  /** False when the disk did not take it. */
  readonly write: (run: () => void) => boolean;
  /** Asks the hall for own lines after a number. */
  readonly recall: (after: number) => void;
  /** What the hall has and what is here are two different journals. */
  readonly forked: (detail: string) => void;
  readonly done: () => void;
  /** By the hall's clock. */
  readonly now: () => number;
}

/**
 * After the database was made again from copies that may lack its last lines: the lines the hall has come back from
 * it, and the station goes on only when its journal reaches as far as the hall's and its copy of the hall is whole.
 * A machine that takes the place of another gets all of that one's lines in the same way.
 */
export class Recovery {
  rebuilt: RebuiltFacts | null;
  readonly #db: Database;
  readonly #journal: Journal;
  readonly #owner: RecoveryOwner;
  #underWay: boolean;
  /** Where the hall's copy of this journal ends; null before it was heard on this connection. */
  #hallSeq: number | null = null;
  #caughtUp = false;

  constructor(db: Database, journal: Journal, owner: RecoveryOwner) {
    this.#db = db;
    this.#journal = journal;
    this.#owner = owner;
    this.#underWay = getMeta(db, 'recovering') === '1';
    const told = getMeta(db, 'rebuilt');
    this.rebuilt = told === null ? null : (JSON.parse(told) as RebuiltFacts);
  }

  get underWay(): boolean {
    return this.#underWay;
  }

  /** For a day, and in the hall's time: `now` is this machine's, `shift` what the hall's clock is ahead of it. */
  report(now: number, shift = 0): RebuiltReport | null {
    if (this.rebuilt === null || Math.abs(now - this.rebuilt.at) >= TOLD_MS) return null;
    const { reason, at, lines, pending, uncertain } = this.rebuilt;
    return { reason, at: at + shift, lines, pending, uncertain };
  }

  /**
   * Another machine had this station's name: its lines are this one's from now on. `at`: ms since 1970 by this machine's
   * clock. False when the disk did not take it; a journal that has lines of its own is left as it is.
   */
  adopt(at: number): boolean {
    if (this.#underWay || this.#journal.lastSeq > 0) return true;
    const rebuilt = { reason: 'replaced', at, complete: false, lines: 0, pending: 0, uncertain: 0 } as const;
    const written = this.#owner.write(() => {
      setMeta(this.#db, 'recovering', '1');
      setMeta(this.#db, 'rebuilt', JSON.stringify(rebuilt));
    });
    if (!written) return false;
    this.rebuilt = rebuilt;
    this.#underWay = true;
    return true;
  }

  welcomed(hallSeq: number): void {
    if (!this.#underWay) return;
    this.#hallSeq = hallSeq;
    this.#caughtUp = false;
    this.#goOn();
  }

  recalled(lines: readonly JournalLine[]): void {
    if (!this.#underWay || this.#hallSeq === null) return;
    let follows = true;
    const written = this.#owner.write(() => {
      follows = this.#journal.restore(lines);
    });
    if (!follows) {
      this.#owner.forked(`line ${lines[0]?.seq ?? 0} does not follow`);
      return;
    }
    if (!written) return; // the disk is full: the next connection asks again
    this.#journal.reload();
    if (lines.length > 0) this.#goOn();
    else this.#owner.forked(`line ${this.#journal.contiguousUpTo() + 1} is not at the hall`);
  }

  /** The copy of the hall is whole. */
  caughtUp(): void {
    if (!this.#underWay) return;
    this.#caughtUp = true;
    this.#goOn();
  }

  #goOn(): void {
    if (this.#hallSeq === null) return;
    const here = this.#journal.contiguousUpTo();
    if (here < Math.max(this.#hallSeq, this.#journal.lastSeq)) {
      this.#owner.recall(here);
      return;
    }
    if (!this.#caughtUp) return;
    const told = this.rebuilt;
    const lines = told?.reason === 'replaced' ? this.#journal.lastSeq : (told?.lines ?? 0);
    const rebuilt = told === null ? null : { ...told, lines, doubtUntil: this.#owner.now() };
    const written = this.#owner.write(() => {
      setMeta(this.#db, 'recovering', '0');
      if (rebuilt) setMeta(this.#db, 'rebuilt', JSON.stringify(rebuilt));
    });
    if (!written) return; // tried again when the hall next says something
    this.rebuilt = rebuilt;
    this.#underWay = false;
    this.#owner.done();
  }
}
