import { expect, test } from 'vitest';
import { ticketText } from '../../../src/main/station/devices/fakes/index.ts';
import { until } from '../../support/until.ts';
import {
  done,
  openCounter,
  openDispenser,
  openHall,
  openPrinter,
  press,
  printedNumbers,
  ticketInHand,
} from './floor.ts';

test('the walk: a ticket on paper, called, served, rated, and the desk knows', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer);
  const counter = await openCounter(hall, 1);

  const ticket = await ticketInHand(dispenser);
  expect(ticket.number).toBe('A001');
  expect(printedNumbers(printer)).toEqual(['A001']);
  expect(ticketText(printer.device.tickets[0]!)).toContain('就业社保');
  expect(ticketText(printer.device.tickets[0]!)).toContain(`[QR ${ticket.qr}]`);

  // Who reads English gets it in English, with the Chinese name of what it is for.
  done(await dispenser.client.dispenser.reprint({ ticketId: ticket.ticketId, locale: 'en' }));
  await expect.poll(() => printer.device.tickets.length).toBe(2);
  const english = ticketText(printer.device.tickets[1]!);
  expect(english).toContain('[REPRINT]');
  expect(english).toContain('Guiyuan');
  expect(english).toContain('Wait in Area A');
  expect(english).toContain(`[QR ${ticket.qr}]`);

  await counter.untilCounter((view) => view.line.some((row) => row.number === 'A001'));
  expect(await counter.client.counter.next({})).toEqual({ ok: true, offline: false });
  const called = await counter.untilCounter((view) => view.current?.number === 'A001');
  expect(called.current).toMatchObject({ status: 'called', calls: 1 });
  const shown = await until(
    (options) => hall.browser().display.watch({ areaId: null }, options),
    (view) => view.calls.length > 0,
  );
  expect(shown.calls).toMatchObject([{ number: 'A001', windowNumber: 1, serving: false }]);

  done(await counter.client.counter.start({}));
  done(await counter.client.counter.finish({}));
  const pad = await counter.untilPad((view) => view.stage.stage === 'rate');
  if (pad.stage.stage !== 'rate') throw new Error('unreachable');
  const { serviceId } = pad.stage;
  expect(await counter.client.pad.rate({ serviceId, level: 1, reasons: [], text: '' })).toMatchObject({
    ok: false,
    refusal: { code: 'rating-incomplete' },
  });
  done(await counter.client.pad.rate({ serviceId, level: 5, reasons: ['510'], text: '' }));
  await counter.untilPad((view) => view.stage.stage === 'thanks');

  const desk = await hall.untilDesk((view) => view.ratings.levels[0] === 1);
  expect(desk.counts).toMatchObject({ issued: 1, waiting: 0, serving: 0, finished: 1, offlineNumbers: 0 });
  expect(desk.windows[0]).toMatchObject({ number: 1, clerkName: '陈静', served: 1, ticketNumber: null });
  expect(desk.stations.map((s) => [s.id, s.connected])).toEqual([
    ['counter-1', true],
    ['dispenser-1', true],
  ]);
  expect(desk.conflicts).toEqual([]);
  expect(await hall.browser().progress.byCode({ code: ticket.code })).toMatchObject({
    number: 'A001',
    status: 'finished',
  });
});

test('called again, missed, taken up again, transferred with a reason', async () => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  const one = await openCounter(hall, 1);
  const four = await openCounter(hall, 4);
  const ticket = await ticketInHand(dispenser);
  await one.untilCounter((view) => view.line.length === 1);
  done(await one.client.counter.next({}));
  done(await one.client.counter.recall({}));
  done(await one.client.counter.miss({}));
  await four.untilCounter((view) => view.aside.some((row) => row.ticketId === ticket.ticketId));
  done(await four.client.counter.restore({ ticketId: ticket.ticketId }));
  await one.untilCounter((view) => view.line.length === 1);
  done(await one.client.counter.next({}));
  done(await one.client.counter.transfer({ toQueueId: null, toWindowId: 'window-4', reason: '专窗办理' }));
  const line = await four.untilCounter((view) => view.line.length === 1);
  expect(line.line[0]).toMatchObject({ number: ticket.number, reason: 'for-this-window', note: '专窗办理' });
  expect((await one.untilCounter((view) => view.current === null)).line).toEqual([]);
  expect(await one.client.counter.next({})).toMatchObject({ ok: false, refusal: { code: 'nobody-waiting' } });
});

test('of two windows that press at once each gets another ticket', async () => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  const counters = await Promise.all([1, 2].map((n) => openCounter(hall, n)));
  const tickets = [await press(dispenser), await press(dispenser)];
  for (const counter of counters) await counter.untilCounter((view) => view.line.length === 2);
  const outcomes = await Promise.all(counters.map((counter) => counter.client.counter.next({})));
  expect(outcomes).toEqual([
    { ok: true, offline: false },
    { ok: true, offline: false },
  ]);
  const current = await Promise.all(
    counters.map(async (c) => (await c.untilCounter((v) => v.current !== null)).current!.number),
  );
  expect(current.sort()).toEqual(tickets.map((t) => t.ticket.number).sort());
});

test('one ticket, one window: taking what another window has is refused and says where it is', async () => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  const [one, two] = (await Promise.all([1, 2].map((n) => openCounter(hall, n)))) as [
    Awaited<ReturnType<typeof openCounter>>,
    Awaited<ReturnType<typeof openCounter>>,
  ];
  const ticket = await ticketInHand(dispenser);
  await one.untilCounter((view) => view.line.length === 1);
  done(await one.client.counter.next({}));
  await two.untilCounter((view) => view.line.length === 0);
  expect(await two.client.counter.take({ number: ticket.number, reason: '先办' })).toMatchObject({
    ok: false,
    refusal: { code: 'ticket-elsewhere' },
  });
});
