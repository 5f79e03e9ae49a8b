import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { HallConfig } from '../shared/catalogue/types.ts';
import type { Place } from './options.ts';
import { MARKS_FILE, MarksFile } from './store/marks.ts';
import { PostgresDatabase } from './store/postgres.ts';
import { openTrouble, shownUrl } from './store/postgres-connect.ts';
import { SqliteHallStore } from './store/sqlite.ts';
import type { HallStore } from './store/types.ts';
import { StoreUnfit } from './store/unfit.ts';
import { Unusable } from './unusable.ts';

/** Opens where the hall keeps everything. `config`: the hall's file, when one was given. Rejects with `Unusable`. */
export function openStore(place: Place, config: HallConfig | null, sample: HallConfig): Promise<HallStore> {
  return place.kind === 'folder' ? openFolder(place.data, config) : openDatabase(place, config, sample);
}

/** What a hall in a folder keeps beside its database; a PostgreSQL is put back as a whole, and has nothing beside it. */
export function marksOf(
  place: Place,
  log: (event: string, facts: Record<string, string | number>) => void,
): MarksFile | null {
  return place.kind === 'folder' ? new MarksFile(place.data, () => log('marks-unreadable', {})) : null;
}

async function openFolder(data: string, config: HallConfig | null): Promise<HallStore> {
  const file = join(data, 'hall.db');
  const store = openFile(data, file);
  const [set] = await store.records([{ type: 'config', id: 'hall' }]);
  const held = set?.type === 'config' ? set.body?.id : undefined;
  if (config === null || held === undefined || held === config.id) return store;
  await store.close();
  throw new Unusable(
    'hall-id',
    `${data}: this folder holds the hall ${held}, but the file of --hall describes ${config.id}; one folder, one hall: give another --data, or the file of ${held}`,
  );
}

function openFile(data: string, file: string): SqliteHallStore {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    holdFolder(data);
    const trace = isNothing(file) ? traceOfHall(data) : null;
    if (trace !== null) {
      throw new Unusable(
        'database',
        `${file}: the hall's database is missing, and ${trace} tells that a hall was here. Nothing was touched: put a copy of its database back (copies/hall-….db, under the name hall.db), or start a new hall in an empty folder.`,
      );
    }
    keepToOwner(file);
    return new SqliteHallStore(file);
  } catch (error) {
    if (error instanceof Unusable) throw error;
    if ((error as { code?: string }).code === 'SQLITE_BUSY') {
      throw new Unusable('database-locked', `${data}: another hall server runs on this folder; one folder, one server`);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new Unusable(
      'database',
      `${file}: the hall's database cannot be opened (${reason}). It was left as it is; put back a copy, or mend the disk.`,
    );
  }
}

function isNothing(file: string): boolean {
  return !existsSync(file) || (statSync(file).isFile() && statSync(file).size === 0);
}

/** What only a hall that ran leaves in its folder; null in one where none did. */
function traceOfHall(data: string): string | null {
  const copies = join(data, 'copies');
  if (existsSync(copies) && readdirSync(copies).length > 0) return copies;
  const left = ['tls-key.pem', MARKS_FILE, 'hall.db-wal'].find((name) => existsSync(join(data, name)));
  return left === undefined ? null : join(data, left);
}

/** The database holds the key of personal data. SQLite makes its other files as readable as this one. */
function keepToOwner(file: string): void {
  if (process.platform === 'win32') return; // there the folder's rights count
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  for (const suffix of ['', '-wal', '-shm']) {
    try {
      chmodSync(file + suffix, 0o600);
    } catch {
      // Not there, or another user's file that this one may use: its owner decides.
    }
  }
}

/**
 * Two servers on one folder would not hear of each other's tickets. The lock is SQLite's own on a file beside the
 * database, so that it ends with the process, however that ends.
 */
function holdFolder(data: string): void {
  const lock = new Database(join(data, 'hall.lock'), { timeout: 0 });
  lock.pragma('locking_mode = EXCLUSIVE');
  lock.exec('BEGIN EXCLUSIVE; COMMIT');
  held.push(lock);
}

/** Kept, or the lock would go with the object. */
const held: Database.Database[] = [];

async function openDatabase(
  { url, hallId }: Extract<Place, { kind: 'database' }>,
  config: HallConfig | null,
  sample: HallConfig,
): Promise<HallStore> {
  const database = await openAllHalls(url);
  const chosen = await inWords(url, async () =>
    chooseHall({ asked: hallId, described: config?.id ?? null, halls: await database.halls(), sample: sample.id }),
  );
  if (chosen.ok) return inWords(url, () => database.hall(chosen.hall, true));
  await database.close();
  throw new Unusable('hall-id', `${shownUrl(url)}: ${chosen.problem}`);
}

/** Opens a database with all the halls it holds. Rejects with `Unusable`. */
export function openAllHalls(url: string): Promise<PostgresDatabase> {
  return inWords(url, () => PostgresDatabase.open(url));
}

async function inWords<T>(url: string, open: () => Promise<T>): Promise<T> {
  const shown = shownUrl(url);
  try {
    return await open();
  } catch (error) {
    if (error instanceof StoreUnfit) throw new Unusable('database', `${shown}: ${error.message}`);
    const trouble = openTrouble(error);
    if (trouble === null) throw error;
    if (trouble.kind === 'refused') throw new Unusable('database', `${shown}: ${trouble.reason}`);
    throw new Unusable(
      'database-away',
      `${shown}: the database cannot be reached (${trouble.reason}). Start it or mend the way to it, then start the hall again.`,
      true,
    );
  }
}

/** Which of a database's halls this server is for. A hall goes by the id in its configuration. */
export function chooseHall(given: {
  asked: string | null;
  described: string | null;
  halls: readonly string[];
  sample: string;
}): { ok: true; hall: string } | { ok: false; problem: string } {
  const { asked, described, halls, sample } = given;
  const held = halls.length === 0 ? 'it holds none yet' : `it holds ${halls.join(', ')}`;
  if (asked !== null && described !== null && asked !== described)
    return { ok: false, problem: `--hall-id ${asked}, but the file of --hall describes ${described}` };
  const wanted = asked ?? described;
  if (wanted !== null) {
    if (described === null && wanted !== sample && !halls.includes(wanted))
      return { ok: false, problem: `--hall-id ${wanted}: no such hall (${held}); --hall FILE makes one` };
    return { ok: true, hall: wanted };
  }
  if (halls.length > 1) return { ok: false, problem: `say which hall with --hall-id (${held})` };
  return { ok: true, hall: halls[0] ?? sample };
}
