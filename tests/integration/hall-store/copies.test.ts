import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Authority } from '../../../src/hall/authority/authority.ts';
import { systemRuntime } from '../../../src/hall/runtime.ts';
import { HallCopies } from '../../../src/hall/store/copies.ts';
import { SqliteHallStore } from '../../../src/hall/store/sqlite.ts';
import { readHall } from '../../../src/hall/verify/read-sqlite.ts';
import { verifyJournal } from '../../../src/hall/verify/verify.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { type Folder, newFolder } from '../../support/folder.ts';
import { MONDAY_TEN } from '../../support/world.ts';

const HOUR = 3_600_000;

let folder: Folder;
let store: SqliteHallStore;
let authority: Authority;
let now = MONDAY_TEN;
beforeEach(async () => {
  folder = newFolder('hall-copies');
  store = new SqliteHallStore(join(folder.path, 'hall.db'));
  await store.saveStation({ id: 'hall', name: 'hall', roles: [], publicKey: '', enrolledAt: 0, version: '' });
  authority = new Authority(
    store,
    systemRuntime(() => now),
  );
  await authority.load();
  await authority.own('hall.configure', { config: sampleHall }, { kind: 'keeper', id: 'test' });
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

const copies = () =>
  new HallCopies(
    store,
    folder.path,
    () => now,
    () => undefined,
  );
const names = () => readdirSync(join(folder.path, 'copies'));

async function work(n: number): Promise<void> {
  await authority.own('station.enrol', { stationId: `s-${n}`, name: `站点 ${n}`, roles: ['kiosk'] } as never, {
    kind: 'keeper',
    id: 'test',
  });
}

test('a copy made in the middle of work is a whole hall of one moment', async () => {
  const made = copies();
  const writing = (async () => {
    for (let n = 0; n < 60; n++) await work(n);
  })();
  const outcome = await made.make();
  await writing;
  expect(outcome).toBe('made');
  const [name] = names();
  const report = readHall(join(folder.path, 'copies', name!), (hall) => verifyJournal(hall.lines, hall.records, hall));
  expect(report.findings).toEqual([]);
  expect(report.lines).toBeGreaterThan(0);
  if (process.platform !== 'win32') expect(statSync(join(folder.path, 'copies', name!)).mode & 0o777).toBe(0o600);
});

test('without anything new there is no new copy; days of copies do not pile up', async () => {
  const made = copies();
  expect(await made.make()).toBe('made');
  expect(await made.make()).toBe('unchanged');
  for (let n = 0; n < 60; n++) {
    now += HOUR;
    await work(n);
    expect(await made.make()).toBe('made');
  }
  expect(names().length).toBeLessThanOrEqual(24 + 7);
  expect(names().every((name) => name.endsWith('.db'))).toBe(true);
});
