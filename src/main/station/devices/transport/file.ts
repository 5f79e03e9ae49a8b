import { close, constants, createReadStream, open, type ReadStream, write } from 'node:fs';
import type { DeviceCode } from '../../../../shared/device/health.ts';
import { Signal } from '../events.ts';
import { openFailure } from './open-error.ts';
import { type OpenResult, PortClosedError, type Transport } from './transport.ts';

/** A character device such as `/dev/usb/lp0`: the USB printer class driver, written and, where it can be, read. */
export class FileTransport implements Transport {
  readonly #path: string;
  readonly #data = new Signal<[Uint8Array]>();
  readonly #lost = new Signal<[DeviceCode]>();
  #fd: number | null = null;
  #reader: ReadStream | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  onData(listener: (bytes: Uint8Array) => void) {
    return this.#data.on(listener);
  }

  onClose(listener: (code: DeviceCode) => void) {
    return this.#lost.on(listener);
  }

  async open(): Promise<OpenResult> {
    try {
      // No O_CREAT: a missing device must stay missing, not become an ordinary file that swallows tickets.
      // No O_TRUNC or O_APPEND: they mean nothing to a device. O_NOCTTY: a tty must not become ours.
      try {
        this.#fd = await openFd(this.#path, constants.O_RDWR | constants.O_NOCTTY);
        this.#read(this.#fd);
      } catch (error) {
        // Unidirectional printer ports refuse reading; they can print all the same.
        if (!isCode(error, 'EACCES') && !isCode(error, 'EINVAL')) throw error;
        this.#fd = await openFd(this.#path, constants.O_WRONLY | constants.O_NOCTTY);
      }
      return { ok: true };
    } catch (error) {
      return openFailure(error);
    }
  }

  #read(fd: number): void {
    const reader = createReadStream(this.#path, { fd, autoClose: false, highWaterMark: 256 });
    this.#reader = reader;
    reader.on('data', (bytes) => this.#data.emit(bytes as Buffer));
    // usblp ends a read with "no data yet"; only a failing write tells that the device is gone.
    reader.on('error', () => undefined);
  }

  write(bytes: Uint8Array): Promise<void> {
    const fd = this.#fd;
    if (fd === null) return Promise.reject(new PortClosedError());
    return new Promise((resolve, reject) => {
      const step = (offset: number) => {
        write(fd, bytes, offset, bytes.length - offset, null, (error, written) => {
          if (error) {
            this.#fail(fd);
            reject(error);
          } else if (offset + written < bytes.length) step(offset + written);
          else resolve();
        });
      };
      step(0);
    });
  }

  async drain(): Promise<void> {
    // usblp's write returns once the device has taken the bytes.
    if (this.#fd === null) throw new PortClosedError();
  }

  #fail(fd: number): void {
    if (this.#fd !== fd) return;
    void this.close().then(() => this.#lost.emit('port-lost'));
  }

  close(): Promise<void> {
    const fd = this.#fd;
    this.#fd = null;
    this.#reader?.destroy();
    this.#reader = null;
    if (fd === null) return Promise.resolve();
    return new Promise((resolve) => close(fd, () => resolve()));
  }
}

function openFd(path: string, flags: number): Promise<number> {
  return new Promise((resolve, reject) => open(path, flags, (error, fd) => (error ? reject(error) : resolve(fd))));
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
