import pg from 'pg';
import { expect, test } from 'vitest';
import { PostgresHallStore } from '../../../src/hall/store/postgres.ts';
import { RECORDS } from '../../../src/hall/store/postgres-statements.ts';
import { newDatabase } from '../../support/postgres.ts';
import { hallStoreSuite } from './suite.ts';

hallStoreSuite('PostgreSQL', async () => {
  const database = await newDatabase();
  const open: PostgresHallStore[] = [];
  const again = async () => {
    const store = await PostgresHallStore.open(database.url, 'hall-guiyuan');
    open.push(store);
    return store;
  };
  return {
    store: await again(),
    again,
    remove: async () => {
      for (const store of open) await store.close();
      await database.remove();
    },
  };
});

test('a hall that is new to the database has its records looked up by their keys, whatever was counted of other halls', async () => {
  const database = await newDatabase();
  const store = await PostgresHallStore.open(database.url, 'hall-guiyuan');
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    const fill = (hall: string) =>
      client.query(
        `INSERT INTO onewindow.record SELECT $1, 'case', n::text, '', '{}', n FROM generate_series(1, 2000) AS n`,
        [hall],
      );
    for (const hall of ['hall-of-years', 'hall-of-decades']) {
      await client.query("INSERT INTO onewindow.hall VALUES ($1, 0, '')", [hall]);
      await fill(hall);
    }
    await client.query('ANALYZE onewindow.record');
    await fill('hall-guiyuan');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${RECORDS}`, [
      'hall-guiyuan',
      Array.from({ length: 20 }, () => 'case'),
      Array.from({ length: 20 }, (_, n) => String(n * 200)),
    ]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('record_pkey');
    expect(plan, 'nobody goes through all records of a hall').not.toMatch(/record_position|record_day|Seq Scan|Hash/);
  } finally {
    await client.end();
    await store.close();
    await database.remove();
  }
});
