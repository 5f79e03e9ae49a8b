import type { Refusal } from '../../shared/intent/decision.ts';
import type { JournalLine } from '../../shared/intent/envelope.ts';
import type { RecordChange, RecordKey } from '../../shared/intent/records.ts';
import type { HallLine } from '../store/types.ts';

/** What became of a push. `revoked`: the station was put out, nothing more of it is taken. `forked`: the line does not follow the one the hall has, so this is not the same journal. */
export type Settled =
  | { readonly kind: 'settled'; readonly upTo: number; readonly refusals: readonly { seq: number; refusal: Refusal }[] }
  | { readonly kind: 'gap'; readonly expected: number }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'forked'; readonly seq: number };

export interface Advance {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly RecordChange[];
  readonly lines: readonly HallLine[];
  /** By station settled here: what its own lines changed, as it stands after all of them. Null when another server process settled them: that is not known then. */
  readonly own: ReadonlyMap<string, readonly RecordChange[]> | null;
}

export interface Counter {
  lastSeq: number;
  lastHash: string;
}

export interface Job {
  readonly station: string;
  /** What must be at hand before the lines are decided. */
  readonly touches: () => readonly RecordKey[];
  /** Read while settling: the hall's own lines are numbered and sealed only then. */
  readonly lines: () => readonly JournalLine[];
  /** How many lines, about. */
  readonly size: number;
  readonly done: (settled: Settled) => void;
  readonly failed: (error: unknown) => void;
}

/** What one flush gathers for one durable write. */
export class Writing {
  readonly settledAt: number;
  readonly lines: HallLine[] = [];
  readonly records = new Map<string, RecordChange & { position: number }>();
  readonly stations = new Map<string, Counter>();
  /** Which of the records each station's lines changed. */
  readonly changedBy = new Map<string, Set<string>>();
  /** Each record as it was before it was changed, in order, for when the write does not happen. */
  readonly before: RecordChange[] = [];

  constructor(settledAt: number) {
    this.settledAt = settledAt;
  }

  /** What each station's own lines changed. */
  own(): Map<string, RecordChange[]> {
    const own = new Map<string, RecordChange[]>();
    for (const [station, keys] of this.changedBy)
      own.set(
        station,
        [...keys].map((key) => this.records.get(key)!),
      );
    return own;
  }
}
