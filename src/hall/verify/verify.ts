import { businessDay } from '../../shared/calendar/clock.ts';
import type { Refusal } from '../../shared/intent/decision.ts';
import { canonical, FIRST_HASH } from '../../shared/intent/envelope.ts';
import { isOnDemand, type RecordChange } from '../../shared/intent/records.ts';
import { decide } from '../../shared/intent/registry.ts';
import { HallState } from '../../shared/intent/state.ts';
import { hallHash, lineIntact } from '../authority/chain.ts';
import { settledInstant } from '../authority/instant.ts';
import type { HallLine } from '../store/types.ts';
import { Scratch } from './scratch.ts';

export interface Finding {
  /** Position in the hall's journal, or null for the whole. */
  readonly position: number | null;
  readonly what: string;
}

export interface Report {
  readonly lines: number;
  readonly records: number;
  readonly findings: readonly Finding[];
}

const SHELF = 5000;

/** Where the hall says it stands. */
export interface End {
  readonly position: number;
  readonly lastHash: string;
}

/**
 * Reads a hall's journal from its first line: every line must follow the one before it, be what its station sealed and
 * what the hall settled; and every record must be what the lines make of it when they are decided again.
 * Finds lines that were changed, taken out, put in or moved, and records changed behind the journal's back.
 */
export function verifyJournal(lines: Iterable<HallLine>, records: Iterable<RecordChange>, end: End): Report {
  const check = new JournalCheck();
  for (const line of lines) check.line(line);
  check.end(end);
  for (const record of records) check.record(record);
  check.close();
  return check;
}

/** The same, handed over piece by piece: all lines in order, the end, then the records. */
export class JournalCheck implements Report {
  readonly findings: Finding[] = [];
  lines = 0;
  records = 0;
  /** A hall's cases of years do not fit into memory: what is loaded when needed is told to a file that goes again. */
  readonly #scratch = new Scratch();
  readonly #state = new HallState(this.#scratch);
  readonly #stations = new Map<string, { seq: number; hash: string }>();
  #position = 0;
  #hash = FIRST_HASH;

  line(line: HallLine): void {
    this.lines++;
    const found = (what: string) => this.findings.push({ position: line.position, what });
    if (line.position !== this.#position + 1)
      found(`follows ${this.#position}: ${line.position - this.#position - 1} lines are missing`);
    if (line.prev !== this.#hash) found('does not follow the line before it');
    const before = this.#stations.get(line.intent.station) ?? { seq: 0, hash: FIRST_HASH };
    if (line.intent.seq !== before.seq + 1)
      found(`${line.intent.station} went from intent ${before.seq} to ${line.intent.seq}`);
    if (line.intent.prev !== before.hash) found(`does not follow the last intent of ${line.intent.station}`);
    if (!lineIntact(line.intent)) found(`is not what ${line.intent.station} sealed`);
    if (hallHash(line.prev, line.position, line.intent.hash, line.settledAt, line.refusal) !== line.hash) {
      found('is not what the hall settled');
    }
    // What no store could take was refused without being decided.
    const refusal = line.refusal?.code === 'unwritable' ? line.refusal : this.#replay(line);
    if (JSON.stringify(canonical(refusal)) !== JSON.stringify(canonical(line.refusal))) {
      found(
        `decided again it is ${refusal ? `refused (${refusal.code})` : 'carried out'}, in the journal ${line.refusal ? `refused (${line.refusal.code})` : 'carried out'}`,
      );
    }
    this.#stations.set(line.intent.station, { seq: line.intent.seq, hash: line.intent.hash });
    this.#position = line.position;
    this.#hash = line.hash;
  }

  end({ position, lastHash }: End): void {
    if (position === this.#position && lastHash === this.#hash) return;
    this.findings.push({
      position: null,
      what: `the journal ends at ${this.#position}, the hall stood at ${position}: its last lines are missing or changed`,
    });
  }

  record({ type, id, body }: RecordChange): void {
    this.records++;
    const told = this.#state.get(type, id) ?? null;
    this.#state.shelf.trim(SHELF);
    if (JSON.stringify(canonical(told)) !== JSON.stringify(canonical(body))) {
      this.findings.push({ position: null, what: `${type} ${id} is not what the journal tells of it` });
    }
  }

  /** To be called when all is told. */
  close(): void {
    this.#scratch.close();
  }

  #replay(line: HallLine): Refusal | null {
    const state = this.#state;
    const now = settledInstant(line.intent.at, line.settledAt);
    const day = businessDay(now, state.has() ? state.config().utcOffsetMinutes : 480);
    const { station, actor } = line.intent;
    if (!state.has() && line.intent.kind !== 'hall.configure') return { code: 'malformed' };
    const decision = decide(line.intent, state, { now, day, station, actor, by: 'hall' });
    if (!decision.ok) return decision.refusal;
    state.apply(decision.changes);
    for (const change of decision.changes) if (isOnDemand(change.type)) this.#scratch.write(change);
    state.shelf.trim(SHELF);
    return null;
  }
}
