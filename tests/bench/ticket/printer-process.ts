// Both printers of the measurement, the product's and the bare one's, in a process of their own: two sockets with the
// same code behind them. A slip's first byte is timed as soon as the socket hands it over, before anything looks at it.
import { createServer, type Socket } from 'node:net';
import { FakePrinter } from '../../../src/main/station/devices/fakes/index.ts';
import { answer, instant } from '../support/peer.ts';

/** ESC @ begins every slip; status questions never hold it. */
const BEGIN = Buffer.from([0x1b, 0x40]);

interface Slip {
  readonly firstByteAt: number;
  readonly bytes: string;
}

class TimedPrinter {
  readonly #slips: Slip[] = [];
  readonly #waiting: ((slip: Slip) => void)[] = [];
  #firstByteAt = 0;

  listen(): Promise<number> {
    const fake = new FakePrinter();
    fake.onTicket(({ raw }) => this.#came({ firstByteAt: this.#firstByteAt, bytes: raw.toString('base64') }));
    const server = createServer((socket) => this.#join(fake, socket));
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
  }

  #join(fake: FakePrinter, socket: Socket): void {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    const detach = fake.attach({
      write: (bytes) => void socket.write(bytes),
      onData: (take) => {
        socket.on('data', (bytes) => {
          const at = instant();
          if (bytes.includes(BEGIN)) this.#firstByteAt = at;
          take(bytes);
        });
      },
    });
    socket.on('close', detach);
  }

  #came(slip: Slip): void {
    const next = this.#waiting.shift();
    if (next) next(slip);
    else this.#slips.push(slip);
  }

  next(): Promise<Slip> {
    const slip = this.#slips.shift();
    return slip ? Promise.resolve(slip) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  get unread(): number {
    return this.#slips.length;
  }
}

const printers = { product: new TimedPrinter(), bare: new TimedPrinter() };

answer({
  listen: async () => ({ product: await printers.product.listen(), bare: await printers.bare.listen() }),
  /** The next slip that is out, cut and all. */
  slip: (which: 'product' | 'bare') => printers[which].next(),
  unread: () => printers.product.unread,
});
