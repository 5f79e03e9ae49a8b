import type { SerialPort } from 'serialport';
import type { DeviceCode } from '../../../../shared/device/health.ts';
import { Signal } from '../events.ts';
import { whenAppears } from './appearance.ts';
import { openFailure } from './open-error.ts';
import { type OpenResult, PortClosedError, type Transport } from './transport.ts';

/** RS-232 and USB serial adapters, 8N1. */
export class SerialTransport implements Transport {
  readonly #path: string;
  readonly #baud: number;
  readonly #data = new Signal<[Uint8Array]>();
  readonly #lost = new Signal<[DeviceCode]>();
  #port: SerialPort | null = null;

  constructor(path: string, baud: number) {
    this.#path = path;
    this.#baud = baud;
  }

  onData(listener: (bytes: Uint8Array) => void) {
    return this.#data.on(listener);
  }

  onClose(listener: (code: DeviceCode) => void) {
    return this.#lost.on(listener);
  }

  whenPluggedIn(listener: () => void) {
    return this.#path.startsWith('/') ? whenAppears(this.#path, listener) : () => undefined;
  }

  async open(): Promise<OpenResult> {
    // Loaded with the first port: a station whose devices are on the network starts without it.
    const { SerialPort } = await import('serialport');
    return new Promise((resolve) => {
      // hupcl off: closing and opening again must not toggle DTR, which resets some printers.
      const port = new SerialPort({ path: this.#path, baudRate: this.#baud, autoOpen: false, hupcl: false });
      // An error event without a listener would end the process; 'close' follows where the line is gone.
      port.on('error', () => undefined);
      port.open((error) => {
        if (error) return resolve(openFailure(error));
        this.#use(port);
        resolve({ ok: true });
      });
    });
  }

  #use(port: SerialPort): void {
    this.#port = port;
    port.on('data', (bytes: Buffer) => this.#data.emit(bytes));
    port.on('close', () => {
      if (this.#port !== port) return;
      this.#port = null;
      this.#lost.emit('port-lost');
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    const port = this.#port;
    // serialport keeps a write on a port that is not open and sends it at the next open; that must never happen.
    if (!port?.isOpen) return Promise.reject(new PortClosedError());
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error('the serial port closed while writing'));
      port.once('close', gone);
      port.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), (error) => {
        port.off('close', gone);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  drain(): Promise<void> {
    const port = this.#port;
    if (!port?.isOpen) return Promise.reject(new PortClosedError());
    return new Promise((resolve, reject) => port.drain((error) => (error ? reject(error) : resolve())));
  }

  close(): Promise<void> {
    const port = this.#port;
    this.#port = null;
    if (!port?.isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      port.once('close', () => resolve());
      port.close((error) => {
        if (error) resolve();
      });
    });
  }
}
