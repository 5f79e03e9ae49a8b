import type { DeviceCode } from '../../../../shared/device/health.ts';
import { Signal, type Unsubscribe } from '../events.ts';
import { type OpenResult, PortClosedError, type Transport } from './transport.ts';

/**
 * What all transports are alike in: one handle of the system's while the line is open, listeners, and no byte for a line
 * that is not. A kind of port says how it opens, sends, drains and lets go.
 */
export abstract class LineTransport<H> implements Transport {
  readonly #data = new Signal<[Uint8Array]>();
  readonly #lost = new Signal<[DeviceCode]>();
  #handle: H | null = null;

  abstract open(): Promise<OpenResult>;
  protected abstract send(handle: H, bytes: Uint8Array): Promise<void>;
  protected abstract drained(handle: H): Promise<void>;
  protected abstract release(handle: H): Promise<void>;

  onData(listener: (bytes: Uint8Array) => void): Unsubscribe {
    return this.#data.on(listener);
  }

  onClose(listener: (code: DeviceCode) => void): Unsubscribe {
    return this.#lost.on(listener);
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#handle === null ? Promise.reject(new PortClosedError()) : this.send(this.#handle, bytes);
  }

  drain(): Promise<void> {
    return this.#handle === null ? Promise.reject(new PortClosedError()) : this.drained(this.#handle);
  }

  close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    return handle === null ? Promise.resolve() : this.release(handle);
  }

  /** Null while the line is not open. */
  protected get handle(): H | null {
    return this.#handle;
  }

  /** The line is open from now on. */
  protected use(handle: H): void {
    this.#handle = handle;
  }

  /** Whether it still is, with this handle. */
  protected isOpen(handle: H): boolean {
    return this.#handle === handle;
  }

  /** Bytes came; those of a line that was given up are nobody's. */
  protected received(handle: H, bytes: Uint8Array): void {
    if (this.isOpen(handle)) this.#data.emit(bytes);
  }

  /** The line went away by itself, and the handle with it. */
  protected gone(handle: H): void {
    if (!this.isOpen(handle)) return;
    this.#handle = null;
    this.#lost.emit('port-lost');
  }

  /** The line fails, and its handle has to be let go of first. */
  protected failed(handle: H): void {
    if (this.isOpen(handle)) void this.close().then(() => this.#lost.emit('port-lost'));
  }
}
