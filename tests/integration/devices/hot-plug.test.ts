import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ManualClock, startSerialFake } from '../../../src/main/station/devices/fakes/index.ts';
import { IdReaderConfig, openIdReader } from '../../../src/main/station/devices/index.ts';
import { Program } from '../../support/program.ts';
import { untilHealth } from './events.ts';
import { makePortPair, type PortPair } from './virtual-ports.ts';

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function portPair(): Promise<PortPair> {
  const pair = await makePortPair();
  closing.push(() => pair.remove());
  return pair;
}

async function fakeReader(path: string): Promise<void> {
  const fake = await startSerialFake('id-reader', path);
  closing.push(fake.close);
}

/** Its clock stands still: whatever it does without a retry being due, it does because it was told. */
function reader(path: string) {
  const device = openIdReader(IdReaderConfig.parse({ url: `serial:${path}` }), { clock: new ManualClock() });
  closing.push(() => device.close());
  return device;
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dev-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a device that is plugged in is there at once, not at the next retry; its folder may not exist before', async () => {
  const pair = await portPair();
  await fakeReader(pair.device);
  const dev = emptyFolder();
  const name = join(dev, 'serial', 'by-id', 'usb-Example_Reader_A1');
  const device = reader(name);
  await untilHealth(device, 'port-missing');
  mkdirSync(join(dev, 'serial', 'by-id'), { recursive: true });
  symlinkSync(pair.station, name);
  await untilHealth(device, 'ready');
});

test('put into another socket it is found again by its name', async () => {
  const [before, after] = [await portPair(), await portPair()];
  await fakeReader(before.device);
  await fakeReader(after.device);
  const dev = emptyFolder();
  const name = join(dev, 'usb-Example_Reader_A1');
  symlinkSync(before.station, name);
  const device = reader(name);
  await untilHealth(device, 'ready');
  const down = new Promise<void>((resolve) => device.onHealth(({ state }) => state === 'down' && resolve()));
  unlinkSync(name);
  await before.pull();
  await down;
  symlinkSync(after.station, name);
  await untilHealth(device, 'ready');
});

test('the tester names what a device says, acknowledges it, and sends what is typed: both ends are programs on a serial line', async () => {
  const pair = await portPair();
  const keypad = new Program('dock', {
    args: ['fake', 'keypad', '--serial', pair.device, '--address', '3'],
    attached: false,
    typed: true,
  });
  closing.push(() => keypad.kill());
  await keypad.said(/keypad 3 on/);
  keypad.type('pace 9600');
  const tester = new Program('station', {
    args: ['device', 'frame-table', 'keypad', '--port', `serial:${pair.station}?baud=9600`, '--address', '3'],
    attached: false,
    typed: true,
  });
  closing.push(() => tester.kill());
  await tester.said(/Type an order: show/);
  keypad.type('press miss');
  await tester.said(/← FF 68 04 04 68 03 00 06 0F 18 16 {2}miss/);
  await keypad.said(/acknowledged/);
  keypad.type('answer 1');
  await tester.said(/rate level 2/);
  tester.type('show ticket=B034 waiting=12');
  await keypad.said(/"waiting":" 12","ticket":"034"/);
  tester.type('shout');
  await tester.said(/"shout" is no order of this table/);
  tester.child.stdin?.end();
  expect(await tester.ended).toMatchObject({ code: 0 });
});

test('a frame table with mistakes is told each with its place, without a device', async () => {
  const tool = new Program('station', {
    args: ['device', 'frame-table', join(process.cwd(), 'package.json')],
    attached: false,
  });
  const { code, output } = await tool.ended;
  expect(code).toBe(1);
  expect(output).toContain('dependencies');
});

test('what is plugged in can be listed', async () => {
  const { code, output } = await new Program('station', { args: ['device', 'list'], attached: false }).ended;
  expect(code).toBe(0);
  expect(output).toMatch(/serial:|no serial port|file:|HID/);
});
