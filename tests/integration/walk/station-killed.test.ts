import { expect, test } from 'vitest';
import type { TcpFake } from '../../../src/main/station/devices/fakes/index.ts';
import type { HallProcess } from '../../support/hall-process.ts';
import type { Wire } from '../../support/wire.ts';
import {
  done,
  JOBS,
  layCable,
  layWire,
  openDispenser,
  openHall,
  openPrinter,
  openStation,
  press,
  printedNumbers,
  ticketInHand,
} from './floor.ts';

/** What was handed to somebody is known to the hall under its number and stands in the line; no number is on two papers. */
function expectEverySlipKnown(hall: HallProcess, printer: TcpFake<'printer'>): void {
  const slips = printedNumbers(printer);
  expect(new Set(slips).size).toBe(slips.length);
  const live = new Map(
    hall
      .records('ticket')
      .filter((t) => t.mergedInto === null)
      .map((t) => [t.number, t]),
  );
  for (const number of slips) {
    expect(live.get(number)?.status).toBe('waiting');
    expect(['printed', 'unknown']).toContain(live.get(number)?.paper);
  }
  for (const ticket of live.values()) expect(ticket.conflict).toBe('none');
}

interface Cables {
  readonly hall: Wire;
  readonly printer: Wire;
}

type When = (cables: Cables, printer: TcpFake<'printer'>) => Promise<void>;

const passing =
  (which: keyof Cables, from: 'station' | 'far', matches: (bytes: Buffer) => boolean): When =>
  (cables) =>
    new Promise((resolve) => {
      const off = cables[which].onPassing((at, bytes) => {
        if (at !== from || !matches(bytes)) return;
        off();
        resolve();
      });
    });

const ESC_INIT = Buffer.from([0x1b, 0x40]);
const slipOut: When = (_, printer) => new Promise((resolve) => void printer.device.onTicket(() => resolve()));

const MOMENTS: [string, When][] = [
  ['when the question is on its way to the hall', passing('hall', 'station', (b) => b.length > 300)],
  ['when the hall’s answer arrives', passing('hall', 'far', (b) => b.includes('"advance"'))],
  ['when the first byte of the slip is at the printer', passing('printer', 'station', (b) => b.includes(ESC_INIT))],
  ['when the slip is out', slipOut],
  ['when the printer’s own word comes back', passing('printer', 'far', () => true)],
];

test.each(MOMENTS)(
  'the station is killed %s: the hall knows every slip, nothing is printed twice',
  async (_, moment) => {
    const hall = await openHall();
    const printer = await openPrinter();
    const cables = { hall: await layWire(hall), printer: await layCable(Number(new URL(printer.url).port)) };
    const dispenser = await openDispenser(hall, printer, {
      wire: cables.hall,
      printerUrl: `tcp://127.0.0.1:${cables.printer.port}`,
    });
    await ticketInHand(dispenser);

    for (const hallThere of [true, false, true]) {
      if (!hallThere) {
        cables.hall.cut();
        await dispenser.untilDispenser((view) => view.link.state !== 'online');
      }
      const isHallMoment = moment === MOMENTS[0]![1] || moment === MOMENTS[1]![1];
      const reached = !hallThere && isHallMoment ? Promise.resolve() : moment(cables, printer);
      dispenser.client.dispenser.press(JOBS).catch(() => undefined); // it dies under the hand
      await reached;
      await dispenser.kill();
      const out = printer.device.tickets.length;
      cables.hall.mend();
      await dispenser.again();
      await dispenser.ready();
      // Whatever it did not see the end of is shown to a person, never printed again by itself.
      const { uncertain } = await dispenser.untilStation((view) => view.pending.length === 0);
      expect(printer.device.tickets.length).toBe(out);
      expectEverySlipKnown(hall, printer);
      for (const { jobId } of uncertain)
        done(await dispenser.client.keeper.resolvePrint({ jobId, outcome: 'printed' }));
      await dispenser.settled();
      expect((await dispenser.untilStation((view) => view.uncertain.length === 0)).pending).toEqual([]);
    }
    await ticketInHand(dispenser); // and life goes on
    await dispenser.settled();
    expectEverySlipKnown(hall, printer);
    const seqs = hall.journal('dispenser-1').map(({ line }) => line.seq);
    expect(seqs).toEqual(seqs.map((__, i) => i + 1));
  },
);

test('an uncertain slip that did not come out is printed again once, and says so on the paper', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const cable = await layCable(Number(new URL(printer.url).port));
  const dispenser = await openDispenser(hall, printer, { printerUrl: `tcp://127.0.0.1:${cable.port}` });
  await ticketInHand(dispenser);
  // The bytes leave the station and never arrive.
  const left = passing('printer', 'station', (bytes) => bytes.includes(ESC_INIT))(
    { hall: cable, printer: cable },
    printer,
  );
  const off = cable.onPassing((from, bytes) => {
    if (from !== 'station' || !bytes.includes(ESC_INIT)) return;
    off();
    cable.mute();
  });
  dispenser.client.dispenser.press(JOBS).catch(() => undefined);
  await left;
  await dispenser.kill();
  cable.mend();
  await dispenser.again();
  await dispenser.ready();
  const { uncertain } = await dispenser.untilStation((view) => view.uncertain.length === 1);
  expect(uncertain[0]!.number).toBe('A002');
  const slip = new Promise<void>((resolve) => void printer.device.onTicket(() => resolve()));
  done(await dispenser.client.keeper.resolvePrint({ jobId: uncertain[0]!.jobId, outcome: 'reprint' }));
  await slip;
  await dispenser.settled();
  await hall.untilDesk((view) => view.counts.waiting === 2);
  expect(printedNumbers(printer).filter((number) => number === 'A002')).toHaveLength(1);
  expect(printer.device.tickets.at(-1)!.lines.some((line) => line.kind === 'text' && line.text.includes('补打'))).toBe(
    true,
  );
});

test('a station killed with work the hall has not heard hands it over when it is back', async () => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer, { wire });
  await ticketInHand(dispenser);
  wire.cut();
  await dispenser.untilDispenser((view) => view.link.state !== 'online');
  for (let n = 0; n < 5; n++) await press(dispenser);
  await dispenser.kill();
  await dispenser.again();
  const view = await dispenser.untilStation((v) => v.pending.length > 0);
  expect(view.pending.filter((row) => row.kind === 'ticket.issue').map((row) => row.params.number)).toEqual([
    'A801',
    'A802',
    'A803',
    'A804',
    'A805',
  ]);
  await dispenser.untilDispenser((v) => v.ready === 'yes');
  expect((await press(dispenser)).ticket.number).toBe('A806');
  wire.mend();
  await dispenser.settled();
  expectEverySlipKnown(hall, printer);
});

test('a press while the printer is only being opened waits for it, as after a restart, instead of sending people away', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  printer.line.set('stale', true);
  const dispenser = await openStation({
    station: 'dispenser-1',
    roles: ['dispenser'],
    hallUrl: hall.stationUrl,
    enrolCode: hall.enrolCode,
    printerUrl: printer.url,
  });
  await dispenser.untilDispenser((view) => view.ready === 'starting' && view.link.state === 'online');
  const pressed = dispenser.client.dispenser.press(JOBS);
  printer.line.set('stale', false);
  expect(await pressed).toMatchObject({ ok: true });
  await dispenser.untilDispenser((view) => view.paper?.state === 'printed');
  expect(printedNumbers(printer)).toHaveLength(1);
});
