import type { DeviceCode } from '../../../../shared/device/health.ts';
import { Signal } from '../events.ts';
import { type OpenResult, PortClosedError, type Transport } from '../transport/transport.ts';

/** The device's end of any line: a socket, the other end of a pseudo terminal, or memory. */
export interface DeviceEnd {
  write(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): void;
}

/** A line in memory with a device on its other end. Unplugging it makes the next `open` fail. */
export class MemoryLine {
  #plugged = true;
  #open = new Set<MemoryTransport>();
  readonly #toDevice = new Signal<[Uint8Array]>();
  /** Every write as it came, for tests of what left and when. */
  readonly written: Uint8Array[] = [];

  readonly device: DeviceEnd = {
    write: (bytes) => {
      for (const transport of this.#open) transport.data.emit(bytes);
    },
    onData: (listener) => {
      this.#toDevice.on(listener);
    },
  };

  readonly make = (): Transport => new MemoryTransport(this);

  connect(transport: MemoryTransport): OpenResult {
    if (!this.#plugged) return { ok: false, code: 'port-missing', detail: 'unplugged' };
    this.#open.add(transport);
    return { ok: true };
  }

  disconnect(transport: MemoryTransport): void {
    this.#open.delete(transport);
  }

  isOpen(transport: MemoryTransport): boolean {
    return this.#open.has(transport);
  }

  send(bytes: Uint8Array): void {
    this.written.push(bytes);
    this.#toDevice.emit(bytes);
  }

  unplug(): void {
    this.#plugged = false;
    const open = [...this.#open];
    this.#open.clear();
    for (const transport of open) transport.lost.emit('port-lost');
  }

  plug(): void {
    this.#plugged = true;
  }
}

class MemoryTransport implements Transport {
  readonly data = new Signal<[Uint8Array]>();
  readonly lost = new Signal<[DeviceCode]>();
  readonly #line: MemoryLine;

  constructor(line: MemoryLine) {
    this.#line = line;
  }

  async open(): Promise<OpenResult> {
    return this.#line.connect(this);
  }

  write(bytes: Uint8Array): Promise<void> {
    if (!this.#line.isOpen(this)) return Promise.reject(new PortClosedError());
    this.#line.send(bytes);
    return Promise.resolve();
  }

  async drain(): Promise<void> {
    if (!this.#line.isOpen(this)) throw new PortClosedError();
  }

  async close(): Promise<void> {
    this.#line.disconnect(this);
  }

  onData(listener: (bytes: Uint8Array) => void) {
    return this.data.on(listener);
  }

  onClose(listener: (code: DeviceCode) => void) {
    return this.lost.on(listener);
  }
}
