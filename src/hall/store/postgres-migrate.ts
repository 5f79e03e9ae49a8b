import type pg from 'pg';
import { MIGRATIONS, SCHEMA_VERSION } from './postgres-schema.ts';
import { StoreTooNew, StoreUnfit } from './unfit.ts';

/** Any number, the same in every program of ours: whoever holds it changes the tables. */
const LOCK = 7_080_001;

/**
 * Brings the tables to today's version, all steps or none. Server processes that start together wait for each other;
 * a database that is up to date is only read, so that the hall's user needs no right to change tables. The connection
 * is the caller's to end.
 */
export async function migrate(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('SHOW server_encoding');
  if (rows[0]?.server_encoding !== 'UTF8')
    throw new StoreUnfit(`the database keeps its texts as ${rows[0]?.server_encoding}: make one with ENCODING 'UTF8'`);
  if ((await versionOf(client)) === SCHEMA_VERSION) return;
  // Before the transaction: it would go on seeing the tables as they were when it began. Ends with the connection.
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
  await client.query('BEGIN');
  try {
    const version = await versionOf(client);
    if (version > SCHEMA_VERSION) throw new StoreTooNew(version, SCHEMA_VERSION);
    if (version === 0) {
      await client.query('CREATE SCHEMA IF NOT EXISTS onewindow');
      await client.query('CREATE TABLE onewindow.version (version INTEGER NOT NULL)');
      await client.query('INSERT INTO onewindow.version VALUES (0)');
    }
    for (const step of MIGRATIONS.slice(version)) await client.query(step);
    await client.query('UPDATE onewindow.version SET version = $1', [SCHEMA_VERSION]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined); // the first error says more
    throw error;
  }
}

async function versionOf(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('onewindow.version') IS NOT NULL AS there",
  );
  if (!rows[0]?.there) return 0;
  const found = await client.query<{ version: number }>('SELECT version FROM onewindow.version');
  return found.rows[0]?.version ?? 0;
}
