import Database from 'better-sqlite3';
import { type RecordChange, readRecords } from '../../shared/intent/records.ts';
import { type LineRow, lineOf } from '../store/rows.ts';
import type { HallLine } from '../store/types.ts';

/** Opens a hall's database for reading alone, also while the hall is running on it. Throws SQLite's error when it cannot. */
export function readHall<T>(
  file: string,
  read: (hall: { lines: Iterable<HallLine>; records: Iterable<RecordChange>; position: number; lastHash: string }) => T,
): T {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    // One moment of the database, however long the reading takes.
    return db.transaction(() => {
      const hall = db.prepare('SELECT position, last_hash FROM hall').get() as { position: number; last_hash: string };
      return read({
        lines: lines(db),
        records: records(db),
        position: hall.position,
        lastHash: hall.last_hash,
      });
    })();
  } finally {
    db.close();
  }
}

function* lines(db: Database.Database): Generator<HallLine> {
  const rows = db.prepare('SELECT position, intent, refusal, settled_at, prev, hash FROM journal ORDER BY position');
  for (const row of rows.iterate()) yield lineOf(row as LineRow);
}

function* records(db: Database.Database): Generator<RecordChange> {
  for (const row of db.prepare('SELECT type, id, body FROM record WHERE body IS NOT NULL').iterate()) {
    const { type, id, body } = row as { type: RecordChange['type']; id: string; body: string };
    yield* readRecords([{ type, id, body: JSON.parse(body) as unknown }]);
  }
}
