import { LineTransport } from './line-transport.ts';
import { openFailure } from './open-error.ts';
import type { OpenResult } from './transport.ts';

export interface HidAddress {
  readonly vendorId: number;
  readonly productId: number;
  /** Null: any device of this kind. */
  readonly serialNumber: string | null;
}

export interface HidDescription {
  readonly vendorId: number;
  readonly productId: number;
  readonly path?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
}

/** An open device; node-hid's own, or a double in tests. */
export interface HidDevice {
  on(event: 'data', listener: (report: Buffer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** The report's id first. */
  write(report: Buffer): Promise<number>;
  close(): Promise<void>;
}

/** The system's HID library. */
export interface HidSystem {
  devices(): Promise<HidDescription[]>;
  open(path: string): Promise<HidDevice>;
}

/** Reports of the readers seen so far; the first byte of a write is the report's id, which is 0 where there is only one. */
const REPORT_BYTES = 64;
const REPORT_ID = 0;

/** A USB reader that appears as HID: the same frames as over a serial line, cut into reports, zeros behind the last byte. */
export class HidTransport extends LineTransport<HidDevice> {
  readonly #address: HidAddress;
  readonly #load: () => Promise<HidSystem>;
  #writes: Promise<void> = Promise.resolve();

  constructor(address: HidAddress, load: () => Promise<HidSystem> = systemHid) {
    super();
    this.#address = address;
    this.#load = load;
  }

  async open(): Promise<OpenResult> {
    try {
      const system = await this.#load();
      const path = (await system.devices()).find((each) => this.#isMine(each))?.path;
      if (path === undefined) return { ok: false, code: 'port-missing', detail: 'no such HID device' };
      this.#use(await system.open(path));
      return { ok: true };
    } catch (error) {
      return openFailure(error);
    }
  }

  #isMine({ vendorId, productId, serialNumber }: HidDescription): boolean {
    const wanted = this.#address;
    if (vendorId !== wanted.vendorId || productId !== wanted.productId) return false;
    return wanted.serialNumber === null || wanted.serialNumber === serialNumber;
  }

  #use(device: HidDevice): void {
    this.use(device);
    device.on('data', (report) => this.received(device, report));
    // Pulled out: the pending read fails.
    device.on('error', () => this.failed(device));
  }

  protected send(device: HidDevice, bytes: Uint8Array): Promise<void> {
    const mine = this.#writes.then(async () => {
      for (const report of reportsOf(bytes)) {
        if (!this.isOpen(device)) throw new Error('the device closed while writing');
        await device.write(report);
      }
    });
    this.#writes = mine.catch(() => undefined);
    return mine;
  }

  protected drained(): Promise<void> {
    return this.#writes;
  }

  protected async release(device: HidDevice): Promise<void> {
    await device.close().catch(() => undefined);
  }
}

/** Bytes as reports: the report's id, then 64 bytes with zeros behind the last. */
export function reportsOf(bytes: Uint8Array): Buffer[] {
  const reports: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += REPORT_BYTES) {
    const report = Buffer.alloc(REPORT_BYTES + 1);
    report[0] = REPORT_ID;
    report.set(bytes.subarray(at, at + REPORT_BYTES), 1);
    reports.push(report);
  }
  return reports;
}

/** Loaded when a HID device is first used: a station without one needs none of the libraries it is linked with. */
export async function systemHid(): Promise<HidSystem> {
  const { devicesAsync, HIDAsync } = await import('node-hid');
  return { devices: () => devicesAsync(), open: (path) => HIDAsync.open(path) };
}
