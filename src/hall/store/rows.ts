import type { Refusal } from '../../shared/intent/decision.ts';
import type { WireRecord } from '../../shared/intent/records.ts';
import type { HallLine, Page, StationDeviceChange, StationRow } from './types.ts';

/** The rows of both engines, and what they hold. Bodies are text in both: what a station sealed must come back as it was. */
export interface RecordRow {
  type: string;
  id: string;
  body: string | null;
  position: number;
}

export interface LineRow {
  position: number;
  intent: string;
  refusal: string | null;
  settled_at: number;
  prev: string;
  hash: string;
}

export interface StationDbRow {
  id: string;
  name: string;
  roles: string;
  public_key: string;
  last_seq: number;
  last_hash: string;
  enrolled_at: number;
  seen_at: number;
  version: string;
  server: string;
  since: number;
  report: string | null;
}

export interface DeviceChangeRow {
  station: string;
  device: string;
  at: number;
  state: string;
  codes: string;
}

export function deviceChangeOf(row: DeviceChangeRow): StationDeviceChange {
  return { ...row, codes: JSON.parse(row.codes) as unknown } as StationDeviceChange;
}

const texts = new WeakMap<WireRecord, string>();

/** Its body is read when somebody looks: thousands of cases only pass through, as text, to a station that was away. */
export function recordOf({ type, id, body: text }: RecordRow): WireRecord {
  if (text === null) return { type, id, body: null };
  let body: unknown;
  const record = {
    type,
    id,
    get body() {
      body ??= JSON.parse(text) as unknown;
      return body;
    },
  };
  texts.set(record, text);
  return record;
}

/** The JSON of a record's body, as the store has it where it comes from there. */
export function bodyText(record: WireRecord): string {
  return texts.get(record) ?? JSON.stringify(record.body);
}

export function lineOf(row: LineRow): HallLine {
  return {
    position: row.position,
    intent: JSON.parse(row.intent) as HallLine['intent'],
    settledAt: row.settled_at,
    refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as Refusal),
    prev: row.prev,
    hash: row.hash,
  };
}

export function stationOf(row: StationDbRow): StationRow {
  return {
    id: row.id,
    name: row.name,
    roles: JSON.parse(row.roles) as string[],
    publicKey: row.public_key,
    lastSeq: row.last_seq,
    lastHash: row.last_hash,
    enrolledAt: row.enrolled_at,
    seenAt: row.seen_at,
    version: row.version,
    server: row.server,
    since: row.since,
    report: row.report === null ? null : (JSON.parse(row.report) as StationRow['report']),
  };
}

/** A page of at most `limit` rows out of up to one more; `end` is where the hall stood when they were read. */
export function pageOf(rows: readonly RecordRow[], limit: number, end: number): Page {
  if (rows.length <= limit) return { records: rows.map(recordOf), to: end, more: false };
  // Never cut between records of one position: a page ends on a whole one.
  let last = limit;
  while (last > 0 && rows[last]!.position === rows[last - 1]!.position) last--;
  const page = rows.slice(0, last === 0 ? rows.length : last);
  return { records: page.map(recordOf), to: page.at(-1)!.position, more: true };
}
