import type { Refusal } from '../../shared/intent/decision.ts';
import type { JournalLine } from '../../shared/intent/envelope.ts';
import type { RecordChange, RecordKey, RecordType, WireRecord } from '../../shared/intent/records.ts';
import type { KindName } from '../../shared/intent/registry.ts';
import type { DeviceChange, DeviceReport, RebuiltReport } from '../../shared/protocol/device-report.ts';

/** Kinds after which a case may name fewer attachments; an index of each store says the same. */
export const LOSES_ATTACHMENTS = ['case.detach', 'case.share', 'case.mirror'] as const satisfies readonly KindName[];

/** One line of the hall's journal: a station's intent at its place in the hall's order, with what became of it. */
export interface HallLine {
  readonly position: number;
  readonly intent: JournalLine;
  /** When the hall settled it, by its own clock. */
  readonly settledAt: number;
  readonly refusal: Refusal | null;
  readonly prev: string;
  readonly hash: string;
}

/** What a station last said of itself, and how far its copy of the records was brought. */
export interface StationReport {
  readonly devices: readonly DeviceReport[];
  /** The area it stands in; missing in what an older program kept. */
  readonly area?: string | null;
  /** Lines of its journal the hall has not settled. */
  readonly pending: number;
  /** Lines the hall refused, and nobody at the station has dismissed. */
  readonly refused: number;
  /** Its database was made again lately; missing in what an older program kept. */
  readonly rebuilt?: RebuiltReport | null;
  /** The hall's position its copy stands at. */
  readonly cursor: number;
}

/** A change of a device, with its station. */
export interface StationDeviceChange extends DeviceChange {
  readonly station: string;
}

/** Where a station stands. */
export interface StationNote {
  readonly id: string;
  readonly version: string;
  /** The server process that hears it; empty when it is away. */
  readonly server: string;
  /** When its newest connection was let in; 0 before the first. A note of an older one is not taken. */
  readonly since: number;
  /** When it was heard last. */
  readonly seenAt: number;
  readonly report: StationReport | null;
}

export interface StationRow extends StationNote {
  readonly name: string;
  readonly roles: readonly string[];
  /** Base64 of the Ed25519 public key; empty for the hall itself. */
  readonly publicKey: string;
  readonly lastSeq: number;
  readonly lastHash: string;
  readonly enrolledAt: number;
}

/** A station as it is enrolled; where it stands is noted apart. */
export type EnrolledStation = Pick<StationRow, 'id' | 'name' | 'roles' | 'publicKey' | 'enrolledAt' | 'version'>;

export interface Snapshot {
  readonly position: number;
  readonly lastHash: string;
  readonly records: readonly RecordChange[];
  readonly stations: readonly StationRow[];
}

/** Everything one flush of the authority settles, written together or not at all. */
export interface Batch {
  /** Position the batch was decided on; when the store has moved on, nothing is written. */
  readonly base: number;
  readonly lines: readonly HallLine[];
  readonly records: ReadonlyMap<string, RecordChange & { position: number }>;
  /** Last number and hash of each station in the batch. */
  readonly stations: ReadonlyMap<string, { lastSeq: number; lastHash: string }>;
}

export interface Page {
  readonly records: readonly WireRecord[];
  /** Cursor after this page. */
  readonly to: number;
  readonly more: boolean;
}

/** What a reader of changes needs of them. */
export interface Wanted {
  /** Others are left out; all when not told. */
  readonly types?: readonly RecordType[];
  /**
   * The reader may hold records loaded when needed whose days are over by now (a case that was open when it last
   * looked): they come with a body of null.
   */
  readonly gone?: boolean;
}

/** What was written after a position, all of one moment. */
export interface Missed {
  readonly position: number;
  readonly lines: readonly HallLine[];
  /** As they stand at `position`: the working set of `load`, and whatever is loaded when needed. */
  readonly records: readonly RecordChange[];
}

/**
 * Where a hall keeps everything. One instance serves one hall. Asynchronous, so that an engine on another machine fits;
 * `commit` is the only way records change, and is all or nothing.
 */
export interface HallStore {
  /** Whether other server processes may serve the same hall at the same time. */
  readonly shared: boolean;
  /** The working set: resident records that outlive days and those of `fromDay` and later. */
  load(fromDay: string): Promise<Snapshot>;
  /** Certain records, in one question, each as it stands; those that are not there come with a body of null. */
  records(keys: readonly RecordKey[]): Promise<RecordChange[]>;
  /** All records of some types of one day, also of days that are long over, as they stand. */
  recordsOfDay(day: string, types: readonly RecordType[]): Promise<RecordChange[]>;
  commit(batch: Batch): Promise<'written' | 'moved'>;
  /** Records changed after a cursor, in order of their change: those that outlive days and those of `fromDay` and later. */
  changedSince(cursor: number, fromDay: string, limit: number, wanted?: Wanted): Promise<Page>;
  /** What other server processes of this hall wrote. */
  missed(after: number, fromDay: string): Promise<Missed>;
  /** Wakes when another process may have written, with the hall's position; never when not `shared`. */
  onMoved(listener: (position: number) => void): void;
  /** Refusals among a station's intents after a number, for a station that asks again. */
  refusalsAfter(station: string, seq: number): Promise<{ seq: number; refusal: Refusal }[]>;
  /** A station's own lines after a number, in order, as it once sealed them. */
  linesOf(station: string, after: number, limit: number): Promise<JournalLine[]>;
  /** Hash of the journal's line at a position; null when there is none. */
  hashAt(position: number): Promise<string | null>;
  recentLines(limit: number): Promise<HallLine[]>;
  stations(): Promise<StationRow[]>;
  station(id: string): Promise<StationRow | null>;
  saveStation(row: EnrolledStation): Promise<void>;
  /** All or none; a note whose connection is older than the one noted last changes nothing. */
  noteStations(notes: readonly StationNote[]): Promise<void>;
  /** Wakes when another process may have noted or enrolled stations; never when not `shared`. */
  onNoted(listener: () => void): void;
  /** Each is kept once: by station, device and time. */
  addDeviceChanges(changes: readonly StationDeviceChange[]): Promise<void>;
  /** Of all stations or one, from an instant on, in order of time. */
  deviceChanges(from: number, station?: string): Promise<StationDeviceChange[]>;
  forgetDeviceChanges(before: number): Promise<void>;
  /**
   * Keeps the bytes of an attachment, on the disk when it resolves. `hash` is the SHA-256 of them, which the caller has
   * checked; what lies there already under it is replaced.
   */
  putAttachment(hash: string, bytes: Uint8Array): Promise<void>;
  /** As they were put; null when nobody did, or when what lies there is not what was put. */
  attachment(hash: string): Promise<Buffer | null>;
  /** A case's bytes are or shall be under this hash: from here on they stay until each case that said so gave them up. */
  claimAttachment(hash: string, caseId: string): Promise<void>;
  /** The hashes this case has claimed. */
  claimedBy(caseId: string): Promise<string[]>;
  /** The case gives them up. Nobody claims them any more: they are erased when it resolves. */
  giveUpAttachment(hash: string, caseId: string): Promise<void>;
  /** Accepted lines after a position after which a case may name fewer attachments (`LOSES_ATTACHMENTS`), in order. */
  linesThatDetach(after: number, limit: number): Promise<HallLine[]>;
  addCode(code: { hash: string; validUntil: number; reusable: boolean }): Promise<void>;
  /** Uses a code up; false when it is unknown, used or out of date. */
  redeemCode(hash: string, now: number): Promise<boolean>;
  getSetting(key: string): Promise<string | null>;
  setSetting(key: string, value: string): Promise<void>;
  /** Sets it when it is not set yet; answers what stands, so that two processes that start together agree. */
  settleSetting(key: string, value: string): Promise<string>;
  /** Settings whose key begins with a prefix: their values, in order of their keys. */
  settingsUnder(prefix: string): Promise<string[]>;
  close(): Promise<void>;
}
