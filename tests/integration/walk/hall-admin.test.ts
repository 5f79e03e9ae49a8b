import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import type { DeskView } from '../../../src/shared/protocol/desk-view.ts';
import { newFolder } from '../../support/folder.ts';
import { Program } from '../../support/program.ts';
import { layWire, openCounter, openDispenser, openHall, openPrinter, openStation, ticketInHand } from './floor.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function admin(...args: string[]): Promise<{ code: number | null; answer: unknown; output: string }> {
  const program = new Program('hall', { args: ['admin', ...args], attached: false });
  closing.push(() => program.kill());
  const { code, output } = await program.ended;
  expect(output).not.toMatch(/\n\s+at /);
  return { code, output, answer: args.includes('--json') && code === 0 ? JSON.parse(output) : null };
}

test('without a browser: the stations, a code, and one put out; at the hall that runs, and at one that does not', async () => {
  const hall = await openHall();
  const at = ['--data', hall.data];
  const { answer } = await admin(...at, 'code', '--json');
  const kiosk = { station: 'kiosk-1', roles: ['kiosk'] as const, hallUrl: hall.stationUrl };
  const station = await openStation({ ...kiosk, enrolCode: (answer as { code: string }).code });
  await station.settled();
  expect((await admin(...at, 'stations')).output).toMatch(/^kiosk-1 {2}connected since \S+ {2}not handed in 0 /);
  const other = await openStation({ ...kiosk, enrolCode: hall.enrolCode });
  await other.untilStation((view) => view.link.refused === 'key-unknown');
  expect((await admin(...at, 'stations')).output).toMatch(/refused since \S+Z: This station name belongs to another/);
  await other.kill();
  expect(await admin(...at, 'revoke', 'kiosk-1')).toMatchObject({ code: 0 });
  await station.untilStation((view) => view.link.refused === 'revoked');
  expect(await admin(...at, 'revoke', 'kiosk-2')).toMatchObject({
    code: 1,
    output: expect.stringMatching(/no such station/),
  });
  await hall.kill(); // its word stays behind, and nobody is there
  expect((await admin(...at, 'stations', '--json')).answer).toMatchObject({
    stations: [{ id: 'kiosk-1', state: 'revoked' }],
  });
  const again = (await admin(...at, 'code', '--json')).answer as { code: string };
  await hall.again();
  await station.kill();
  station.describe({ ...kiosk, enrolCode: again.code });
  await station.again();
  await station.settled();
});

test('the door of the command line: loopback alone, and for nobody without the word in the data folder', async () => {
  const hall = await openHall({ args: ['--demo', '--listen', '127.0.0.1', '--tls-port', '0'] });
  const file = join(hall.data, 'hall-admin.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { url, token } = JSON.parse(readFileSync(file, 'utf8')) as { url: string; token: string };
  const ask = async (headers: Record<string, string>, body = '{"do":"code"}') =>
    (await fetch(`${url}/admin`, { method: 'POST', headers, body })).status;
  expect(await ask({})).toBe(403);
  expect(await ask({ authorization: 'Bearer x' })).toBe(403);
  expect(await ask({ authorization: `Bearer ${token}`, origin: url })).toBe(403);
  expect(await ask({ authorization: `Bearer ${token}` }, '{"do":"anything"}')).toBe(400);
  expect(await ask({ authorization: `Bearer ${token}` })).toBe(200);
  await hall.stop();
  expect(existsSync(file)).toBe(false);
});

test('what goes wrong behind the door stands in the hall’s log', async () => {
  const hall = await openHall();
  const db = new Database(join(hall.data, 'hall.db'));
  db.exec('DROP TABLE enrol_code');
  db.close();
  expect(await admin('--data', hall.data, 'code')).toMatchObject({ code: 2, output: expect.stringMatching(/its log/) });
  await hall.program.said(/admin-failed task=code error=.*enrol_code/);
});

test('where there is no hall none is made, and the mistake is told', async () => {
  const folder = newFolder('no-hall');
  closing.push(folder.remove);
  expect(await admin('--data', folder.path, 'stations')).toMatchObject({
    code: 2,
    output: expect.stringMatching(/there is no hall/),
  });
  expect(existsSync(join(folder.path, 'hall.db'))).toBe(false);
  expect(await admin('--data', folder.path, 'revoke')).toMatchObject({
    code: 2,
    output: expect.stringMatching(/revoke STATION/),
  });
  expect(await admin('--database-url', 'postgres://hall@127.0.0.1:9/hall', 'stations')).toMatchObject({
    code: 2,
    output: expect.stringMatching(/hall@127\.0\.0\.1:9\/hall: .*cannot be reached/),
  });
});

test('the desk lists a station that is away with how far it is behind, since when, and what it last said; over a restart too', async () => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const counter = await openCounter(hall, 1, { wire });
  const dispenser = await openDispenser(hall, await openPrinter());
  wire.cut();
  await hall.untilDesk((view) => view.stations.some((row) => row.id === 'counter-1' && !row.connected));
  await ticketInHand(dispenser);
  await dispenser.settled();
  const row = async () => {
    const counterIn = ({ stations }: DeskView) => stations.find(({ id }) => id === 'counter-1')!;
    // What the hall heard last of a station is written a moment after its line ended.
    return counterIn(await hall.untilDesk((view) => view.counts.issued === 1 && counterIn(view).behind > 0));
  };
  const before = await row();
  expect(before).toMatchObject({ connected: false, pending: 0, revoked: false });
  expect(before.behind).toBeLessThan(20);
  await dispenser.kill();
  await hall.stop();
  await hall.again();
  expect(await row()).toMatchObject({ connected: false, behind: before.behind, since: before.since });
  wire.mend();
  await counter.settled();
  await hall.untilDesk((view) =>
    view.stations.some(({ id, behind, connected }) => id === 'counter-1' && connected && behind === 0),
  );
});
