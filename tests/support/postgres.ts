import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import './postgres-server.ts';

/** A database of its own in the run's PostgreSQL. */
export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  query<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  /** Ends every connection to it but this one's, as a database that is started again would. */
  cutAll(): Promise<void>;
  remove(): Promise<void>;
}

export async function newDatabase(): Promise<TestDatabase> {
  const server = inject('postgres');
  if ('problem' in server) throw new Error(server.problem);
  const name = `hall_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client(server.url);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const client = new pg.Client(url.href);
  await client.connect();
  return {
    name,
    url: url.href,
    query: async (text, values) => (await client.query(text, values)).rows,
    cutAll: async () => {
      await client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
    },
    remove: async () => {
      await client.end();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
