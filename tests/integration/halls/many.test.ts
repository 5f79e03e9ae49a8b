import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { PostgresHallStore } from '../../../src/hall/store/postgres.ts';
import { verifyJournal } from '../../../src/hall/verify/verify.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { type Folder, newFolder } from '../../support/folder.ts';
import type { HallClient } from '../../support/hall-process.ts';
import { newDatabase, type TestDatabase } from '../../support/postgres.ts';
import { type Ended, Program } from '../../support/program.ts';
import { until } from '../../support/until.ts';
import {
  layCable,
  openCounter,
  openDispenser,
  openPrinter,
  press,
  printedNumbers,
  serveNext,
  ticketInHand,
} from '../walk/floor.ts';

let database: TestDatabase;
let folder: Folder;
const running: Program[] = [];
const sockets: WebSocket[] = [];

beforeEach(async () => {
  database = await newDatabase();
  folder = newFolder('halls');
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  for (const program of running.splice(0)) await program.kill();
  await database.remove();
  folder.remove();
});

/** A hall as its keeper sets it up: a server for it alone, once. Returns what its stations and its desk need. */
async function setUp(id: string): Promise<{ id: string; enrolCode: string; keeperCode: string }> {
  const file = join(folder.path, `${id}.json`);
  writeFileSync(file, JSON.stringify({ ...sampleHall, id, name: `${id} 大厅` }));
  const program = new Program('hall', {
    args: ['--database-url', database.url, '--hall', file, '--demo', '--port', '0'],
  });
  running.push(program);
  const { demoEnrolCode, keeperCode } = await program.ready<{ demoEnrolCode: string; keeperCode: string }>();
  await program.stop();
  return { id, enrolCode: demoEnrolCode, keeperCode };
}

async function openServer(port = 0) {
  const program = new Program('hall', {
    args: ['--database-url', database.url, '--all-halls', '--demo', '--port', String(port)],
  });
  running.push(program);
  const { url } = await program.ready<{ url: string }>();
  return { program, url, port: Number(new URL(url).port), stationUrl: url.replace('http:', 'ws:') };
}

function browser(url: string): HallClient {
  const socket = new WebSocket(url);
  socket.on('error', () => undefined);
  sockets.push(socket);
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

/** How an upgrade was answered that was not let in. */
function refusal(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    sockets.push(socket);
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode));
    socket.once('open', () => reject(new Error(`${url} was let in`)));
    socket.on('error', () => undefined);
  });
}

async function expectWhole(id: string, slips: readonly string[]): Promise<void> {
  const store = await PostgresHallStore.open(database.url, id);
  try {
    const { lines, records, position } = await store.missed(0, '2000-01-01');
    expect(verifyJournal(lines, records, { position, lastHash: lines.at(-1)!.hash }).findings).toEqual([]);
    const printed = records.flatMap((r) => (r.type === 'ticket' && r.body?.paper === 'printed' ? [r.body.number] : []));
    expect(printed.sort()).toEqual([...slips].sort());
    expect(new Set(slips).size).toBe(slips.length);
  } finally {
    await store.close();
  }
}

describe('one server, all halls of a database', () => {
  test('stations, displays and desks of each hall are behind its own path, and its numbers are its own', async () => {
    const [one, two] = [await setUp('hall-one'), await setUp('hall-two')];
    const server = await openServer();
    const at = ({ id, enrolCode }: typeof one) => ({ stationUrl: `${server.stationUrl}/halls/${id}`, enrolCode });
    const printers = [await openPrinter(), await openPrinter()] as const;
    const [first, second] = [await openDispenser(at(one), printers[0]), await openDispenser(at(two), printers[1])];
    expect([(await ticketInHand(first)).number, (await ticketInHand(second)).number]).toEqual(['A001', 'A001']);
    expect((await ticketInHand(second)).number).toBe('A002');

    const show = (id: string) => (options: { signal: AbortSignal }) =>
      browser(`${server.stationUrl}/halls/${id}/rpc`).display.watch({ areaId: null }, options);
    expect((await until(show('hall-one'), (view) => view.next.length === 1)).hallName).toBe('hall-one 大厅');
    expect((await until(show('hall-two'), (view) => view.next.length === 2)).next).toEqual(['A001', 'A002']);

    const login = (id: string, code: string) =>
      fetch(`${server.url}/halls/${id}/desk/login`, { method: 'POST', body: JSON.stringify({ code }) });
    const welcome = await login('hall-one', one.keeperCode);
    expect(welcome.status).toBe(204);
    expect(welcome.headers.get('set-cookie')).toContain('Path=/halls/hall-one/;');
    expect((await login('hall-two', one.keeperCode)).status).toBe(401);

    const page = await fetch(`${server.url}/halls/hall-two`, { redirect: 'manual' });
    expect([page.status, page.headers.get('location')]).toEqual([302, '/halls/hall-two/display/']);
    expect((await fetch(`${server.url}/halls/hall-two/display/`)).status).toBe(200);
    for (const path of ['/halls/nowhere/station', '/station', '/halls/nowhere/rpc'])
      expect(await refusal(server.stationUrl + path)).toBe(404);
    expect((await fetch(`${server.url}/halls/nowhere/desk/login`, { method: 'POST', body: '{}' })).status).toBe(404);

    await Promise.all([first.settled(), second.settled()]);
    await expectWhole('hall-one', printedNumbers(printers[0]));
    await expectWhole('hall-two', printedNumbers(printers[1]));
  });

  test('of two such servers one is killed in the middle of pushes: the stations of both halls go on at the other', async () => {
    const halls = [await setUp('hall-one'), await setUp('hall-two')];
    const [a, b] = [await openServer(), await openServer()];
    const work = [];
    for (const { id, enrolCode } of halls) {
      const cable = await layCable(a.port);
      const printer = await openPrinter();
      const dispenser = await openDispenser({ stationUrl: `${cable.url}/halls/${id}`, enrolCode }, printer);
      const counter = await openCounter({ stationUrl: `${b.stationUrl}/halls/${id}`, enrolCode }, 1);
      work.push({ id, cable, printer, dispenser, counter });
    }
    const pressed = Promise.all(
      work.flatMap(({ dispenser }) => [press(dispenser), press(dispenser), press(dispenser)]),
    );
    await a.program.kill();
    for (const { cable } of work) cable.plugInto(b.port);
    await pressed;
    for (const { id, dispenser, counter, printer } of work) {
      await press(dispenser);
      await counter.untilCounter((view) => view.line.length === 4);
      await serveNext(counter);
      await dispenser.untilDispenser((view) => view.paper?.state === 'printed');
      await Promise.all([dispenser.settled(), counter.settled()]);
      expect(printedNumbers(printer)).toHaveLength(4);
      await expectWhole(id, printedNumbers(printer));
    }
  });

  test('a hall that is set up while it runs is found', async () => {
    const one = await setUp('hall-one');
    const server = await openServer();
    expect(await refusal(`${server.stationUrl}/halls/hall-two/station`)).toBe(404);
    const two = await setUp('hall-two');
    for (const { id, enrolCode } of [one, two]) {
      const counter = await openCounter({ stationUrl: `${server.stationUrl}/halls/${id}`, enrolCode }, 1);
      await counter.untilCounter((view) => view.link.state === 'online');
    }
  });

  test.each([
    [['--data', 'x', '--all-halls'], /--all-halls: goes with --database-url/],
    [['--database-url', 'postgres://127.0.0.1/x', '--all-halls', '--hall-id', 'y'], /--hall-id: the latter is for one/],
    [['--database-url', 'postgres://127.0.0.1/x', '--all-halls', '--listen', '0.0.0.0'], /--tls-cert and --tls-key/],
  ])('%j is refused, with the way out', async (args, words) => {
    const program = new Program('hall', { args, attached: false });
    running.push(program);
    const ended: Ended = await program.ended;
    expect(ended).toMatchObject({ code: 78 });
    expect(ended.output).toMatch(words);
  });
});

test('every key of every table begins with the hall, so that a distributed engine can spread halls', async () => {
  await (await PostgresHallStore.open(database.url, 'hall-one')).close();
  const keys = await database.query<{ table: string; unique: boolean; primary: boolean; first: string }>(`
    SELECT class.relname AS table, index.indisunique AS unique, index.indisprimary AS primary, attribute.attname AS first
    FROM pg_index AS index
    JOIN pg_class AS class ON class.oid = index.indrelid
    JOIN pg_namespace AS space ON space.oid = class.relnamespace AND space.nspname = 'onewindow'
    JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid AND attribute.attnum = index.indkey[0]`);
  const tables = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'onewindow'`,
  );
  const ofHalls = tables.map(({ name }) => name).filter((name) => name !== 'version' && name !== 'hall');
  expect(ofHalls.length).toBeGreaterThanOrEqual(5);
  for (const name of ofHalls) expect(keys.filter((key) => key.table === name && key.primary)).toHaveLength(1);
  expect(keys.filter(({ table, first }) => first !== (table === 'hall' ? 'id' : 'hall'))).toEqual([]);
});
