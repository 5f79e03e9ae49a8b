import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sightOf } from '../../../src/hall/feed/visible.ts';
import { openStationDatabase } from '../../../src/main/station/store/database.ts';
import type { DeskView } from '../../../src/shared/protocol/desk-view.ts';
import {
  done,
  layWire,
  openCounter,
  openDispenser,
  openHall,
  openPrinter,
  openStation,
  press,
  printedNumbers,
  ticketInHand,
} from './floor.ts';

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
  const told = async (known: (row: DeskView['stations'][number]) => boolean) =>
    (await hall.untilDesk((view) => view.stations.some(known))).stations[0];
  expect(await told((row) => row.turnedAway !== null)).toMatchObject({
    connected: true,
    turnedAway: { reason: 'key-unknown' },
  });
  // The desk says so over a restart too, and no more when the station itself is let in again.
  await first.kill();
  await hall.kill();
  await hall.again();
  expect(await told((row) => row.turnedAway !== null)).toMatchObject({ connected: false });
  await second.kill();
  await first.again();
  await told((row) => row.connected && row.turnedAway === null);
});

test('a station that is put out states nothing more and keeps its journal; a new code lets it in again, with all it did', async () => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer, { wire });
  await ticketInHand(dispenser);
  await dispenser.settled();
  const start = { station: 'dispenser-1', roles: ['dispenser'] as const, printerUrl: printer.url };
  await dispenser.kill();
  dispenser.describe({ ...start, hallUrl: wire.url, enrolCode: null });
  await dispenser.again();
  await dispenser.ready();
  // It has no code to come back with, and gives one number while the hall cannot hear it.
  wire.cut();
  await dispenser.untilDispenser((view) => view.link.state === 'offline');
  expect((await ticketInHand(dispenser)).number).toBe('A801');
  const desk = await hall.desk();
  expect(await desk.desk.revoke({ stationId: 'nobody' })).toMatchObject({ refusal: { code: 'unknown-station' } });
  expect(await desk.desk.revoke({ stationId: 'hall' })).toMatchObject({ refusal: { code: 'unknown-station' } });
  expect(await desk.desk.revoke({ stationId: 'dispenser-1' })).toMatchObject({ ok: true });
  wire.mend();
  expect((await dispenser.untilStation((view) => view.link.state === 'refused')).link.refused).toBe('revoked');
  const { stations } = await hall.untilDesk((view) => view.stations.some((row) => !row.connected));
  expect(stations).toMatchObject([{ id: 'dispenser-1', revoked: true, connected: false }]);
  const before = hall.journal('dispenser-1').length;
  // Nobody would call the numbers it holds.
  await dispenser.untilDispenser((view) => view.ready === 'stopped');
  await expect(press(dispenser)).rejects.toThrow('station-stopped');
  expect(printedNumbers(printer)).toEqual(['A001', 'A801']);
  // Started anew, hall and station, with the used-up code or none: still out.
  await hall.kill();
  await hall.again();
  for (const enrolCode of [null, 'AAAA-AAAA']) {
    await dispenser.kill();
    dispenser.describe({ ...start, hallUrl: hall.stationUrl, enrolCode });
    await dispenser.again();
    expect((await dispenser.untilStation((view) => view.link.state === 'refused')).link.refused).toBe('revoked');
  }
  expect(hall.journal('dispenser-1')).toHaveLength(before);
  await dispenser.kill();
  const { code } = await (await hall.desk()).desk.enrolCode();
  dispenser.describe({ ...start, hallUrl: hall.stationUrl, enrolCode: code });
  await dispenser.again();
  await dispenser.settled();
  const lines = hall.journal('dispenser-1');
  expect(lines.map(({ line }) => line.seq)).toEqual(lines.map((_, i) => i + 1));
  expect(lines.filter(({ refusal }) => refusal !== null)).toEqual([]);
  expect(
    hall
      .records('ticket')
      .map((ticket) => ticket.number)
      .sort(),
  ).toEqual(['A001', 'A801']);
  expect((await hall.untilDesk((view) => view.stations.some((row) => row.connected))).stations[0]?.revoked).toBe(false);
});

test('a counter stands at the window it was enrolled for: another needs a new code, and its work handed in', async () => {
  const hall = await openHall();
  const counter = await openCounter(hall, 1);
  const start = { station: 'counter-1', roles: ['counter', 'pad'] as const, hallUrl: hall.stationUrl };
  const moveTo = async (window: string, enrolCode: string | null) => {
    await counter.kill();
    counter.describe({ ...start, window, enrolCode });
    await counter.again();
  };
  await moveTo('window-2', null);
  await counter.untilStation((view) => view.link.refused === 'window-not-enrolled');
  // Here it acts for nobody either: what it does is refused on the spot by what it knows of itself.
  expect(await counter.client.counter.signOn({ clerkId: 'staff-chen' })).toMatchObject({
    refusal: { code: 'other-window', params: { window: 2 } },
  });
  await moveTo('window-2', hall.enrolCode);
  await counter.settled();
  done(await counter.client.counter.signOn({ clerkId: 'staff-chen' }));
  await counter.settled();
  expect(hall.records('window').map(({ id, status }) => [id, status])).toEqual([
    ['window-1', 'open'],
    ['window-2', 'open'],
  ]);
});

test('a station that loses a role forgets what only that role needed; one that gets it has it all again', async () => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  const counter = await openCounter(hall, 1);
  await ticketInHand(dispenser);
  await counter.untilCounter((view) => view.line.length === 1);
  done(await counter.client.session.callStaff({ place: '1 号窗口' }));
  await counter.settled();
  const start = { station: 'counter-1', hallUrl: hall.stationUrl, enrolCode: hall.enrolCode, window: 'window-1' };
  const as = async (...roles: ('counter' | 'pad')[]) => {
    await counter.stop();
    counter.describe({ ...start, roles });
    await counter.again();
    await counter.settled();
  };
  const kept = async () => {
    await counter.stop();
    const db = openStationDatabase(counter.dataDir, join(counter.folder.path, 'station.key'));
    const types = db.prepare('SELECT DISTINCT type FROM record').pluck().all() as string[];
    db.close();
    return types;
  };
  expect(await kept()).toContain('help');
  await counter.again();
  await as('pad');
  const needed = new Set<string>(sightOf(['pad'], 'counter-1').types);
  expect((await kept()).filter((type) => !needed.has(type))).toEqual([]);
  await counter.again();
  await as('counter', 'pad');
  await counter.untilCounter((view) => view.line.length === 1 && view.help.length === 1);
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
