import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { HallConfig } from '../shared/catalogue/types.ts';
import type { Place } from './options.ts';
import { PostgresDatabase } from './store/postgres.ts';
import { openTrouble, shownUrl } from './store/postgres-connect.ts';
import { SqliteHallStore } from './store/sqlite.ts';
import type { HallStore } from './store/types.ts';
import { StoreUnfit } from './store/unfit.ts';
import { Unusable } from './unusable.ts';

/** Opens where the hall keeps everything. `config`: the hall's file, when one was given. Rejects with `Unusable`. */
export function openStore(place: Place, config: HallConfig | null, sample: HallConfig): Promise<HallStore> {
  return place.kind === 'folder' ? openFolder(place.data) : openDatabase(place, config, sample);
}

async function openFolder(data: string): Promise<HallStore> {
  const file = join(data, 'hall.db');
  try {
    mkdirSync(data, { recursive: true });
    holdFolder(data);
    return new SqliteHallStore(file);
  } catch (error) {
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
