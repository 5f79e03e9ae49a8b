import { connect, type Socket } from 'node:net';
import type { DeviceCode } from '../../../../shared/device/health.ts';
import { Signal } from '../events.ts';
import { openFailure } from './open-error.ts';
import { type OpenResult, PortClosedError, type Transport } from './transport.ts';

const CONNECT_TIMEOUT_MS = 3000;
/** A printer that was switched off leaves the connection half open; the system finds out with these probes. */
const KEEP_ALIVE_MS = 5000;

/** Printers on port 9100 and serial-device servers. */
export class TcpTransport implements Transport {
  readonly #host: string;
  readonly #port: number;
  readonly #data = new Signal<[Uint8Array]>();
  readonly #lost = new Signal<[DeviceCode]>();
  #socket: Socket | null = null;

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  onData(listener: (bytes: Uint8Array) => void) {
    return this.#data.on(listener);
  }

  onClose(listener: (code: DeviceCode) => void) {
    return this.#lost.on(listener);
  }

  open(): Promise<OpenResult> {
    return new Promise((resolve) => {
      const socket = connect({
        host: this.#host,
        port: this.#port,
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: KEEP_ALIVE_MS,
      });
      socket.setTimeout(CONNECT_TIMEOUT_MS);
      const fail = (error: Error) => {
        socket.destroy();
        resolve(openFailure(error));
      };
      const late = () => fail(Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' }));
      socket.once('error', fail);
      socket.once('timeout', late);
      socket.once('connect', () => {
        socket.setTimeout(0);
        socket.off('timeout', late);
        socket.off('error', fail);
        this.#use(socket);
        resolve({ ok: true });
      });
    });
  }

  #use(socket: Socket): void {
    this.#socket = socket;
    // Without a listener an ECONNRESET would end the process; 'close' follows and tells.
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => this.#data.emit(bytes));
    // A device that half-closes is gone for us; allowHalfOpen is off, so 'close' follows 'end'.
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#lost.emit('port-lost');
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    const socket = this.#socket;
    if (!socket?.writable) return Promise.reject(new PortClosedError());
    return new Promise((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  async drain(): Promise<void> {
    // The write's callback already said that the system's socket buffer has it; nobody can say more for TCP.
    if (!this.#socket) throw new PortClosedError();
  }

  close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return Promise.resolve();
    return new Promise((resolve) => {
      socket.once('close', () => resolve());
      socket.destroy();
    });
  }
}
