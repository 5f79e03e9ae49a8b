import type { Database } from 'better-sqlite3';
import { PaperDocument } from '../../../shared/paper/document.ts';
import { isFinal, type SpoolState, type SpoolStep, spoolStates, transition } from './transitions.ts';

/** One step of the station's migrations. */
export const spoolMigration = `
CREATE TABLE spool_job (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT NOT NULL UNIQUE,
  ref         TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN (${spoolStates.map((state) => `'${state}'`).join(', ')})),
  document    TEXT,
  code        TEXT,
  attempts    INTEGER NOT NULL DEFAULT 0,
  reprint_of  TEXT REFERENCES spool_job (id) ON DELETE SET NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL
);
CREATE INDEX spool_job_open ON spool_job (state, seq) WHERE state IN ('queued', 'sending', 'unknown');
CREATE INDEX spool_job_ref ON spool_job (ref, seq);
`;

export interface SpoolJob {
  readonly id: string;
  /** What the caller calls it, e.g. a ticket's id. */
  readonly ref: string;
  readonly state: SpoolState;
  /** Null until it is known what to print, and again when the job is over: paper texts are not kept. */
  readonly document: PaperDocument | null;
  /** The last reason it did not print. */
  readonly code: string | null;
  readonly attempts: number;
  readonly reprintOf: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number;
}

export interface NewSpoolJob {
  /** Fixed when the button was pressed, kept through every retry. */
  readonly id: string;
  readonly ref: string;
  readonly document: PaperDocument | null;
  readonly now: number;
  /** After this nobody waits for the paper any more: not printed, and reported. */
  readonly expiresAt: number;
  readonly reprintOf?: string;
}

interface Row {
  id: string;
  ref: string;
  state: SpoolState;
  document: string | null;
  code: string | null;
  attempts: number;
  reprint_of: string | null;
  created_at: number;
  updated_at: number;
  expires_at: number;
}

/** A row without its paper, for the copy beside the database: `document` is 1 where there was one. */
export interface JobRow {
  readonly seq: number;
  readonly id: string;
  readonly ref: string;
  readonly state: SpoolState;
  readonly document: 0 | 1;
  readonly code: string | null;
  readonly attempts: number;
  readonly reprint_of: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly expires_at: number;
}

/** Jobs whose rows were written since somebody asked. */
const touched = new WeakMap<Database, Set<string>>();

function touch(db: Database, id: string): void {
  const ids = touched.get(db);
  if (ids) ids.add(id);
  else touched.set(db, new Set([id]));
}

/** Jobs written since the last call, as they stand now; also those of a transaction that was taken back, as they stood before. */
export function takeTouchedJobs(db: Database): JobRow[] {
  const ids = touched.get(db);
  if (!ids || ids.size === 0) return [];
  const rows = [...ids].map((id) => statements(db).copied.get(id) as JobRow | undefined);
  ids.clear();
  return rows.filter((row) => row !== undefined);
}

/** All jobs under way, and those that ended at most `keptMs` before the last one. */
export function allJobs(db: Database, keptMs: number): JobRow[] {
  return statements(db).copiedAll.all(keptMs) as JobRow[];
}

/**
 * Puts a row back as a copy tells of it, with the paper it has in this database; inside the caller's transaction. A
 * reprint's first slip may be gone by now, and is then no longer named.
 */
export function putJob(db: Database, job: JobRow): void {
  db.prepare(
    `INSERT INTO spool_job (seq, id, ref, state, document, code, attempts, reprint_of, created_at, updated_at, expires_at)
     VALUES (@seq, @id, @ref, @state, NULL, @code, @attempts,
       (SELECT id FROM spool_job WHERE id = @reprint_of), @created_at, @updated_at, @expires_at)
     ON CONFLICT DO UPDATE SET state = excluded.state, code = excluded.code, attempts = excluded.attempts,
       updated_at = excluded.updated_at, expires_at = excluded.expires_at,
       document = CASE WHEN @final THEN NULL ELSE document END`,
  ).run({ ...job, final: isFinal(job.state) ? 1 : 0 });
}

/** Made once for each database: preparing one costs more than running it. */
const prepared = new WeakMap<Database, ReturnType<typeof prepare>>();

const COPIED = `seq, id, ref, state, document IS NOT NULL AS document, code, attempts, reprint_of, created_at, updated_at,
  expires_at`;

function statements(db: Database): ReturnType<typeof prepare> {
  let all = prepared.get(db);
  if (!all) {
    all = prepare(db);
    prepared.set(db, all);
  }
  return all;
}

function prepare(db: Database) {
  return {
    insert: db.prepare(
      `INSERT INTO spool_job (id, ref, state, document, reprint_of, created_at, updated_at, expires_at)
       VALUES (?, ?, 'queued', ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ),
    byId: db.prepare('SELECT * FROM spool_job WHERE id = ?'),
    head: db.prepare('SELECT ref, state, expires_at AS expiresAt FROM spool_job WHERE id = ?'),
    inState: db.prepare('SELECT * FROM spool_job WHERE state = ? ORDER BY seq'),
    firstExpiry: db.prepare("SELECT MIN(expires_at) FROM spool_job WHERE state = 'queued'").pluck(),
    prune: db.prepare(`DELETE FROM spool_job WHERE state IN ('printed', 'failed', 'expired') AND updated_at < ?`),
    setDocument: db.prepare(`UPDATE spool_job SET document = ?, updated_at = ? WHERE id = ? AND state = 'queued'`),
    stateOf: db.prepare('SELECT state FROM spool_job WHERE id = ?').pluck(),
    step: db.prepare(
      `UPDATE spool_job SET state = ?, code = ?, updated_at = ?, attempts = attempts + ?,
         document = CASE WHEN ? THEN NULL ELSE document END
       WHERE id = ?`,
    ),
    ahead: db.prepare(
      `SELECT 1 FROM spool_job WHERE state = 'sending' OR (state = 'queued' AND document IS NOT NULL
         AND seq < (SELECT seq FROM spool_job WHERE id = ?)) LIMIT 1`,
    ),
    copied: db.prepare(`SELECT ${COPIED} FROM spool_job WHERE id = ?`),
    copiedAll: db.prepare(
      `SELECT ${COPIED} FROM spool_job WHERE state IN ('queued', 'sending', 'unknown')
         OR updated_at >= (SELECT max(updated_at) FROM spool_job) - ? ORDER BY seq`,
    ),
    nextPrintable: db.prepare(
      `SELECT * FROM spool_job WHERE state = 'queued' AND document IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM spool_job WHERE state = 'sending') ORDER BY seq LIMIT 1`,
    ),
  };
}

/**
 * Puts a job into the spool. Synchronous and without a transaction of its own, so that it stands or falls with the
 * caller's. The same id twice is one job.
 */
export function enqueue(db: Database, job: NewSpoolJob): void {
  const { id, ref, document, reprintOf, now, expiresAt } = job;
  statements(db).insert.run(id, ref, encode(document), reprintOf ?? null, now, now, expiresAt);
  touch(db, id);
}

export function jobById(db: Database, id: string): SpoolJob | null {
  const row = statements(db).byId.get(id) as Row | undefined;
  return row ? decode(row) : null;
}

/** A job without its paper, for the way citizens wait for. */
export function jobHead(db: Database, id: string): Pick<SpoolJob, 'ref' | 'state' | 'expiresAt'> | undefined {
  return statements(db).head.get(id) as Pick<SpoolJob, 'ref' | 'state' | 'expiresAt'> | undefined;
}

/** In the order of the presses. */
export function jobsIn(db: Database, state: SpoolState): SpoolJob[] {
  return (statements(db).inState.all(state) as Row[]).map(decode);
}

/** When the first waiting job's time runs out, or null. */
export function firstExpiry(db: Database): number | null {
  return statements(db).firstExpiry.get() as number | null;
}

/** Forgets jobs that ended before `before`; uncertain ones stay until a person decided. Returns how many. */
export function pruneSpool(db: Database, before: number): number {
  return statements(db).prune.run(before).changes;
}

export function setJobDocument(db: Database, id: string, document: PaperDocument, now: number): void {
  const { changes } = statements(db).setDocument.run(encode(document), now, id);
  if (changes === 0) throw new Error(`print job ${id} is not waiting; its document cannot be set any more`);
  touch(db, id);
}

/** Takes a step and writes it; throws where the table does not allow it, because then two writers disagree. */
export function takeStep(db: Database, id: string, step: SpoolStep, now: number, code: string | null): SpoolState {
  const state = statements(db).stateOf.get(id) as SpoolState | undefined;
  if (state === undefined) throw new Error(`print job ${id} is not in the spool`);
  const next = transition(state, step);
  if (next === null) throw new Error(`print job ${id} is ${state}; it cannot ${step}`);
  statements(db).step.run(next, code, now, step === 'send' ? 1 : 0, isFinal(next) ? 1 : 0, id);
  touch(db, id);
  return next;
}

/** Puts the `sending` mark on a job. Must be committed before the first byte leaves. */
export function markSending(db: Database, id: string, now: number): void {
  takeStep(db, id, 'send', now, null);
}

/** Whether a job is at the printer or an earlier one is ready to go there. */
export function isSomethingAhead(db: Database, id: string): boolean {
  return statements(db).ahead.get(id) !== undefined;
}

/** The oldest job that can be printed now, or null; also null while one is at the printer. */
export function nextPrintable(db: Database): SpoolJob | null {
  const row = statements(db).nextPrintable.get() as Row | undefined;
  return row ? decode(row) : null;
}

function encode(document: PaperDocument | null): string | null {
  return document === null ? null : JSON.stringify(document);
}

function decode(row: Row): SpoolJob {
  return {
    id: row.id,
    ref: row.ref,
    state: row.state,
    document: row.document === null ? null : PaperDocument.parse(JSON.parse(row.document)),
    code: row.code,
    attempts: row.attempts,
    reprintOf: row.reprint_of,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    expiresAt: row.expires_at,
  };
}
