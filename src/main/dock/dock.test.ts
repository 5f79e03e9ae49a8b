import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startTcpFake } from '../station/devices/fakes/index.ts';
import { Dock, NotInDock } from './dock.ts';

let dock: Dock | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await dock?.close();
});

/** A port nobody has: a fake was given it by the system and let it go again. */
async function freePort(): Promise<number> {
  const fake = await startTcpFake('printer');
  await fake.close();
  return Number(new URL(fake.url).port);
}

async function open(kind: 'printer' | 'reader'): Promise<{ dock: Dock; port: number; line: Socket }> {
  const port = await freePort();
  dock = await Dock.start({ devices: [{ id: 'one', kind, stationId: 'kiosk-1', port, address: 1 }] });
  const line = connect(port, '127.0.0.1');
  sockets.push(line);
  await once(line, 'connect');
  return { dock, port, line };
}

test('paper that comes out of a printer hangs in the dock until it is torn off', async () => {
  const { dock, line } = await open('printer');
  const views = dock.watched.watch(undefined);
  await views.next();
  line.write(Buffer.concat([Buffer.from('B001\n'), Buffer.from([0x1d, 0x56, 0x00])]));
  const view = (await views.next()).value;
  const [printer] = view?.devices ?? [];
  expect(printer).toMatchObject({ kind: 'printer', papers: [{ id: 1, lines: [{ kind: 'text', text: 'B001' }] }] });
  const picture = printer?.kind === 'printer' ? printer.papers[0]?.picture : undefined;
  expect(Buffer.from(picture ?? '', 'base64').toString('latin1', 1, 4)).toBe('PNG');
  dock.clearPaper('one');
  expect((await views.next()).value?.devices[0]).toMatchObject({ papers: [] });
});

test('a printer that is pulled out drops its line, and is found at the same port again', async () => {
  const { dock, port, line } = await open('printer');
  line.on('error', () => {});
  const closed = once(line, 'close');
  await dock.setFault('one', 'unplugged', true);
  await closed;
  await dock.setFault('one', 'unplugged', false);
  const again = connect(port, '127.0.0.1');
  sockets.push(again);
  await once(again, 'connect');
});

test('paper that is out is worse than paper that is nearly out, whichever switch came last', async () => {
  const { dock, line } = await open('printer');
  const status = async () => {
    line.write(Buffer.from([0x10, 0x04, 0x04]));
    const [answer] = (await once(line, 'data')) as [Buffer];
    return (answer[0] ?? 0) & 0x60 ? 'end' : (answer[0] ?? 0) & 0x0c ? 'near-end' : 'ok';
  };
  await dock.setFault('one', 'paper-end', true);
  await dock.setFault('one', 'paper-near-end', true);
  expect(await status()).toBe('end');
  await dock.setFault('one', 'paper-end', false);
  expect(await status()).toBe('near-end');
  await dock.setFault('one', 'paper-near-end', false);
  expect(await status()).toBe('ok');
});

test('a reader with a bad contact answers by half', async () => {
  const { dock, line } = await open('reader');
  const ask = async () => {
    // SAM status: AA AA AA 96 69, length 3, command 11 FF, check.
    line.write(Buffer.from([0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x03, 0x11, 0xff, 0xed]));
    const [answer] = (await once(line, 'data')) as [Buffer];
    return answer.length;
  };
  const whole = await ask();
  await dock.setFault('one', 'partial', true);
  expect(await ask()).toBe(whole >> 1);
  await dock.setFault('one', 'partial', false);
  expect(await ask()).toBe(whole);
});

test('a card lies on one reader until it is lifted', async () => {
  const { dock } = await open('reader');
  const view = async () => (await dock.watched.watch(undefined).next()).value?.devices[0];
  dock.layCard('one', 'wang-fang');
  expect(await view()).toMatchObject({ card: 'wang-fang' });
  dock.liftCard('one');
  expect(await view()).toMatchObject({ card: null });
});

test('what is not in the dock is refused by name', async () => {
  const { dock } = await open('reader');
  expect(() => dock.layCard('one', 'nobody')).toThrow(NotInDock);
  expect(() => dock.clearPaper('one')).toThrow(NotInDock);
  await expect(dock.setFault('one', 'paper-end', true)).rejects.toThrow(NotInDock);
});
