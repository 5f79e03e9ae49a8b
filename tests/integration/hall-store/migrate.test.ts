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

/** A case of the time before claims, as a hall kept it: two sheets, one of them of two materials. */
const [SHEET, OTHER] = ['ab'.repeat(32), 'cd'.repeat(32)];
const CASE = JSON.stringify({ id: 'case-1', attachments: [SHEET, OTHER, SHEET].map((hash) => ({ hash })) });
const BARE = JSON.stringify({ id: 'case-2', owed: [{ id: '"attachments":[' }] });

async function expectClaimed(store: HallStore): Promise<void> {
  closing.push(() => store.close());
  expect([(await store.claimedBy('case-1')).sort(), await store.claimedBy('case-2')]).toEqual([[SHEET, OTHER], []]);
}

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

test('a folder’s cases claim the pictures they had before there were claims', async () => {
  const folder = newFolder('before-claims');
  closing.push(folder.remove);
  const file = join(folder.path, 'hall.db');
  const db = new Database(file);
  for (const step of SQLITE.slice(0, 5)) db.exec(step);
  const put = db.prepare("INSERT INTO record VALUES ('case', ?, '', ?, 1)");
  put.run('case-1', CASE);
  put.run('case-2', BARE);
  put.run('case-3', null);
  db.pragma('user_version = 5');
  db.close();
  await expectClaimed(new SqliteHallStore(file));
});

test('a database’s cases claim the pictures they had before there were claims', async () => {
  const database = await newDatabase();
  closing.push(() => database.remove());
  await database.query('CREATE SCHEMA onewindow');
  await database.query('CREATE TABLE onewindow.version (version INTEGER NOT NULL)');
  await database.query('INSERT INTO onewindow.version VALUES (6)');
  for (const step of POSTGRES.slice(0, 6)) await database.query(step);
  await database.query("INSERT INTO onewindow.hall VALUES ('h', 0, '')");
  for (const [id, body] of [
    ['case-1', CASE],
    ['case-2', BARE],
  ])
    await database.query(`INSERT INTO onewindow.record VALUES ('h', 'case', '${id}', '', '${body}', 1)`);
  await expectClaimed(await PostgresHallStore.open(database.url, 'h'));
});
