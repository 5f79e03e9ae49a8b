import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readHall } from '../../../src/hall/verify/read-sqlite.ts';
import { verifyJournal } from '../../../src/hall/verify/verify.ts';
import { type ChaosWire, openChaosWire } from '../../support/chaos-wire.ts';
import type { HallProcess } from '../../support/hall-process.ts';
import { openCounter, openHall, serveNext } from '../walk/floor.ts';
import { SmallDispenser } from './small-dispenser.ts';

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function newClient(hall: HallProcess, url = hall.stationUrl): SmallDispenser {
  const client = new SmallDispenser({ url, station: 'foreign-1', code: hall.enrolCode });
  closing.push(() => client.close());
  return client;
}

/** The client's lines are the hall's, once and in order, and the hall's journal is whole. */
function expectWhole(hall: HallProcess, client: SmallDispenser): void {
  expect(hall.journal('foreign-1').map(({ line }) => line.hash)).toEqual(client.journal.map(({ hash }) => hash));
  const { findings } = readHall(join(hall.data, 'hall.db'), (read) => verifyJournal(read.lines, read.records, read));
  expect(findings).toEqual([]);
}

test('the second client knows the protocol from its page alone', () => {
  const source = readFileSync(join(import.meta.dirname, 'minimal-client.ts'), 'utf8');
  const imported = [...source.matchAll(/from '([^']+)'/g)].map((match) => match[1]);
  expect(imported).toEqual(['node:crypto', 'node:events', 'ws']);
});

test('a client written from the protocol page takes a ticket that a real counter calls, serves and finishes', async () => {
  const hall = await openHall();
  const client = newClient(hall);
  const ticket = await client.takeTicket('queue-employment');
  expect(ticket).toMatchObject({ number: 'A001', paper: 'printed', status: 'waiting', issuedBy: 'foreign-1' });
  const counter = await openCounter(hall, 1);
  expect(await serveNext(counter)).toBe('A001');
  await client.until(() => client.record('ticket', String(ticket.id))?.status === 'finished');
  expect(client.record('ticket', String(ticket.id))).toMatchObject({ windowId: 'window-1', calls: 1 });
});

test('a refusal is told by its code, and the next line is taken as ever', async () => {
  const hall = await openHall();
  const client = newClient(hall);
  const paper = { ticketId: 'nobody', outcome: 'printed' };
  expect(await client.state('ticket.paper', paper)).toBe('unknown-ticket');
  expect(await client.state('range.grant', { day: '2026-03-02', queueId: 'x', stationId: 'y' })).toBe('not-allowed');
  expect((await client.takeTicket('queue-employment')).number).toBe('A001');
  expectWhole(hall, client);
});

test('lines that come too early are answered with the number that is missing, and arrive once', async () => {
  const hall = await openHall();
  const client = newClient(hall);
  await client.takeTicket('queue-employment');
  for (const place of ['一号机', '二号机', '三号机']) client.write('help.call', { helpId: `help-${place}`, place });
  const unsent = client.journal.slice(-3);
  client.send(unsent.slice(1)); // the first of them is still on its way
  await client.until(() => client.seen.gaps === 1);
  client.send([...unsent, ...unsent]); // and again what is there already
  await client.until(() => client.settled === client.journal.length);
  expectWhole(hall, client);
  expect(hall.records('help')).toHaveLength(3);
});

test('a line changed after it was sealed ends the connection by name, and nothing of it stands', async () => {
  const hall = await openHall();
  const client = newClient(hall);
  await client.takeTicket('queue-employment');
  const line = client.write('help.call', { helpId: 'help-1', place: '一号机' });
  client.send([{ ...line, body: { helpId: 'help-1', place: '别处' } }]);
  await client.until(() => client.refused === 'journal-behind');
  await client.until(() => client.settled === client.journal.length); // it comes again, unchanged
  expect(hall.records('help')[0]).toMatchObject({ place: '一号机' });
  expectWhole(hall, client);
});

test('what the hall had not settled when it was killed, the client brings again', async () => {
  const hall = await openHall();
  const client = newClient(hall);
  await client.takeTicket('queue-employment');
  await hall.kill();
  const told = client.state('help.call', { helpId: 'help-1', place: '一号机' });
  const ticket = client.takeTicket('queue-civil-affairs');
  await hall.again();
  expect(await told).toBeNull();
  expect((await ticket).number).toBe('B001');
  expect(client.seen.connections).toBeGreaterThan(1);
  expectWhole(hall, client);
});

test('over a wire that delays, loses, repeats, reorders and breaks, each of its tickets is at the hall once', async () => {
  const hall = await openHall();
  const wire: ChaosWire = await openChaosWire(hall.stationUrl, 11, {
    delayMs: 20,
    lose: 0.05,
    repeat: 0.15,
    overtake: 0.25,
    reset: 0.04,
    halfOpen: 0.01,
  });
  closing.push(() => wire.close());
  const client = newClient(hall, wire.url);
  const tickets: Record<string, unknown>[] = [];
  for (let n = 0; n < 12; n++) tickets.push(await client.takeTicket('queue-employment'));
  wire.calm();
  await client.until(() => client.settled === client.journal.length);
  expect(
    hall
      .records('ticket')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(tickets.map(({ id }) => id).sort());
  expect(new Set(tickets.map(({ number }) => number)).size).toBe(12);
  expectWhole(hall, client);
  // A wire that did nothing would prove nothing.
  expect(wire.tally.lost + wire.tally.resets).toBeGreaterThan(0);
  expect(wire.tally.repeated).toBeGreaterThan(0);
  expect(wire.tally.overtaken).toBeGreaterThan(0);
});
