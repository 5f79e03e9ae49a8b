import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openDispenser, openHall, openPrinter, openStation, press, printedNumbers, ticketInHand } from './floor.ts';

const kiosk = { station: 'kiosk-1', roles: ['kiosk'] as const };

test('a wrong code is told by name, and the right one lets the station in', async () => {
  const hall = await openHall();
  const options = { ...kiosk, hallUrl: hall.stationUrl, enrolCode: 'AAAA-AAAA' };
  const station = await openStation(options);
  const { link } = await station.untilStation((view) => view.link.state === 'refused');
  expect(link.refused).toBe('code-not-valid');
  await station.program.said(/hall-refused-station .*reason=code-not-valid/);
  await station.kill();
  station.describe({ ...options, enrolCode: null });
  await station.again();
  expect((await station.untilStation((view) => view.link.state === 'refused')).link.refused).toBe('not-enrolled');
  await station.kill();
  station.describe({ ...options, enrolCode: hall.enrolCode.toLowerCase() });
  await station.again();
  await station.settled();
});

test('a code for one station lets one in, and only one', async () => {
  const hall = await openHall();
  const { code } = await (await hall.desk()).desk.enrolCode();
  const first = await openStation({ ...kiosk, hallUrl: hall.stationUrl, enrolCode: code });
  await first.settled();
  const second = await openStation({ ...kiosk, station: 'kiosk-2', hallUrl: hall.stationUrl, enrolCode: code });
  expect((await second.untilStation((view) => view.link.state === 'refused')).link.refused).toBe('code-not-valid');
  // The first needs no code any more.
  await first.kill();
  first.describe({ ...kiosk, hallUrl: hall.stationUrl, enrolCode: null });
  await first.again();
  await first.settled();
});

test('another machine under a known name is turned away', async () => {
  const hall = await openHall();
  const first = await openStation({ ...kiosk, hallUrl: hall.stationUrl, enrolCode: hall.enrolCode });
  await first.settled();
  const second = await openStation({ ...kiosk, hallUrl: hall.stationUrl, enrolCode: hall.enrolCode });
  expect((await second.untilStation((view) => view.link.state === 'refused')).link.refused).toBe('key-unknown');
  expect((await first.untilStation(() => true)).link.state).toBe('online');
});

test('a revoked station is told so, and goes on giving out the numbers it holds', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer);
  await ticketInHand(dispenser);
  await dispenser.settled();
  await hall.kill();
  const db = new Database(join(hall.data, 'hall.db'));
  db.prepare("UPDATE station SET revoked = 1 WHERE id = 'dispenser-1'").run();
  db.close();
  await hall.again();
  expect((await dispenser.untilStation((view) => view.link.state === 'refused')).link.refused).toBe('revoked');
  expect((await press(dispenser)).ticket.number).toBe('A801');
  await dispenser.untilDispenser((view) => view.paper?.state === 'printed');
  expect(printedNumbers(printer)).toEqual(['A001', 'A801']);
  const { pending } = await dispenser.untilStation((view) => view.pending.length > 0);
  expect(pending.map((row) => row.kind)).toContain('ticket.issue');
});

test('an old copy of a station’s database is not the station', async () => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  await dispenser.settled();
  await dispenser.stop();
  const { cpSync, rmSync } = await import('node:fs');
  const copy = join(dispenser.folder.path, 'copy');
  cpSync(dispenser.dataDir, copy, { recursive: true });
  await dispenser.again();
  await dispenser.ready();
  await ticketInHand(dispenser);
  await dispenser.settled();
  await dispenser.stop();
  rmSync(dispenser.dataDir, { recursive: true });
  cpSync(copy, dispenser.dataDir, { recursive: true });
  await dispenser.again();
  expect((await dispenser.untilStation((view) => view.link.state === 'refused')).link.refused).toBe('journal-behind');
});
