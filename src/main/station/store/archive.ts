import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { JournalLine } from '../../../shared/intent/envelope.ts';
import { flushFolder, makeFolder, namesIn } from './copies.ts';
import { journalBase } from './journal-base.ts';
import { setMeta } from './meta.ts';
import { readSealedLog, SealedLogWriter } from './sealed-log.ts';

/** `2026-10-0000000001-0000004213.archive`: a month's lines, from the first number to the last. */
const NAME = /^\d{4}-\d\d-(\d{10})-(\d{10})\.archive$/;
const LINES_PER_TEXT = 500;

function archiveFolder(dataDir: string): string {
  return join(dataDir, 'archive');
}

/**
 * Moves the oldest month of settled lines from the database into a sealed file of its own, once all of the month lies
 * before `before` (ms since 1970). The file is whole and on the disk before a line leaves the database; the journal
 * always keeps its last line. Returns how many lines were moved. Not inside a transaction; throws what the disk says.
 */
export function archiveOldestMonth(db: Database, dataDir: string, key: string, before: number): number {
  const base = journalBase(db);
  const lines: JournalLine[] = [];
  const rows = db.prepare('SELECT line, state FROM journal WHERE seq < (SELECT max(seq) FROM journal) ORDER BY seq');
  let month: string | null = null;
  let refused = base.refused ?? 0;
  for (const row of rows.iterate() as Iterable<{ line: string; state: string }>) {
    const line = JSON.parse(row.line) as JournalLine;
    const of = monthOf(line.at);
    // A line written after a clock went back belongs to the month it stands in.
    if ((month !== null && of > month) || of >= monthOf(before)) break;
    if (row.state !== 'settled' && row.state !== 'dismissed') break;
    if (row.state === 'dismissed') refused += 1;
    month ??= of;
    lines.push(line);
  }
  const [first, last] = [lines[0], lines.at(-1)];
  if (month === null || !first || !last || first.prev !== base.hash) return 0;
  const folder = archiveFolder(dataDir);
  makeFolder(folder);
  const file = join(folder, `${month}-${padded(first.seq)}-${padded(last.seq)}.archive`);
  write(file, key, lines);
  db.transaction(() => {
    db.prepare('DELETE FROM journal WHERE seq <= ?').run(last.seq);
    setMeta(db, 'journal-base', JSON.stringify({ seq: last.seq, hash: last.hash, at: last.at, refused }));
  }).immediate();
  return lines.length;
}

function write(file: string, key: string, lines: readonly JournalLine[]): void {
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const writer = new SealedLogWriter(part, key);
  try {
    for (let at = 0; at < lines.length; at += LINES_PER_TEXT)
      writer.append(JSON.stringify(lines.slice(at, at + LINES_PER_TEXT)));
    writer.flushNow();
  } catch (error) {
    writer.close();
    rmSync(part, { force: true });
    throw error;
  }
  writer.close();
  const written = read(part, key);
  if (written?.length !== lines.length || written.at(-1)?.hash !== lines.at(-1)?.hash)
    throw new Error(`${part}: what was written could not be read again`);
  renameSync(part, file);
  flushFolder(join(file, '..'));
}

/** Archived lines after a number, oldest first; empty when they are not there or cannot be read. */
export function archivedAfter(dataDir: string, key: string, seq: number, limit: number): JournalLine[] {
  const folder = archiveFolder(dataDir);
  const name = namesIn(folder, NAME).find((candidate) => {
    const [, first, last] = NAME.exec(candidate) as RegExpExecArray;
    return Number(first) <= seq + 1 && seq + 1 <= Number(last);
  });
  const lines = name === undefined ? null : read(join(folder, name), key);
  return (lines ?? []).filter((line) => line.seq > seq).slice(0, limit);
}

/** Null unless it is whole and every line follows the one before it. */
function read(file: string, key: string): JournalLine[] | null {
  const sealed = readSealedLog(file, key);
  if (!sealed?.whole) return null;
  const lines = sealed.texts.flatMap((text) => JSON.parse(text) as JournalLine[]);
  return lines.every((line, i) => i === 0 || line.prev === lines[i - 1]!.hash) ? lines : null;
}

function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

function padded(seq: number): string {
  return String(seq).padStart(10, '0');
}
