import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { JournalLine } from '../../../shared/intent/envelope.ts';
import { type JobRow, putJob } from '../spool/index.ts';
import { flushFolder } from './copies.ts';
import { databaseFile, openDatabaseFile } from './database.ts';
import { databaseCopies } from './database-copies.ts';
import { isDiskTrouble, isFileTrouble } from './disk.ts';
import { type ChainEnd, journalBase } from './journal-base.ts';
import { type CopiedJournal, readJournalCopy } from './journal-copy.ts';
import { setMeta } from './meta.ts';
import { DatabaseUnusable } from './unusable.ts';

/** Why a database was made again: it could not be read, it was not there, or it was an older one than its own copies. */
export type RebuildReason = 'damaged' | 'missing' | 'behind';

export interface Rebuilt {
  readonly reason: RebuildReason;
  /** When, ms since 1970 by this machine's clock. */
  readonly at: number;
  /** Whether nothing can be missing; otherwise the station waits until the hall was heard. */
  readonly complete: boolean;
  /** Folder with the files as they were found; null when there were none. */
  readonly aside: string | null;
  /** Lines of the journal that came back, and those of them the hall may not have yet. */
  readonly lines: number;
  readonly pending: number;
  /** Print jobs of which nobody can say whether they came out. */
  readonly uncertain: number;
}

const SUFFIXES = ['', '-wal', '-shm', '-journal'];

/**
 * Makes the station's database again from the newest copy of it that can be read and the copy of its journal. What is
 * there is moved aside, never deleted. Null when there is nothing to make it from: then nothing was touched.
 * Can be repeated: until the last step the copies are only read. Throws DatabaseUnusable when the disk does not take it.
 */
export function rebuildDatabase(dataDir: string, key: string, reason: RebuildReason, now: number): Rebuilt | null {
  const work = join(dataDir, 'station.db.rebuilding');
  try {
    return makeAgain(dataDir, key, work, reason, now);
  } catch (error) {
    if (!isDiskTrouble(error) && !isFileTrouble(error)) throw error;
    try {
      discard(work); // it would keep the room that is lacking
    } catch {
      // a disk that takes nothing does not give it back either
    }
    if (error instanceof DatabaseUnusable) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DatabaseUnusable(
      'database-disk',
      `${databaseFile(dataDir)}: it must be made again from its copies (${reason}), and the disk does not take or give what it should (${why}). Look whether it is full, read-only or failing; the database and its copies were left as they are.`,
    );
  }
}

function makeAgain(dataDir: string, key: string, work: string, reason: RebuildReason, now: number): Rebuilt | null {
  const journal = readJournalCopy(dataDir, key);
  const base = openNewestCopy(dataDir, key, work, journal);
  if (base === null && journal === null) return null;
  discard(work);
  if (base !== null) copyFileSync(base, work);
  const db = openDatabaseFile(work, key);
  let told: Omit<Rebuilt, 'aside'>;
  try {
    told = db.transaction(() => fill(db, journal, base !== null, reason, now)).immediate();
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
  flushFile(work);
  const aside = moveAside(dataDir, now);
  renameSync(work, databaseFile(dataDir));
  flushFolder(dataDir);
  return { ...told, aside };
}

/** The newest copy that can be read and whose journal goes on in the journal's copy. */
function openNewestCopy(dataDir: string, key: string, work: string, journal: CopiedJournal | null): string | null {
  for (const { file } of databaseCopies(dataDir)) {
    discard(work);
    copyFileSync(file, work);
    try {
      const db = openDatabaseFile(work, key);
      try {
        if (journal === null || isOneHistory(db, journal)) return file;
      } finally {
        db.close();
      }
    } catch (error) {
      if (error instanceof DatabaseUnusable && error.code === 'database-disk') throw error;
      // Damaged as well: the one before it.
    }
  }
  return null;
}

/** The copies must not tell of two different journals, nor the database of more than the journal's copy. */
function isOneHistory(db: Database, journal: CopiedJournal): boolean {
  const end = endOf(db);
  if (end.seq === journal.base.seq) return end.hash === journal.base.hash;
  const same = journal.lines.find((line) => line.seq === end.seq);
  if (same) return same.hash === end.hash;
  const base = lineAt(db, journal.base.seq);
  return base === null ? end.seq < journal.base.seq : base.hash === journal.base.hash && journal.lines.length === 0;
}

function fill(
  db: Database,
  journal: CopiedJournal | null,
  hasBase: boolean,
  reason: RebuildReason,
  now: number,
): Omit<Rebuilt, 'aside'> {
  let complete = false;
  let uncertain: number;
  if (journal === null) {
    uncertain = doubtJobs(db);
  } else {
    if (!hasBase) setMeta(db, 'journal-base', JSON.stringify(journal.base));
    const end = hasBase ? endOf(db) : journal.base;
    const lines = journal.lines.filter((line) => line.seq > end.seq);
    const follows = lines.length === 0 ? journal.base.seq <= end.seq : lines[0]!.seq === end.seq + 1;
    complete = journal.complete && follows;
    // Beyond the database's copy of the hall all own lines count as unsettled: decided again on top of it they give
    // the same view as before, and sending a line twice is always safe.
    const settled = hasBase && follows ? end.seq : journal.settled;
    putLines(db, lines, settled, hasBase && follows);
    for (const [name, value] of Object.entries(journal.meta)) putMeta(db, name, value);
    uncertain = putJobs(db, journal.jobs, complete);
  }
  if (!complete) setMeta(db, 'recovering', '1');
  const count = (where: string) => db.prepare(`SELECT count(*) FROM journal ${where}`).pluck().get() as number;
  const told = { reason, at: now, complete, lines: count(''), pending: count("WHERE state = 'pending'"), uncertain };
  setMeta(db, 'rebuilt', JSON.stringify(told));
  return told;
}

function putLines(db: Database, lines: readonly JournalLine[], settled: number, allPending: boolean): void {
  const insert = db.prepare('INSERT INTO journal (seq, id, kind, line, state) VALUES (?, ?, ?, ?, ?)');
  for (const line of lines) {
    const state = allPending || line.seq > settled ? 'pending' : 'settled';
    insert.run(line.seq, line.id, line.kind, JSON.stringify(line), state);
  }
}

function putMeta(db: Database, name: string, value: string): void {
  db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(name, value);
}

/**
 * Print jobs as the copy knows them. None of them is printed by itself any more: what had its paper may have come out,
 * so a person looks. Only a job without paper in a copy that lacks nothing is certain not to.
 */
function putJobs(db: Database, jobs: readonly JobRow[], complete: boolean): number {
  let uncertain = 0;
  for (const job of jobs) {
    const open = job.state === 'queued' || job.state === 'sending';
    // A list to take home that nobody can write again is no question for anybody.
    const ofTicket = !job.ref.startsWith('paper:');
    const doubtful = open && ofTicket && (job.state === 'sending' || job.document === 1 || !complete);
    const state = doubtful ? 'unknown' : open ? 'failed' : job.state;
    if (state === 'unknown') uncertain += 1;
    putJob(db, { ...job, state, code: doubtful ? 'restarted' : job.code });
  }
  return uncertain;
}

/** Without the journal's copy: what was under way when the database was copied. */
function doubtJobs(db: Database): number {
  db.prepare("UPDATE spool_job SET state = 'unknown', code = 'restarted' WHERE state IN ('queued', 'sending')").run();
  return db.prepare("SELECT count(*) FROM spool_job WHERE state = 'unknown'").pluck().get() as number;
}

function endOf(db: Database): ChainEnd {
  const line = db.prepare('SELECT line FROM journal ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined;
  if (line === undefined) return journalBase(db);
  const { seq, hash, at } = JSON.parse(line) as JournalLine;
  return { seq, hash, at };
}

function lineAt(db: Database, seq: number): JournalLine | null {
  const line = db.prepare('SELECT line FROM journal WHERE seq = ?').pluck().get(seq) as string | undefined;
  return line === undefined ? null : (JSON.parse(line) as JournalLine);
}

/** Into a folder of its own, so that nothing is lost and nobody takes it for the database. */
function moveAside(dataDir: string, now: number): string | null {
  const file = databaseFile(dataDir);
  const found = SUFFIXES.map((suffix) => file + suffix).filter((name) => existsSync(name));
  if (found.length === 0) return null;
  let aside = join(dataDir, `damaged-${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}`);
  for (let n = 2; existsSync(aside); n++) aside = `${aside.replace(/\.\d+$/, '')}.${n}`;
  mkdirSync(aside, { mode: 0o700 });
  for (const name of found) renameSync(name, join(aside, basename(name)));
  return aside;
}

function discard(file: string): void {
  for (const suffix of SUFFIXES) rmSync(file + suffix, { force: true });
}

function flushFile(file: string): void {
  const fd = openSync(file, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
