import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Journal } from '../../../src/main/station/journal/journal.ts';
import { enqueue, type JobRow, setJobDocument, takeStep } from '../../../src/main/station/spool/table.ts';
import { copiesFolder } from '../../../src/main/station/store/copies.ts';
import { databaseFile } from '../../../src/main/station/store/database.ts';
import { DatabaseCopies } from '../../../src/main/station/store/database-copies.ts';
import { JournalCopy, readJournalCopy } from '../../../src/main/station/store/journal-copy.ts';
import { getMeta, setMeta } from '../../../src/main/station/store/meta.ts';
import { openStationStore, type StationStore } from '../../../src/main/station/store/open-store.ts';
import type { JournalLine } from '../../../src/shared/intent/envelope.ts';
import { type Folder, newFolder } from '../../support/folder.ts';
import { MONDAY_TEN } from '../../support/world.ts';

const NOW = Date.UTC(2026, 10, 21, 10);

let folder: Folder;
let data: string;
let station: Written;
beforeEach(() => {
  folder = newFolder('rebuild');
  data = join(folder.path, 'data');
  station = start();
});
afterEach(() => {
  station.store.db.close();
  folder.remove();
});

interface Written {
  readonly store: StationStore;
  readonly db: Database;
  readonly journal: Journal;
  readonly copy: JournalCopy;
  readonly copies: DatabaseCopies;
}

function start(): Written {
  const store = openStationStore(data, join(folder.path, 'key'), () => NOW);
  const { db } = store;
  const journal: Journal = new Journal(db, 'dispenser-1', () => `id-${journal.lastSeq + 1}`);
  if (getMeta(db, 'identity') === null) setMeta(db, 'identity', '{"publicKey":"mine"}');
  const copies = new DatabaseCopies(db, data);
  const { key } = store;
  const copy = new JournalCopy(
    { dataDir: data, key, db, after: () => () => undefined, log: () => undefined },
    copies.copiedUpTo,
  );
  copy.begin();
  return { store, db, journal, copy, copies };
}

/** One line and its print job, as a press writes them. */
function press(place: string, job: 'none' | 'reserved' | 'queued' | 'sending' | 'printed' = 'none'): JournalLine {
  const { db, journal, copy } = station;
  const line = db.transaction(() => {
    const written = journal.append(
      'help.call',
      { helpId: place, place },
      { kind: 'citizen', id: '' },
      'hall',
      MONDAY_TEN,
    );
    if (job !== 'none') enqueue(db, { id: `job-${place}`, ref: place, document: null, now: 1, expiresAt: 2 });
    if (job !== 'none' && job !== 'reserved') setJobDocument(db, `job-${place}`, { lines: [] } as never, 1);
    if (job === 'sending' || job === 'printed') takeStep(db, `job-${place}`, 'send', 1, null);
    if (job === 'printed') takeStep(db, `job-${place}`, 'printed', 1, null);
    return written;
  })();
  journal.committed(line);
  copy.commit(journal.takeAppended());
  return line;
}

function settle(upTo: number): void {
  const { db, journal } = station;
  journal.settle(upTo, []);
  db.transaction(() => journal.save())();
  journal.saved();
}

/** The plug is pulled, and the disk hurts the database. */
function damage(how: 'garbage' | 'torn' | 'gone' | 'nothing' = 'garbage'): void {
  station.db.close();
  const file = databaseFile(data);
  if (how === 'gone') rmSync(file);
  else if (how === 'torn') writeFileSync(file, readFileSync(file).subarray(0, 10_000));
  else if (how === 'garbage') writeFileSync(file, Buffer.from('no database at all '.repeat(2000)));
}

function again(): Written {
  station = start();
  return station;
}

function states(): string[] {
  const rows = station.db.prepare('SELECT seq, state FROM journal ORDER BY seq').all() as {
    seq: number;
    state: string;
  }[];
  return rows.map(({ seq, state }) => `${seq} ${state}`);
}

function jobs(): Record<string, string> {
  const rows = station.db.prepare('SELECT ref, state FROM spool_job').all() as JobRow[];
  return Object.fromEntries(rows.map(({ ref, state }) => [ref, state]));
}

describe('a damaged database is made again', () => {
  test.each(['garbage', 'torn', 'gone'] as const)(
    'from the journal’s copy alone (%s), and goes on where it was',
    (how) => {
      const lines = ['a', 'b', 'c'].map((place) => press(place));
      settle(1);
      damage(how);
      again();
      expect(station.store.rebuilt).toMatchObject({
        reason: how === 'gone' ? 'missing' : 'damaged',
        complete: true,
        pending: 3,
      });
      expect(getMeta(station.db, 'identity')).toBe('{"publicKey":"mine"}');
      expect(getMeta(station.db, 'recovering')).toBeNull();
      expect(station.journal.pending).toEqual(lines);
      expect(press('d')).toMatchObject({ seq: 4, prev: lines[2]!.hash });
    },
  );

  test('from the hourly copy and what the journal’s copy has beyond it', async () => {
    const lines = ['a', 'b', 'c'].map((place) => press(place));
    settle(3);
    setMeta(station.db, 'cursor', '77');
    expect(await station.copies.make(NOW)).toBe('made');
    station.copy.begin(station.copies.copiedUpTo);
    lines.push(press('d'), press('e'));
    settle(4);
    damage();
    again();
    expect(station.store.rebuilt).toMatchObject({ complete: true, lines: 5, pending: 2 });
    // 4 was settled after the copy of the hall was taken: it is decided on top of it again.
    expect(states()).toEqual(['1 settled', '2 settled', '3 settled', '4 pending', '5 pending']);
    expect(getMeta(station.db, 'cursor')).toBe('77');
    expect(press('f')).toMatchObject({ seq: 6, prev: lines[4]!.hash });
  });

  test('from an older copy when the newest one is damaged too', async () => {
    press('a');
    expect(await station.copies.make(NOW - 3_600_000)).toBe('made');
    press('b');
    expect(await station.copies.make(NOW)).toBe('made');
    station.copy.begin(0);
    press('c');
    const newest = readdirSync(copiesFolder(data))
      .filter((name) => name.startsWith('station-'))
      .sort()
      .at(-1)!;
    writeFileSync(join(copiesFolder(data), newest), Buffer.alloc(9000, 1));
    damage();
    again();
    expect(station.store.rebuilt).toMatchObject({ complete: true, lines: 3 });
    expect(station.journal.lastSeq).toBe(3);
  });

  test('and the damaged files lie beside it, as they were', () => {
    press('a');
    damage();
    const bytes = readFileSync(databaseFile(data));
    again();
    const { aside } = station.store.rebuilt!;
    expect(readFileSync(join(aside!, 'station.db')).equals(bytes)).toBe(true);
  });

  test('twice on one day: both are kept', () => {
    press('a');
    damage();
    again();
    press('b');
    damage();
    again();
    expect(station.journal.lastSeq).toBe(2);
    expect(readdirSync(data).filter((name) => name.startsWith('damaged-'))).toHaveLength(2);
  });

  test('an interrupted rebuild is done again', () => {
    press('a');
    damage();
    // As it stands between the two last steps: the damaged one is aside, the new one not yet in its place.
    mkdirSync(join(data, 'damaged-x'));
    renameSync(databaseFile(data), join(data, 'damaged-x', 'station.db'));
    writeFileSync(join(data, 'station.db.rebuilding'), 'half of it');
    again();
    expect(station.journal.lastSeq).toBe(1);
  });
});

describe('paper', () => {
  test('of which a byte may have left is a question for a person; what came out stays printed', () => {
    press('reserved', 'reserved');
    press('queued', 'queued');
    press('sending', 'sending');
    press('printed', 'printed');
    damage();
    again();
    expect(jobs()).toEqual({ reserved: 'failed', queued: 'unknown', sending: 'unknown', printed: 'printed' });
    expect(station.store.rebuilt?.uncertain).toBe(2);
  });

  test('is doubted altogether when the copy may lack something', () => {
    press('reserved', 'reserved');
    station.copy.commit([]);
    damage();
    tearCopy();
    again();
    expect(station.store.rebuilt?.complete).toBe(false);
  });
});

/** The power went before the copy was on the disk. */
function tearCopy(): void {
  const [name] = readdirSync(copiesFolder(data)).filter((file) => file.startsWith('journal-'));
  const file = join(copiesFolder(data), name!);
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, bytes.length - 5));
}

describe('what is not known for certain', () => {
  test('a copy with a torn end: the station waits for the hall', () => {
    press('a');
    press('b');
    damage();
    tearCopy();
    again();
    expect(station.store.rebuilt).toMatchObject({ complete: false, lines: 1 });
    expect(getMeta(station.db, 'recovering')).toBe('1');
  });

  test('only the hourly copy is left: the same', async () => {
    press('a');
    expect(await station.copies.make(NOW)).toBe('made');
    press('b');
    damage();
    for (const name of readdirSync(copiesFolder(data)))
      if (name.startsWith('journal-')) rmSync(join(copiesFolder(data), name));
    again();
    expect(station.store.rebuilt).toMatchObject({ complete: false, lines: 1 });
    expect(getMeta(station.db, 'recovering')).toBe('1');
  });

  test('no copy can be read: nothing is touched, and the keeper is told the way out', () => {
    press('a');
    damage();
    for (const name of readdirSync(copiesFolder(data))) writeFileSync(join(copiesFolder(data), name), 'garbage');
    const before = readdirSync(data);
    expect(() => again()).toThrow(/with a code from “New machine”/);
    expect(readdirSync(data)).toEqual(before);
    expect(readFileSync(databaseFile(data), 'utf8')).toContain('no database at all');
    rmSync(databaseFile(data));
    expect(() => again()).toThrow(/with a code from “New machine”/);
    rmSync(copiesFolder(data), { recursive: true });
    again();
  });

  test('the key was changed: nothing is touched', () => {
    press('a');
    station.db.close();
    const bytes = readFileSync(databaseFile(data));
    const key = readFileSync(join(folder.path, 'key'));
    writeFileSync(join(folder.path, 'key'), `${'12'.repeat(32)}\n`);
    expect(() => again()).toThrow(/key/);
    expect(readFileSync(databaseFile(data)).equals(bytes)).toBe(true);
    writeFileSync(join(folder.path, 'key'), key);
    again();
    expect(station.store.rebuilt).toBeNull();
  });

  test('lines the hall has come back from it; a line that does not follow is no line of this journal', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((place) => press(place));
    damage();
    const [name] = readdirSync(copiesFolder(data)).filter((file) => file.startsWith('journal-'));
    const copied = readJournalCopy(data, station.store.key);
    expect(copied?.lines).toHaveLength(3);
    const file = join(copiesFolder(data), name!);
    writeFileSync(file, readFileSync(file).subarray(0, -700)); // the last lines are torn off
    again();
    const { db, journal } = station;
    const lost = 3 - journal.lastSeq;
    expect(lost).toBeGreaterThan(0);
    const stranger = { ...c!, prev: 'f'.repeat(64), seq: journal.lastSeq + 1 };
    expect(db.transaction(() => journal.restore([stranger]))()).toBe(false);
    expect(db.transaction(() => journal.restore([a!, b!, c!]))()).toBe(true);
    journal.reload();
    expect(journal.lastSeq).toBe(3);
    expect(journal.contiguousUpTo()).toBe(3);
    expect(press('d')).toMatchObject({ seq: 4, prev: c!.hash });
  });
});

test('an older database in its place is noticed by its own copy', async () => {
  press('a');
  settle(1);
  station.copy.close();
  station.db.close();
  const old = readFileSync(databaseFile(data));
  again();
  press('b');
  damage('nothing');
  writeFileSync(databaseFile(data), old);
  again();
  expect(station.store.rebuilt).toMatchObject({ reason: 'behind', complete: true });
  expect(station.journal.lastSeq).toBe(2);
});

test('the copy is bounded: settled lines leave it', async () => {
  for (let n = 0; n < 50; n++) press(`x${n}`);
  settle(50);
  await station.copies.make(NOW);
  station.copy.begin(station.copies.copiedUpTo);
  expect(readJournalCopy(data, station.store.key)?.lines).toEqual([]);
  await expect.poll(() => readdirSync(copiesFolder(data)).filter((name) => name.startsWith('journal-')).length).toBe(1);
});

test('a start in good order makes nothing again', () => {
  press('a', 'printed');
  station.copy.close();
  station.db.close();
  again();
  expect(station.store.rebuilt).toBeNull();
  expect(readJournalCopy(data, station.store.key)?.lines.map(({ seq }) => seq)).toEqual([1]);
});
