import { createHash } from 'node:crypto';
import { recordDay, type WireRecord } from '../../shared/intent/records.ts';
import { fromText, toText } from './postgres-text.ts';
import { type RecordRow, recordOf, type StationDbRow, stationOf } from './rows.ts';
import type { Batch, StationRow } from './types.ts';
import { bookedId } from './unwritable.ts';

/** An index takes no text of any length; an id nobody of ours would make is told apart by its hash. */
const LONGEST_ID = 200;

/** The batch column by column, as the statement takes it. */
export function columnsOf({ lines, records, stations }: Batch): unknown[] {
  const changes = [...records.values()];
  const counters = [...stations];
  return [
    lines.map((line) => line.position),
    lines.map((line) => toText(line.intent.station)),
    lines.map((line) => line.intent.seq),
    lines.map((line) => indexed(bookedId(line))),
    lines.map((line) => toText(line.intent.kind)),
    lines.map((line) => JSON.stringify(line.intent)),
    lines.map((line) => (line.refusal ? JSON.stringify(line.refusal) : null)),
    lines.map((line) => line.settledAt),
    lines.map((line) => line.prev),
    lines.map((line) => line.hash),
    changes.map((change) => change.type),
    changes.map((change) => toText(change.id)),
    changes.map(recordDay),
    changes.map((change) => (change.body === null ? null : JSON.stringify(change.body))),
    changes.map((change) => change.position),
    counters.map(([id]) => toText(id)),
    counters.map(([, at]) => at.lastSeq),
    counters.map(([, at]) => at.lastHash),
  ];
}

function indexed(id: string): string {
  return id.length <= LONGEST_ID ? toText(id) : `sha256:${createHash('sha256').update(id).digest('hex')}`;
}

export function plainId(row: RecordRow): RecordRow {
  return { ...row, id: fromText(row.id) };
}

/** The record of a row as this database keeps it. */
export function record(row: RecordRow): WireRecord {
  return recordOf(plainId(row));
}

export function station(row: StationDbRow): StationRow {
  return stationOf({
    ...row,
    id: fromText(row.id),
    name: fromText(row.name),
    version: fromText(row.version),
    report: row.report === null ? null : fromText(row.report),
  });
}
