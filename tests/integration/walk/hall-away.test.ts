import { cpSync, renameSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { HallProcess } from '../../support/hall-process.ts';
import {
  done,
  layWire,
  openCounter,
  openDispenser,
  openHall,
  openPrinter,
  press,
  printedNumbers,
  serveNext,
  ticketInHand,
} from './floor.ts';

/** Everything a station journalled is at the hall once, in its order, without a gap. */
function expectGapless(hall: HallProcess, station: string): void {
  const seqs = hall.journal(station).map(({ line }) => line.seq);
  expect(seqs).toEqual(seqs.map((_, i) => i + 1));
}

function numbersOf(hall: HallProcess): string[] {
  return hall
    .records('ticket')
    .filter((t) => t.mergedInto === null && t.paper === 'printed')
    .map((t) => t.number)
    .sort();
}

/**
 * How long a press waits is set, and held to the millisecond elsewhere (answers.test.ts; `npm run bench -- ticket` measures
 * it). Here it is so long that a busy machine is hardly mistaken for it, and shorter than the pulse that would find out by
 * itself that the line is dead.
 */
const LONG = { config: { hallAnswerMs: 1000 } };

async function timed<T>(deed: () => Promise<T>): Promise<[T, number]> {
  const began = performance.now();
  return [await deed(), performance.now() - began];
}

test('the hall hangs: the press waits for it as long as is set and goes on with a number granted beforehand; nobody waits again', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer, LONG);
  await ticketInHand(dispenser);

  hall.freeze();
  const [outcome, waited] = await timed(() => press(dispenser));
  expect(waited).toBeGreaterThan(990);
  expect(outcome).toMatchObject({ offline: true, ticket: { number: 'A801' } });
  // Once it is known to hang, nobody waits for it again.
  const [again, waitedAgain] = await timed(() => press(dispenser));
  expect(again.ticket.number).toBe('A802');
  expect(waitedAgain).toBeLessThan(990);
  await dispenser.untilDispenser(
    (view) => view.paper?.ticketId !== outcome.ticket.ticketId && view.paper?.state === 'printed',
  );

  hall.thaw();
  await dispenser.settled();
  expect(printedNumbers(printer)).toEqual(['A001', 'A801', 'A802']);
  expect(numbersOf(hall)).toEqual(['A001', 'A801', 'A802']);
  expectGapless(hall, 'dispenser-1');
});

test('the wire carries nothing any more: the same', async () => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer, { wire });
  await ticketInHand(dispenser);
  wire.mute();
  expect(await press(dispenser)).toMatchObject({ offline: true, ticket: { number: 'A801' } });
  wire.mend();
  await dispenser.settled();
  expect(numbersOf(hall)).toEqual(['A001', 'A801']);
});

test('the hall is killed and started again: everything arrives once, in order, under the printed numbers', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer);
  const counter = await openCounter(hall, 1);
  await ticketInHand(dispenser);
  await counter.untilCounter((view) => view.line.length === 1);

  // In the middle of work, not between two deeds.
  const pressed = Promise.all([press(dispenser), press(dispenser), press(dispenser)]);
  await hall.kill();
  await pressed;
  for (let n = 0; n < 4; n++) await press(dispenser);
  await counter.untilCounter(({ link, line }) => link.unreachable === 'refused' && line.length > 0);
  const served = [await serveNext(counter)];
  expect(served).toEqual(['A001']);
  await dispenser.untilDispenser((view) => view.paper?.state === 'printed');

  await hall.again();
  await Promise.all([dispenser.settled(), counter.settled()]);
  const slips = printedNumbers(printer);
  expect(new Set(slips).size).toBe(8);
  expect(numbersOf(hall)).toEqual([...slips].sort());
  expectGapless(hall, 'dispenser-1');
  expectGapless(hall, 'counter-1');
  expect(hall.journal().filter(({ refusal, line }) => refusal !== null && line.kind !== 'ticket.request')).toEqual([]);
  const chain = hall.journal();
  for (let i = 1; i < chain.length; i++) expect(chain[i]!.prev).toBe(chain[i - 1]!.hash);
  const desk = await hall.untilDesk((view) => view.counts.finished === 1);
  expect(desk.counts.issued).toBe(8);
});

test('killed again and again under way: nothing is lost and nothing twice', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer);
  await ticketInHand(dispenser);
  for (let round = 0; round < 4; round++) {
    const pressed = Promise.all([press(dispenser), press(dispenser)]);
    await hall.kill();
    await pressed;
    await hall.again();
  }
  await dispenser.untilDispenser((view) => view.paper?.state === 'printed');
  await dispenser.settled();
  const slips = printedNumbers(printer);
  expect(slips).toHaveLength(9);
  expect(new Set(slips).size).toBe(9);
  expect(numbersOf(hall)).toEqual([...slips].sort());
  expectGapless(hall, 'dispenser-1');
});

test('a night without the hall is not a range per ticket: the hall grants what is missing, not more', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer);
  await ticketInHand(dispenser);
  await hall.kill();
  for (let n = 0; n < 25; n++) await press(dispenser);
  await hall.again();
  await dispenser.untilDispenser((view) => view.paper?.state === 'printed');
  await dispenser.settled();
  await press(dispenser); // whatever the hall granted meanwhile stands before this in its journal
  const [today] = hall.records('ticket').map((t) => t.day);
  const blocks = hall.records('range').filter((r) => r.queueId === 'queue-employment' && r.day === today);
  expect(blocks).toHaveLength(2);
});

test('a dispenser that ran out of numbers says so instead of inventing one', async () => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  await ticketInHand(dispenser);
  await hall.kill();
  for (let n = 0; n < 40; n++) await press(dispenser);
  expect(
    await dispenser.client.dispenser.press({
      queueId: 'queue-employment',
      itemId: null,
      priority: 'ordinary',
      priorityReason: null,
    }),
  ).toMatchObject({
    ok: false,
    refusal: { code: 'no-numbers-left' },
  });
  done(await dispenser.client.session.callStaff({ place: '大厅' }));
});

test('a hall put back from an older copy gets what it lost from the stations’ journals', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer);
  await ticketInHand(dispenser);
  await dispenser.settled();
  await hall.stop();
  const copy = `${hall.data}-copy`;
  cpSync(hall.data, copy, { recursive: true });
  await hall.again();
  await dispenser.ready();
  await ticketInHand(dispenser);
  await dispenser.settled();
  await hall.stop();
  rmSync(hall.data, { recursive: true });
  renameSync(copy, hall.data);
  await hall.again();
  await dispenser.untilDispenser((view) => view.link.state === 'online');
  await press(dispenser);
  await dispenser.untilDispenser((view) => view.paper?.state === 'printed');
  await dispenser.settled();
  expectGapless(hall, 'dispenser-1');
  expect(numbersOf(hall)).toEqual(printedNumbers(printer).sort());
});
