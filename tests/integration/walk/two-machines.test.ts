import { cpSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { StationProcess } from '../../support/station-process.ts';
import {
  layWire,
  openDispenser,
  openHall,
  openPrinter,
  openStation,
  press,
  printedNumbers,
  ticketInHand,
} from './floor.ts';

const AS_DISPENSER = { station: 'dispenser-1', roles: ['dispenser'] as const };

/** It gives no number any more, with or without the hall, and after a start anew neither. */
async function expectStopped(station: StationProcess): Promise<void> {
  await station.untilDispenser((view) => view.ready === 'stopped');
  const press = { queueId: 'queue-employment', itemId: null, priority: 'ordinary', priorityReason: null } as const;
  expect(await station.client.dispenser.press(press)).toMatchObject({ refusal: { code: 'station-stopped' } });
}

test('an old copy of a dispenser’s data gives no numbers once the hall refused it, also after a start without the hall; the newest data does', async () => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer, { wire });
  await ticketInHand(dispenser);
  await dispenser.settled();
  await dispenser.kill();
  const [old, newest] = [`${dispenser.dataDir}-old`, `${dispenser.dataDir}-newest`];
  cpSync(dispenser.dataDir, old, { recursive: true });
  await dispenser.again();
  await dispenser.ready();
  wire.cut();
  await dispenser.untilDispenser((view) => view.link.state !== 'online');
  expect((await ticketInHand(dispenser)).number).toBe('A801');
  wire.mend();
  await dispenser.settled();
  await dispenser.kill();
  cpSync(dispenser.dataDir, newest, { recursive: true });

  const put = async (from: string) => {
    rmSync(dispenser.dataDir, { recursive: true });
    cpSync(from, dispenser.dataDir, { recursive: true });
    await dispenser.again();
  };
  await put(old);
  expect((await dispenser.untilStation((view) => view.link.state === 'refused')).link.refused).toBe('journal-behind');
  await hall.program.said(/station-refused .*station=dispenser-1/);
  await expectStopped(dispenser);
  await dispenser.kill();
  wire.cut();
  await dispenser.again();
  await expectStopped(dispenser);
  expect((await dispenser.untilStation(() => true)).link.refused).toBe('journal-behind');
  await dispenser.kill();
  wire.mend();
  await put(newest);
  await dispenser.ready();
  expect((await ticketInHand(dispenser)).number).toBe('A002');
  expect(printedNumbers(printer)).toEqual(['A001', 'A801', 'A002']);
});

test('two machines with a copy of one folder: the second to state its line is told by the line’s hash, takes no line for its own, and stops', async () => {
  const hall = await openHall();
  const [printer, other] = [await openPrinter(), await openPrinter()];
  const first = await openDispenser(hall, printer);
  await ticketInHand(first);
  await first.settled();
  await first.kill();
  const wire = await layWire(hall);
  const copy = await openDispenser(hall, printer, { station: 'dispenser-2', wire });
  await copy.kill();
  rmSync(copy.folder.path, { recursive: true });
  cpSync(first.folder.path, copy.folder.path, { recursive: true });
  copy.describe({ ...AS_DISPENSER, hallUrl: wire.url, enrolCode: null, printerUrl: other.url });
  // Without the hall it states two lines: the ticket and its paper. The first machine states as many to the hall.
  wire.cut();
  await copy.again();
  await copy.untilDispenser((view) => view.ready === 'yes');
  expect((await ticketInHand(copy)).number).toBe('A801');
  await first.again();
  await first.ready();
  await press(first);
  await first.untilDispenser((view) => view.paper?.state === 'printed');
  await first.settled();
  await first.kill();
  const waiting = (await copy.untilStation(() => true)).pending;
  wire.mend();
  expect((await copy.untilStation((view) => view.link.state === 'refused')).link.refused).toBe('journal-behind');
  await expectStopped(copy);
  expect((await copy.untilStation(() => true)).pending).toEqual(waiting);
  expect(printedNumbers(other)).toEqual(['A801']);
});

test('two machines with one name that end each other’s connection are named in the hall’s log, and slow down', async () => {
  const hall = await openHall();
  const kiosk = { station: 'kiosk-1', roles: ['kiosk'] as const, hallUrl: hall.stationUrl };
  const first = await openStation({ ...kiosk, enrolCode: hall.enrolCode });
  await first.settled();
  await first.kill();
  const copy = await openStation({ ...kiosk, station: 'kiosk-2', enrolCode: hall.enrolCode });
  await copy.kill();
  rmSync(copy.folder.path, { recursive: true });
  cpSync(first.folder.path, copy.folder.path, { recursive: true });
  copy.describe({ ...kiosk, enrolCode: null });
  await Promise.all([first.again(), copy.again()]);
  await hall.program.said(/two-machines-one-name .*kiosk-1/);
});
