import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { isDiskTrouble } from './disk.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './schema.ts';

/** The station cannot work with this database; a person must act. The file was left as it is. */
export class DatabaseUnusable extends Error {
  readonly code: 'database-broken' | 'database-too-new' | 'database-locked' | 'database-disk';
  constructor(code: DatabaseUnusable['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Where the key lies when the config names no file: in the user's own settings, never beside the data it opens. */
function defaultKeyFile(dataDir: string): string {
  const settings =
    process.env.XDG_CONFIG_HOME ||
    (process.platform === 'win32' ? process.env.APPDATA : undefined) ||
    join(homedir(), '.config');
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 24);
  return join(settings, 'onewindow', 'keys', `${name}.key`);
}

function readOrMakeKey(file: string, databaseExists: boolean): string {
  if (existsSync(file)) {
    const key = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-f]{64}$/.test(key)) return key;
    throw new DatabaseUnusable(
      'database-broken',
      `${file}: expected 64 hexadecimal digits, the key of this station's database`,
    );
  }
  if (databaseExists) {
    throw new DatabaseUnusable(
      'database-broken',
      `${file}: the key of this station's database is missing; put it back from its copy`,
    );
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const key = randomBytes(32).toString('hex');
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return key;
}

/**
 * Opens the station's encrypted database, checks it whole, and brings it up to today's tables.
 * Throws DatabaseUnusable with words for the keeper; never deletes, resets or overwrites anything.
 */
export function openStationDatabase(dataDir: string, keyFile: string | null): Database.Database {
  const file = join(dataDir, 'station.db');
  let db: Database.Database;
  try {
    mkdirSync(dataDir, { recursive: true });
    const key = readOrMakeKey(keyFile ?? defaultKeyFile(dataDir), existsSync(file));
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
