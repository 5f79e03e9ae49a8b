import type { RecordChange, WireRecord } from '../../../shared/intent/records.ts';
import type { Journal } from '../journal/journal.ts';
import type { Recovery } from '../journal/recovery.ts';
import type { Advance } from '../sync/link-owner.ts';
import type { Replica } from '../sync/replica.ts';
import type { Answers } from './answers.ts';
import type { ShownView } from './shown-view.ts';

export interface HearingParts {
  readonly replica: Replica;
  readonly journal: Journal;
  readonly view: ShownView;
  readonly answers: Answers;
  readonly recovery: Recovery;
  /** Records came in packs. */
  readonly onPacks: () => void;
  /** The copy is a consistent whole again. */
  readonly onWhole: () => void;
}

/** What the hall tells: into the copy, into the journal as settled, to whoever asked, to whoever listens. */
export class Hearing {
  readonly #parts: HearingParts;
  readonly #afterAdvance = new Set<() => void>();
  readonly #afterCases = new Set<(ids: ReadonlySet<string>) => void>();
  /** Cases the hall told of since the copy was last whole. */
  #toldCases = new Set<string>();
  #onPictures: ((named: readonly string[], detached: readonly string[]) => void) | null = null;
  #received: RecordChange[] = [];

  constructor(parts: HearingParts) {
    this.#parts = parts;
  }

  /** Runs after the copy of the hall moved on. */
  onAdvance(listener: () => void): void {
    this.#afterAdvance.add(listener);
  }

  /** The same, with the cases the hall told of. */
  onCases(listener: (ids: ReadonlySet<string>) => void): void {
    this.#afterCases.add(listener);
  }

  /** Told of the cases with pictures the hall speaks of, and of those that lost one; the view may not have them yet. */
  onPictures(listener: (named: readonly string[], detached: readonly string[]) => void): void {
    this.#onPictures = listener;
  }

  /** Answers how many own lines are settled by it. */
  take(advance: Advance): number {
    const { replica, journal, view, answers } = this.#parts;
    // Pages of a whole that is not complete yet must not show in the view.
    if (advance.more && replica.stale) view.takeUp();
    this.#received.push(...replica.receive(advance.records, advance.to, advance.hash ?? null, advance.packs));
    if (advance.packs !== undefined) this.#parts.onPacks();
    this.note(advance.records);
    this.#noteCases(advance);
    const refusals = advance.refusals.map(({ seq, code, params }) => ({
      seq,
      refusal: params ? { code, params } : { code },
    }));
    const done = journal.settle(advance.settled, refusals);
    answers.settled(done, refusals);
    if (!advance.more) this.#whole();
    return done.length;
  }

  /** Records that have come into their places: those of packs when they are unpacked. */
  note(records: Iterable<WireRecord>): void {
    if (this.#onPictures === null) return;
    const named: string[] = [];
    const detached: string[] = [];
    for (const { type, id, body } of records) {
      if (type !== 'case') continue;
      const the = body as Lists | null;
      if ((the?.attachments?.length ?? 0) > 0) named.push(id);
      if ((the?.detached?.length ?? 0) > 0) detached.push(id);
    }
    if (named.length + detached.length > 0) this.#onPictures(named, detached);
  }

  #noteCases(advance: Advance): void {
    if (this.#afterCases.size === 0) return;
    for (const { type, id } of advance.records) if (type === 'case') this.#toldCases.add(id);
    if (advance.packs === undefined) return;
    for (const id of this.#parts.replica.packedIds('case')) this.#toldCases.add(id);
  }

  #whole(): void {
    const { replica, view, answers, recovery } = this.#parts;
    replica.heard(this.#received);
    this.#received = [];
    recovery.caughtUp();
    view.settled();
    // Whoever asked finds the answer in the view.
    if (answers.due || this.#toldCases.size > 0) view.takeUp();
    answers.give();
    for (const listener of this.#afterAdvance) listener();
    const cases = this.#toldCases;
    this.#toldCases = new Set();
    for (const listener of this.#afterCases) listener(cases);
    this.#parts.onWhole();
    view.later();
  }
}

/** Of a case, unchecked. */
interface Lists {
  readonly attachments?: readonly unknown[];
  readonly detached?: readonly unknown[];
}
