import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Authority } from '../../../src/hall/authority/authority.ts';
import type { Advance } from '../../../src/hall/authority/writing.ts';
import { systemRuntime } from '../../../src/hall/runtime.ts';
import { DeskAccess } from '../../../src/hall/server/desk-access.ts';
import { Presence } from '../../../src/hall/server/presence.ts';
import { PostgresDatabase, PostgresHallStore } from '../../../src/hall/store/postgres.ts';
import { verifyJournal } from '../../../src/hall/verify/verify.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { canonical, type JournalLine } from '../../../src/shared/intent/envelope.ts';
import { RESIDENT_TYPES } from '../../../src/shared/intent/records.ts';
import type { HallState } from '../../../src/shared/intent/state.ts';
import { ACCEPTS, receiving } from '../../support/cases.ts';
import { newDatabase, type TestDatabase } from '../../support/postgres.ts';
import { SealedJournal } from '../../support/sealed.ts';
import { MONDAY_TEN, World } from '../../support/world.ts';

/** One server process as far as the hall's order goes. */
interface Server {
  readonly authority: Authority;
  readonly store: PostgresHallStore;
  readonly advances: Advance[];
}

let database: TestDatabase;
const servers: Server[] = [];
const world = new World();

beforeEach(async () => {
  database = await newDatabase();
});

afterEach(async () => {
  for (const { store } of servers.splice(0)) await store.close();
  await database.remove();
});

async function openServer(hall = 'hall-guiyuan'): Promise<Server> {
  const store = await PostgresHallStore.open(database.url, hall);
  for (const id of ['hall', 'dispenser-1', 'dispenser-2']) {
    await store.saveStation({
      id,
      name: id,
      roles: [],
      publicKey: '',
      enrolledAt: 0,
      version: '',
    });
  }
  const authority = new Authority(
    store,
    systemRuntime(() => MONDAY_TEN),
  );
  await authority.load();
  if (!authority.state.has())
    await authority.own('hall.configure', { config: sampleHall }, { kind: 'keeper', id: 't' });
  const server: Server = { authority, store, advances: [] };
  authority.onAdvance((advance) => server.advances.push(advance));
  servers.push(server);
  return server;
}

const request = (journal: SealedJournal) => journal.write('ticket.request', world.wanted(), MONDAY_TEN);

/** Resolves when the server stands at this position, by itself. */
function standsAt({ authority }: Server, position: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (authority.position < position) return;
      stop();
      resolve();
    };
    const stop = authority.onAdvance(look);
    look();
  });
}

/** Holds the hall's row until somebody's write waits for it or `over` is, does something then, and lets go. */
async function whileWriting(over: Promise<unknown>, run: () => Promise<void>): Promise<void> {
  let waiting = false;
  void over.then(() => {
    waiting = true; // failed before it got as far
  });
  await database.query('BEGIN');
  await database.query('SELECT * FROM onewindow.hall FOR UPDATE');
  while (!waiting) {
    // The statistics of one transaction stand still unless they are read anew.
    await database.query('SELECT pg_stat_clear_snapshot(), pg_sleep(0.01)');
    const found = await database.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    waiting ||= found.length > 0;
  }
  await run();
  await database.query('COMMIT');
}

/** Everything a state says, in an order of its own. */
function told(state: HallState): string[] {
  return RESIDENT_TYPES.flatMap((type) =>
    [...state.all(type)].map((body) => `${type} ${JSON.stringify(canonical(body))}`),
  ).sort();
}

/** Each advance begins where the one before it ended: a station behind it misses nothing. */
function expectSeamless({ advances }: Server): void {
  for (let i = 1; i < advances.length; i++) expect(advances[i]!.from).toBe(advances[i - 1]!.to);
  const positions = advances.flatMap(({ lines }) => lines.map((line) => line.position));
  expect(positions).toEqual(positions.map((_, i) => positions[0]! + i));
}

async function expectWhole(server: Server): Promise<void> {
  const { position, lastHash } = await server.store.load('2000-01-01');
  const { lines, records } = await server.store.missed(0, '2000-01-01');
  expect(verifyJournal(lines, records, { position, lastHash }).findings).toEqual([]);
}

describe('two server processes of one hall', () => {
  test('a case that one server received goes on at the other, and nobody works on an old copy of it', async () => {
    const [a, b] = [await openServer(), await openServer()];
    const [one, two] = [new SealedJournal('dispenser-1'), new SealedJournal('dispenser-2')];
    const { caseId } = receiving(1);
    const write = (journal: SealedJournal, kind: 'accept' | 'withdraw', actor = ACCEPTS) =>
      kind === 'accept'
        ? journal.write('case.accept', { caseId, owed: [] }, MONDAY_TEN, actor)
        : journal.write('case.withdraw', { caseId, reason: '不办了' }, MONDAY_TEN, actor);
    await a.authority.submit('dispenser-1', [one.write('case.receive', receiving(1), MONDAY_TEN, ACCEPTS)]);
    await b.authority.refresh();
    expect(await b.authority.submit('dispenser-2', [write(two, 'accept')])).toMatchObject({ refusals: [] });
    // The first server has the case at hand as it was; it must not say that it is not accepted.
    expect(await a.authority.submit('dispenser-1', [write(one, 'accept')])).toMatchObject({
      refusals: [{ refusal: { code: 'case-wrong-step', params: { status: 'accepted' } } }],
    });
    expect(await a.authority.submit('dispenser-1', [write(one, 'withdraw')])).toMatchObject({ refusals: [] });
    expect(await b.authority.submit('dispenser-2', [write(two, 'withdraw')])).toMatchObject({
      refusals: [{ refusal: { code: 'case-wrong-step', params: { status: 'withdrawn' } } }],
    });
    await expectWhole(a);
  });

  test('what one settles, the other tells its own stations, without being pushed to', async () => {
    const [a, b] = [await openServer(), await openServer()];
    const lines = [request(new SealedJournal('dispenser-1'))];
    const heard = standsAt(b, a.authority.position + 1);
    expect(await a.authority.submit('dispenser-1', lines)).toMatchObject({ kind: 'settled', upTo: 1 });
    await heard;
    expect(b.advances).toEqual([{ ...a.advances[0], changes: expect.any(Array), own: null }]);
    expect(b.advances[0]!.changes.map((c) => `${c.type} ${c.id}`).sort()).toEqual(
      a.advances[0]!.changes.map((c) => `${c.type} ${c.id}`).sort(),
    );
    expect(b.authority.settled('dispenser-1')).toBe(1);
    expect(told(b.authority.state)).toEqual(told(a.authority.state));
  });

  test('both push at once, again and again: one order, every line once, every number once', async () => {
    const [a, b] = [await openServer(), await openServer()];
    const [one, two] = [new SealedJournal('dispenser-1'), new SealedJournal('dispenser-2')];
    const rounds = 40;
    const outrun = { a: 0, b: 0 };
    for (const [name, { store }] of [
      ['a', a],
      ['b', b],
    ] as const) {
      const commit = store.commit.bind(store);
      store.commit = async (batch) => {
        const outcome = await commit(batch);
        if (outcome === 'moved') outrun[name]++;
        return outcome;
      };
    }
    const run = async (server: Server, journal: SealedJournal) => {
      for (let n = 1; n <= rounds; n++)
        expect(await server.authority.submit(journal.station, [request(journal)])).toMatchObject({ upTo: n });
    };
    await Promise.all([run(a, one), run(b, two)]);
    await Promise.all([a.authority.refresh(), b.authority.refresh()]);
    expect(outrun.a + outrun.b).toBeGreaterThan(0); // or the two never met
    const numbers = [...a.authority.state.all('ticket')].map((t) => t.number);
    expect(new Set(numbers).size).toBe(2 * rounds);
    expect(told(a.authority.state)).toEqual(told(b.authority.state));
    for (const server of [a, b]) {
      expectSeamless(server);
      const fresh = await openServer();
      expect(told(server.authority.state)).toEqual(told(fresh.authority.state));
    }
    await expectWhole(a);
  });

  test('a station that goes on at the other server is asked for nothing it has said, and told what was refused', async () => {
    const [a, b] = [await openServer(), await openServer()];
    const journal = new SealedJournal('dispenser-1');
    const first = [request(journal), journal.seal({ kind: 'nonsense', version: 1, body: {}, at: MONDAY_TEN })];
    await a.authority.submit('dispenser-1', first);
    await b.authority.refresh();
    expect(b.authority.settled('dispenser-1')).toBe(2);
    // … and one that repeats itself there, because the answer was lost on the way, is done once.
    expect(await b.authority.submit('dispenser-1', [...first, request(journal)])).toMatchObject({
      kind: 'settled',
      upTo: 3,
      refusals: [{ seq: 2, refusal: { code: 'unknown-kind' } }],
    });
    await a.authority.refresh();
    expect([...a.authority.state.all('ticket')]).toHaveLength(2);
  });

  test('the same line through both at once is taken once', async () => {
    const [a, b] = [await openServer(), await openServer()];
    const journal = new SealedJournal('dispenser-1');
    for (let n = 1; n <= 10; n++) {
      const lines = [request(journal)];
      const answers = await Promise.all([
        a.authority.submit('dispenser-1', lines),
        b.authority.submit('dispenser-1', lines),
      ]);
      for (const answer of answers) expect(answer).toEqual({ kind: 'settled', upTo: n, refusals: [] });
    }
    await a.authority.refresh();
    expect([...a.authority.state.all('ticket')]).toHaveLength(10);
    await expectWhole(a);
  });

  test('the hall’s own intents of both stand in one journal', async () => {
    const [a, b] = [await openServer(), await openServer()];
    const grant = (server: Server, stationId: string) =>
      server.authority.own(
        'range.grant',
        { day: '2026-03-02', queueId: 'queue-employment', stationId },
        { kind: 'keeper', id: 't' },
      );
    const outcomes = await Promise.all([1, 2, 3, 4].flatMap(() => [grant(a, 'dispenser-1'), grant(b, 'dispenser-2')]));
    expect(outcomes.filter((refusal) => refusal !== null)).toEqual([]);
    await a.authority.refresh();
    const ranges = [...a.authority.state.all('range')].sort((x, y) => x.from - y.from);
    expect(ranges).toHaveLength(8);
    for (let i = 1; i < ranges.length; i++) expect(ranges[i]!.from).toBeGreaterThan(ranges[i - 1]!.to);
    await expectWhole(a);
  });
});

describe('the database goes away', () => {
  test('pushes fail or are done, none is half done; afterwards it goes on by itself, also for who only listens', async () => {
    const [a, b] = [await openServer(), await openServer()];
    const journal = new SealedJournal('dispenser-1');
    const lines: JournalLine[] = [];
    let cut = 0;
    const commit = a.store.commit.bind(a.store);
    a.store.commit = (batch) =>
      commit(batch).catch((error) => {
        cut++;
        throw error;
      });
    // A cut may come when nothing is under way: until three writes were hit, and both ways of cutting had their turn.
    for (let round = 0; round < 6 || (cut < 3 && round < 40); round++) {
      for (let n = 0; n < 10; n++) lines.push(request(journal));
      const upTo = lines.length;
      const pushes = lines.slice(0, upTo).map((_, i) => a.authority.submit('dispenser-1', lines.slice(0, i + 1)));
      const settled = Promise.allSettled(pushes);
      if (round % 2 === 0) await whileWriting(settled, () => database.cutAll());
      else await database.cutAll();
      await settled;
      // What a station does whose connection was closed on it: the same again.
      for (let tries = 0; ; tries++) {
        const again = await a.authority.submit('dispenser-1', lines.slice(0, upTo)).catch(() => null);
        if (again !== null) {
          expect(again).toMatchObject({ kind: 'settled', upTo, refusals: [] });
          break;
        }
        expect(tries).toBeLessThan(5);
      }
    }
    expect(cut).toBeGreaterThanOrEqual(3); // the writes that were under way
    await standsAt(b, a.authority.position); // its listening connection was cut each time as well
    for (const server of [a, b]) expectSeamless(server);
    expect(told(b.authority.state)).toEqual(told(a.authority.state));
    expect([...a.authority.state.all('ticket')]).toHaveLength(lines.length);
    await expectWhole(a);
  });

  test('a push whose answer was lost on its way is taken up as written', async () => {
    const a = await openServer();
    const journal = new SealedJournal('dispenser-1');
    const commit = a.store.commit.bind(a.store);
    a.store.commit = async (batch) => {
      a.store.commit = commit;
      await commit(batch);
      throw new Error('Connection terminated unexpectedly');
    };
    const lines = [request(journal)];
    const before = a.authority.position;
    await expect(a.authority.submit('dispenser-1', lines)).rejects.toThrow('terminated');
    await standsAt(a, before + 1); // nobody pushed: it looked by itself
    expect(a.advances.map(({ from, to }) => [from, to])).toEqual([[before, before + 1]]);
    expect(await a.authority.submit('dispenser-1', lines)).toEqual({ kind: 'settled', upTo: 1, refusals: [] });
    expect([...a.authority.state.all('ticket')]).toHaveLength(1);
  });
});

describe('one database, many halls', () => {
  test('each has its own order, stations, codes and settings', async () => {
    const [one, two] = [await openServer('hall-guiyuan'), await openServer('hall-other')];
    const line = request(new SealedJournal('dispenser-1'));
    await one.authority.submit('dispenser-1', [line]);
    await two.authority.refresh();
    expect([one.authority.position, two.authority.position]).toEqual([2, 1]);
    expect(await two.authority.submit('dispenser-1', [line])).toMatchObject({ kind: 'settled', upTo: 1 });
    await one.store.addCode({ hash: 'c', validUntil: 10, reusable: false });
    expect(await two.store.redeemCode('c', 1)).toBe(false);
    expect(await one.store.redeemCode('c', 1)).toBe(true);
    await one.store.setSetting('s', '1');
    expect(await two.store.getSetting('s')).toBeNull();
    const all = await PostgresDatabase.open(database.url);
    expect(await all.halls()).toEqual(['hall-guiyuan', 'hall-other']);
    await all.close();
  });

  test('servers that open an empty database together make its tables once, and agree on what is made once', async () => {
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => PostgresHallStore.open(database.url, 'hall-guiyuan')),
    );
    const keys = await Promise.all(stores.map((store, i) => store.settleSetting('person-key', `key ${i}`)));
    expect(new Set(keys).size).toBe(1);
    for (const store of stores) await store.close();
  });

  test('of the desk’s code, made by two servers that start together, one is told, and it opens both', async () => {
    const stores = [await openServer(), await openServer()].map(({ store }) => store);
    const opened = await Promise.all(stores.map((store) => DeskAccess.open(store, { renew: false, clock: () => 0 })));
    const told = opened.flatMap(({ fresh }) => (fresh === null ? [] : [fresh]));
    expect(told).toHaveLength(1);
    for (const { access } of opened)
      expect(access.login(told[0]!, { secure: false, path: '/' })).toMatchObject({ ok: true });
  });

  test('a database of a newer program is not touched', async () => {
    const store = await PostgresHallStore.open(database.url, 'hall-guiyuan');
    await store.close();
    await database.query('UPDATE onewindow.version SET version = 99');
    await expect(PostgresHallStore.open(database.url, 'hall-guiyuan')).rejects.toThrow('version 99');
  });
});

test('a station at one server is seen from the other with what it said, until it goes or its server dies', async () => {
  const [a, b] = [await openServer(), await openServer()];
  let now = 1_000_000;
  const [here, there] = [a, b].map(({ store }) => new Presence(store, () => now)) as [Presence, Presence];
  const report = { devices: [], pending: 3, refused: 1, cursor: 7 };
  const link = (since: number) => ({ station: 'dispenser-1', version: '1', since, stationReport: () => report });
  const row = async () => (await b.store.station('dispenser-1'))!;
  const heard = new Promise<void>((resolve) => b.store.onNoted(resolve));
  here.here(link(10));
  await here.flush();
  await heard;
  expect([here.isElsewhere(await row()), there.isElsewhere(await row())]).toEqual([false, true]);
  expect(await row()).toMatchObject({ since: 10, report });
  now += 60_000; // its server was killed: nobody notes it any more
  expect(there.isElsewhere(await row())).toBe(false);
  there.here(link(20)); // it came over
  await there.flush();
  expect([here.isElsewhere(await row()), there.isElsewhere(await row())]).toEqual([true, false]);
  here.gone(link(10)); // the old wire ends at last
  await here.flush();
  expect(here.isElsewhere(await row())).toBe(true);
  there.gone(link(20));
  await there.flush();
  expect(here.isElsewhere(await row())).toBe(false);
});

test('names that PostgreSQL could not hold stop nobody', async () => {
  const a = await openServer();
  const journal = new SealedJournal('dispenser-1');
  const odd = ['nul \0', 'half \ud800', 'back\\slash', '\\u0000', 'x'.repeat(5000), '正常'];
  const lines = odd.flatMap((id) => [
    journal.seal({ kind: `kind ${id}`, version: 1, body: { id }, at: MONDAY_TEN }),
    journal.write('help.call', { helpId: id.slice(0, 300), place: id }, MONDAY_TEN),
  ]);
  expect(await a.authority.submit('dispenser-1', lines)).toMatchObject({ kind: 'settled', upTo: lines.length });
  const fresh = await openServer();
  expect(told(fresh.authority.state)).toEqual(told(a.authority.state));
  await expectWhole(a);
});
