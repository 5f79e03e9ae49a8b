import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Journal } from '../../../src/main/station/journal/journal.ts';
import { enqueue, pruneSpool, takeStep } from '../../../src/main/station/spool/table.ts';
import { archivedAfter, archiveOldestMonth } from '../../../src/main/station/store/archive.ts';
import { databaseFile } from '../../../src/main/station/store/database.ts';
import { openStationStore, type StationStore } from '../../../src/main/station/store/open-store.ts';
import { FIRST_HASH, type JournalLine } from '../../../src/shared/intent/envelope.ts';
import { type Folder, newFolder } from '../../support/folder.ts';
import { MONDAY_TEN } from '../../support/world.ts';

const DAY = 86_400_000;
const PER_DAY = 20;

let folder: Folder;
let data: string;
let store: StationStore;
let journal: Journal;
beforeEach(() => {
  folder = newFolder('growth');
  data = join(folder.path, 'data');
  open();
});
afterEach(() => {
  store.db.close();
  folder.remove();
});

function open(): void {
  store = openStationStore(data, join(folder.path, 'key'), Date.now);
  journal = new Journal(
    store.db,
    'dispenser-1',
    () => `id-${journal.lastSeq + 1}`,
    (seq, limit) => archivedAfter(data, store.key, seq, limit),
  );
}

function day(n: number, now: number): void {
  const { db } = store;
  const lines: JournalLine[] = [];
  db.transaction(() => {
    for (let i = 0; i < PER_DAY; i++) {
      const place = `${n}-${i} ${'取号机'.repeat(20)}`.slice(0, 60);
      const line = journal.append('help.call', { helpId: place, place }, { kind: 'citizen', id: '' }, 'hall', now + i);
      journal.committed(line);
      lines.push(line);
      enqueue(db, { id: line.id, ref: place, document: null, now, expiresAt: now });
      takeStep(db, line.id, 'cancel', now, null);
    }
    journal.settle(journal.lastSeq, []);
    journal.save();
    pruneSpool(db, now - 3 * DAY);
  })();
  journal.saved();
  archiveOldestMonth(db, data, store.key, now - 30 * DAY);
  journal.shortened();
}

test('400 days of work: the database stays as large as it was after 100, and every line is still there for a hall that lost it', () => {
  const sizes: number[] = [];
  for (let n = 0; n < 400; n++) {
    day(n, MONDAY_TEN + n * DAY);
    if (n % 100 === 99) {
      store.db.pragma('wal_checkpoint(TRUNCATE)');
      sizes.push(statSync(databaseFile(data)).size);
    }
  }
  expect(Math.max(...sizes.slice(1)) / sizes[0]!).toBeLessThan(1.3);
  const kept = store.db.prepare('SELECT count(*) FROM journal').pluck().get() as number;
  expect(kept).toBeLessThanOrEqual(62 * PER_DAY);
  store.db.close();
  open();
  let prev = FIRST_HASH;
  let seq = 0;
  for (let lines = journal.linesAfter(0, 500); lines.length > 0; lines = journal.linesAfter(seq, 500)) {
    for (const line of lines) {
      expect(line.seq === seq + 1 && line.prev === prev).toBe(true);
      seq = line.seq;
      prev = line.hash;
    }
  }
  expect(seq).toBe(400 * PER_DAY);
  expect(readdirSync(join(data, 'archive')).some((name) => name.endsWith('.part'))).toBe(false);
});

test('what is not settled stays, and so does whatever follows it', () => {
  day(0, MONDAY_TEN);
  const line = store.db.transaction(() =>
    journal.append('help.call', { helpId: 'x', place: 'x' }, { kind: 'citizen', id: '' }, 'hall', MONDAY_TEN + DAY),
  )();
  journal.committed(line);
  expect(archiveOldestMonth(store.db, data, store.key, MONDAY_TEN + 90 * DAY)).toBe(PER_DAY);
  journal.shortened();
  expect(archiveOldestMonth(store.db, data, store.key, MONDAY_TEN + 90 * DAY)).toBe(0);
  expect(journal.pending).toEqual([line]);
});

test('an archive that was changed is noticed', () => {
  day(0, MONDAY_TEN);
  archiveOldestMonth(store.db, data, store.key, MONDAY_TEN + 90 * DAY);
  const [name] = readdirSync(join(data, 'archive'));
  const file = join(data, 'archive', name!);
  expect(archivedAfter(data, store.key, 3, 2).map(({ seq }) => seq)).toEqual([4, 5]);
  const bytes = readFileSync(file);
  bytes[200]! ^= 1;
  writeFileSync(file, bytes);
  expect(archivedAfter(data, store.key, 3, 2)).toEqual([]);
});
