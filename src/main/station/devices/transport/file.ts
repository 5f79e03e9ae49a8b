import { close, constants, open, read, write } from 'node:fs';
import { whenAppears } from './appearance.ts';
import { LineTransport } from './line-transport.ts';
import { openFailure } from './open-error.ts';
import { type OpenResult, PortClosedError } from './transport.ts';

/** How often a device file is looked at for answers; a blocking read would hold one of Node's four I/O threads. */
const READ_MS = 50;
/** The device's own buffer is full; it takes the next bytes when it has printed some. */
const FULL_MS = 10;

/** A character device such as `/dev/usb/lp0`: the USB printer class driver, written and, where it can be, read. */
export class FileTransport extends LineTransport<number> {
  readonly #path: string;
  #writes: Promise<void> = Promise.resolve();
  #reads: Promise<void> = Promise.resolve();

  constructor(path: string) {
    super();
    this.#path = path;
  }

  whenPluggedIn(listener: () => void) {
    return whenAppears(this.#path, listener);
  }

  async open(): Promise<OpenResult> {
    // No O_CREAT: a missing device must stay missing, not become an ordinary file that swallows tickets.
    // O_NOCTTY: a tty must not become ours. O_NONBLOCK: no thread waits in the kernel for a printer out of paper.
    const flags = constants.O_NOCTTY | constants.O_NONBLOCK;
    try {
      try {
        const fd = await openFd(this.#path, constants.O_RDWR | flags);
        this.use(fd);
        this.#reads = this.#readAll(fd);
      } catch (error) {
        // Unidirectional printer ports refuse reading; they can print all the same.
        if (!isCode(error, 'EACCES') && !isCode(error, 'EINVAL')) throw error;
        this.use(await openFd(this.#path, constants.O_WRONLY | flags));
      }
      return { ok: true };
    } catch (error) {
      return openFailure(error);
    }
  }

  protected send(fd: number, bytes: Uint8Array): Promise<void> {
    // One after another: a status question must not get into the middle of a slip the device takes in parts.
    const mine = this.#writes.then(() => this.#writeAll(fd, bytes));
    this.#writes = mine.catch(() => undefined);
    return mine;
  }

  protected drained(): Promise<void> {
    // usblp's write is done once the device has taken the bytes.
    return this.#writes;
  }

  protected async release(fd: number): Promise<void> {
    // The number may be another file's as soon as it is closed, so nothing of ours may still use it.
    await Promise.all([this.#reads, this.#writes]);
    await new Promise<void>((resolve) => close(fd, () => resolve()));
  }

  async #writeAll(fd: number, bytes: Uint8Array): Promise<void> {
    let offset = 0;
    while (offset < bytes.length) {
      if (!this.isOpen(fd)) throw offset === 0 ? new PortClosedError() : new Error('the device closed while writing');
      try {
        offset += await writeFd(fd, bytes.subarray(offset));
      } catch (error) {
        if (!isCode(error, 'EAGAIN')) {
          this.failed(fd);
          throw error;
        }
        await pause(FULL_MS);
      }
    }
  }

  async #readAll(fd: number): Promise<void> {
    while (this.isOpen(fd)) {
      try {
        const bytes = await readFd(fd);
        if (bytes.length > 0) {
          this.received(fd, bytes);
          continue;
        }
      } catch (error) {
        if (!isCode(error, 'EAGAIN')) {
          this.failed(fd);
          return;
        }
      }
      await pause(READ_MS);
    }
  }
}

function openFd(path: string, flags: number): Promise<number> {
  return new Promise((resolve, reject) => open(path, flags, (error, fd) => (error ? reject(error) : resolve(fd))));
}

function writeFd(fd: number, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) =>
    write(fd, bytes, 0, bytes.length, null, (error, written) => (error ? reject(error) : resolve(written))),
  );
}

function readFd(fd: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(256);
  return new Promise((resolve, reject) =>
    read(fd, buffer, 0, buffer.length, null, (error, length) =>
      error ? reject(error) : resolve(buffer.subarray(0, length)),
    ),
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
