import { expect, test } from 'vitest';
import { intentText } from '../../../src/shared/messages/intent.ts';
import { done, layWire, openCounter, openDispenser, openHall, openPrinter, ticketInHand } from './floor.ts';

const SHOWN = '持号人在窗口前';

test('a number nobody at the window can know is served, and becomes one with its ticket when the dispenser is heard', async () => {
  const hall = await openHall();
  const [toDispenser, toCounter] = [await layWire(hall), await layWire(hall)];
  const dispenser = await openDispenser(hall, await openPrinter(), { wire: toDispenser });
  const counter = await openCounter(hall, 1, { wire: toCounter });
  await ticketInHand(dispenser);
  toDispenser.cut();
  toCounter.cut();
  await counter.untilCounter((view) => view.link.state !== 'online');
  const ticket = await ticketInHand(dispenser);
  expect(ticket.number).toBe('A801');

  done(await counter.client.counter.take({ number: 'a801', reason: SHOWN }));
  expect((await counter.untilCounter((view) => view.current !== null)).current).toMatchObject({
    number: 'A801',
    stub: true,
  });
  done(await counter.client.counter.start({}));
  done(await counter.client.counter.finish({}));
  const pad = await counter.untilPad((view) => view.stage.stage === 'rate');
  if (pad.stage.stage !== 'rate') throw new Error('unreachable');
  done(await counter.client.pad.rate({ serviceId: pad.stage.serviceId, level: 5, reasons: [], text: '' }));

  toCounter.mend();
  await counter.settled();
  expect(hall.records('ticket').find((t) => t.number === 'A801')).toMatchObject({ stub: true, status: 'finished' });

  toDispenser.mend();
  await dispenser.settled();
  const [real, ...others] = hall.records('ticket').filter((t) => t.number === 'A801' && t.mergedInto === null);
  expect(others).toEqual([]);
  expect(real).toMatchObject({
    id: ticket.ticketId,
    stub: false,
    status: 'finished',
    conflict: 'none',
    paper: 'printed',
  });
  expect(hall.records('service')).toMatchObject([{ ticketId: ticket.ticketId, number: 'A801', rating: 'rated' }]);
  expect(hall.records('evaluation')).toHaveLength(1);
  expect((await hall.untilDesk((view) => view.counts.finished === 1)).counts.issued).toBe(2);
  expect((await counter.untilStation((view) => view.pending.length === 0)).refused).toEqual([]);
});

test('two windows that are cut off serve one number: both services stand, and the keeper sees it', async () => {
  const hall = await openHall();
  const wires = [await layWire(hall), await layWire(hall)];
  const dispenser = await openDispenser(hall, await openPrinter());
  const counters = [await openCounter(hall, 1, { wire: wires[0]! }), await openCounter(hall, 2, { wire: wires[1]! })];
  const ticket = await ticketInHand(dispenser);
  for (const counter of counters) await counter.untilCounter((view) => view.line.length === 1);
  for (const wire of wires) wire.cut();
  for (const counter of counters) {
    await counter.untilCounter((view) => view.link.state !== 'online');
    done(await counter.client.counter.take({ number: ticket.number, reason: SHOWN }));
    done(await counter.client.counter.start({}));
  }
  // Heard one after the other while both are still serving: the worst order.
  for (const wire of wires) wire.mend();
  for (const counter of counters) await counter.settled();
  for (const counter of counters) {
    await counter.untilCounter(
      (view) => view.current?.status === 'serving' && view.current.conflict === 'served-twice',
    );
    done(await counter.client.counter.finish({}));
    await counter.settled();
    expect((await counter.untilCounter((view) => view.current === null)).refused).toEqual([]);
  }
  const services = hall.records('service').filter((s) => s.finishedAt !== null);
  expect(services.map((s) => [s.ticketId, s.windowId]).sort()).toEqual([
    [ticket.ticketId, 'window-1'],
    [ticket.ticketId, 'window-2'],
  ]);
  const desk = await hall.untilDesk((view) => view.counts.finished === 1);
  expect(desk.conflicts).toMatchObject([{ number: ticket.number, conflict: 'served-twice' }]);
  expect(desk.windows.filter((w) => w.served === 1).map((w) => w.number)).toEqual([1, 2]);
  // The keeper has looked into it: it leaves the desk, and the lines of it stay.
  const keeper = await hall.desk();
  done(await keeper.desk.settleConflict({ ticketId: ticket.ticketId, conflict: 'served-twice' }));
  const settled = await hall.untilDesk((view) => view.conflicts.length === 0);
  expect(settled.recent[0]).toMatchObject({ kind: 'ticket.settle', params: { number: ticket.number }, refusal: null });
});

test('two windows typed a number nobody knew; the dispenser is heard last: one ticket, two services, no refusal', async () => {
  const hall = await openHall();
  const [toDispenser, toOne, toTwo] = [await layWire(hall), await layWire(hall), await layWire(hall)];
  const dispenser = await openDispenser(hall, await openPrinter(), { wire: toDispenser });
  const one = await openCounter(hall, 1, { wire: toOne });
  const two = await openCounter(hall, 2, { wire: toTwo });
  await ticketInHand(dispenser);
  for (const wire of [toDispenser, toOne, toTwo]) wire.cut();
  const ticket = await ticketInHand(dispenser);
  for (const counter of [one, two]) {
    await counter.untilCounter((view) => view.link.state !== 'online');
    done(await counter.client.counter.take({ number: ticket.number, reason: SHOWN }));
    done(await counter.client.counter.start({}));
  }
  toOne.mend();
  await one.settled();
  toDispenser.mend();
  await dispenser.settled();
  done(await two.client.counter.finish({}));
  toTwo.mend();
  await two.settled();
  done(await one.client.counter.finish({}));
  await one.settled();
  for (const counter of [one, two]) {
    expect((await counter.untilCounter((view) => view.current === null)).refused).toEqual([]);
  }
  const services = hall.records('service').filter((s) => s.finishedAt !== null);
  expect(services.map((s) => s.ticketId)).toEqual([ticket.ticketId, ticket.ticketId]);
  expect(hall.records('ticket').find((t) => t.id === ticket.ticketId)).toMatchObject({
    status: 'finished',
    conflict: 'served-twice',
    stub: false,
  });
});

test('what the hall refused is told in words at the window, and goes when somebody has read it', async () => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const dispenser = await openDispenser(hall, await openPrinter());
  const one = await openCounter(hall, 1, { wire });
  const two = await openCounter(hall, 2);
  const ticket = await ticketInHand(dispenser);
  await one.untilCounter((view) => view.line.length === 1);
  done(await one.client.counter.next({}));
  done(await one.client.counter.miss({}));
  await one.settled();
  await two.untilCounter((view) => view.aside.length === 1);
  wire.cut();
  await one.untilCounter((view) => view.link.state !== 'online');
  done(await two.client.counter.restore({ ticketId: ticket.ticketId }));
  done(await one.client.counter.restore({ ticketId: ticket.ticketId })); // it cannot know
  await one.untilCounter((view) => view.pending.length === 1);
  wire.mend();
  const told = await one.untilCounter((view) => view.refused.length === 1);
  expect(told.refused[0]).toMatchObject({
    kind: 'ticket.restore',
    refusal: { code: 'ticket-over', params: { number: ticket.number } },
  });
  expect(intentText('zh-CN', told.refused[0]!.kind, told.refused[0]!.params)).toBe(`${ticket.number} 回到队伍`);

  // It survives whoever looks at it …
  await one.kill();
  await one.again();
  const { refused } = await one.untilCounter((view) => view.refused.length === 1);
  done(await one.client.keeper.dismiss({ seq: refused[0]!.seq }));
  // … and stays away once it was dealt with.
  await one.untilCounter((view) => view.refused.length === 0);
  await one.kill();
  await one.again();
  expect((await one.untilCounter((view) => view.link.state === 'online')).refused).toEqual([]);
});

/** What a station says with a frame (RFC 6455, masked). */
function said(frame: Buffer): string {
  const length = frame[1]! & 127;
  const at = length === 126 ? 4 : length === 127 ? 10 : 2;
  return String(Buffer.from(frame.subarray(at + 4).map((byte, i) => byte ^ frame[at + (i % 4)]!)));
}

test('a refusal whose answer was lost on the way is told all the same', async () => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const dispenser = await openDispenser(hall, await openPrinter());
  const one = await openCounter(hall, 1, { wire });
  const ticket = await ticketInHand(dispenser);
  await one.untilCounter((view) => view.line.length === 1);
  done(await one.client.counter.next({}));
  done(await one.client.counter.miss({}));
  await one.settled();
  const two = await openCounter(hall, 2);
  wire.cut();
  await one.untilCounter((view) => view.link.state !== 'online');
  done(await two.client.counter.restore({ ticketId: ticket.ticketId }));
  done(await one.client.counter.restore({ ticketId: ticket.ticketId }));
  const seq = (await one.untilCounter((view) => view.pending.length === 1)).pending[0]!.seq;
  // The hall hears it, but its answer never comes back.
  const pushed = new Promise<void>((resolve) => {
    const off = wire.onPassing((from, bytes) => {
      if (from !== 'station' || !said(bytes).startsWith('{"t":"push"')) return;
      off();
      setImmediate(() => {
        wire.deafen();
        resolve();
      });
    });
  });
  wire.mend();
  await pushed;
  await hall.untilDesk((view) => view.stations.some((s) => s.id === 'counter-1' && s.lastSeq >= seq));
  wire.cut();
  wire.mend();
  const told = await one.untilCounter((view) => view.pending.length === 0 && view.link.state === 'online');
  expect(told.refused).toMatchObject([{ seq, refusal: { code: 'ticket-over' } }]);
});
