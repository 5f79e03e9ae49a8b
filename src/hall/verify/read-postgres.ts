import pg from 'pg';
import { readRecords } from '../../shared/intent/records.ts';
import { newClient } from '../store/postgres-connect.ts';
import { record } from '../store/postgres-rows.ts';
import { type LineRow, lineOf, type RecordRow } from '../store/rows.ts';
import { JournalCheck, type Report } from './verify.ts';

/** Rows at a time: a hall's journal of years is larger than a program's memory. */
const PORTION = 2000;

/** Verifies a hall in a database, also while servers are running on it. Rejects when it cannot be read or has no such hall. */
export async function verifyDatabase(url: string, hallId: string | null): Promise<Report> {
  const client = newClient(url);
  await client.connect();
  try {
    // One moment of the database, however long the reading takes.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: halls } = await client.query<{ id: string; position: number; last_hash: string }>(
      'SELECT id, position, last_hash FROM onewindow.hall ORDER BY id',
    );
    const hall = hallId === null && halls.length === 1 ? halls[0] : halls.find(({ id }) => id === hallId);
    if (!hall) throw new Error(`say which hall with --hall-id; it holds ${halls.map(({ id }) => id).join(', ')}`);
    const ofHall = `hall = ${pg.escapeLiteral(hall.id)}`;
    const check = new JournalCheck();
    const lines = `SELECT * FROM onewindow.journal WHERE ${ofHall} ORDER BY position`;
    for await (const row of portions<LineRow>(client, lines)) check.line(lineOf(row));
    check.end({ position: hall.position, lastHash: hall.last_hash });
    const records = `SELECT * FROM onewindow.record WHERE ${ofHall} AND body IS NOT NULL`;
    for await (const row of portions<RecordRow>(client, records))
      for (const change of readRecords([record(row)])) check.record(change);
    check.close();
    return check;
  } finally {
    await client.end();
  }
}

async function* portions<T extends pg.QueryResultRow>(client: pg.Client, select: string): AsyncGenerator<T> {
  await client.query(`DECLARE portion NO SCROLL CURSOR FOR ${select}`);
  for (;;) {
    const { rows } = await client.query<T>(`FETCH ${PORTION} FROM portion`);
    if (rows.length === 0) break;
    yield* rows;
  }
  await client.query('CLOSE portion');
}
