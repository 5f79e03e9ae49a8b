import type { Database } from 'better-sqlite3';
import { FIRST_HASH } from '../../../shared/intent/envelope.ts';
import { getMeta } from './meta.ts';

/** Where a chain of lines goes on: the line before them. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
  readonly at: number;
  /** How many of the lines up to here the hall refused. */
  readonly refused?: number;
}

/** The line before the first one in the database: earlier ones are in the archive, or were left behind when it was made again. */
export function journalBase(db: Database): ChainEnd {
  const kept = getMeta(db, 'journal-base');
  return kept === null ? { seq: 0, hash: FIRST_HASH, at: 0 } : (JSON.parse(kept) as ChainEnd);
}
