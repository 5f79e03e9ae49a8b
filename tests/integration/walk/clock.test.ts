import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCounter, openDispenser, openHall, openPrinter, serveNext, ticketInHand } from './floor.ts';

const DAY_MS = 86_400_000;
const shifted = (ms: number) => ({
  program: {
    execArgv: ['--require', join(import.meta.dirname, '../../support/shifted-clock.cjs')],
    env: { CLOCK_SHIFT_MS: String(ms) },
  },
});

test.each([
  ['a day ahead', DAY_MS],
  ['a day behind', -DAY_MS],
])('stations whose machines are %s work by the hall’s time, with the hall and without', async (_, shift) => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter(), shifted(shift));
  const counter = await openCounter(hall, 1, shifted(shift));
  const { hallTime } = await hall.untilDesk(() => true);
  const near = (at: number) => Math.abs(at - hallTime) < 60_000;
  expect(near((await ticketInHand(dispenser)).issuedAt)).toBe(true);
  expect((await dispenser.untilStation((view) => view.warnings.length > 0)).warnings).toEqual(['clock-wrong']);
  await counter.untilCounter((view) => view.line.length === 1);
  await serveNext(counter);

  await hall.kill();
  await dispenser.kill();
  await dispenser.again(); // it starts without the hall, and still knows the time
  await dispenser.untilDispenser((view) => view.ready === 'yes' && view.opening.state === 'open');
  expect((await ticketInHand(dispenser)).number).toBe('A801');

  await hall.again();
  await Promise.all([dispenser.settled(), counter.settled()]);
  const tickets = hall.records('ticket');
  expect(new Set(tickets.map((t) => t.day)).size).toBe(1);
  for (const ticket of tickets) expect(near(ticket.issuedAt)).toBe(true);
  expect((await hall.untilDesk(() => true)).counts).toMatchObject({ issued: 2, finished: 1 });
});
