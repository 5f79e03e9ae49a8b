import { expect, test } from 'vitest';
import { ticketText } from '../../../src/main/station/devices/fakes/index.ts';
import { done, openCounter, openDispenser, openHall, openPrinter, press, printedNumbers } from './floor.ts';

test('slips that did not come out are printed once by another machine, marked, and by their own no more', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const other = await openPrinter();
  const ticketPrinter = { url: printer.url, profile: 'epson-80', printTimeoutMs: 500 };
  const dispenser = await openDispenser(hall, printer, { config: { devices: { ticketPrinter } } });
  const counter = await openCounter(hall, 2, { roles: ['counter', 'dispenser', 'pad'], printerUrl: other.url });
  await dispenser.untilStation((view) => view.printers.some(({ stationId }) => stationId === 'counter-2'));

  // The roll ends in the middle of the first slip; the second waits behind it.
  printer.device.runOutAfter(3);
  await Promise.all([press(dispenser), press(dispenser)]);
  const { slips } = await dispenser.untilStation(
    ({ slips }) =>
      slips
        .map(({ state }) => state)
        .sort()
        .join() === 'unknown,waiting',
  );
  const waiting = slips.find(({ state }) => state === 'waiting')!;
  const unknown = slips.find(({ state }) => state === 'unknown')!;

  // The keeper at the machine sends the one that waits; the clerk prints the doubtful one beside them.
  const at = { stationId: 'counter-2' };
  done(await dispenser.client.keeper.printElsewhere({ ticketId: waiting.ticketId, ...at }));
  await counter.untilCounter((view) => view.slips.some(({ number }) => number === unknown.number));
  done(await counter.client.counter.printElsewhere({ ticketId: unknown.ticketId, ...at }));
  const { slips: told } = await counter.untilCounter(({ slips }) => slips.every(({ state }) => state === 'printed'));
  expect(told).toHaveLength(2);
  expect(printedNumbers(other).sort()).toEqual([waiting.number, unknown.number].sort());
  for (const slip of other.device.tickets) expect(ticketText(slip)).toContain('补打');

  // Whoever took the ticket is told where it is; nobody is asked about the first slip any more.
  const { paper } = await dispenser.untilDispenser((view) => view.paper?.state === 'elsewhere');
  expect(paper?.place).toBe('counter-2');
  await dispenser.untilStation((view) => view.uncertain.length === 0 && view.pendingCount === 0);
  const inLine = await counter.untilCounter((view) => view.line.length === 2);
  expect(inLine.line.map(({ number }) => number).sort()).toEqual([waiting.number, unknown.number].sort());

  // New paper brings none of them out a second time: not even to a machine that was started again.
  await dispenser.stop();
  printer.device.setPaper('ok');
  await dispenser.again();
  await dispenser.ready();
  const { ticket } = await press(dispenser);
  await dispenser.untilDispenser(({ paper }) => paper?.ticketId === ticket.ticketId && paper.state === 'printed');
  expect(printedNumbers(printer)).toEqual([ticket.number]);
  expect(other.device.tickets).toHaveLength(2);
});
