import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Batch, HallLine, HallStore } from '../../../src/hall/store/types.ts';
import { FIRST_HASH } from '../../../src/shared/intent/envelope.ts';
import type { RecordChange } from '../../../src/shared/intent/records.ts';
import { SealedJournal } from '../../support/sealed.ts';
import { MONDAY_TEN, World } from '../../support/world.ts';

export interface StoreUnderTest {
  /** Another server process on the same hall. */
  again(): Promise<HallStore>;
  remove(): Promise<void>;
  readonly store: HallStore;
}

const DAY = '2026-03-02';
const row = {
  id: 'dispenser-1',
  name: '1 号取号机',
  roles: ['dispenser'],
  publicKey: 'k',
  enrolledAt: 1,
  version: '0.1.0',
};

const note = {
  id: 'dispenser-1',
  version: '0.2.0',
  server: 'a',
  seenAt: 99,
  report: { devices: [], pending: 3, refused: 1, cursor: 40 },
};

function ticket(id: string, day = DAY): RecordChange {
  return { type: 'ticket', id, body: { ...new World().waiting(), id, day } };
}

function caseNumber(id: string): RecordChange {
  return { type: 'caseNumber', id, body: { id, caseId: 'c', others: [] } };
}

function progress(id: string, day: string | undefined): RecordChange {
  const body = {
    id,
    caseId: 'c',
    number: 'n',
    itemName: 'i',
    status: 'received' as const,
    receivedAt: 1,
    promisedBy: null,
    decidedAt: null,
    collectHall: 'h',
  };
  return { type: 'caseProgress', id, body: day === undefined ? body : { ...body, day } };
}

/** A batch of lines, each with the records it changed. */
function batch(base: number, journal: SealedJournal, ...changes: RecordChange[][]): Batch {
  const lines: HallLine[] = [];
  const records: Batch['records'] & Map<string, RecordChange & { position: number }> = new Map();
  let position = base;
  let last = { lastSeq: 0, lastHash: FIRST_HASH };
  for (const group of changes) {
    position += 1;
    const intent = journal.seal({ kind: 'help.call', version: 1, body: {}, at: MONDAY_TEN });
    const refusal = group.length === 0 ? ({ code: 'malformed', params: { where: 'helpId' } } as const) : null;
    lines.push({ position, intent, settledAt: MONDAY_TEN, refusal, prev: `p${position}`, hash: `h${position}` });
    for (const change of group) records.set(`${change.type} ${change.id}`, { ...change, position });
    last = { lastSeq: intent.seq, lastHash: intent.hash };
  }
  return { base, lines, records, stations: new Map([[journal.station, last]]) };
}

/** What every engine that keeps a hall must do. */
export function hallStoreSuite(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    const opened: StoreUnderTest[] = [];
    const begin = async () => {
      const made = await open();
      opened.push(made);
      await made.store.saveStation(row);
      return made;
    };
    afterEach(async () => {
      for (const made of opened.splice(0)) await made.remove();
    });

    test('begins empty, at position 0', async () => {
      const { store } = await begin();
      expect(await store.load(DAY)).toMatchObject({ position: 0, lastHash: FIRST_HASH, records: [] });
    });

    test('an attachment comes back to the byte, at another server process too; put twice it is there once', async () => {
      const { store, again } = await begin();
      const bytes = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x0a, 0x5c, 0x27]);
      const hash = createHash('sha256').update(bytes).digest('hex');
      expect(await store.attachment(hash)).toBeNull();
      await store.putAttachment(hash, bytes);
      await (await again()).putAttachment(hash, bytes);
      expect((await (await again()).attachment(hash))?.equals(bytes)).toBe(true);
      // What lies under a hash that is not its own counts as not there, and is replaced.
      const other = 'ab'.repeat(32);
      await store.putAttachment(other, bytes);
      expect(await store.attachment(other)).toBeNull();
    });

    test('an attachment is erased when the last case that claimed it gives it up, at whichever server process', async () => {
      const { store, again } = await begin();
      const bytes = Buffer.from([0xff, 0xd8, 0xff, 0x01]);
      const hash = createHash('sha256').update(bytes).digest('hex');
      for (const caseId of ['case-1', 'case-1', 'case-2']) await store.claimAttachment(hash, caseId);
      await store.putAttachment(hash, bytes);
      const other = await again();
      await other.giveUpAttachment(hash, 'case-1');
      expect([await store.attachment(hash), await store.claimedBy('case-1'), await store.claimedBy('case-2')]).toEqual([
        bytes,
        [],
        [hash],
      ]);
      await Promise.all([store.giveUpAttachment(hash, 'case-2'), other.giveUpAttachment(hash, 'case-2')]);
      expect([await other.attachment(hash), await other.claimedBy('case-2')]).toEqual([null, []]);
      await store.giveUpAttachment(hash, 'case-2'); // nothing left to do
    });

    test('of two cases of one picture, one gives it up while the other claims it: nothing is erased', async () => {
      const { store, again } = await begin();
      const other = await again();
      const bytes = Buffer.from([0xff, 0xd8, 0xff, 0x02]);
      const hash = createHash('sha256').update(bytes).digest('hex');
      for (let n = 0; n < 20; n++) {
        await store.claimAttachment(hash, `case-${n}`);
        if ((await store.attachment(hash)) === null) await store.putAttachment(hash, bytes);
        const claimed = other.claimAttachment(hash, `case-${n + 1}`).then(() => other.attachment(hash));
        await store.giveUpAttachment(hash, `case-${n}`);
        // Whoever claimed it and saw it there may rely on it.
        if (await claimed) expect(await store.attachment(hash)).toEqual(bytes);
      }
    });

    test('lines after which a case may name fewer attachments are found from a position on; refused ones are not', async () => {
      const { store } = await begin();
      const whole = batch(0, new SealedJournal('dispenser-1'), [ticket('a')], [ticket('b')], [], [ticket('c')]);
      const lines = whole.lines.map((line, i) =>
        i === 0 ? line : { ...line, intent: { ...line.intent, kind: 'case.detach' } },
      );
      await store.commit({ ...whole, lines });
      const found = async (after: number, limit = 10) =>
        (await store.linesThatDetach(after, limit)).map(({ position }) => position);
      expect([await found(0), await found(2), await found(4), await found(0, 1)]).toEqual([[2, 4], [4], [], [2]]);
    });

    test('lines, records, station and position are written together and read back as they were', async () => {
      const { store, again } = await begin();
      const journal = new SealedJournal('dispenser-1');
      const first = batch(0, journal, [ticket('a')], [], [ticket('b'), ticket('a')]);
      expect(await store.commit(first)).toBe('written');
      const snapshot = await (await again()).load(DAY);
      expect(snapshot).toMatchObject({ position: 3, lastHash: 'h3' });
      expect(snapshot.records.map((r) => r.id).sort()).toEqual(['a', 'b']);
      expect(snapshot.records.find((r) => r.id === 'a')?.body).toEqual(ticket('a').body);
      expect(snapshot.stations).toMatchObject([{ ...row, lastSeq: 3, lastHash: first.lines[2]!.intent.hash }]);
      expect(await store.recentLines(2)).toEqual([first.lines[2], first.lines[1]]);
    });

    test('the records of a day that is long over are found by their types, and by no other day', async () => {
      const { store, again } = await begin();
      const at = (id: string, day: string) => {
        const { body, ...rest } = ticket(id);
        return { ...rest, body: { ...body, day } } as RecordChange;
      };
      const changes = [at('a', '2020-01-05'), at('b', '2020-01-06'), at('c', '2020-01-05')];
      const gone = { ...changes[2]!, body: null } as RecordChange;
      await store.commit(batch(0, new SealedJournal('dispenser-1'), changes, [gone]));
      const other = await again();
      expect(await other.recordsOfDay('2020-01-05', ['ticket', 'service'])).toEqual([changes[0]]);
      expect(await other.recordsOfDay('2020-01-05', ['service'])).toEqual([]);
      expect(await other.recordsOfDay('2020-01-07', ['ticket'])).toEqual([]);
    });

    test('decided on what is no longer the end: nothing is written', async () => {
      const { store, again } = await begin();
      const other = await again();
      const journal = new SealedJournal('dispenser-1');
      expect(await other.commit(batch(0, journal, [ticket('a')]))).toBe('written');
      expect(await store.commit(batch(0, new SealedJournal('dispenser-1'), [ticket('b')]))).toBe('moved');
      expect((await store.load(DAY)).records.map((r) => r.id)).toEqual(['a']);
      expect(await store.recentLines(9)).toHaveLength(1);
    });

    test('a line that is there already fails the whole batch, and nothing of it stays', async () => {
      const { store } = await begin();
      const first = batch(0, new SealedJournal('dispenser-1'), [ticket('a')]);
      await store.commit(first);
      const second = batch(1, new SealedJournal('counter-1'), [ticket('b')], [ticket('c')]);
      const twice: Batch = {
        ...second,
        lines: [second.lines[0]!, { ...second.lines[1]!, intent: first.lines[0]!.intent }],
      };
      await expect(store.commit(twice)).rejects.toThrow();
      expect(await store.load(DAY)).toMatchObject({ position: 1, lastHash: 'h1' });
      expect((await store.load(DAY)).records.map((r) => r.id)).toEqual(['a']);
    });

    test('changes are paged in order, a page never ends between records of one position', async () => {
      const { store } = await begin();
      const journal = new SealedJournal('dispenser-1');
      await store.commit(batch(0, journal, [ticket('a'), ticket('b')], [ticket('c'), ticket('d')], [ticket('e')]));
      const seen: string[] = [];
      let cursor = 0;
      for (let more = true; more; ) {
        const page = await store.changedSince(cursor, DAY, 3);
        seen.push(...page.records.map((r) => r.id).sort());
        expect(page.to).toBeGreaterThan(cursor);
        cursor = page.to;
        more = page.more;
      }
      expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(cursor).toBe(3);
      expect(await store.changedSince(3, DAY, 3)).toEqual({ records: [], to: 3, more: false });
    });

    test('a record changed again comes once, as it stands; a record taken away comes as gone', async () => {
      const { store } = await begin();
      const journal = new SealedJournal('dispenser-1');
      await store.commit(batch(0, journal, [ticket('a'), ticket('b')]));
      await store.commit(batch(1, journal, [ticket('a'), { type: 'ticket', id: 'b', body: null }]));
      const page = await store.changedSince(0, DAY, 100);
      expect(page.records.map((r) => [r.id, r.body === null]).sort()).toEqual([
        ['a', false],
        ['b', true],
      ]);
      expect((await store.load(DAY)).records.map((r) => r.id)).toEqual(['a']);
    });

    test('earlier days stay in the books and out of the working set', async () => {
      const { store } = await begin();
      await store.commit(batch(0, new SealedJournal('dispenser-1'), [ticket('old', '2026-02-20'), ticket('new')]));
      expect((await store.load(DAY)).records.map((r) => r.id)).toEqual(['new']);
      expect((await store.changedSince(0, DAY, 10)).records.map((r) => r.id)).toEqual(['new']);
      expect((await store.load('2026-02-01')).records).toHaveLength(2);
    });

    test('records loaded when needed are fetched by their names, in one question, and are no part of the start', async () => {
      const { store } = await begin();
      const odd = ['号\\0', 'n1\0n', '"[]', '😀'].map(caseNumber);
      await store.commit(batch(0, new SealedJournal('counter-1'), [caseNumber('n1'), ...odd], [ticket('a')]));
      const keys = [...odd, { type: 'caseNumber' as const, id: 'n1\0' }, caseNumber('n1')];
      expect(await store.records(keys)).toEqual([...odd, { ...keys[4], body: null }, caseNumber('n1')]);
      expect(await store.records([])).toEqual([]);
      expect((await store.load(DAY)).records.map((r) => r.id)).toEqual(['a']);
      expect((await store.changedSince(0, DAY, 10)).records).toHaveLength(6);
      expect((await store.missed(0, DAY)).records).toHaveLength(6);
    });

    test('a station gets the types it asks for, and hears that a case it may hold is over', async () => {
      const { store } = await begin();
      const journal = new SealedJournal('counter-1');
      await store.commit(
        batch(0, journal, [progress('1', undefined), progress('2', undefined), ticket('old', '2026-02-20')]),
      );
      await store.commit(batch(1, journal, [progress('2', '2026-02-28'), ticket('new')]));
      const seen = async (wanted: Parameters<HallStore['changedSince']>[3]) =>
        (await store.changedSince(0, DAY, 10, wanted)).records
          .map((r) => `${r.id}${r.body === null ? ' gone' : ''}`)
          .sort();
      expect(await seen({ types: ['caseProgress'] })).toEqual(['1']);
      expect(await seen({ types: ['ticket'], gone: true })).toEqual(['new']);
      expect(await seen({ types: ['caseProgress', 'ticket'], gone: true })).toEqual(['1', '2 gone', 'new']);
      // Another server process that knew it open learns what became of it, whatever its day.
      const told = (await store.missed(0, DAY)).records.find((r) => r.id === '2');
      expect(told?.body).toMatchObject({ day: '2026-02-28' });
    });

    test('a station that asks again is told its own refusals after a number, and nobody else’s', async () => {
      const { store } = await begin();
      await store.commit(batch(0, new SealedJournal('dispenser-1'), [], [ticket('a')], []));
      await store.commit(batch(3, new SealedJournal('counter-1'), []));
      const refusal = { code: 'malformed', params: { where: 'helpId' } };
      expect(await store.refusalsAfter('dispenser-1', 0)).toEqual([
        { seq: 1, refusal },
        { seq: 3, refusal },
      ]);
      expect(await store.refusalsAfter('dispenser-1', 1)).toEqual([{ seq: 3, refusal }]);
      expect(await store.refusalsAfter('dispenser-1', 3)).toEqual([]);
    });

    test('a station saved again keeps how far it was heard', async () => {
      const { store } = await begin();
      await store.commit(batch(0, new SealedJournal('dispenser-1'), [ticket('a')]));
      await store.noteStations([{ ...note, since: 5 }]);
      await store.saveStation({ ...row, name: 'neu', version: '0.2.0' });
      expect((await store.load(DAY)).stations).toMatchObject([{ ...note, name: 'neu', lastSeq: 1, since: 5 }]);
    });

    test('where a station stands is kept; what is noted late of an older connection changes nothing', async () => {
      const { store, again } = await begin();
      await store.noteStations([
        { ...note, since: 7, server: 'b' },
        { ...note, id: 'nobody', since: 7 },
      ]);
      await store.noteStations([{ ...note, since: 6, server: 'a' }]);
      expect(await (await again()).stations()).toMatchObject([{ ...note, since: 7, server: 'b' }]);
      await store.noteStations([{ ...note, since: 7, server: '', seenAt: 100, report: null }]);
      expect(await store.station('dispenser-1')).toMatchObject({ server: '', seenAt: 100, report: null });
    });

    test('what became of a device is kept once, found by time and station, and forgotten when it is old', async () => {
      const { store, again } = await begin();
      const change = { station: 'dispenser-1', device: 'ticketPrinter', state: 'down', codes: ['paper-end'] } as const;
      const told = (at: number, station = 'dispenser-1') => ({ ...change, codes: [...change.codes], station, at });
      await store.addDeviceChanges([told(20), told(10), told(15, '窗口 2')]);
      await store.addDeviceChanges([told(20), told(30)]);
      const other = await again();
      expect(await other.deviceChanges(15)).toEqual([told(15, '窗口 2'), told(20), told(30)]);
      expect(await other.deviceChanges(0, 'dispenser-1')).toEqual([told(10), told(20), told(30)]);
      await store.forgetDeviceChanges(20);
      expect(await store.deviceChanges(0)).toEqual([told(20), told(30)]);
    });

    test('a code for one station is used up; a reusable one is not; both have their time', async () => {
      const { store } = await begin();
      await store.addCode({ hash: 'once', validUntil: 100, reusable: false });
      await store.addCode({ hash: 'often', validUntil: 100, reusable: true });
      expect([await store.redeemCode('once', 1), await store.redeemCode('once', 1)]).toEqual([true, false]);
      expect([
        await store.redeemCode('often', 1),
        await store.redeemCode('often', 99),
        await store.redeemCode('often', 100),
      ]).toEqual([true, true, false]);
      expect(await store.redeemCode('unknown', 1)).toBe(false);
    });

    test('one code, asked for by two at once, lets one in', async () => {
      const { store, again } = await begin();
      const other = await again();
      await store.addCode({ hash: 'once', validUntil: 100, reusable: false });
      const answers = await Promise.all([store.redeemCode('once', 1), other.redeemCode('once', 1)]);
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test('settings are kept', async () => {
      const { store, again } = await begin();
      expect(await store.getSetting('x')).toBeNull();
      await store.setSetting('x', '1');
      await store.setSetting('x', '2');
      expect(await (await again()).getSetting('x')).toBe('2');
    });

    test('settings are found by the beginning of their key, as it is written', async () => {
      const { store } = await begin();
      await store.setSetting('token:b', '2');
      await store.setSetting('token:a', '1');
      for (const other of ['token', 'tokenx:a', 'Token:a', 'x token:a', 'token%']) await store.setSetting(other, 'no');
      expect(await store.settingsUnder('token:')).toEqual(['1', '2']);
      expect(await store.settingsUnder('token%')).toEqual(['no']);
    });
  });
}
