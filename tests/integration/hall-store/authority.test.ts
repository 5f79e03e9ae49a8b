import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Authority } from '../../../src/hall/authority/authority.ts';
import { hallHash, lineIntact } from '../../../src/hall/authority/chain.ts';
import type { Advance } from '../../../src/hall/authority/writing.ts';
import { systemRuntime } from '../../../src/hall/runtime.ts';
import { SqliteHallStore } from '../../../src/hall/store/sqlite.ts';
import type { Batch } from '../../../src/hall/store/types.ts';
import { readHall } from '../../../src/hall/verify/read-sqlite.ts';
import { verifyJournal } from '../../../src/hall/verify/verify.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { FIRST_HASH, type JournalLine } from '../../../src/shared/intent/envelope.ts';
import { ACCEPTS, DECIDES, receiving } from '../../support/cases.ts';
import { newFolder } from '../../support/folder.ts';
import { SealedJournal } from '../../support/sealed.ts';
import { JOBS, MONDAY_TEN, World } from '../../support/world.ts';

/** The real store, with a disk that can fail and a count of what was written. */
class Disk extends SqliteHallStore {
  commits: Batch[] = [];
  broken = false;

  override async commit(batch: Batch): Promise<'written' | 'moved'> {
    if (this.broken) throw new Error('disk full');
    const outcome = await super.commit(batch);
    if (outcome === 'written') this.commits.push(batch);
    return outcome;
  }
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const STATIONS = ['hall', 'dispenser-1', 'dispenser-2', 'counter-1'];

async function openHall() {
  const folder = newFolder('authority');
  closing.push(() => folder.remove());
  const disk = new Disk(join(folder.path, 'hall.db'));
  closing.push(() => disk.close());
  for (const id of STATIONS) {
    await disk.saveStation({
      id,
      name: id,
      roles: [],
      publicKey: '',
      enrolledAt: 0,
      version: '',
    });
  }
  const authority = await server(disk);
  expect(await authority.own('hall.configure', { config: sampleHall }, { kind: 'keeper', id: 'test' })).toBeNull();
  disk.commits = [];
  return { disk, authority, folder };
}

async function server(disk: SqliteHallStore, shelf?: number): Promise<Authority> {
  const authority = new Authority(
    disk,
    systemRuntime(() => MONDAY_TEN),
    shelf,
  );
  await authority.load();
  return authority;
}

const world = new World();
const request = (journal: SealedJournal): JournalLine => journal.write('ticket.request', world.wanted(), MONDAY_TEN);
const tickets = (authority: Authority) => [...authority.state.all('ticket')].map((t) => t.number).sort();

test('pushes that arrive together are one durable write, each answered for itself', async () => {
  const { disk, authority } = await openHall();
  const [one, two] = [new SealedJournal('dispenser-1'), new SealedJournal('dispenser-2')];
  const advances: Advance[] = [];
  authority.onAdvance((advance) => advances.push(advance));
  const answers = await Promise.all([
    authority.submit('dispenser-1', [request(one), request(one)]),
    authority.submit('dispenser-2', [request(two)]),
    authority.submit('dispenser-1', [one.write('ticket.paper', { ticketId: 'x', outcome: 'printed' }, MONDAY_TEN)]),
  ]);
  expect(disk.commits).toHaveLength(1);
  expect(answers).toEqual([
    { kind: 'settled', upTo: 2, refusals: [] },
    { kind: 'settled', upTo: 1, refusals: [] },
    { kind: 'settled', upTo: 3, refusals: [{ seq: 3, refusal: { code: 'unknown-ticket' } }] },
  ]);
  expect(advances.map((a) => [a.from, a.to, a.lines.length])).toEqual([[1, 5, 4]]);
  expect(tickets(authority)).toEqual(['A001', 'A002', 'A003']);
});

test('a line too far ahead is a gap: the number wanted is told, nothing is written', async () => {
  const { disk, authority } = await openHall();
  const journal = new SealedJournal('dispenser-1');
  const lines = [request(journal), request(journal), request(journal)];
  expect(await authority.submit('dispenser-1', [lines[2]!])).toEqual({ kind: 'gap', expected: 1 });
  expect(disk.commits).toEqual([]);
  expect(await authority.submit('dispenser-1', lines)).toEqual({ kind: 'settled', upTo: 3, refusals: [] });
});

test('what was heard before is acknowledged again with its refusals, and done once', async () => {
  const { disk, authority } = await openHall();
  const journal = new SealedJournal('dispenser-1');
  const lines = [
    request(journal),
    journal.write('ticket.cancel', { ticketId: 'x', reason: '' }, MONDAY_TEN),
    request(journal),
  ];
  const first = await authority.submit('dispenser-1', lines);
  expect(first).toMatchObject({ kind: 'settled', upTo: 3, refusals: [{ seq: 2 }] });
  expect(await authority.submit('dispenser-1', lines)).toEqual(first);
  expect(await authority.submit('dispenser-1', lines.slice(1, 2))).toMatchObject({
    kind: 'settled',
    refusals: [{ seq: 2 }],
  });
  expect(await authority.submit('dispenser-1', [...lines, request(journal)])).toMatchObject({
    upTo: 4,
    refusals: [{ seq: 2 }],
  });
  expect(disk.commits.map((c) => c.lines.length)).toEqual([3, 1]);
  expect(tickets(authority)).toHaveLength(3);
});

test.each<[string, (line: JournalLine) => JournalLine]>([
  ['changed in its body', (line) => ({ ...line, body: { ...(line.body as object), queueId: 'queue-rental' } })],
  ['changed in its time', (line) => ({ ...line, at: line.at + 1 })],
  ['of another station', (line) => ({ ...line, station: 'dispenser-2' })],
  ['after another line than the last', (line) => ({ ...line, prev: FIRST_HASH })],
  ['with another seal', (line) => ({ ...line, hash: 'f'.repeat(64) })],
])('a line %s is not of this journal', async (_, change) => {
  const { authority } = await openHall();
  const journal = new SealedJournal('dispenser-1');
  await authority.submit('dispenser-1', [request(journal)]);
  expect(await authority.submit('dispenser-1', [change(request(journal))])).toEqual({ kind: 'forked', seq: 2 });
  expect(tickets(authority)).toEqual(['A001']);
});

test('a journal that begins anew under the same name is refused where it differs', async () => {
  const { authority } = await openHall();
  const journal = new SealedJournal('dispenser-1');
  await authority.submit('dispenser-1', [request(journal)]);
  const other = new SealedJournal('dispenser-1');
  const lines = [request(other), request(other)];
  expect(await authority.submit('dispenser-1', lines)).toEqual({ kind: 'forked', seq: 2 });
});

test('one bad intent never blocks the line', async () => {
  const { authority } = await openHall();
  const journal = new SealedJournal('dispenser-1');
  const settled = await authority.submit('dispenser-1', [
    journal.seal({ kind: 'case.unheard', version: 1, body: {}, at: MONDAY_TEN }),
    journal.seal({ kind: 'ticket.request', version: 1, body: null, at: MONDAY_TEN }),
    journal.seal({ kind: 'ticket.request', version: 7, body: {}, at: MONDAY_TEN }),
    journal.seal({ kind: 'hall.configure', version: 1, body: { config: sampleHall }, at: MONDAY_TEN }),
    request(journal),
  ]);
  expect(settled).toMatchObject({
    upTo: 5,
    refusals: [
      { seq: 1, refusal: { code: 'unknown-kind' } },
      { seq: 2, refusal: { code: 'malformed' } },
      { seq: 3, refusal: { code: 'unknown-kind' } },
      { seq: 4, refusal: { code: 'not-allowed' } },
    ],
  });
  expect(tickets(authority)).toEqual(['A001']);
});

test('a write that failed leaves nothing behind: not in memory, not in the answers, not in the numbers', async () => {
  const { disk, authority } = await openHall();
  const journal = new SealedJournal('dispenser-1');
  await authority.submit('dispenser-1', [request(journal)]);
  const advances: Advance[] = [];
  authority.onAdvance((advance) => advances.push(advance));
  const lines = [request(journal), request(journal)];
  disk.broken = true;
  await expect(authority.submit('dispenser-1', lines)).rejects.toThrow('disk full');
  await expect(
    authority.own('range.grant', { day: '2026-03-02', queueId: JOBS, stationId: 'x' }, { kind: 'keeper', id: 'x' }),
  ).rejects.toThrow('disk full');
  expect(tickets(authority)).toEqual(['A001']);
  expect([...authority.state.all('range')]).toEqual([]);
  expect([authority.position, authority.settled('dispenser-1'), advances]).toEqual([2, 1, []]);
  disk.broken = false;
  expect(await authority.submit('dispenser-1', lines)).toEqual({ kind: 'settled', upTo: 3, refusals: [] });
  expect(tickets(authority)).toEqual(['A001', 'A002', 'A003']);
});

test('a line that can never be written does not take the other stations’ lines with it', async () => {
  const { authority } = await openHall();
  const [one, two] = [new SealedJournal('dispenser-1'), new SealedJournal('dispenser-2')];
  const first = request(one);
  await authority.submit('dispenser-1', [first]);
  // A copied id: the books hold each id once.
  const { prev: _prev, hash: _hash, ...intent } = request(two);
  const copied = { ...intent, id: first.id };
  const { chainText } = await import('../../../src/shared/intent/envelope.ts');
  const { sha256 } = await import('../../../src/hall/authority/chain.ts');
  const bad: JournalLine = { ...copied, prev: FIRST_HASH, hash: sha256(chainText(copied, FIRST_HASH)) };
  const [good, never] = await Promise.allSettled([
    authority.submit('dispenser-1', [request(one)]),
    authority.submit('dispenser-2', [bad]),
  ]);
  expect(never).toMatchObject({ value: { upTo: 1, refusals: [{ seq: 1, refusal: { code: 'unwritable' } }] } });
  expect(good).toMatchObject({ status: 'fulfilled', value: { kind: 'settled', upTo: 2 } });
  expect(tickets(authority)).toEqual(['A001', 'A002']);
});

test('another server that wrote first is taken up, and the same is decided on top', async () => {
  const { disk, authority, folder } = await openHall();
  const beside = new SqliteHallStore(join(folder.path, 'hall.db'));
  closing.push(() => beside.close());
  const other = await server(beside);
  const [one, two] = [new SealedJournal('dispenser-1'), new SealedJournal('dispenser-2')];
  await other.submit('dispenser-1', [request(one)]);
  await authority.submit('dispenser-2', [request(two)]);
  expect(tickets(authority)).toEqual(['A001', 'A002']);
  expect(disk.commits.at(-1)?.base).toBe(2);
});

test('the hall’s chain names every line before it, and what became of each', async () => {
  const { disk, authority } = await openHall();
  const journal = new SealedJournal('dispenser-1');
  await authority.submit('dispenser-1', [
    request(journal),
    journal.seal({ kind: 'x', version: 1, body: {}, at: MONDAY_TEN }),
  ]);
  await authority.own(
    'range.grant',
    { day: '2026-03-02', queueId: JOBS, stationId: 'dispenser-1' },
    { kind: 'keeper', id: 'x' },
  );
  const lines = (await disk.recentLines(100)).reverse();
  expect(lines.map((l) => l.position)).toEqual([1, 2, 3, 4]);
  let prev = FIRST_HASH;
  for (const line of lines) {
    expect(line.prev).toBe(prev);
    expect(lineIntact(line.intent)).toBe(true);
    expect(line.hash).toBe(hallHash(prev, line.position, line.intent.hash, line.settledAt, line.refusal));
    prev = line.hash;
  }
});

test('a hall that was started again goes on where it was', async () => {
  const { disk, authority } = await openHall();
  const journal = new SealedJournal('dispenser-1');
  await authority.submit('dispenser-1', [request(journal)]);
  const next = await server(disk);
  expect([next.position, next.settled('dispenser-1'), tickets(next)]).toEqual([2, 1, ['A001']]);
  expect(await next.submit('dispenser-1', [request(journal)])).toEqual({ kind: 'settled', upTo: 2, refusals: [] });
  const advance = await next.own(
    'range.grant',
    { day: '2026-03-02', queueId: JOBS, stationId: 'dispenser-1' },
    { kind: 'keeper', id: 'x' },
  );
  expect(advance).toBeNull();
});

test('a station’s clock can place an event in the past, not in the future, and not in another age', async () => {
  const { authority } = await openHall();
  const journal = new SealedJournal('dispenser-1');
  const day = 86_400_000;
  const help = (helpId: string, at: number) => journal.write('help.call', { helpId, place: 'p' }, at);
  await authority.submit('dispenser-1', [
    help('past', MONDAY_TEN - 3_600_000),
    help('future', MONDAY_TEN + day),
    help('ages', 0),
  ]);
  const at = (id: string) => authority.state.get('help', id)!.at;
  expect([at('past'), at('future'), at('ages')]).toEqual([MONDAY_TEN - 3_600_000, MONDAY_TEN, MONDAY_TEN - 14 * day]);
});

// ---- records loaded when needed ----

const receive = (journal: SealedJournal, n: number, over = {}) =>
  journal.write('case.receive', receiving(n, over), MONDAY_TEN, ACCEPTS);
const acceptCase = (journal: SealedJournal, n: number, actor = ACCEPTS) =>
  journal.write('case.accept', { caseId: receiving(n).caseId, owed: [] }, MONDAY_TEN, actor);

test('memory does not grow with the cases: only those used last stay at hand, and any of them goes on', async () => {
  const { disk } = await openHall();
  const authority = await server(disk, 50);
  const journal = new SealedJournal('counter-1');
  for (let from = 0; from < 300; from += 100) {
    const lines = Array.from({ length: 100 }, (_, i) => receive(journal, from + i + 1));
    expect(await authority.submit('counter-1', lines)).toMatchObject({ kind: 'settled', refusals: [] });
    expect(authority.state.shelf.size).toBeLessThanOrEqual(50);
  }
  const asked: number[] = [];
  const records = disk.records.bind(disk);
  disk.records = (keys) => {
    asked.push(keys.length);
    return records(keys);
  };
  const later = [1, 7, 150].map((n) => acceptCase(journal, n));
  expect(await authority.submit('counter-1', later)).toMatchObject({ kind: 'settled', refusals: [] });
  expect(asked).toEqual([3]); // one question for all that was not at hand
  const [first] = await disk.records([{ type: 'case', id: receiving(1).caseId }]);
  expect(first?.body).toMatchObject({ status: 'accepted', acceptedBy: { id: 'staff-chen' } });
});

test('cases that cannot be written are as they were, also in memory', async () => {
  const { disk, authority } = await openHall();
  const journal = new SealedJournal('counter-1');
  await authority.submit('counter-1', [receive(journal, 1)]);
  const lines = [acceptCase(journal, 1), receive(journal, 2)];
  disk.broken = true;
  await expect(authority.submit('counter-1', lines)).rejects.toThrow('disk full');
  disk.broken = false;
  expect(authority.state.peek('case', receiving(1).caseId)?.status).toBeUndefined();
  expect(await authority.submit('counter-1', lines)).toMatchObject({ kind: 'settled', upTo: 3, refusals: [] });
  expect(authority.state.peek('case', receiving(1).caseId)?.status).toBe('accepted');
});

test('a number that stands on two papers is kept for both, and both are told', async () => {
  const { disk, authority } = await openHall();
  const journal = new SealedJournal('counter-1');
  const other = { caseId: 'case-other', number: receiving(1).number };
  await authority.submit('counter-1', [receive(journal, 1), receive(journal, 2, other)]);
  const [number, second] = await disk.records([
    { type: 'caseNumber', id: receiving(1).number },
    { type: 'case', id: 'case-other' },
  ]);
  expect(number?.body).toMatchObject({ caseId: receiving(1).caseId, others: ['case-other'] });
  expect(second?.body).toMatchObject({ conflict: 'number-twice' });
});

test('the journal of cases decides to the same records again, and one changed behind its back shows', async () => {
  const { disk, authority } = await openHall();
  const journal = new SealedJournal('counter-1');
  const decided = (n: number, actor = DECIDES) =>
    journal.write('case.decide', { caseId: receiving(n).caseId, outcome: 'granted', reason: null }, MONDAY_TEN, actor);
  const answer = await authority.submit('counter-1', [
    receive(journal, 1),
    acceptCase(journal, 1),
    decided(1, ACCEPTS),
    decided(1),
    receive(journal, 2),
  ]);
  expect(answer).toMatchObject({ refusals: [{ seq: 3, refusal: { code: 'same-person-decides' } }] });
  const whole = async () => {
    const { position, lastHash } = await disk.load('2000-01-01');
    const { lines, records } = await disk.missed(0, '2000-01-01');
    return { lines, records, end: { position, lastHash } };
  };
  const { lines, records, end } = await whole();
  expect(verifyJournal(lines, records, end).findings).toEqual([]);
  const forged = records.map((r) =>
    r.type === 'case' && r.body?.acceptedBy ? { ...r, body: { ...r.body, acceptedBy: r.body.decidedBy } } : r,
  );
  expect(verifyJournal(lines, forged, end).findings).toEqual([
    { position: null, what: `case ${receiving(1).caseId} is not what the journal tells of it` },
  ]);
});

test('a line no store can take is refused with that for a reason; those before and after it are taken, also of others', async () => {
  const { disk, authority, folder } = await openHall();
  const mine = new SealedJournal('dispenser-1');
  const other = new SealedJournal('counter-1');
  const place = (n: number) => ({
    kind: 'help.call',
    version: 1,
    body: { helpId: `h${n}`, place: `${n}` },
    at: MONDAY_TEN,
  });
  const lines = [1, 2, 3, 4].map((n) => mine.seal(place(n)));
  // Two lines under one id: the second can never be written as it is.
  const twin = mine.seal({ ...place(5), id: lines[1]!.id });
  const after = mine.seal(place(6));
  const [first, ...rest] = [...lines, twin, after];
  await authority.submit('dispenser-1', [first!]);
  const [settled, others] = await Promise.all([
    authority.submit('dispenser-1', rest),
    authority.submit('counter-1', [other.seal(place(7))]),
  ]);
  expect(settled).toEqual({ kind: 'settled', upTo: 6, refusals: [{ seq: 5, refusal: { code: 'unwritable' } }] });
  expect(others).toMatchObject({ kind: 'settled', upTo: 1, refusals: [] });
  expect(authority.state.get('help', 'h6')).toBeDefined();
  expect(authority.state.get('help', 'h5')).toBeUndefined();
  // Alone in its push too, and from a hall that was started again.
  const again = await server(disk);
  const last = mine.seal({ ...place(8), id: lines[0]!.id });
  expect(await again.submit('dispenser-1', [last])).toMatchObject({ upTo: 7, refusals: [{ seq: 7 }] });
  await disk.close();
  const report = readHall(join(folder.path, 'hall.db'), (hall) => verifyJournal(hall.lines, hall.records, hall));
  expect(report.findings).toEqual([]);
});

test('what waits for its turn when its station is put out is not taken', async () => {
  const { authority } = await openHall();
  const journal = new SealedJournal('dispenser-1');
  const lines = [request(journal)];
  let wanted = true;
  const pushed = authority.submit('dispenser-1', lines, () => wanted);
  wanted = false;
  expect(await pushed).toMatchObject({ kind: 'settled', upTo: 0 });
  expect([authority.settled('dispenser-1'), tickets(authority)]).toEqual([0, []]);
  expect(await authority.submit('dispenser-1', lines)).toMatchObject({ kind: 'settled', upTo: 1 });
});
