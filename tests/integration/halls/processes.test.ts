import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PostgresHallStore } from '../../../src/hall/store/postgres.ts';
import { verifyJournal } from '../../../src/hall/verify/verify.ts';
import type { TcpFake } from '../../../src/main/station/devices/fakes/index.ts';
import { newDatabase, type TestDatabase } from '../../support/postgres.ts';
import { type Ended, Program } from '../../support/program.ts';
import type { StationProcess } from '../../support/station-process.ts';
import {
  type Door,
  layCable,
  openCounter,
  openDispenser,
  openPrinter,
  press,
  printedNumbers,
  serveNext,
  ticketInHand,
} from '../walk/floor.ts';

const HALL = 'hall-guiyuan';

interface ServerProcess extends Door {
  readonly program: Program;
  readonly port: number;
}

let database: TestDatabase;
const running: Program[] = [];

beforeEach(async () => {
  database = await newDatabase();
});

afterEach(async () => {
  for (const program of running.splice(0)) await program.kill();
  await database.remove();
});

async function openServer(port = 0): Promise<ServerProcess> {
  const program = new Program('hall', { args: ['--database-url', database.url, '--demo', '--port', String(port)] });
  running.push(program);
  const { url, demoEnrolCode } = await program.ready<{ url: string; demoEnrolCode: string }>();
  return {
    program,
    port: Number(new URL(url).port),
    stationUrl: url.replace('http:', 'ws:'),
    enrolCode: demoEnrolCode,
  };
}

/** What the books say when everyone was heard: whole, every slip once, no station's work lost or doubled. */
async function expectTrue(printer: TcpFake<'printer'>, ...stations: StationProcess[]): Promise<void> {
  const store = await PostgresHallStore.open(database.url, HALL);
  try {
    // All of one moment: a pad may just be giving up on a rating.
    const { lines, records, position } = await store.missed(0, '2000-01-01');
    expect(verifyJournal(lines, records, { position, lastHash: lines.at(-1)!.hash }).findings).toEqual([]);
    const tickets = records.flatMap((r) => (r.type === 'ticket' && r.body ? [r.body] : []));
    const slips = printedNumbers(printer);
    expect(new Set(slips).size).toBe(slips.length);
    expect(
      tickets
        .filter((t) => t.paper === 'printed' && t.mergedInto === null)
        .map((t) => t.number)
        .sort(),
    ).toEqual([...slips].sort());
    expect(tickets.filter((t) => t.conflict !== 'none')).toEqual([]);
    for (const { station } of stations) {
      const seqs = lines.filter(({ intent }) => intent.station === station).map(({ intent }) => intent.seq);
      expect(seqs).toEqual(seqs.map((_, i) => i + 1));
      expect(seqs.length).toBeGreaterThan(0);
    }
  } finally {
    await store.close();
  }
}

describe('two servers, one hall', () => {
  test('what is issued through one is called through the other', async () => {
    const [a, b] = [await openServer(), await openServer()];
    const printer = await openPrinter();
    const dispenser = await openDispenser(a, printer);
    const counter = await openCounter(b, 1);
    const numbers = [await ticketInHand(dispenser), await ticketInHand(dispenser)].map((t) => t.number);
    await counter.untilCounter((view) => view.line.length === 2);
    expect([await serveNext(counter), await serveNext(counter)]).toEqual(numbers);
    // … and that a window opened there shows at the dispenser, whose server nobody pushed that to.
    await dispenser.untilDispenser((view) => view.openWindows === 1);
    await Promise.all([dispenser.settled(), counter.settled()]);
    await expectTrue(printer, dispenser, counter);
  });

  test('one is killed in the middle of work: its stations go on at the other, nothing lost and nothing twice', async () => {
    const [a, b] = [await openServer(), await openServer()];
    const cables = { dispenser: await layCable(a.port), counter: await layCable(b.port) };
    const printer = await openPrinter();
    const dispenser = await openDispenser(a, printer, { wire: cables.dispenser });
    const counter = await openCounter(b, 1, { wire: cables.counter });
    await ticketInHand(dispenser);

    const pressed = Promise.all([press(dispenser), press(dispenser), press(dispenser)]);
    await a.program.kill();
    cables.dispenser.plugInto(b.port);
    await pressed;
    for (let n = 0; n < 4; n++) await press(dispenser);
    expect(await serveNext(counter)).toBe('A001');
    await dispenser.settled();
    await counter.untilCounter((view) => view.line.length === 7);

    // The other way round: a is there again, b goes.
    const again = await openServer();
    const more = Promise.all([press(dispenser), press(dispenser)]);
    await b.program.kill();
    cables.dispenser.plugInto(again.port);
    cables.counter.plugInto(again.port);
    await more;
    await Promise.all([dispenser.settled(), counter.settled()]);
    await counter.untilCounter((view) => view.line.length === 9);
    await serveNext(counter);
    await dispenser.untilDispenser((view) => view.paper?.state === 'printed');
    await Promise.all([dispenser.settled(), counter.settled()]);
    expect(printedNumbers(printer)).toHaveLength(10);
    await expectTrue(printer, dispenser, counter);
  });

  test('a station is carried from one to the other and back while people press', async () => {
    const [a, b] = [await openServer(), await openServer()];
    const cable = await layCable(a.port);
    const printer = await openPrinter();
    const dispenser = await openDispenser(a, printer, { wire: cable });
    const counter = await openCounter(b, 1);
    for (let round = 0; round < 6; round++) {
      const pressed = Promise.all([press(dispenser), press(dispenser)]);
      cable.plugInto(round % 2 === 0 ? b.port : a.port);
      await pressed;
      await dispenser.settled();
    }
    await counter.untilCounter((view) => view.line.length === 12);
    await dispenser.untilDispenser((view) => view.paper?.state === 'printed');
    await Promise.all([dispenser.settled(), counter.settled()]);
    expect(printedNumbers(printer)).toHaveLength(12);
    await expectTrue(printer, dispenser, counter);
  });

  test('the database cuts every connection under way: both servers go on by themselves', async () => {
    const [a, b] = [await openServer(), await openServer()];
    const printer = await openPrinter();
    const dispenser = await openDispenser(a, printer);
    const counter = await openCounter(b, 1);
    for (let round = 0; round < 4; round++) {
      const pressed = Promise.all([press(dispenser), press(dispenser)]);
      await database.cutAll();
      await pressed;
      await dispenser.settled();
    }
    await counter.untilCounter((view) => view.link.state === 'online' && view.line.length === 8);
    await serveNext(counter);
    await dispenser.untilDispenser((view) => view.paper?.state === 'printed');
    await Promise.all([dispenser.settled(), counter.settled()]);
    expect([a.program.running, b.program.running]).toEqual([true, true]);
    await expectTrue(printer, dispenser, counter);
  });
});

test('verify-journal reads a hall in a database, and finds what was changed there', async () => {
  const server = await openServer();
  const dispenser = await openDispenser(server, await openPrinter());
  await ticketInHand(dispenser);
  await dispenser.settled();
  const verify = async () => {
    const program = new Program('hall', {
      args: ['verify-journal', '--database-url', database.url],
      attached: false,
    });
    running.push(program);
    return program.ended;
  };
  expect(await verify()).toMatchObject({ code: 0, output: expect.stringMatching(/^whole: \d+ lines, \d+ records\n$/) });
  await database.query(`UPDATE onewindow.record SET body = replace(body, 'A001', 'A008') WHERE type = 'ticket'`);
  await database.query(`UPDATE onewindow.journal SET intent = replace(intent, 'A001', 'A009') WHERE position > 1`);
  const { code, output } = await verify();
  expect(code).toBe(1);
  expect(output).toMatch(/line \d+: is not what dispenser-1 sealed/);
  expect(output).toMatch(/ticket \S+ is not what the journal tells of it/);
});

describe('a hall that cannot start on its database says why, and never the password', () => {
  async function run(...args: string[]): Promise<Ended> {
    const program = new Program('hall', { args: [...args, '--port', '0'], attached: false });
    running.push(program);
    const ended = await program.ended;
    expect(ended.output).not.toMatch(/\n\s+at /);
    expect(ended.output).not.toContain('s3cret');
    expect(ended.output).not.toContain('the%20password');
    return ended;
  }

  function changed(change: (url: URL) => void): string {
    const url = new URL(database.url);
    change(url);
    return url.href;
  }

  test('nobody listens there: it may come back, so whoever restarts it goes on trying', async () => {
    const url = 'postgres://keeper:s3cret@127.0.0.1:9/hall';
    const ended = await run('--database-url', url);
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.output).toContain('postgres://keeper@127.0.0.1:9/hall');
    expect(ended.output).toMatch(/cannot be reached.*nothing listens/);
  });

  test.each<[string, (url: URL) => void, RegExp]>([
    ['a wrong password', (url) => (url.password = 's3cret'), /password is wrong/],
    ['no password', (url) => (url.password = ''), /asks for a password/],
    ['a database there is not', (url) => (url.pathname = '/nowhere'), /\/nowhere: there is no such database/],
  ])('%s', async (_, change, words) => {
    const ended = await run('--database-url', changed(change));
    expect(ended).toMatchObject({ code: 78 });
    expect(ended.output).toMatch(words);
    expect(ended.output).toContain(new URL(database.url).host);
  });

  test.each([
    ['an address that is none', ['--database-url', 'mysql://keeper:s3cret@127.0.0.1/x'], /expected postgres:/],
    ['a database elsewhere in plain', ['--database-url', 'postgres://keeper:s3cret@10.0.0.5/x'], /sslmode=verify-full/],
    ['two places', ['--data', '/tmp/x', '--database-url', 'postgres://127.0.0.1/x'], /one of them/],
    ['a hall of a folder', ['--data', '/tmp/x', '--hall-id', 'y'], /--hall-id: goes with/],
  ])('%s', async (_, args, words) => {
    const ended = await run(...args);
    expect(ended).toMatchObject({ code: 78 });
    expect(ended.output).toMatch(words);
  });

  test('a hall the database does not hold, and one of several', async () => {
    expect((await run('--database-url', database.url, '--hall-id', 'nobody')).output).toMatch(
      /no such hall \(it holds none yet\)/,
    );
    for (const id of ['one', 'two']) await (await PostgresHallStore.open(database.url, id)).close();
    const ended = await run('--database-url', database.url);
    expect(ended).toMatchObject({ code: 78 });
    expect(ended.output).toMatch(/say which hall with --hall-id \(it holds one, two\)/);
  });

  test('a database that cannot hold every character', async () => {
    await database.query(`CREATE DATABASE ${database.name}_latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
    const ended = await run(
      '--database-url',
      changed((url) => (url.pathname += '_latin')),
    );
    expect(ended).toMatchObject({ code: 78 });
    expect(ended.output).toMatch(/ENCODING 'UTF8'/);
    await database.query(`DROP DATABASE ${database.name}_latin WITH (FORCE)`);
  });
});
