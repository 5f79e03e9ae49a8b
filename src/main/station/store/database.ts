import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isDiskTrouble } from './disk.ts';
import { stationKey } from './key.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './schema.ts';
import { DatabaseUnusable } from './unusable.ts';

/**
 * Opens the station's encrypted database, checks it whole, and brings it up to today's tables.
 * Throws DatabaseUnusable with words for the keeper; never deletes, resets or overwrites anything.
 */
export function openStationDatabase(dataDir: string, keyFile: string | null): Database.Database {
  return openDatabaseFile(databaseFile(dataDir), stationKey(dataDir, keyFile));
}

export function databaseFile(dataDir: string): string {
  return join(dataDir, 'station.db');
}

/** The same for one file and its key. */
export function openDatabaseFile(file: string, key: string): Database.Database {
  let db: Database.Database;
  try {
    db = new Database(file);
    db.pragma("cipher = 'chacha20'");
    db.pragma(`key = "x'${key}'"`);
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    throw new DatabaseUnusable('database-disk', `${file}: cannot be opened (${reason(error)})`);
  }
  try {
    prepare(db, file);
    return db;
  } catch (error) {
    db.close();
    if (error instanceof DatabaseUnusable) throw error;
    const code = (error as { code?: string }).code ?? '';
    if (code === 'SQLITE_BUSY') {
      throw new DatabaseUnusable(
        'database-locked',
        `${file}: another program has this station's database open; one station runs once`,
      );
    }
    if (isDiskTrouble(error)) {
      throw new DatabaseUnusable(
        'database-disk',
        `${file}: the disk does not take or give what it should (${reason(error)}). Look whether it is full, read-only or failing; the database was left as it is.`,
      );
    }
    throw new DatabaseUnusable(
      'database-broken',
      `${file}: the database is damaged or its key is not the right one (${reason(error)}). It was left as it is: keep it, and put back a copy or call for help.`,
    );
  }
}

function prepare(db: Database.Database, file: string): void {
  // One writer: a second program on the same station would hand out the same numbers.
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('busy_timeout = 500');
  db.pragma('journal_mode = WAL');
  // The library is built with NORMAL under WAL; what a citizen walks away with must survive a power cut.
  db.pragma('synchronous = FULL');
  if (db.pragma('synchronous', { simple: true }) !== 2) throw new Error('SQLite did not accept synchronous=FULL');
  // A page that has to be read again is also decrypted again; the 2 MB SQLite takes by itself are soon too few.
  db.pragma('cache_size = -16000');
  const check = db.pragma('quick_check(1)', { simple: true });
  if (check !== 'ok')
    throw new DatabaseUnusable(
      'database-broken',
      `${file}: the database is damaged (${String(check)}). It was left as it is.`,
    );
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > SCHEMA_VERSION) {
    throw new DatabaseUnusable(
      'database-too-new',
      `${file}: written by a newer program (version ${version}, this one knows ${SCHEMA_VERSION}); use the newer program`,
    );
  }
  // Also takes the exclusive lock now, not at the first ticket.
  db.transaction(() => {
    if (version === SCHEMA_VERSION) return; // and a disk that is full does not keep the station from starting
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
