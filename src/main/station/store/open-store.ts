import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { JournalLine } from '../../../shared/intent/envelope.ts';
import { copiesFolder } from './copies.ts';
import { databaseFile, openDatabaseFile } from './database.ts';
import { databaseCopies } from './database-copies.ts';
import { readJournalCopy } from './journal-copy.ts';
import { stationKey } from './key.ts';
import { type RebuildReason, type Rebuilt, rebuildDatabase } from './rebuild.ts';
import { DatabaseUnusable } from './unusable.ts';

/** A station's database with what keeps it alive. */
export interface StationStore {
  readonly db: Database;
  readonly dataDir: string;
  readonly key: string;
  /** What was done when the database had to be made again at this start; null otherwise. */
  readonly rebuilt: Rebuilt | null;
}

/**
 * Opens the station's database; one that is damaged, missing or older than its own copies is made again from them.
 * Throws DatabaseUnusable with words for the keeper when that cannot be done; then nothing was touched.
 */
export function openStationStore(dataDir: string, keyFile: string | null, now: () => number): StationStore {
  const key = stationKey(dataDir, keyFile);
  const file = databaseFile(dataDir);
  const again = (reason: RebuildReason): StationStore | null => {
    const rebuilt = rebuildDatabase(dataDir, key, reason, now());
    return rebuilt === null ? null : { db: openDatabaseFile(file, key), dataDir, key, rebuilt };
  };
  if (!existsSync(file)) {
    const made = again('missing');
    if (made) return made;
    if (hasCopies(dataDir)) throw new DatabaseUnusable('database-broken', `${file} is missing. ${NO_COPY(dataDir)}`);
  }
  let db: Database;
  try {
    db = openDatabaseFile(file, key);
  } catch (error) {
    if (!(error instanceof DatabaseUnusable) || error.code !== 'database-broken') throw error;
    const made = again('damaged');
    if (made) return made;
    throw new DatabaseUnusable('database-broken', `${error.message} ${NO_COPY(dataDir)}`);
  }
  if (isBehindItsCopy(db, dataDir, key)) {
    db.close();
    const made = again('behind');
    if (made) return made;
    db = openDatabaseFile(file, key);
  }
  return { db, dataDir, key, rebuilt: null };
}

function hasCopies(dataDir: string): boolean {
  return databaseCopies(dataDir).length > 0 || existsSync(copiesFolder(dataDir));
}

const NO_COPY = (dataDir: string) =>
  `${copiesFolder(dataDir)} holds no copy that this key opens, so this station cannot go on where it was: under its old name it could give out numbers twice. If the key file was changed, put the old one back. Otherwise move ${dataDir} away as a whole, keep it, and enrol this machine with a code from “New machine” (换新机器) at the desk: it goes on under its name with what the hall has.`;

/** Somebody put an older database in its place: its own journal copy tells of lines that follow its last one. */
function isBehindItsCopy(db: Database, dataDir: string, key: string): boolean {
  const copy = readJournalCopy(dataDir, key);
  const last = copy?.lines.at(-1);
  if (!copy || !last) return false;
  const text = db.prepare('SELECT line FROM journal ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined;
  const end = text === undefined ? null : (JSON.parse(text) as JournalLine);
  return last.seq > (end?.seq ?? 0);
}
