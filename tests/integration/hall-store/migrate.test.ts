import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { PostgresHallStore } from '../../../src/hall/store/postgres.ts';
import { MIGRATIONS as POSTGRES } from '../../../src/hall/store/postgres-schema.ts';
import { SqliteHallStore } from '../../../src/hall/store/sqlite.ts';
import { MIGRATIONS as SQLITE } from '../../../src/hall/store/sqlite-schema.ts';
import type { HallStore } from '../../../src/hall/store/types.ts';
import { newFolder } from '../../support/folder.ts';
import { newDatabase } from '../../support/postgres.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function expectCarriedOver(store: HallStore): Promise<void> {
  closing.push(() => store.close());
  expect(await store.stations()).toEqual([
    {
      id: 'dispenser-1',
      name: '1 号取号机',
      roles: ['dispenser'],
      publicKey: 'k',
      lastSeq: 7,
      lastHash: 'h',
      enrolledAt: 1,
      seenAt: 2,
      version: '0.1.0',
      server: '',
      since: 0,
      report: null,
    },
  ]);
}

test('a folder’s hall of the first tables keeps its stations', async () => {
  const folder = newFolder('first-tables');
  closing.push(folder.remove);
  const file = join(folder.path, 'hall.db');
  const db = new Database(file);
  db.exec(SQLITE[0]!);
  db.exec(
    `INSERT INTO station VALUES ('dispenser-1', '1 号取号机', '["dispenser"]', 'k', 7, 'h', 0, 1, 2, '0.1.0'); PRAGMA user_version = 1`,
  );
  db.close();
  await expectCarriedOver(new SqliteHallStore(file));
});

test('a database’s hall of the first tables keeps its stations', async () => {
  const database = await newDatabase();
  closing.push(() => database.remove());
  await database.query('CREATE SCHEMA onewindow');
  await database.query('CREATE TABLE onewindow.version (version INTEGER NOT NULL)');
  await database.query('INSERT INTO onewindow.version VALUES (1)');
  await database.query(POSTGRES[0]!);
  await database.query("INSERT INTO onewindow.hall VALUES ('h', 0, '')");
  await database.query(
    `INSERT INTO onewindow.station VALUES ('h', 'dispenser-1', '1 号取号机', '["dispenser"]', 'k', 7, 'h', false, 1, 2, '0.1.0')`,
  );
  await expectCarriedOver(await PostgresHallStore.open(database.url, 'h'));
});
