import { connect, type Socket } from 'node:net';
import { LineTransport } from './line-transport.ts';
import { openFailure } from './open-error.ts';
import { type OpenResult, PortClosedError } from './transport.ts';

const CONNECT_TIMEOUT_MS = 3000;
/** A printer that was switched off leaves the connection half open; the system finds out with these probes. */
const KEEP_ALIVE_MS = 5000;

/** Printers on port 9100 and serial-device servers. */
export class TcpTransport extends LineTransport<Socket> {
  readonly #host: string;
  readonly #port: number;

  constructor(host: string, port: number) {
    super();
    this.#host = host;
    this.#port = port;
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
        // Without a listener an ECONNRESET would end the process; 'close' follows and tells.
        socket.on('error', () => undefined);
        socket.on('data', (bytes) => this.received(socket, bytes));
        // A device that half-closes is gone for us; allowHalfOpen is off, so 'close' follows 'end'.
        socket.on('close', () => this.gone(socket));
        this.use(socket);
        resolve({ ok: true });
      });
    });
  }

  protected send(socket: Socket, bytes: Uint8Array): Promise<void> {
    if (!socket.writable) return Promise.reject(new PortClosedError());
    return new Promise((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  protected async drained(): Promise<void> {
    // The write's callback already said that the system's socket buffer has it; nobody can say more for TCP.
  }

  protected release(socket: Socket): Promise<void> {
    return new Promise((resolve) => {
      socket.once('close', () => resolve());
      socket.destroy();
    });
  }
}
