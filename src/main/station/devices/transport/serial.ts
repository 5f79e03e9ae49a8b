import type { SerialPort } from 'serialport';
import { whenAppears } from './appearance.ts';
import { LineTransport } from './line-transport.ts';
import { openFailure } from './open-error.ts';
import { type OpenResult, PortClosedError } from './transport.ts';

/** RS-232 and USB serial adapters, 8N1. */
export class SerialTransport extends LineTransport<SerialPort> {
  readonly #path: string;
  readonly #baud: number;

  constructor(path: string, baud: number) {
    super();
    this.#path = path;
    this.#baud = baud;
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
        port.on('data', (bytes: Buffer) => this.received(port, bytes));
        port.on('close', () => this.gone(port));
        this.use(port);
        resolve({ ok: true });
      });
    });
  }

  protected send(port: SerialPort, bytes: Uint8Array): Promise<void> {
    // serialport keeps a write on a port that is not open and sends it at the next open; that must never happen.
    if (!port.isOpen) return Promise.reject(new PortClosedError());
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

  protected drained(port: SerialPort): Promise<void> {
    if (!port.isOpen) return Promise.reject(new PortClosedError());
    return new Promise((resolve, reject) => port.drain((error) => (error ? reject(error) : resolve())));
  }

  protected release(port: SerialPort): Promise<void> {
    if (!port.isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      port.once('close', () => resolve());
      port.close((error) => {
        if (error) resolve();
      });
    });
  }
}
