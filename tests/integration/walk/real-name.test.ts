import { expect, test } from 'vitest';
import {
  madeUpCards,
  startSerialFake,
  startTcpFake,
  ticketText,
} from '../../../src/main/station/devices/fakes/index.ts';
import { makePortPair } from '../devices/virtual-ports.ts';
import { JOBS, openDispenser, openHall, openPrinter, printedNumbers } from './floor.ts';

test('a card on the reader: a masked name on the paper, and the same person gets no second number, here or elsewhere', async () => {
  const hall = await openHall();
  const [printer, other] = [await openPrinter(), await openPrinter()];
  const readers = [await startTcpFake('id-reader'), await startTcpFake('id-reader')] as const;
  try {
    const one = await openDispenser(hall, printer, { readerUrl: readers[0].url });
    const two = await openDispenser(hall, other, { station: 'dispenser-2', readerUrl: readers[1].url });
    for (const station of [one, two]) await station.untilDispenser((view) => view.reader?.state === 'ready');
    readers[0].device.lay(madeUpCards.citizen);
    await one.untilDispenser((view) => view.card.state === 'present');
    expect(await one.client.dispenser.press(JOBS)).toMatchObject({
      ok: true,
      ticket: { number: 'A001', maskedName: '李*英' },
    });
    await one.untilDispenser((view) => view.paper?.state === 'printed');
    await two.settled();

    readers[1].device.lay(madeUpCards.citizen);
    const seen = await two.untilDispenser((view) => view.card.state === 'present' && view.card.held.length === 1);
    expect(seen.card).toMatchObject({ held: [{ number: 'A001' }] });
    expect(await two.client.dispenser.press(JOBS)).toMatchObject({
      ok: false,
      refusal: { code: 'already-holds-ticket', params: { number: 'A001' } },
    });
    expect(other.device.tickets).toEqual([]);

    // What identifies a person is on no paper, in no journal, in no log.
    const slip = ticketText(printer.device.tickets[0]!);
    const everywhere = [
      slip,
      JSON.stringify(hall.journal()),
      JSON.stringify(hall.records('ticket')),
      one.program.output,
      two.program.output,
    ];
    for (const text of everywhere) {
      for (const secret of [madeUpCards.citizen.number, madeUpCards.citizen.name, madeUpCards.citizen.address])
        expect(text).not.toContain(secret);
    }
  } finally {
    for (const reader of readers) await reader.close();
  }
});

test('a printer on a serial line, its adapter pulled out and put back: said before the press, and on again after', async () => {
  const hall = await openHall();
  const ports = await makePortPair();
  let fake = await startSerialFake('printer', ports.device);
  try {
    const printer = await openPrinter(); // only for the shape of the floor
    const dispenser = await openDispenser(hall, printer, { printerUrl: `serial:${ports.station}` });
    expect(await dispenser.client.dispenser.press(JOBS)).toMatchObject({ ok: true });
    await dispenser.untilDispenser((view) => view.paper?.state === 'printed');
    expect(fake.device.tickets).toHaveLength(1);

    await ports.pull();
    await fake.close();
    await dispenser.untilDispenser((view) => view.ready === 'printer-down');
    expect(await dispenser.client.dispenser.press(JOBS)).toMatchObject({
      ok: false,
      refusal: { code: 'paper-unavailable' },
    });

    await ports.plug();
    fake = await startSerialFake('printer', ports.device);
    await dispenser.untilDispenser((view) => view.ready === 'yes');
    expect(await dispenser.client.dispenser.press(JOBS)).toMatchObject({ ok: true, ticket: { number: 'A002' } });
    await dispenser.untilDispenser((view) => view.paper?.state === 'printed');
    expect(fake.device.tickets).toHaveLength(1);
    expect(printedNumbers(printer)).toEqual([]);
    await hall.untilDesk((view) => view.counts.waiting === 2);
  } finally {
    await fake.close();
    await ports.remove();
  }
});
