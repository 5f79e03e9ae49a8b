import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Authority } from '../../../src/hall/authority/authority.ts';
import { systemRuntime } from '../../../src/hall/runtime.ts';
import { PostgresHallStore } from '../../../src/hall/store/postgres.ts';
import { SqliteHallStore } from '../../../src/hall/store/sqlite.ts';
import type { HallStore } from '../../../src/hall/store/types.ts';
import { verifyDatabase } from '../../../src/hall/verify/read-postgres.ts';
import { readHall } from '../../../src/hall/verify/read-sqlite.ts';
import { type Report, verifyJournal } from '../../../src/hall/verify/verify.ts';
import { Journal } from '../../../src/main/station/journal/journal.ts';
import { archivedAfter, archiveOldestMonth } from '../../../src/main/station/store/archive.ts';
import { openStationStore } from '../../../src/main/station/store/open-store.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { type Folder, newFolder } from '../../support/folder.ts';
import { newDatabase } from '../../support/postgres.ts';
import { SealedJournal } from '../../support/sealed.ts';
import { MONDAY_TEN } from '../../support/world.ts';

const KEEPER = { kind: 'keeper', id: 'desk' } as const;
const DAY = 86_400_000;

let folder: Folder;
beforeEach(() => {
  folder = newFolder('verify');
});
afterEach(() => folder.remove());

async function serve(store: HallStore): Promise<Authority> {
  for (const id of ['hall', 'dispenser-1'])
    await store.saveStation({ id, name: id, roles: [], publicKey: '', enrolledAt: 0, version: '' });
  const authority = new Authority(
    store,
    systemRuntime(() => MONDAY_TEN),
  );
  await authority.load();
  await authority.own('hall.configure', { config: sampleHall }, KEEPER);
  return authority;
}

/** A station is enrolled, works, is put out, is let in again, and another machine takes its place and goes on. */
async function comeAndGo(authority: Authority): Promise<void> {
  const dispenser = {
    stationId: 'dispenser-1',
    name: '取号机 1',
    roles: ['dispenser'],
    numbered: false,
    admitted: true,
  };
  const journal = new SealedJournal('dispenser-1');
  let calls = 0;
  const call = () => journal.write('help.call', { helpId: `h${++calls}`, place: '1 号取号机' }, MONDAY_TEN);
  await authority.own('station.enrol', dispenser, KEEPER);
  await authority.own(
    'range.grant',
    { day: '2026-03-02', queueId: 'queue-employment', stationId: 'dispenser-1' },
    KEEPER,
  );
  expect(await authority.submit('dispenser-1', [call(), call()])).toMatchObject({ upTo: 2, refusals: [] });
  await authority.own('station.revoke', { stationId: 'dispenser-1' }, KEEPER);
  const meanwhile = [call(), call()];
  expect(await authority.submit('dispenser-1', meanwhile)).toEqual({ kind: 'revoked' });
  await authority.own('station.enrol', dispenser, KEEPER);
  expect(await authority.submit('dispenser-1', meanwhile)).toMatchObject({ upTo: 4, refusals: [] });
  await authority.own('station.revoke', { stationId: 'dispenser-1' }, KEEPER);
  await authority.own('station.enrol', { ...dispenser, replaces: 4 }, KEEPER);
  const skipped = { day: '2026-03-02', queueId: 'queue-rental', nextNumber: 44, nextGranted: 700 };
  await authority.own('queue.skip', skipped, KEEPER);
  expect(await authority.submit('dispenser-1', [call()])).toMatchObject({ upTo: 5, refusals: [] });
}

const read = (file: string): Report => readHall(file, (hall) => verifyJournal(hall.lines, hall.records, hall));

test('a journal with stations that were put out, let in again and replaced is whole; what is changed in it is found', async () => {
  const file = join(folder.path, 'hall.db');
  const store = new SqliteHallStore(file);
  await comeAndGo(await serve(store));
  await store.close();
  expect(read(file)).toMatchObject({ findings: [], lines: 13 });
  const intact = join(folder.path, 'intact.db');
  const forged = join(folder.path, 'forged.db');
  const copy = (from: string, to: string) => {
    rmSync(to, { force: true });
    new Database(from).exec(`VACUUM INTO '${to}'`).close();
  };
  copy(file, intact);
  const found = (change: string): string[] => {
    copy(intact, forged);
    new Database(forged).exec(change).close();
    return read(forged).findings.map(({ what }) => what);
  };
  const last = `(SELECT max(position) FROM journal WHERE kind = 'station.revoke')`;
  // Somebody makes a machine look as if it had never been put out.
  expect(found(`DELETE FROM journal WHERE position = ${last}`)).toContainEqual(
    expect.stringMatching(/1 lines are missing/),
  );
  // … or another machine as if it were the first.
  expect(
    found(`UPDATE journal SET intent = json_remove(intent, '$.body.replaces') WHERE intent LIKE '%"replaces"%'`),
  ).toEqual(
    expect.arrayContaining(['is not what hall sealed', 'station dispenser-1 is not what the journal tells of it']),
  );
  expect(found(`UPDATE record SET body = json_remove(body, '$.replacedAt') WHERE type = 'station'`)).toEqual([
    'station dispenser-1 is not what the journal tells of it',
  ]);
});

test('the same in PostgreSQL', async () => {
  const database = await newDatabase();
  try {
    const store = await PostgresHallStore.open(database.url, 'hall-guiyuan');
    await comeAndGo(await serve(store));
    await store.close();
    expect(await verifyDatabase(database.url, null)).toMatchObject({ findings: [], lines: 13 });
    await database.query(
      `UPDATE onewindow.record SET body = (body::jsonb - 'replacedAt')::text WHERE type = 'station'`,
    );
    expect((await verifyDatabase(database.url, null)).findings).toMatchObject([
      { what: 'station dispenser-1 is not what the journal tells of it' },
    ]);
  } finally {
    await database.remove();
  }
});

test('a hall that lost everything and got it back from a station’s archive has a whole journal', async () => {
  const data = join(folder.path, 'data');
  const { db, key } = openStationStore(data, join(folder.path, 'key'), Date.now);
  const journal: Journal = new Journal(
    db,
    'dispenser-1',
    () => `id-${journal.lastSeq + 1}`,
    (seq, limit) => archivedAfter(data, key, seq, limit),
  );
  for (let n = 0; n < 60; n++) {
    const at = MONDAY_TEN - (60 - n) * DAY;
    const body = { helpId: `h${n}`, place: '1 号取号机' };
    const line = db.transaction(() =>
      journal.append('help.call', body, { kind: 'citizen', id: '' }, 'hall-guiyuan', at),
    )();
    journal.committed(line);
  }
  journal.settle(60, []);
  db.transaction(() => journal.save())();
  journal.saved();
  expect(archiveOldestMonth(db, data, key, MONDAY_TEN - 20 * DAY)).toBeGreaterThan(0);
  journal.shortened();
  const store = new SqliteHallStore(join(folder.path, 'hall.db'));
  const authority = await serve(store);
  for (let seq = 0; seq < 60; ) {
    const lines = journal.linesAfter(seq, 25);
    expect(lines.length).toBeGreaterThan(0);
    expect(await authority.submit('dispenser-1', lines)).toMatchObject({ kind: 'settled', refusals: [] });
    seq = lines.at(-1)!.seq;
  }
  await store.close();
  db.close();
  expect(read(join(folder.path, 'hall.db'))).toMatchObject({ findings: [], lines: 61 });
});
