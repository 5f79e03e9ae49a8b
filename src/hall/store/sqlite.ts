import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Refusal } from '../../shared/intent/decision.ts';
import { FIRST_HASH, type JournalLine } from '../../shared/intent/envelope.ts';
import {
  ON_DEMAND,
  RECORD_SCHEMAS,
  type RecordChange,
  type RecordKey,
  type RecordType,
  readRecords,
  recordDay,
} from '../../shared/intent/records.ts';
import { keyOf } from '../../shared/intent/shelf.ts';
import { AttachmentFiles } from './attachment-files.ts';
import {
  type DeviceChangeRow,
  deviceChangeOf,
  type LineRow,
  lineOf,
  pageOf,
  type RecordRow,
  recordOf,
  type StationDbRow,
  stationOf,
} from './rows.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './sqlite-schema.ts';
import { prepare } from './sqlite-statements.ts';
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
import { StoreTooNew } from './unfit.ts';
import { bookedId } from './unwritable.ts';

const TYPES = Object.keys(RECORD_SCHEMAS);
const ON_DEMAND_JSON = JSON.stringify(ON_DEMAND);

/** Characters SQLite reads otherwise from JSON than from a text it is handed; in no id of ours. */
const NOT_IN_JSON = /[\0\ud800-\udfff]/;

/** Pages copied before others have their turn: about a millisecond. */
const COPY_PAGES = 100;

/** The hall's store in one SQLite file: the default for one hall on one machine. */
export class SqliteHallStore implements HallStore {
  readonly shared = false;
  readonly #db: Database.Database;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #attachments: AttachmentFiles;

  /** Opens or creates the file. Throws `StoreTooNew`, or SQLite's own error when the file is damaged. */
  constructor(file: string) {
    this.#db = new Database(file);
    try {
      migrate(this.#db);
    } catch (error) {
      this.#db.close();
      throw error;
    }
    this.#statements = prepare(this.#db);
    this.#attachments = new AttachmentFiles(join(dirname(file), 'attachments'));
  }

  get file(): string {
    return this.#db.name;
  }

  positionNow(): number {
    return (this.#statements.hall.get() as { position: number }).position;
  }

  /** One moment of the whole file, copied a piece at a time so that nobody waits for it; what is written meanwhile is in it. */
  async copyTo(file: string): Promise<void> {
    await this.#db.backup(file, { progress: () => COPY_PAGES });
  }

  async load(fromDay: string): Promise<Snapshot> {
    const hall = this.#statements.hall.get() as { position: number; last_hash: string };
    const rows = this.#statements.live.all(fromDay) as RecordRow[];
    return {
      position: hall.position,
      lastHash: hall.last_hash,
      records: readRecords(rows.map(recordOf)),
      stations: await this.stations(),
    };
  }

  async commit(batch: Batch): Promise<'written' | 'moved'> {
    const s = this.#statements;
    return this.#db
      .transaction((): 'written' | 'moved' => {
        const { position } = s.hall.get() as { position: number };
        if (position !== batch.base) return 'moved';
        for (const line of batch.lines) {
          const { intent } = line;
          s.addLine.run(
            line.position,
            intent.station,
            intent.seq,
            bookedId(line),
            intent.kind,
            JSON.stringify(intent),
            line.refusal ? JSON.stringify(line.refusal) : null,
            line.settledAt,
            line.prev,
            line.hash,
          );
        }
        for (const change of batch.records.values()) {
          const body = change.body === null ? null : JSON.stringify(change.body);
          s.putRecord.run(change.type, change.id, recordDay(change), body, change.position);
        }
        for (const [id, at] of batch.stations) s.moveStation.run(at.lastSeq, at.lastHash, id);
        const last = batch.lines.at(-1);
        if (last) s.moveHall.run(last.position, last.hash);
        return 'written';
      })
      .immediate();
  }

  async records(keys: readonly RecordKey[]): Promise<RecordChange[]> {
    const plain = keys.filter(({ id }) => !NOT_IN_JSON.test(id));
    const rows = this.#statements.recordsOf.all(JSON.stringify(plain.map(({ type, id }) => [type, id]))) as RecordRow[];
    for (const { type, id } of keys.length > plain.length ? keys : [])
      if (NOT_IN_JSON.test(id)) rows.push(...(this.#statements.recordOf.all(type, id) as RecordRow[]));
    const found = new Map(rows.map((row) => [keyOf(row.type, row.id), recordOf(row)]));
    return readRecords(keys.map(({ type, id }) => found.get(keyOf(type, id)) ?? { type, id, body: null }));
  }

  async recordsOfDay(day: string, types: readonly RecordType[]): Promise<RecordChange[]> {
    return readRecords((this.#statements.ofDay.all(day, JSON.stringify(types)) as RecordRow[]).map(recordOf));
  }

  async changedSince(cursor: number, fromDay: string, limit: number, wanted: Wanted = {}): Promise<Page> {
    const rows = this.#statements.since.all({
      cursor,
      fromDay,
      limit: limit + 1,
      types: JSON.stringify(wanted.types ?? TYPES),
      gone: wanted.gone ? ON_DEMAND_JSON : '[]',
    }) as RecordRow[];
    const hall = this.#statements.hall.get() as { position: number };
    return pageOf(rows, limit, hall.position);
  }

  async missed(after: number, fromDay: string): Promise<Missed> {
    const s = this.#statements;
    return this.#db.transaction(() => ({
      position: (s.hall.get() as { position: number }).position,
      lines: (s.linesAfter.all(after) as LineRow[]).map(lineOf),
      records: readRecords((s.missed.all(after, fromDay) as RecordRow[]).map(recordOf)),
    }))();
  }

  /** One process, one writer: nobody else to hear of. */
  onMoved(): void {}

  async refusalsAfter(station: string, seq: number): Promise<{ seq: number; refusal: Refusal }[]> {
    const rows = this.#statements.refusals.all(station, seq) as { seq: number; refusal: string }[];
    return rows.map((row) => ({ seq: row.seq, refusal: JSON.parse(row.refusal) as Refusal }));
  }

  async linesOf(station: string, after: number, limit: number): Promise<JournalLine[]> {
    const rows = this.#statements.linesOf.all(station, after, limit) as string[];
    return rows.map((row) => JSON.parse(row) as JournalLine);
  }

  async hashAt(position: number): Promise<string | null> {
    return (this.#statements.hashAt.get(position) as string | undefined) ?? null;
  }

  async recentLines(limit: number): Promise<HallLine[]> {
    return (this.#statements.recent.all(limit) as LineRow[]).map(lineOf);
  }

  async stations(): Promise<StationRow[]> {
    return (this.#statements.stations.all() as StationDbRow[]).map(stationOf);
  }

  async station(id: string): Promise<StationRow | null> {
    const row = this.#statements.station.get(id) as StationDbRow | undefined;
    return row ? stationOf(row) : null;
  }

  async saveStation(row: EnrolledStation): Promise<void> {
    this.#statements.saveStation.run(
      row.id,
      row.name,
      JSON.stringify(row.roles),
      row.publicKey,
      FIRST_HASH,
      row.enrolledAt,
      row.enrolledAt,
      row.version,
    );
  }

  async noteStations(notes: readonly StationNote[]): Promise<void> {
    this.#db
      .transaction(() => {
        for (const { id, version, server, since, seenAt, report } of notes) {
          const told = report === null ? null : JSON.stringify(report);
          this.#statements.noteStation.run(server, since, seenAt, version, told, id, since);
        }
      })
      .immediate();
  }

  /** One process: nobody else to hear of. */
  onNoted(): void {}

  async addDeviceChanges(changes: readonly StationDeviceChange[]): Promise<void> {
    this.#db
      .transaction(() => {
        for (const { station, device, at, state, codes } of changes)
          this.#statements.addDeviceChange.run(station, device, at, state, JSON.stringify(codes));
      })
      .immediate();
  }

  async deviceChanges(from: number, station?: string): Promise<StationDeviceChange[]> {
    return (this.#statements.deviceChanges.all({ from, station: station ?? null }) as DeviceChangeRow[]).map(
      deviceChangeOf,
    );
  }

  async forgetDeviceChanges(before: number): Promise<void> {
    this.#statements.forgetDeviceChanges.run(before);
  }

  putAttachment(hash: string, bytes: Uint8Array): Promise<void> {
    return this.#attachments.put(hash, bytes);
  }

  attachment(hash: string): Promise<Buffer | null> {
    return this.#attachments.get(hash);
  }

  async claimAttachment(hash: string, caseId: string): Promise<void> {
    this.#statements.claim.run(hash, caseId);
  }

  async claimedBy(caseId: string): Promise<string[]> {
    return this.#statements.claimedBy.all(caseId) as string[];
  }

  async giveUpAttachment(hash: string, caseId: string): Promise<void> {
    this.#statements.giveUp.run(hash, caseId);
    // In one breath with the line above: nobody can claim it in between.
    if (this.#statements.claimed.get(hash) === undefined) await this.#attachments.drop(hash);
  }

  async linesThatDetach(after: number, limit: number): Promise<HallLine[]> {
    return (this.#statements.linesThatDetach.all(after, limit) as LineRow[]).map(lineOf);
  }

  async addCode(code: { hash: string; validUntil: number; reusable: boolean }): Promise<void> {
    this.#statements.addCode.run(code.hash, code.validUntil, code.reusable ? 1 : 0);
  }

  async redeemCode(hash: string, now: number): Promise<boolean> {
    return this.#statements.redeemCode.run(now, hash, now).changes === 1;
  }

  async getSetting(key: string): Promise<string | null> {
    return (this.#statements.getSetting.get(key) as { value: string } | undefined)?.value ?? null;
  }

  async setSetting(key: string, value: string): Promise<void> {
    this.#statements.setSetting.run(key, value);
  }

  async settleSetting(key: string, value: string): Promise<string> {
    this.#statements.settleSetting.run(key, value);
    return (this.#statements.getSetting.get(key) as { value: string }).value;
  }

  async settingsUnder(prefix: string): Promise<string[]> {
    return this.#statements.settingsUnder.all(prefix.length, prefix) as string[];
  }

  async close(): Promise<void> {
    this.#db.close();
  }
}

function migrate(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('busy_timeout = 5000');
  // Lines and records lie in some ten trees, and each line lands in all of them: 64 MB where SQLite takes 2.
  db.pragma('cache_size = -64000');
  // Pages that are written again and again go back into the file once for 32 MB of log, not after every large commit.
  db.pragma('wal_autocheckpoint = 8000');
  // The library is built with NORMAL under WAL; an acknowledgement to a station must survive a power cut.
  db.pragma('synchronous = FULL');
  if (db.pragma('synchronous', { simple: true }) !== 2) throw new Error('SQLite did not accept synchronous=FULL');
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > SCHEMA_VERSION) throw new StoreTooNew(version, SCHEMA_VERSION);
  if (version > 0) {
    const check = db.pragma('quick_check(1)', { simple: true });
    if (check !== 'ok') throw new Error(`the file is damaged: ${String(check)}`);
  }
  if (version === SCHEMA_VERSION) return;
  db.transaction(() => {
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}
