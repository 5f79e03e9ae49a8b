import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHall } from '../../../src/hall/verify/read-sqlite.ts';
import { verifyJournal } from '../../../src/hall/verify/verify.ts';
import { layWire, openDispenser, openHall, openPrinter, openStation, printedNumbers, ticketInHand } from './floor.ts';

test('a new machine under the name of a dead one goes on with its journal; no number of the dead one is given twice', async () => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const printer = await openPrinter();
  const old = await openDispenser(hall, printer, { wire });
  await ticketInHand(old);
  await old.settled();
  wire.cut();
  await old.untilDispenser((view) => view.link.state === 'offline');
  // Slips nobody but the dead disk knows of.
  await ticketInHand(old);
  expect((await ticketInHand(old)).number).toBe('A802');
  await old.kill();
  const { desk } = await hall.desk();
  expect(await desk.replace({ stationId: 'nobody' })).toMatchObject({ refusal: { code: 'unknown-station' } });
  const replaced = await desk.replace({ stationId: 'dispenser-1' });
  if (!replaced.ok) throw new Error('no code');
  const { code } = replaced;
  const before = hall.journal('dispenser-1').map(({ line }) => line.hash);
  // The code is good for the name it was made for, and the name for no other code.
  const kiosk = await openStation({
    station: 'kiosk-1',
    roles: ['kiosk'],
    hallUrl: hall.stationUrl,
    enrolCode: code,
  });
  await kiosk.untilStation((view) => view.link.refused === 'code-not-valid');
  await kiosk.kill();
  const next = await layWire(hall);
  const start = { station: 'dispenser-1', roles: ['dispenser'] as const, printerUrl: printer.url };
  const fresh = await openStation({ ...start, hallUrl: next.url, enrolCode: hall.enrolCode });
  await fresh.untilStation((view) => view.link.refused === 'key-unknown');
  await fresh.kill();
  fresh.describe({ ...start, hallUrl: next.url, enrolCode: code });
  await fresh.again();
  await fresh.ready();
  await fresh.untilStation((view) => !view.warnings.includes('numbers-low'));
  const { stations } = await hall.untilDesk((view) => view.stations.some((row) => row.rebuilt !== null));
  expect(stations).toMatchObject([
    { id: 'dispenser-1', connected: true, revoked: false, rebuilt: { reason: 'replaced', lines: before.length } },
  ]);
  await ticketInHand(fresh);
  next.cut();
  await fresh.untilDispenser((view) => view.link.state === 'offline');
  expect(Number((await ticketInHand(fresh)).number.slice(1))).toBeGreaterThanOrEqual(841);
  next.mend();
  await fresh.settled();
  const slips = printedNumbers(printer);
  expect(slips).toHaveLength(5);
  expect(new Set(slips).size).toBe(5);
  // One chain of one name, over both machines.
  const lines = hall.journal('dispenser-1').map(({ line }) => line);
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, i) => i + 1));
  expect(lines.slice(0, before.length).map(({ hash }) => hash)).toEqual(before);
  expect(lines.length).toBeGreaterThan(before.length);
  const report = readHall(join(hall.data, 'hall.db'), (all) => verifyJournal(all.lines, all.records, all));
  expect(report.findings).toEqual([]);
  // The old one was not dead after all: it is nobody here any more.
  wire.mend();
  await old.again();
  expect((await old.untilStation((view) => view.link.state === 'refused')).link.refused).toBe('key-unknown');
  await old.untilDispenser((view) => view.ready === 'stopped');
});
