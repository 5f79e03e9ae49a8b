import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { FAKE_KINDS, LINE_FAULTS } from '../station/devices/fakes/index.ts';
import { FAKE_HELP, startFake } from './single-fake.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(kind: (typeof FAKE_KINDS)[number]) {
  const printed: string[] = [];
  const fake = await startFake({ kind, on: { port: 0 }, card: 'li-jianguo', address: 1 }, (text) => printed.push(text));
  closing.push(fake.close);
  return { ...fake, printed };
}

async function dial(url: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  closing.push(async () => void socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

test.each(FAKE_KINDS)(
  '%s: every misbehaviour of a line can be typed, and the help names every command',
  async (kind) => {
    const { commands, url } = await start(kind);
    for (const name of [...LINE_FAULTS, 'unplug', 'plug', 'noise']) expect(commands).toHaveProperty([name]);
    for (const name of Object.keys(commands)) expect(FAKE_HELP).toMatch(new RegExp(`\\b${name}\\b`));
    const socket = await dial(url);
    const closed = once(socket, 'close');
    await commands.unplug?.('');
    await closed;
    await commands.plug?.('');
    await dial(url);
  },
);

test('a printer obeys: out of paper, open, hot, in the middle of a slip', async () => {
  const { commands, url, printed } = await start('printer');
  const socket = await dial(url);
  const paper = async () => {
    socket.write(Uint8Array.of(0x10, 0x04, 0x04));
    return (((await once(socket, 'data')) as [Buffer])[0][0] ?? 0) & 0x60;
  };
  expect(await paper()).toBe(0);
  commands.paper?.('end');
  expect(await paper()).toBe(0x60);
  commands.paper?.('ok');
  commands['out-after']?.('1');
  socket.write(Buffer.concat([Buffer.from('one\ntwo\n'), Buffer.from([0x1d, 0x56, 0x00])]));
  await expect.poll(paper).toBe(0x60);
  expect(printed).toEqual([]);
  commands.paper?.('ok'); // the rest comes with the new roll
  await expect.poll(() => printed.join()).toContain('two');
});
