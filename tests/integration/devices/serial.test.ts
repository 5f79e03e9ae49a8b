import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  madeUpCards,
  type SerialFake,
  startSerialFake,
  ticketText,
} from '../../../src/main/station/devices/fakes/index.ts';
import { IdReaderConfig, openIdReader, openPrinter, PrinterConfig } from '../../../src/main/station/devices/index.ts';
import type { IdCard } from '../../../src/shared/identity/card.ts';
import { ticketPaper } from '../../../src/shared/paper/ticket.ts';
import { next, untilHealth } from './events.ts';
import { makePortPair, type PortPair } from './virtual-ports.ts';

const ticket = ticketPaper({
  hall: '示例市政务服务中心',
  number: 'A012',
  queue: '社保医保',
  ahead: 3,
  wait: { from: 8, to: 15 },
  area: '一楼 A 区',
  windows: '1–4 号窗口',
  takenAt: '2026-11-23 09:05',
  maskedName: '李**',
  progressUrl: 'https://hall.example/q/7f3c',
  missed: { calls: 3, desk: '咨询台' },
});

let ports: PortPair;
let closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  ports = await makePortPair();
});

afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
  await ports.remove();
});

async function fakePrinter(): Promise<SerialFake<'printer'>> {
  const fake = await startSerialFake('printer', ports.device);
  closing.push(fake.close);
  return fake;
}

function printer(settings: Record<string, unknown> = {}) {
  const opened = openPrinter(
    PrinterConfig.parse({ url: `serial:${ports.station}`, pollMs: 100, statusTimeoutMs: 200, ...settings }),
  );
  closing.push(() => opened.close());
  return opened;
}

function reader(settings: Record<string, unknown> = {}) {
  const opened = openIdReader(
    IdReaderConfig.parse({ url: `serial:${ports.station}`, findMs: 50, commandTimeoutMs: 300, ...settings }),
  );
  closing.push(() => opened.close());
  return opened;
}

describe('a printer on a serial port', () => {
  test('becomes ready, prints, and its own answer confirms it', async () => {
    const fake = await fakePrinter();
    const device = printer();
    await untilHealth(device, 'ready');
    const out = next(fake.device.onTicket.bind(fake.device));
    expect(await device.print(ticket)).toEqual({ outcome: 'printed', confirmed: true, missing: [] });
    const slip = await out;
    expect(ticketText(slip)).toContain('前面等候 3 人');
    expect(new TextDecoder('gb18030').decode(slip.raw)).toContain('示例市政务服务中心');
    expect(fake.device.unknown).toEqual([]);
  });

  test('paper out and in again', async () => {
    const fake = await fakePrinter();
    const device = printer();
    await untilHealth(device, 'ready');
    fake.device.setPaper('end');
    await untilHealth(device, 'paper-end');
    expect(await device.print(ticket)).toEqual({ outcome: 'failed', code: 'paper-end' });
    fake.device.setPaper('ok');
    await untilHealth(device, 'ready');
    expect(await device.print(ticket)).toMatchObject({ outcome: 'printed' });
    expect(fake.device.tickets).toHaveLength(1);
  });

  test('a slow line at 9600 baud', async () => {
    const fake = await fakePrinter();
    const device = printer({ statusTimeoutMs: 1000 });
    await untilHealth(device, 'ready');
    fake.device.setPace(960);
    expect(await device.print(ticket)).toMatchObject({ outcome: 'printed', confirmed: true });
  });

  test('pulled out in the middle: unknown; plugged in again: ready by itself', async () => {
    const fake = await fakePrinter();
    const device = printer();
    await untilHealth(device, 'ready');
    fake.device.setCover('open');
    const outcome = device.print(ticket);
    await untilHealth(device, 'cover-open');
    await fake.close();
    await ports.pull();
    expect(await outcome).toMatchObject({ outcome: 'unknown', code: 'port-lost' });
    await untilHealth(device, 'port-missing');
    expect(await device.print(ticket)).toEqual({ outcome: 'failed', code: 'port-missing' });
    await ports.plug();
    const back = await fakePrinter();
    await untilHealth(device, 'ready');
    expect(back.device.tickets).toEqual([]);
  });

  test('noise on the line is named', async () => {
    const fake = await fakePrinter();
    fake.device.setSilent(true);
    const device = printer();
    await untilHealth(device, 'no-answer');
    const noise = setInterval(() => fake.device.say(Uint8Array.of(0xff, 0xfe, 0x80)), 20);
    closing.push(async () => clearInterval(noise));
    await untilHealth(device, 'garbled');
  });

  test('as a device file: answers are heard, and it is lost and found again', async () => {
    const fake = await fakePrinter();
    const device = printer({ url: `file:${ports.station}`, statusTimeoutMs: 1000 });
    await untilHealth(device, 'ready');
    expect(await device.print(ticket)).toMatchObject({ outcome: 'printed', confirmed: true });
    expect(fake.device.tickets).toHaveLength(1);
    await fake.close();
    await ports.pull();
    await untilHealth(device, 'port-missing');
    await ports.plug();
    await fakePrinter();
    await untilHealth(device, 'ready');
  });

  test('a port that is not there', async () => {
    const device = printer({ url: 'serial:/dev/does-not-exist' });
    await untilHealth(device, 'port-missing');
  });

  test('a port another program holds', async () => {
    await fakePrinter();
    const device = printer({ url: `serial:${ports.device}` });
    await untilHealth(device, 'port-busy');
  });
});

describe('an ID-card reader on a serial port', () => {
  test.each(Object.entries(madeUpCards))('%s', async (_, card) => {
    const fake = await startSerialFake('id-reader', ports.device);
    closing.push(fake.close);
    fake.device.setPieces(100);
    const device = reader();
    await untilHealth(device, 'ready');
    const read = next<IdCard>(device.onCard.bind(device));
    fake.device.lay(card);
    expect(await read).toEqual(card);
  });

  test('silence and noise', async () => {
    const fake = await startSerialFake('id-reader', ports.device);
    closing.push(fake.close);
    fake.device.setSilent(true);
    const device = reader();
    await untilHealth(device, 'no-answer');
    const noise = setInterval(() => fake.device.say(Uint8Array.of(1, 2, 3)), 20);
    closing.push(async () => clearInterval(noise));
    await untilHealth(device, 'garbled');
    clearInterval(noise);
    fake.device.setSilent(false);
    await untilHealth(device, 'ready');
  });
});
