import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packed } from '../../../src/hall/feed/packs.ts';
import { openStationDatabase } from '../../../src/main/station/store/database.ts';
import { CaseIndex } from '../../../src/main/station/sync/case-index.ts';
import { Replica } from '../../../src/main/station/sync/replica.ts';
import type { RecordBody, WireRecord } from '../../../src/shared/intent/records.ts';
import { ACCEPTS, receiving } from '../../support/cases.ts';
import { type Folder, newFolder } from '../../support/folder.ts';
import { World } from '../../support/world.ts';

const MANY = 600;

let folder: Folder;
let db: Database;
let replica: Replica;
let unreadable: number;
beforeEach(() => {
  folder = newFolder('packs');
  open();
});
afterEach(() => {
  db.close();
  folder.remove();
});

function open(): void {
  unreadable = 0;
  db = openStationDatabase(join(folder.path, 'data'), join(folder.path, 'key'));
  replica = new Replica(db, () => {
    unreadable += 1;
  });
}

function save(): void {
  db.transaction(() => replica.save())();
  replica.saved();
}

function restart(): void {
  db.close();
  open();
}

/** Unpacks one pack, as the station does when there is time. */
function unpack(): boolean {
  const done = db.transaction(() => replica.unpack())();
  done?.taken();
  return done !== null;
}

const config: WireRecord = { type: 'config', id: 'hall', body: new World().state.config() };

/** Cases as the hall tells them; every one bears another number and code. */
function cases(): WireRecord[] {
  const world = new World();
  return Array.from({ length: MANY }, (_, n) => {
    const body = receiving(n + 1);
    world.must('case.receive', body, { actor: ACCEPTS });
    return { type: 'case', id: body.caseId, body: world.state.get('case', body.caseId) };
  });
}

function hear(records: readonly WireRecord[], to: number): void {
  const { loose, packs } = packed(records);
  replica.rebase(replica.receive(loose, to, null, packs ?? []), []);
}

function withStatus(record: WireRecord, status: string): WireRecord {
  return { ...record, body: { ...(record.body as RecordBody<'case'>), status } };
}

const status = (n: number) => replica.view.get('case', receiving(n).caseId)?.status;

test('cases that came in packs are read, listed and found: before they are unpacked, after it, and over a restart', () => {
  const all = cases();
  expect(packed(all).packs?.length).toBeGreaterThan(1);
  hear([config, ...all], 2);
  const look = () => {
    const index = new CaseIndex(db, replica);
    expect(status(1)).toBe('received');
    expect(replica.view.get('case', receiving(MANY).caseId)).toEqual(all.at(-1)!.body);
    expect(replica.view.get('case', 'nobody')).toBeUndefined();
    expect(index.find(receiving(311).number)).toContain(receiving(311).caseId);
    expect(index.find(receiving(312).code)).toContain(receiving(312).caseId);
    expect(index.open(null, 3)).toEqual([MANY, MANY - 1, MANY - 2].map((n) => receiving(n).caseId));
  };
  look();
  expect(unpack(), 'what is not in the file yet waits').toBe(false);
  save();
  look();
  restart();
  look();
  expect(unpack()).toBe(true);
  look();
  restart();
  look();
  while (unpack());
  expect(replica.packed).toBe(false);
  expect(db.prepare("SELECT count(*) FROM record WHERE type = 'case'").pluck().get()).toBe(MANY);
  expect(db.prepare('SELECT count(*) FROM pack').pluck().get()).toBe(0);
  look();
});

test('what the hall says last of a case counts, in whatever way and order it came', () => {
  const all = cases();
  const [first, second, third] = all as [WireRecord, WireRecord, WireRecord];
  hear([config, withStatus(first, 'accepted')], 2); // one by one, not written yet
  hear(all, 3); // the same once more, in a pack
  expect(status(1)).toBe('received');
  hear([withStatus(second, 'accepted')], 4); // one by one, while packs wait
  expect([status(1), status(2)]).toEqual(['received', 'accepted']);
  save();
  hear([withStatus(second, 'decided'), { ...third, body: null }], 5);
  const look = () =>
    expect([status(1), status(2), status(3), status(4)]).toEqual(['received', 'decided', undefined, 'received']);
  look();
  expect(unpack()).toBe(true);
  look();
  save();
  restart();
  look();
  while (unpack());
  look();
  hear([withStatus(second, 'ready')], 6); // nothing waits any more: into its place
  save();
  restart();
  expect([status(1), status(2), status(3)]).toEqual(['received', 'ready', undefined]);
});

test('earlier days are over in packs as well, without unpacking them first: a station that comes back in the morning is not held up', () => {
  const [first, ...others] = cases() as [WireRecord, ...WireRecord[]];
  const over = { ...first, body: { ...(first.body as RecordBody<'case'>), day: '2026-03-01' } };
  hear([config, over, ...others], 2);
  save();
  const look = () => expect([status(1), status(2)]).toEqual([undefined, 'received']);
  expect(status(1)).toBe('received');
  replica.forgetBefore('2026-03-02');
  expect(replica.packed).toBe(true);
  look();
  while (unpack());
  look();
  expect(db.prepare("SELECT count(*) FROM record WHERE type = 'case'").pluck().get()).toBe(MANY - 1);
});

test('when the power goes while a pack is unpacked, it is unpacked once more', () => {
  hear([config, ...cases()], 2);
  save();
  expect(() =>
    db.transaction(() => {
      replica.unpack();
      throw new Error('power');
    })(),
  ).toThrow('power');
  expect(status(1)).toBe('received');
  restart();
  while (unpack());
  expect(db.prepare("SELECT count(*) FROM record WHERE type = 'case'").pluck().get()).toBe(MANY);
});

test('a pack that is none stops nobody: the hall is asked for everything once more', () => {
  hear([config], 2);
  replica.rebase(replica.receive([], 3, null, [Buffer.from('not deflated').toString('base64')]), []);
  expect(replica.cursor).toBe(3);
  expect(status(1)).toBeUndefined();
  expect([unreadable > 0, replica.cursor]).toEqual([true, 0]);
  save();
  while (unpack());
  hear([config, ...cases()], 4);
  expect(status(1)).toBe('received');
});

test('of a hall that was put back, what it no longer has goes, also out of packs that wait', () => {
  const all = cases();
  hear([config, ...all], 2);
  save();
  replica.startOver();
  expect(unpack(), 'nothing is unpacked before all is here').toBe(false);
  hear([config, ...all.slice(0, 100)], 1);
  const look = () =>
    expect([status(1), status(100), status(101), status(MANY)]).toEqual(['received', 'received', undefined, undefined]);
  look();
  save();
  restart();
  look();
  while (unpack());
  look();
  expect(db.prepare("SELECT count(*) FROM record WHERE type = 'case'").pluck().get()).toBe(100);
});
