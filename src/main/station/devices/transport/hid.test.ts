import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { IdCard } from '../../../../shared/identity/card.ts';
import { IdReaderConfig } from '../config.ts';
import { FakeIdReader, ManualClock, madeUpCards } from '../fakes/index.ts';
import { openIdReader } from '../index.ts';
import { type HidDevice, type HidSystem, HidTransport, systemHid } from './hid.ts';
import { PortClosedError } from './transport.ts';

/** A HID reader in memory: reports of 64 bytes with zeros behind, as a USB stack hands them over. */
class HidDouble implements HidSystem {
  readonly reports: Buffer[] = [];
  readonly fake = new FakeIdReader();
  plugged = true;
  readonly #events = new Set<EventEmitter>();
  #toFake: (bytes: Uint8Array) => void = () => undefined;

  constructor() {
    this.fake.attach({
      write: (bytes) => {
        for (let at = 0; at < bytes.length; at += 64) {
          const report = Buffer.alloc(64);
          report.set(bytes.subarray(at, at + 64));
          for (const events of this.#events) events.emit('data', report);
        }
      },
      onData: (listener) => {
        this.#toFake = listener;
      },
    });
  }

  async devices() {
    const other = { vendorId: 0x046d, productId: 0xc31c, path: 'keyboard' };
    return this.plugged
      ? [other, { vendorId: 0x0400, productId: 0xc35a, path: 'reader', serialNumber: 'A1' }]
      : [other];
  }

  async open(path: string): Promise<HidDevice> {
    if (path !== 'reader') throw new Error('the wrong device was opened');
    const events = new EventEmitter();
    this.#events.add(events);
    return Object.assign(events, {
      write: async (report: Buffer) => {
        this.reports.push(report);
        this.#toFake(report.subarray(1));
        return report.length;
      },
      close: async () => {
        this.#events.delete(events);
      },
    }) as HidDevice;
  }

  pull(): void {
    this.plugged = false;
    for (const events of [...this.#events]) events.emit('error', new Error('could not read from HID device'));
  }
}

const address = { vendorId: 0x0400, productId: 0xc35a, serialNumber: 'A1' };

test.each(Object.entries(madeUpCards))('a reader on HID reads %s', async (_, card) => {
  const double = new HidDouble();
  const clock = new ManualClock();
  const reader = openIdReader(IdReaderConfig.parse({ url: 'hid:0400:c35a?serial=A1' }), {
    clock,
    transport: () => new HidTransport(address, async () => double),
  });
  const cards: IdCard[] = [];
  reader.onCard((read) => cards.push(read));
  await clock.advance(1000);
  expect(reader.health().state).toBe('ready');
  double.fake.lay(card);
  await clock.advance(1000);
  expect(cards).toEqual([card]);
  expect(double.reports.every((report) => report.length === 65 && report[0] === 0)).toBe(true);
  await reader.close();
});

test('pulled out it is missing, plugged in again it is ready by itself', async () => {
  const double = new HidDouble();
  const clock = new ManualClock();
  const reader = openIdReader(IdReaderConfig.parse({ url: 'hid:0400:c35a' }), {
    clock,
    transport: () => new HidTransport({ ...address, serialNumber: null }, async () => double),
  });
  await clock.advance(1000);
  double.pull();
  await clock.advance(3000);
  expect(reader.health()).toMatchObject({ state: 'down', code: 'port-missing' });
  double.plugged = true;
  await clock.advance(6000);
  expect(reader.health().state).toBe('ready');
  await reader.close();
});

test('another serial number is another device; a library that cannot be loaded is a state', async () => {
  const double = new HidDouble();
  const other = new HidTransport({ ...address, serialNumber: 'B2' }, async () => double);
  expect(await other.open()).toMatchObject({ ok: false, code: 'port-missing' });
  await expect(other.write(Uint8Array.of(1))).rejects.toThrow(PortClosedError);
  const broken = new HidTransport(address, () =>
    Promise.reject(
      Object.assign(new Error('libusb-1.0.so.0: cannot open shared object file: No such file or directory'), {
        code: 'ERR_DLOPEN_FAILED',
      }),
    ),
  );
  expect(await broken.open()).toMatchObject({ ok: false, code: 'library-missing' });
});

test('with the real library: a reader that is not there, and a path that is none, are states; nothing is sent', async () => {
  const transport = new HidTransport(address);
  const system = await systemHid();
  const there = await system.devices().then(
    () => true,
    () => false,
  );
  // Where this machine has no libusb the real library cannot be tried further than that.
  expect(await transport.open()).toMatchObject({ ok: false, code: there ? 'port-missing' : 'library-missing' });
  await expect(transport.write(Uint8Array.of(1))).rejects.toThrow(PortClosedError);
  await transport.close();
  const elsewhere = new HidTransport(address, async () => ({
    devices: async () => [{ ...address, path: '/dev/hidraw-none' }],
    open: (path) => system.open(path),
  }));
  expect(await elsewhere.open()).toMatchObject({ ok: false, code: there ? 'port-missing' : 'library-missing' });
});
