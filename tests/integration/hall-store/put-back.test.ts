import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Authority } from '../../../src/hall/authority/authority.ts';
import { systemRuntime } from '../../../src/hall/runtime.ts';
import { PutBack } from '../../../src/hall/server/put-back.ts';
import { SupplyGate } from '../../../src/hall/server/supply-gate.ts';
import { SqliteHallStore } from '../../../src/hall/store/sqlite.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { findQueueDay } from '../../../src/shared/queue/decisions/common.ts';
import { firstGrantedNumber } from '../../../src/shared/queue/numbers.ts';
import { type Folder, newFolder } from '../../support/folder.ts';
import { JOBS, MONDAY_TEN } from '../../support/world.ts';

const DAY = '2026-03-02';
const BLOCK = sampleHall.rules.offlineBlock;

let folder: Folder;
let store: SqliteHallStore;
let authority: Authority;
let now = MONDAY_TEN;
beforeEach(async () => {
  now = MONDAY_TEN;
  folder = newFolder('put-back');
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

const head = (day = DAY, queueId = JOBS) => {
  const { nextNumber, nextGranted } = findQueueDay(authority.state, day, queueId);
  return { day, queueId, nextNumber, nextGranted };
};
const ahead = (numbers: number, granted: number) => {
  const at = head();
  return [{ ...at, nextNumber: at.nextNumber + numbers, nextGranted: at.nextGranted + granted }];
};

test('one gap for each time a hall was put back, beyond what any station tells; a late one adds only what it knows', async () => {
  const hall = new PutBack(store, authority, () => undefined);
  await hall.refresh();
  await hall.heard('kiosk-1', [head()], false, 1);
  expect([hall.noticedToday(), authority.position]).toEqual([null, 1]);
  const before = head();
  await hall.heard('counter-1', ahead(7, BLOCK), true, 1);
  const gap = 2 * BLOCK;
  expect(head()).toMatchObject({
    nextNumber: before.nextNumber + 7 + gap,
    nextGranted: before.nextGranted + BLOCK + gap,
  });
  // Queues of which nobody knows anything, and tomorrow's blocks, are not given from their beginning either.
  expect(head('2026-03-03', 'queue-rental').nextGranted).toBe(firstGrantedNumber('2026-03-03') + gap);
  // Its copy is of the lost history too, and knows no more: nothing is skipped a second time.
  const { position } = authority;
  await hall.heard('kiosk-1', [], true, 1);
  expect(authority.position).toBe(position);
  const then = head();
  await hall.heard('dispenser-1', ahead(1, BLOCK), true, 1);
  expect(head()).toMatchObject({ nextNumber: then.nextNumber + 1, nextGranted: then.nextGranted + BLOCK });
  expect(hall.noticedToday()?.stations).toEqual(['counter-1', 'kiosk-1', 'dispenser-1']);
  // Heard since, and again of another history: put back once more.
  const again = head();
  await hall.heard('counter-1', [], true, 1);
  expect(head()).toMatchObject({ nextGranted: again.nextGranted + gap });
  // Another server of this hall knows the same; tomorrow it is over.
  const other = new PutBack(store, authority, () => undefined);
  await other.refresh();
  expect(other.noticedToday()?.stations).toEqual(['counter-1']);
  now += 86_400_000;
  expect(other.noticedToday()).toBeNull();
});

test('what is told of days that are over, or of queues the hall has not, moves nothing', async () => {
  const hall = new PutBack(store, authority, () => undefined);
  const told = { nextNumber: 500, nextGranted: 700 };
  await hall.heard('counter-1', [{ ...told, day: '2026-03-01', queueId: JOBS }], false, 1);
  await hall.heard('counter-1', [{ ...told, day: '2026-03-09', queueId: JOBS }], false, 1);
  expect(authority.position).toBe(1);
  expect(
    await authority.own('queue.skip', { ...told, day: DAY, queueId: 'gone' }, { kind: 'station', id: 'hall' }),
  ).toBeNull();
  expect([...authority.state.all('queueDay')]).toEqual([]);
});

test('after a start no block is granted before the known dispensers were heard, or for ten seconds', () => {
  let tick: () => void = () => undefined;
  let at = 0;
  let opened = 0;
  const runtime = {
    now: () => at,
    newId: () => '',
    later: () => undefined,
    every: (_: number, run: () => void) => {
      tick = run;
      return () => undefined;
    },
  };
  const gate = () => new SupplyGate(['dispenser-1', 'dispenser-2'], runtime, () => opened++);
  const heard = gate();
  heard.heard('dispenser-1');
  heard.heard('counter-1');
  expect([heard.open, opened]).toEqual([false, 0]);
  heard.heard('dispenser-2');
  heard.heard('dispenser-2');
  expect([heard.open, opened]).toEqual([true, 1]);
  const late = gate();
  at = 9_999;
  tick();
  expect(late.open).toBe(false);
  at = 10_000;
  tick();
  expect([late.open, opened]).toEqual([true, 2]);
  expect(new SupplyGate([], runtime, () => undefined).open).toBe(true);
});
