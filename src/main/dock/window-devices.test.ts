import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { DockView } from '../../shared/protocol/demo-contract.ts';
import type { DockDeviceKind } from '../services/dock-settings.ts';
import { ManualClock, startTcpFake } from '../station/devices/fakes/index.ts';
import { Dock, NotInDock } from './dock.ts';
import { KeypadOnDock } from './keypad-on-dock.ts';
import { lampsOf } from './led-on-dock.ts';

let dock: Dock | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await dock?.close();
});

async function dial(port: number): Promise<Socket> {
  const line = connect(port, '127.0.0.1');
  sockets.push(line);
  line.on('error', () => {});
  await once(line, 'connect');
  return line;
}

/** A port nobody has: a fake was given it by the system and let it go again. */
async function freePort(): Promise<number> {
  const fake = await startTcpFake('printer');
  await fake.close();
  return Number(new URL(fake.url).port);
}

async function open(kind: DockDeviceKind) {
  const port = await freePort();
  dock = await Dock.start({ devices: [{ id: 'one', kind, stationId: 'counter-1', port, address: 1 }] });
  const views = dock.watched.watch(undefined);
  /** The device, once it looks so. */
  const until = async (fits: (device: DockView['devices'][number]) => boolean) => {
    for (;;) {
      const device = (await views.next()).value?.devices[0];
      if (device && fits(device)) return device;
    }
  };
  const line = await dial(port);
  await until(({ connected }) => connected);
  return { dock, port, line, until };
}

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const lastPress = (device: DockView['devices'][number]) => ('lastPress' in device ? device.lastPress : null);

test('a key goes out as the sheet has it, and is answered by its echo', async () => {
  const { dock, line, until } = await open('keypad');
  dock.press('one', 'call');
  const [frame] = (await once(line, 'data')) as [Buffer];
  expect(frame.toString('hex')).toBe('ff6803036801000c0d16');
  line.write(frame);
  expect(await until((device) => lastPress(device)?.state === 'answered')).toMatchObject({
    lastPress: { key: 'call', frame: 'ff6803036801000c0d16', beeped: false },
  });
  line.write(hex('FF 68 02 02 68 01 03 04 16'));
  await until((device) => lastPress(device)?.beeped === true);
  line.write(hex('FF 68 08 08 68 01 02 0A 0A 0A 00 01 02 24 16'));
  await until((device) => device.kind === 'keypad' && device.shows.ticket === '012');
});

test('a key that nobody answers is said again a few times, and then told to be unanswered', async () => {
  const clock = new ManualClock();
  const port = await freePort();
  const keypad = await KeypadOnDock.start('keypad', 'one', 'counter-1', { port, address: 1 }, () => {}, clock);
  const line = await dial(port);
  await keypad.setFault('wrong-checksum', true);
  // The sum of 01 00 06 0F is 16; each of four frames has another.
  const expected = 'ff680404680100060f4316'.repeat(4);
  const heard = new Promise<void>((resolve) => {
    let frames = '';
    line.on('data', (bytes: Buffer) => {
      frames += bytes.toString('hex');
      if (frames === expected) resolve();
    });
  });
  keypad.press('miss');
  await clock.advance(1499);
  expect(keypad.view().lastPress?.state).toBe('waiting');
  await heard;
  await clock.advance(1);
  expect(keypad.view().lastPress?.state).toBe('unanswered');
  await keypad.close();
});

test('lamps are lit when asked, and go out with the answer that is acknowledged, or with the next person', async () => {
  const { dock, line, until } = await open('evaluator');
  const ask = async () => {
    line.write(hex('FF 68 03 03 68 01 01 0B 0D 16'));
    await until((device) => device.kind === 'evaluator' && device.shows.asking);
  };
  const dark = () => until((device) => device.kind === 'evaluator' && !device.shows.asking);
  await ask();
  dock.press('one', 'answer-2');
  const [frame] = (await once(line, 'data')) as [Buffer];
  expect(frame.toString('hex')).toBe('ff680303680111021416');
  line.write(hex('FF 68 03 03 68 01 01 02 04 16'));
  expect(lastPress(await dark())).toMatchObject({ state: 'answered', asked: true });
  await ask();
  line.write(hex('FF 68 08 08 68 01 02 0A 0A 00 00 01 03 1B 16'));
  await dark();
});

test('a panel shows its words as lamps, and counts the same words again', async () => {
  const { line, until } = await open('led-panel');
  const words = hex('02 01 02 D2 BB 6A 03');
  line.write(words);
  expect(await until((device) => device.kind === 'led-panel' && device.times === 1)).toMatchObject({
    text: '一',
    lamps: lampsOf('一'),
  });
  line.write(words);
  await until((device) => device.kind === 'led-panel' && device.times === 2);
  const { width, bits } = lampsOf('一');
  expect([width, Buffer.from(bits, 'base64').length]).toEqual([24, 24 * 3]);
});

test('a scanner says what it is shown, and knows when no line was there', async () => {
  const { dock, line, until } = await open('scanner');
  dock.scan('one', 'OW1:hall:1');
  expect(String((await once(line, 'data'))[0])).toBe('OW1:hall:1\r\n');
  expect(await until((device) => device.kind === 'scanner' && device.lastScan !== null)).toMatchObject({
    lastScan: { id: 1, text: 'OW1:hall:1', sent: true },
  });
  await dock.setFault('one', 'unplugged', true);
  await until(({ connected }) => !connected);
  dock.scan('one', 'A002');
  await until((device) => device.kind === 'scanner' && device.lastScan?.sent === false);
});

test('pulled out and put in however fast, each move comes to its end and the device is as its switch says', async () => {
  const { dock, port, until } = await open('keypad');
  const moves = [];
  for (let times = 0; times < 5; times += 1) {
    moves.push(dock.setFault('one', 'unplugged', false), dock.setFault('one', 'unplugged', true));
  }
  await Promise.all(moves);
  await expect(dial(port)).rejects.toThrow('ECONNREFUSED');
  await dock.setFault('one', 'unplugged', false);
  await dial(port);
  await until(({ connected, faults }) => connected && faults.length === 0);
});

test('a device has its own keys and no others', async () => {
  const { dock } = await open('evaluator');
  expect(() => dock.press('one', 'call')).toThrow(NotInDock);
  expect(() => dock.scan('one', 'A001')).toThrow(NotInDock);
});
