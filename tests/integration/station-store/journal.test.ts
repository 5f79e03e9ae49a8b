import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lineIntact } from '../../../src/hall/authority/chain.ts';
import { Journal } from '../../../src/main/station/journal/journal.ts';
import { openStationDatabase } from '../../../src/main/station/store/database.ts';
import { FIRST_HASH, type JournalLine } from '../../../src/shared/intent/envelope.ts';
import { type Folder, newFolder } from '../../support/folder.ts';
import { MONDAY_TEN } from '../../support/world.ts';

let folder: Folder;
let db: Database;
beforeEach(() => {
  folder = newFolder('journal');
  open();
});
afterEach(() => {
  db.close();
  folder.remove();
});

function open(): void {
  db = openStationDatabase(join(folder.path, 'data'), join(folder.path, 'key'));
}

/** As after a plug was pulled: whatever was only in memory is gone. */
function restart(): Journal {
  db.close();
  open();
  return begin();
}

let ids = 0;
function begin(): Journal {
  return new Journal(db, 'counter-1', () => `id-${++ids}`);
}

function write(journal: Journal, place: string): JournalLine {
  const line = db.transaction(() =>
    journal.append('help.call', { helpId: place, place }, { kind: 'citizen', id: '' }, 'hall', MONDAY_TEN),
  )();
  journal.committed(line);
  return line;
}

function save(journal: Journal): void {
  db.transaction(() => journal.save())();
  journal.saved();
}

test('lines are numbered without gaps, each names the one before, and all are there after a restart', () => {
  const journal = begin();
  const lines = ['a', 'b', 'c'].map((place) => write(journal, place));
  const again = restart();
  expect(again.pending).toEqual(lines);
  const next = write(again, 'd');
  let prev = FIRST_HASH;
  for (const [i, line] of [...lines, next].entries()) {
    expect(line).toMatchObject({ seq: i + 1, prev });
    expect(lineIntact(line)).toBe(true);
    prev = line.hash;
  }
});

test('a line is written together with what it causes, or not at all', () => {
  const journal = begin();
  expect(() =>
    journal.append('help.call', { helpId: 'x', place: 'x' }, { kind: 'citizen', id: '' }, 'hall', 0),
  ).toThrow('together');
  expect(() =>
    db.transaction(() => {
      journal.append('help.call', { helpId: 'x', place: 'x' }, { kind: 'citizen', id: '' }, 'hall', 0);
      throw new Error('the disk is full');
    })(),
  ).toThrow('disk');
  expect(write(journal, 'a').seq).toBe(1);
  expect(restart().pending).toHaveLength(1);
});

test('what the hall settled and was not saved goes to it once more, and no further', () => {
  const journal = begin();
  const lines = ['a', 'b', 'c'].map((place) => write(journal, place));
  expect(journal.settle(2, [])).toEqual(lines.slice(0, 2));
  expect([journal.settledSeq, journal.pending, journal.hasUnsaved]).toEqual([2, [lines[2]], true]);
  const lost = restart();
  expect([lost.settledSeq, lost.pending]).toEqual([0, lines]);
  lost.settle(2, []);
  save(lost);
  const kept = restart();
  expect([kept.settledSeq, kept.pending, kept.lastSeq]).toEqual([2, [lines[2]], 3]);
});

test('a refusal stays until somebody dealt with it, and its line for ever', () => {
  const journal = begin();
  const lines = ['a', 'b'].map((place) => write(journal, place));
  const refusal = { code: 'malformed', params: { where: 'place' } } as const;
  journal.settle(2, [{ seq: 1, refusal }]);
  expect(journal.refused).toEqual([{ line: lines[0], refusal }]);
  journal.settle(2, [{ seq: 1, refusal }]); // told twice is one refusal
  expect(journal.refused).toHaveLength(1);
  save(journal);
  const again = restart();
  expect(again.refused).toEqual([{ line: lines[0], refusal }]);
  again.dismiss(1);
  expect(again.refused).toEqual([]);
  expect(restart().refused).toEqual([]);
  expect(db.prepare('SELECT seq, state FROM journal ORDER BY seq').all()).toEqual([
    { seq: 1, state: 'dismissed' },
    { seq: 2, state: 'settled' },
  ]);
});

test('a refusal told again after it was dealt with does not come back', () => {
  const journal = begin();
  write(journal, 'a');
  const refusal = { code: 'malformed' } as const;
  journal.settle(1, [{ seq: 1, refusal }]);
  journal.dismiss(1);
  journal.settle(1, [{ seq: 1, refusal }]);
  save(journal);
  expect(journal.refused).toEqual([]);
  expect(restart().refused).toEqual([]);
});

test('what the hall lost counts as unsettled again, whatever it said of it, over a restart too', () => {
  const journal = begin();
  for (const place of ['a', 'b', 'c']) write(journal, place);
  journal.settle(3, [{ seq: 2, refusal: { code: 'malformed' } }]);
  save(journal);
  journal.dismiss(2);
  expect([journal.pending.length, journal.refusedEver()]).toEqual([0, 1]);
  db.transaction(() => journal.reopen(1))();
  journal.reload();
  const expectOpen = (each: Journal): void => {
    expect(each.pending.map(({ seq }) => seq)).toEqual([2, 3]);
    expect([each.settledSeq, each.refused, each.refusedEver()]).toEqual([1, [], 0]);
  };
  expectOpen(journal);
  expectOpen(restart());
});
