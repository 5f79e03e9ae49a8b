import type pg from 'pg';
import type { Refusal } from '../../shared/intent/decision.ts';
import { FIRST_HASH, type JournalLine } from '../../shared/intent/envelope.ts';
import {
  ON_DEMAND,
  RECORD_SCHEMAS,
  RESIDENT_TYPES,
  type RecordChange,
  type RecordKey,
  type RecordType,
  readRecords,
} from '../../shared/intent/records.ts';
import { keyOf } from '../../shared/intent/shelf.ts';
import { isOf } from './attachment-files.ts';
import { newPool } from './postgres-connect.ts';
import { migrate } from './postgres-migrate.ts';
import { News, sayMoved, sayNoted } from './postgres-news.ts';
import { columnsOf, plainId, record, station } from './postgres-rows.ts';
import * as sql from './postgres-statements.ts';
import { fromText, toText } from './postgres-text.ts';
import {
  type DeviceChangeRow,
  deviceChangeOf,
  type LineRow,
  lineOf,
  pageOf,
  type RecordRow,
  type StationDbRow,
} from './rows.ts';
import type {
  Batch,
  EnrolledStation,
  HallLine,
  HallStore,
  Missed,
  Page,
  Snapshot,
  StationDeviceChange,
  StationNote,
  StationRow,
  Wanted,
} from './types.ts';

interface HallRow {
  position: number;
  last_hash: string;
}

const TYPES = Object.keys(RECORD_SCHEMAS);

/** One database with any number of halls, over few connections that all of them share. */
export class PostgresDatabase {
  readonly #pool: pg.Pool;
  readonly #news: News;

  private constructor(pool: pg.Pool, url: string) {
    this.#pool = pool;
    this.#news = new News(url);
  }

  /** Opens it, making the tables when there are none. Rejects with `StoreTooNew` or PostgreSQL's error. */
  static async open(url: string): Promise<PostgresDatabase> {
    const pool = newPool(url);
    try {
      await prepare(pool);
    } catch (error) {
      await pool.end();
      throw error;
    }
    return new PostgresDatabase(pool, url);
  }

  /** The halls it holds; empty when it holds none yet. */
  async halls(): Promise<string[]> {
    const { rows } = await this.#pool.query<{ id: string }>('SELECT id FROM onewindow.hall ORDER BY id');
    return rows.map((row) => row.id);
  }

  /** One hall, made when there is none. Closing it closes the database only when it was opened for it `alone`. */
  async hall(id: string, alone = false): Promise<PostgresHallStore> {
    await this.#pool.query('INSERT INTO onewindow.hall VALUES ($1, 0, $2) ON CONFLICT (id) DO NOTHING', [
      id,
      FIRST_HASH,
    ]);
    return new PostgresHallStore(this.#pool, this.#news, id, async () => {
      if (alone) await this.close();
    });
  }

  async close(): Promise<void> {
    await this.#news.close();
    if (!this.#pool.ended) await this.#pool.end();
  }
}

/** A hall's store in a PostgreSQL database that it may share with other halls, and with other server processes of its own. */
export class PostgresHallStore implements HallStore {
  readonly shared = true;
  readonly #pool: pg.Pool;
  readonly #hall: string;
  readonly #release: () => Promise<void>;
  readonly #listeners = new Set<(position: number) => void>();
  readonly #notedListeners = new Set<() => void>();
  readonly #stopHearing: () => void;

  /** `PostgresDatabase.hall` makes them. `release`: what else ends with it. */
  constructor(pool: pg.Pool, news: News, hall: string, release: () => Promise<void>) {
    this.#pool = pool;
    this.#hall = hall;
    this.#release = release;
    this.#stopHearing = news.hear(hall, {
      moved: (position) => {
        for (const listener of this.#listeners) listener(position);
      },
      noted: () => {
        for (const listener of this.#notedListeners) listener();
      },
    });
  }

  /** One hall of a database that nobody else of this process uses. Rejects as `PostgresDatabase.open`. */
  static async open(url: string, hall: string): Promise<PostgresHallStore> {
    const database = await PostgresDatabase.open(url);
    try {
      return await database.hall(hall, true);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  async load(fromDay: string): Promise<Snapshot> {
    return this.#atOneMoment(async (client) => {
      const hall = await this.#hallRow(client);
      const live = await client.query<RecordRow>(sql.LIVE, [this.#hall, fromDay, RESIDENT_TYPES]);
      const stations = await client.query<StationDbRow>(STATIONS, [this.#hall]);
      return {
        position: hall.position,
        lastHash: hall.last_hash,
        records: readRecords(live.rows.map(record)),
        stations: stations.rows.map(station),
      };
    });
  }

  async commit(batch: Batch): Promise<'written' | 'moved'> {
    const last = batch.lines.at(-1);
    if (!last) return 'written';
    const { rowCount } = await this.#pool.query({
      name: 'commit',
      text: sql.COMMIT,
      values: [this.#hall, batch.base, last.position, last.hash, ...columnsOf(batch)],
    });
    if (rowCount === 0) return 'moved';
    // Not within the transaction: PostgreSQL lets only one transaction at a time commit with a word to others.
    sayMoved(this.#pool, this.#hall, last.position);
    return 'written';
  }

  async records(keys: readonly RecordKey[]): Promise<RecordChange[]> {
    if (keys.length === 0) return [];
    const { rows } = await this.#pool.query<RecordRow>({
      name: 'records',
      text: sql.RECORDS,
      values: [this.#hall, keys.map(({ type }) => type), keys.map(({ id }) => toText(id))],
    });
    const found = new Map(rows.map(record).map((each) => [keyOf(each.type, each.id), each]));
    return readRecords(keys.map(({ type, id }) => found.get(keyOf(type, id)) ?? { type, id, body: null }));
  }

  async recordsOfDay(day: string, types: readonly RecordType[]): Promise<RecordChange[]> {
    const { rows } = await this.#pool.query<RecordRow>(sql.OF_DAY, [this.#hall, day, types]);
    return readRecords(rows.map(record));
  }

  async changedSince(cursor: number, fromDay: string, limit: number, wanted: Wanted = {}): Promise<Page> {
    // The end first: what is written meanwhile comes twice rather than never.
    const { position } = await this.#hallRow(this.#pool);
    const { rows } = await this.#pool.query<RecordRow>(sql.SINCE, [
      this.#hall,
      fromDay,
      cursor,
      limit + 1,
      wanted.types ?? TYPES,
      wanted.gone ? ON_DEMAND : [],
    ]);
    return pageOf(rows.map(plainId), limit, position);
  }

  async missed(after: number, fromDay: string): Promise<Missed> {
    return this.#atOneMoment(async (client) => {
      const { position } = await this.#hallRow(client);
      if (position === after) return { position, lines: [], records: [] };
      const lines = await client.query<LineRow>(sql.LINES_AFTER, [this.#hall, after]);
      const records = await client.query<RecordRow>(sql.MISSED, [this.#hall, fromDay, after, ON_DEMAND]);
      return { position, lines: lines.rows.map(lineOf), records: readRecords(records.rows.map(record)) };
    });
  }

  onMoved(listener: (position: number) => void): void {
    this.#listeners.add(listener);
  }

  async refusalsAfter(stationId: string, seq: number): Promise<{ seq: number; refusal: Refusal }[]> {
    const { rows } = await this.#pool.query<{ seq: number; refusal: string }>({
      name: 'refusals',
      text: sql.REFUSALS,
      values: [this.#hall, toText(stationId), seq],
    });
    return rows.map((row) => ({ seq: row.seq, refusal: JSON.parse(row.refusal) as Refusal }));
  }

  async linesOf(stationId: string, after: number, limit: number): Promise<JournalLine[]> {
    const { rows } = await this.#pool.query<{ intent: string }>(sql.LINES_OF, [
      this.#hall,
      toText(stationId),
      after,
      limit,
    ]);
    return rows.map((row) => JSON.parse(row.intent) as JournalLine);
  }

  async hashAt(position: number): Promise<string | null> {
    const { rows } = await this.#pool.query<{ hash: string }>(sql.HASH_AT, [this.#hall, position]);
    return rows[0]?.hash ?? null;
  }

  async recentLines(limit: number): Promise<HallLine[]> {
    const { rows } = await this.#pool.query<LineRow>(sql.RECENT, [this.#hall, limit]);
    return rows.map(lineOf);
  }

  async stations(): Promise<StationRow[]> {
    const { rows } = await this.#pool.query<StationDbRow>(STATIONS, [this.#hall]);
    return rows.map(station);
  }

  async station(id: string): Promise<StationRow | null> {
    const { rows } = await this.#pool.query<StationDbRow>(`${STATIONS} AND id = $2`, [this.#hall, toText(id)]);
    return rows[0] ? station(rows[0]) : null;
  }

  async saveStation(row: EnrolledStation): Promise<void> {
    await this.#pool.query(sql.SAVE_STATION, [
      this.#hall,
      toText(row.id),
      toText(row.name),
      JSON.stringify(row.roles),
      row.publicKey,
      FIRST_HASH,
      row.enrolledAt,
      toText(row.version),
    ]);
  }

  async noteStations(notes: readonly StationNote[]): Promise<void> {
    await this.#pool.query(sql.NOTE_STATIONS, [
      this.#hall,
      notes.map((note) => toText(note.id)),
      notes.map((note) => note.server),
      notes.map((note) => note.since),
      notes.map((note) => note.seenAt),
      notes.map((note) => toText(note.version)),
      notes.map((note) => (note.report === null ? null : toText(JSON.stringify(note.report)))),
    ]);
    sayNoted(this.#pool, this.#hall);
  }

  onNoted(listener: () => void): void {
    this.#notedListeners.add(listener);
  }

  async addDeviceChanges(changes: readonly StationDeviceChange[]): Promise<void> {
    await this.#pool.query(sql.ADD_DEVICE_CHANGES, [
      this.#hall,
      changes.map((change) => toText(change.station)),
      changes.map((change) => change.device),
      changes.map((change) => change.at),
      changes.map((change) => change.state),
      changes.map((change) => JSON.stringify(change.codes)),
    ]);
  }

  async deviceChanges(from: number, stationId?: string): Promise<StationDeviceChange[]> {
    const values = [this.#hall, from, stationId === undefined ? null : toText(stationId)];
    const { rows } = await this.#pool.query<DeviceChangeRow>(sql.DEVICE_CHANGES, values);
    return rows.map((row) => deviceChangeOf({ ...row, station: fromText(row.station) }));
  }

  async forgetDeviceChanges(before: number): Promise<void> {
    await this.#pool.query(sql.FORGET_DEVICE_CHANGES, [this.#hall, before]);
  }

  async putAttachment(hash: string, bytes: Uint8Array): Promise<void> {
    await this.#pool.query(sql.PUT_ATTACHMENT, [this.#hall, hash, bytes]);
  }

  async attachment(hash: string): Promise<Buffer | null> {
    const { rows } = await this.#pool.query<{ bytes: Buffer }>(sql.ATTACHMENT, [this.#hall, hash]);
    return rows[0] && isOf(hash, rows[0].bytes) ? rows[0].bytes : null;
  }

  async claimAttachment(hash: string, caseId: string): Promise<void> {
    await this.#together(async (client) => {
      await client.query(sql.HOLD_ATTACHMENT, [this.#hall, hash]);
      await client.query(sql.CLAIM, [this.#hall, hash, toText(caseId)]);
    });
  }

  async claimedBy(caseId: string): Promise<string[]> {
    const { rows } = await this.#pool.query<{ hash: string }>(sql.CLAIMED_BY, [this.#hall, toText(caseId)]);
    return rows.map((row) => row.hash);
  }

  async giveUpAttachment(hash: string, caseId: string): Promise<void> {
    await this.#together(async (client) => {
      await client.query(sql.HOLD_ATTACHMENT, [this.#hall, hash]);
      await client.query(sql.GIVE_UP, [this.#hall, hash, toText(caseId)]);
      await client.query(sql.ERASE_UNCLAIMED, [this.#hall, hash]);
    });
  }

  async linesThatDetach(after: number, limit: number): Promise<HallLine[]> {
    const { rows } = await this.#pool.query<LineRow>(sql.LINES_THAT_DETACH, [this.#hall, after, limit]);
    return rows.map(lineOf);
  }

  async addCode(code: { hash: string; validUntil: number; reusable: boolean }): Promise<void> {
    await this.#pool.query(sql.ADD_CODE, [this.#hall, code.hash, code.validUntil, code.reusable]);
  }

  async redeemCode(hash: string, now: number): Promise<boolean> {
    return (await this.#pool.query(sql.REDEEM_CODE, [this.#hall, hash, now])).rowCount === 1;
  }

  async getSetting(key: string): Promise<string | null> {
    const text = 'SELECT value FROM onewindow.setting WHERE hall = $1 AND key = $2';
    return (await this.#pool.query<{ value: string }>(text, [this.#hall, key])).rows[0]?.value ?? null;
  }

  async settingsUnder(prefix: string): Promise<string[]> {
    const text = 'SELECT value FROM onewindow.setting WHERE hall = $1 AND starts_with(key, $2) ORDER BY key';
    return (await this.#pool.query<{ value: string }>(text, [this.#hall, prefix])).rows.map((row) => row.value);
  }

  async setSetting(key: string, value: string): Promise<void> {
    await this.#pool.query(sql.SET_SETTING, [this.#hall, key, value]);
  }

  async settleSetting(key: string, value: string): Promise<string> {
    await this.#pool.query(sql.SETTLE_SETTING, [this.#hall, key, value]);
    return (await this.getSetting(key))!;
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#notedListeners.clear();
    this.#stopHearing();
    await this.#release();
  }

  async #hallRow(client: pg.Pool | pg.PoolClient): Promise<HallRow> {
    const text = 'SELECT position, last_hash FROM onewindow.hall WHERE id = $1';
    const { rows } = await client.query<HallRow>(text, [this.#hall]);
    if (!rows[0]) throw new Error(`hall ${this.#hall} is no longer in the database`);
    return rows[0];
  }

  /** Reads that belong together see one moment of the database. */
  #atOneMoment<T>(read: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.#transaction('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', read);
  }

  /** Each statement sees what others committed before it. */
  #together<T>(write: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.#transaction('BEGIN ISOLATION LEVEL READ COMMITTED', write);
  }

  async #transaction<T>(begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      await client.query(begin);
      const result = await work(client);
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      client.release(true); // in no state to be used again
      throw error;
    }
  }
}

const STATIONS = 'SELECT * FROM onewindow.station WHERE hall = $1';

async function prepare(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await migrate(client);
  } finally {
    client.release(true);
  }
}
