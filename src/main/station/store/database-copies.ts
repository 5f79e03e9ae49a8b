import { rmSync, statSync } from 'node:fs';
import { copyFile, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { copyName, copyTime, surplusCopies } from '../../../shared/storage/keep-copies.ts';
import { copiesFolder, flushFolder, makeFolder, namesIn } from './copies.ts';

const NAME = /^station-\d{8}T\d{6}Z-\d+\.db$/;
const UNFINISHED = /^station-.*\.db\.part$/;
const MOST_BYTES = 1024 * 1024 * 1024;
/** SQLite's own measure: pages in the log after which it is written back. */
const CHECKPOINT_PAGES = 1000;

export type CopyOutcome = 'made' | 'no-room' | 'failed';

/** Copies of the whole database, newest first. */
export function databaseCopies(
  dataDir: string,
): { readonly file: string; readonly at: number; readonly lastSeq: number }[] {
  const folder = copiesFolder(dataDir);
  return namesIn(folder, NAME)
    .reverse()
    .map((name) => ({
      file: join(folder, name),
      at: copyTime(name) ?? 0,
      lastSeq: Number(/-(\d+)\.db$/.exec(name)?.[1] ?? 0),
    }));
}

/** Makes copies of the whole database while it is worked on, and keeps as many as are of use. */
export class DatabaseCopies {
  readonly #db: Database;
  readonly #dataDir: string;
  #making: Promise<CopyOutcome> | null = null;

  constructor(db: Database, dataDir: string) {
    this.#db = db;
    this.#dataDir = dataDir;
    const folder = copiesFolder(dataDir);
    for (const name of namesIn(folder, UNFINISHED)) rmSync(join(folder, name), { force: true });
  }

  /** Number of the last line in the newest copy; 0 when there is none. */
  get copiedUpTo(): number {
    return databaseCopies(this.#dataDir)[0]?.lastSeq ?? 0;
  }

  /** When the newest copy was made, by this machine's clock. */
  get lastAt(): number | null {
    return databaseCopies(this.#dataDir)[0]?.at ?? null;
  }

  /** Resolves when no copy is being made; the database may be closed only then. */
  async idle(): Promise<void> {
    await this.#making;
  }

  /** `now`: ms since 1970. One at a time; never rejects. */
  make(now: number): Promise<CopyOutcome> {
    this.#making ??= this.#make(now)
      .catch((): CopyOutcome => 'failed')
      .finally(() => {
        this.#making = null;
      });
    return this.#making;
  }

  async #make(now: number): Promise<CopyOutcome> {
    const db = this.#db;
    const folder = copiesFolder(this.#dataDir);
    makeFolder(folder);
    const { bavail, bsize } = await statfs(folder);
    const bytes = statSync(db.name).size;
    if (bavail * bsize < 2 * bytes) return 'no-room';
    if (!db.open) return 'failed';
    // With its log written back and kept from being written back again, the file is whole and stands still: it is
    // copied beside everything else, sealed as it is, while new commits go to the log.
    db.pragma('wal_autocheckpoint = 0');
    let part = '';
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
      const last = db.prepare('SELECT ifnull(max(seq), 0) FROM journal').pluck().get() as number;
      const file = join(folder, copyName('station', now, String(last)));
      part = `${file}.part`;
      await copyFile(db.name, part);
      await flush(part);
      await rename(part, file);
    } catch {
      await rm(part, { force: true });
      return 'failed';
    } finally {
      if (db.open) db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    }
    flushFolder(folder);
    await this.#thin();
    return 'made';
  }

  async #thin(): Promise<void> {
    const copies = databaseCopies(this.#dataDir);
    const sized = await Promise.all(
      copies.map(async ({ file, at }) => ({ name: file, at, bytes: (await stat(file)).size })),
    );
    for (const file of surplusCopies(sized, MOST_BYTES)) await rm(file, { force: true });
  }
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
