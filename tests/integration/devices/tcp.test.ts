import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { madeUpCards, startTcpFake } from '../../../src/main/station/devices/fakes/index.ts';
import { IdReaderConfig, openIdReader, openPrinter, PrinterConfig } from '../../../src/main/station/devices/index.ts';
import type { IdCard } from '../../../src/shared/identity/card.ts';
import type { PaperDocument } from '../../../src/shared/paper/document.ts';
import { next, untilHealth } from './events.ts';

const slip: PaperDocument = { version: 1, lines: [{ kind: 'text', text: '取号 A012' }, { kind: 'cut' }] };

let closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

async function fakePrinter() {
  const fake = await startTcpFake('printer');
  closing.push(fake.close);
  return fake;
}

function printer(url: string) {
  const opened = openPrinter(PrinterConfig.parse({ url, pollMs: 100, statusTimeoutMs: 200 }));
  closing.push(() => opened.close());
  return opened;
}

describe('a printer in the network', () => {
  test('prints', async () => {
    const fake = await fakePrinter();
    const device = printer(fake.url);
    await untilHealth(device, 'ready');
    expect(await device.print(slip)).toMatchObject({ outcome: 'printed', confirmed: true });
    expect(fake.device.tickets).toHaveLength(1);
  });

  test('switched off, refused, switched on, ready by itself; nothing is printed late', async () => {
    const fake = await fakePrinter();
    const device = printer(fake.url);
    await untilHealth(device, 'ready');
    await fake.unplug();
    await untilHealth(device, 'port-refused');
    expect(await device.print(slip)).toEqual({ outcome: 'failed', code: 'port-refused' });
    await fake.replug();
    await untilHealth(device, 'ready');
    expect(fake.device.tickets).toEqual([]);
  });

  test('in use by another computer: a state, and ours once it is free', async () => {
    const fake = await fakePrinter();
    const other = printer(fake.url);
    await untilHealth(other, 'ready');
    const device = printer(fake.url);
    await untilHealth(device, 'port-lost');
    await other.close();
    await untilHealth(device, 'ready');
  });

  test('an address that does not exist', async () => {
    await untilHealth(printer('tcp://printer.invalid:9100'), 'port-unreachable');
  });

  test('something else behind the port', async () => {
    const server: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n<html>\xff\xfe</html>'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(() => resolve())));
    const address = server.address();
    const device = printer(`tcp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
    await untilHealth(device, 'garbled');
    expect(await device.print(slip)).toEqual({ outcome: 'failed', code: 'garbled' });
  });

  test('a device file that is not there', async () => {
    await untilHealth(printer('file:/dev/usb/lp-does-not-exist'), 'port-missing');
  });
});

test('an ID-card reader behind a serial-device server', async () => {
  const fake = await startTcpFake('id-reader');
  closing.push(fake.close);
  const device = openIdReader(IdReaderConfig.parse({ url: fake.url, findMs: 50, commandTimeoutMs: 300 }));
  closing.push(() => device.close());
  await untilHealth(device, 'ready');
  const read = next<IdCard>(device.onCard.bind(device));
  fake.device.lay(madeUpCards.citizen);
  expect(await read).toEqual(madeUpCards.citizen);
  await fake.unplug();
  await untilHealth(device, 'port-refused');
  await fake.replug();
  await untilHealth(device, 'ready');
});
