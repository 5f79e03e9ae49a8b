import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { JournalLine } from '../../../shared/intent/envelope.ts';
import { allJobs, type JobRow, takeTouchedJobs } from '../spool/index.ts';
import { copiesFolder, flushFolder, makeFolder, namesIn } from './copies.ts';
import { type ChainEnd, journalBase } from './journal-base.ts';
import { takeTouchedMeta } from './meta.ts';
import { readSealedLog, SealedLogWriter } from './sealed-log.ts';

/** What stands at the beginning of each file: enough to make the database again together with the lines that follow. */
interface Snapshot {
  readonly t: 'snapshot';
  /** Which run of the machine wrote it: within one run nothing that was written is lost. Null where it cannot be told. */
  readonly boot: string | null;
  readonly meta: Readonly<Record<string, string>>;
  /** Lines up to this number were settled. */
  readonly settled: number;
  readonly base: ChainEnd;
  readonly lines: readonly JournalLine[];
  readonly jobs: readonly JobRow[];
}

/** What one transaction wrote. */
interface Commit {
  readonly t: 'commit';
  readonly lines: readonly JournalLine[];
  readonly jobs: readonly JobRow[];
  /** Those that changed. */
  readonly meta?: Readonly<Record<string, string>>;
}

type Entry = Snapshot | Commit | { readonly t: 'closed' };

const NAME = /^journal-\d{8}\.copy$/;
const FLUSH_MS = 500;
const RETRY_MS = 2000;
/** Files are begun anew when they have grown by this much. */
const GROWTH = 8 * 1024 * 1024;
/** Settled lines since the last copy of the database stay in this one too, but not without end. */
const SETTLED_KEPT = 5000;
const JOBS_KEPT_MS = 12 * 3_600_000;

export interface JournalCopyDeps {
  readonly dataDir: string;
  /** The station's key, 64 hexadecimal digits. */
  readonly key: string;
  readonly db: Database;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly log: (event: string, facts?: Readonly<Record<string, string | number | boolean>>) => void;
}

/**
 * The second place of what this station alone knows: every journal line, and what became of every print job, in a
 * sealed file beside the database. Written right after each commit and before anything leaves the machine; on the disk
 * within a second. A copy that cannot be written does not stop the station: it says that it lacks something, and is
 * begun anew as soon as the disk takes it.
 */
export class JournalCopy {
  readonly #deps: JournalCopyDeps;
  readonly #folder: string;
  #writer: SealedLogWriter | null = null;
  #begunWith = 0;
  #cancelFlush: (() => void) | null = null;
  #cancelRetry: (() => void) | null = null;
  #closed = false;
  /** Lines up to this number are in a copy of the whole database. */
  #copiedUpTo: number;

  /** `copiedUpTo`: the last line in the newest copy of the whole database, 0 when there is none. */
  constructor(deps: JournalCopyDeps, copiedUpTo: number) {
    this.#deps = deps;
    this.#folder = copiesFolder(deps.dataDir);
    this.#copiedUpTo = copiedUpTo;
  }

  /** False while what the station does is in its database only. */
  get well(): boolean {
    return this.#writer !== null;
  }

  /** A new file; the older ones go once it is on the disk. Not inside a transaction. */
  begin(copiedUpTo: number = this.#copiedUpTo): void {
    if (this.#closed) return;
    this.#copiedUpTo = copiedUpTo;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    const before = this.#writer;
    const older = namesIn(this.#folder, NAME);
    const name = `journal-${String(Number(older.at(-1)?.slice(8, 16) ?? 0) + 1).padStart(8, '0')}.copy`;
    let writer: SealedLogWriter | null = null;
    try {
      makeFolder(this.#folder);
      writer = new SealedLogWriter(join(this.#folder, name), this.#deps.key);
      takeTouchedJobs(this.#deps.db);
      takeTouchedMeta(this.#deps.db);
      writer.append(JSON.stringify(this.#snapshot()));
    } catch {
      writer?.close();
      rmSync(join(this.#folder, name), { force: true });
      if (before === null) this.#tryLater();
      return; // the one before goes on
    }
    if (before === null) this.#deps.log('journal-copy', { state: 'begun' });
    this.#writer = writer;
    this.#begunWith = writer.size;
    before?.close();
    writer.flush().then(
      () => this.#remove(older),
      () => this.#lacks(),
    );
  }

  /** What the transaction that was just committed wrote. */
  commit(lines: readonly JournalLine[]): void {
    const { db } = this.#deps;
    const jobs = takeTouchedJobs(db);
    const meta = takeTouchedMeta(db);
    if (this.#writer === null || (lines.length === 0 && jobs.length === 0 && meta === undefined)) return;
    try {
      this.#writer.append(JSON.stringify({ t: 'commit', lines, jobs, ...(meta ? { meta } : {}) } satisfies Commit));
      this.#flushSoon();
    } catch {
      this.#lacks();
    }
  }

  /** The transaction was taken back. */
  discard(): void {
    takeTouchedMeta(this.#deps.db);
  }

  /** In good order: the file says that nothing is missing behind its end. */
  close(): void {
    this.#closed = true;
    this.#cancelFlush?.();
    this.#cancelRetry?.();
    try {
      this.#writer?.append(JSON.stringify({ t: 'closed' } satisfies Entry));
      this.#writer?.flushNow();
    } catch {
      // What it lacks is its last word only.
    }
    this.#writer?.close();
    this.#writer = null;
  }

  #snapshot(): Snapshot {
    const { db } = this.#deps;
    const last = db.prepare('SELECT ifnull(max(seq), 0) FROM journal').pluck().get() as number;
    const settled = db
      .prepare("SELECT ifnull(min(seq) - 1, ?) FROM journal WHERE state = 'pending'")
      .pluck()
      .get(last) as number;
    const from = Math.max(Math.min(this.#copiedUpTo, settled), settled - SETTLED_KEPT, journalBase(db).seq);
    const lines = (db.prepare('SELECT line FROM journal WHERE seq > ? ORDER BY seq').pluck().all(from) as string[]).map(
      (line) => JSON.parse(line) as JournalLine,
    );
    return {
      t: 'snapshot',
      boot: bootId(),
      meta: metaOf(db),
      settled,
      base: chainEndAt(db, from),
      lines,
      jobs: allJobs(db, JOBS_KEPT_MS),
    };
  }

  #flushSoon(): void {
    this.#cancelFlush ??= this.#deps.after(FLUSH_MS, () => {
      this.#cancelFlush = null;
      const writer = this.#writer;
      if (writer === null) return;
      writer.flush().catch(() => {
        if (writer === this.#writer) this.#lacks();
      });
      if (writer.size > this.#begunWith + GROWTH) this.begin();
    });
  }

  #lacks(): void {
    if (this.#writer === null) return;
    this.#deps.log('journal-copy', { state: 'lacking' });
    try {
      this.#writer.markLacking();
      this.#writer.flushNow();
    } catch {
      // A disk that takes no byte takes no commit either: nothing goes on without it.
    }
    this.#writer.close();
    this.#writer = null;
    this.#tryLater();
  }

  #tryLater(): void {
    if (this.#closed) return;
    this.#cancelRetry ??= this.#deps.after(RETRY_MS, () => {
      this.#cancelRetry = null;
      this.begin();
    });
  }

  #remove(names: readonly string[]): void {
    if (this.#closed && this.#writer === null) return;
    try {
      flushFolder(this.#folder);
      for (const name of names) rmSync(join(this.#folder, name), { force: true });
    } catch {
      // Tried again with the next one.
    }
  }
}

/** What a journal copy tells of the database it belongs to. */
export interface CopiedJournal {
  readonly meta: Readonly<Record<string, string>>;
  readonly settled: number;
  readonly base: ChainEnd;
  /** In order, without gaps, from `base` on. */
  readonly lines: readonly JournalLine[];
  /** Print jobs as they stood at last, without their papers. */
  readonly jobs: readonly JobRow[];
  /** Whether nothing the station ever did can be missing behind its end. */
  readonly complete: boolean;
}

/** Reads the newest copy that can be read; null when there is none. */
export function readJournalCopy(dataDir: string, key: string): CopiedJournal | null {
  const folder = copiesFolder(dataDir);
  for (const name of namesIn(folder, NAME).reverse()) {
    const read = readSealedLog(join(folder, name), key);
    const copied =
      read === null
        ? null
        : replay(
            read.texts.map((text) => JSON.parse(text) as Entry),
            read.whole,
          );
    if (copied !== null) return copied;
  }
  return null;
}

function replay(entries: readonly Entry[], whole: boolean): CopiedJournal | null {
  const [first, ...rest] = entries;
  if (first?.t !== 'snapshot') return null;
  let { meta } = first;
  const lines = [...first.lines];
  const jobs = new Map(first.jobs.map((job) => [job.id, job]));
  let closed = false;
  for (const entry of rest) {
    closed = entry.t === 'closed';
    if (entry.t !== 'commit') continue;
    lines.push(...entry.lines);
    for (const job of entry.jobs) jobs.set(job.id, job);
    meta = { ...meta, ...entry.meta };
  }
  const sameRun = first.boot !== null && first.boot === bootId();
  return {
    meta,
    settled: first.settled,
    base: first.base,
    lines,
    jobs: [...jobs.values()].sort((a, b) => a.seq - b.seq),
    complete: whole && (closed || sameRun),
  };
}

function chainEndAt(db: Database, seq: number): ChainEnd {
  const line = db.prepare('SELECT line FROM journal WHERE seq = ?').pluck().get(seq) as string | undefined;
  if (line === undefined) return journalBase(db);
  const { hash, at } = JSON.parse(line) as JournalLine;
  return { seq, hash, at };
}

/** What the station knows of itself; where its copy of the hall stands belongs to that copy. */
function metaOf(db: Database): Record<string, string> {
  const rows = db
    .prepare("SELECT key, value FROM meta WHERE key NOT IN ('cursor', 'cursor-hash', 'journal-base')")
    .all();
  return Object.fromEntries((rows as { key: string; value: string }[]).map(({ key, value }) => [key, value]));
}

/** Changes with each start of the machine. */
function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}
