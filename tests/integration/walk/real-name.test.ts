import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  madeUpCards,
  startSerialFake,
  startTcpFake,
  ticketText,
} from '../../../src/main/station/devices/fakes/index.ts';
import type { IdentityView } from '../../../src/shared/protocol/identity-view.ts';
import type { StationProcess } from '../../support/station-process.ts';
import { until } from '../../support/until.ts';
import { makePortPair } from '../devices/virtual-ports.ts';
import { done, JOBS, openCounter, openDispenser, openHall, openPrinter, press, printedNumbers } from './floor.ts';

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

/** As the sample decoder is told by its first byte. */
const photoThat = (does: 'decodes' | 'hangs') => new Uint8Array(1024).fill(does === 'hangs' ? 1 : 0);

test('a clerk sees whose card lies on the reader and its photo, until the ticket is done; a decoder that hangs blanks nothing', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const reader = await startTcpFake('id-reader');
  const decoder = join(process.cwd(), 'tests/fixtures/photo-decoder/decoder.mjs');
  const devices = {
    idReader: { url: reader.url, findMs: 50 },
    photoDecoder: { command: [process.execPath, decoder, 'as-told'], timeoutMs: 3000 },
  };
  const identity = (station: StationProcess, wanted: (card: IdentityView['card']) => boolean) =>
    until(
      (options) => station.client.counter.identity(undefined, options),
      (view: IdentityView) => wanted(view.card),
    );
  try {
    const dispenser = await openDispenser(hall, printer, { readerUrl: reader.url });
    await dispenser.untilDispenser((view) => view.reader?.state === 'ready');
    reader.device.lay(madeUpCards.citizen);
    await dispenser.untilDispenser((view) => view.card.state === 'present');
    await press(dispenser);
    reader.device.lift();
    await dispenser.settled();
    await dispenser.stop(); // its reader is the counter's from here on

    const counter = await openCounter(hall, 1, { config: { devices } });
    await counter.untilCounter((view) => view.devices[0]?.health.state === 'ready');
    reader.device.setPhoto(photoThat('hangs'));
    reader.device.lay(madeUpCards.citizen);
    const absent = await identity(counter, (card) => card.state === 'present' && card.photo.state === 'absent');
    expect(absent.card).toMatchObject({ maskedName: '李*英', holder: 'no-ticket' });

    done(await counter.client.counter.next({}));
    await identity(counter, (card) => card.state === 'none');
    reader.device.setPhoto(photoThat('decodes'));
    reader.device.lay(madeUpCards.citizen);
    const shown = await identity(counter, (card) => card.state === 'present' && card.photo.state === 'there');
    expect(shown.card).toMatchObject({ maskedName: '李*英', holder: 'same', expired: false });
    done(await counter.client.counter.start({}));
    done(await counter.client.counter.finish({}));
    await identity(counter, (card) => card.state === 'none');

    const picture = shown.card.state === 'present' && shown.card.photo.state === 'there' ? shown.card.photo.base64 : '';
    const everywhere = [JSON.stringify(hall.journal()), JSON.stringify(hall.records('ticket')), counter.program.output];
    for (const text of everywhere) {
      for (const secret of [madeUpCards.citizen.number, madeUpCards.citizen.name, picture.slice(200, 260)])
        expect(text).not.toContain(secret);
    }
    expect(counter.program.output).toContain('photo-not-decoded');
  } finally {
    await reader.close();
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
