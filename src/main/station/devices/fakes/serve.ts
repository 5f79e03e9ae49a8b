import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SerialPort } from 'serialport';
import { Signal, type Unsubscribe } from '../events.ts';
import { FakeIdReader } from './id-reader.ts';
import { FakeKeypad } from './keypad.ts';
import { FakeLedPanel } from './led-panel.ts';
import { LineFaults } from './line-faults.ts';
import type { DeviceEnd } from './memory-line.ts';
import { FakePrinter } from './printer.ts';
import { FakeScanner } from './scanner.ts';

const makers = {
  printer: () => new FakePrinter(),
  'id-reader': () => new FakeIdReader(),
  keypad: () => new FakeKeypad(),
  /** The same family; its four answer keys are what counts. */
  evaluator: () => new FakeKeypad(),
  'led-panel': () => new FakeLedPanel(),
  scanner: () => new FakeScanner(),
};

export type FakeKind = keyof typeof makers;
type FakeDevices = { readonly [K in FakeKind]: ReturnType<(typeof makers)[K]> };
export const FAKE_KINDS = Object.keys(makers) as FakeKind[];

export interface TcpFake<K extends FakeKind> {
  readonly device: FakeDevices[K];
  /** What is wrong with its line. */
  readonly line: LineFaults;
  /** For the configuration of the real driver. */
  readonly url: string;
  /** A station holds the line. */
  readonly connected: boolean;
  onConnection(listener: (connected: boolean) => void): Unsubscribe;
  /** Drops the line and refuses new ones. */
  unplug(): Promise<void>;
  /** The same port again. */
  replug(): Promise<void>;
  close(): Promise<void>;
}

export interface SerialFake<K extends FakeKind> {
  readonly device: FakeDevices[K];
  readonly line: LineFaults;
  /** A pair of virtual ports has no plug: the device lets go of its end, and hears and says nothing. */
  unplug(): Promise<void>;
  replug(): Promise<void>;
  close(): Promise<void>;
}

function makeFake<K extends FakeKind>(kind: K): FakeDevices[K] {
  return makers[kind]() as FakeDevices[K];
}

/** Any Node stream as the device's end of a line. */
function deviceEnd(stream: Duplex): DeviceEnd {
  return {
    write: (bytes) => {
      if (stream.writable) stream.write(Buffer.from(bytes));
    },
    onData: (listener) => {
      stream.on('data', (bytes: Buffer) => listener(bytes));
    },
  };
}

/** A fake on a TCP port of this machine only; without a number the system picks a free one. */
export async function startTcpFake<K extends FakeKind>(
  kind: K,
  port = 0,
  device: FakeDevices[K] = makeFake(kind),
): Promise<TcpFake<K>> {
  let current: Socket | null = null;
  const line = new LineFaults();
  const connections = new Signal<[boolean]>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    // Network printers serve one connection at a time.
    if (current) return void socket.destroy();
    current = socket;
    socket.setNoDelay(true);
    const detach = device.attach(line.wrap(deviceEnd(socket)));
    connections.emit(true);
    socket.on('close', () => {
      detach();
      if (current === socket) current = null;
      connections.emit(false);
    });
  });
  const actual = await listen(server, port);
  // One after another: a server that listens again before its last line is closed never says that it is closed.
  let plug: Promise<unknown> = Promise.resolve();
  const inTurn = (move: () => Promise<unknown>): Promise<void> => {
    const moved = plug.then(move);
    plug = moved.catch(() => undefined);
    return moved.then(() => undefined);
  };
  const pullOut = async () => {
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    current?.destroy();
    await closed;
  };
  return {
    device,
    line,
    url: `tcp://127.0.0.1:${actual}`,
    get connected() {
      return current !== null;
    },
    onConnection: (listener) => connections.on(listener),
    unplug: () => inTurn(pullOut),
    replug: () => inTurn(async () => server.listening || listen(server, actual)),
    close: () => inTurn(pullOut),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** A fake on one end of a pair of (virtual) serial ports; the station opens the other. */
export async function startSerialFake<K extends FakeKind>(
  kind: K,
  path: string,
  device: FakeDevices[K] = makeFake(kind),
): Promise<SerialFake<K>> {
  const line = new LineFaults();
  let close = await openSerial(path, (end) => device.attach(line.wrap(end)));
  const replug = async (): Promise<void> => {
    await close();
    close = await openSerial(path, (end) => device.attach(line.wrap(end)));
  };
  return { device, line, unplug: () => close(), replug, close: () => close() };
}

/** Resolves to what closes it again. */
function openSerial(path: string, attach: (end: DeviceEnd) => () => void): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const port: SerialPort = new SerialPort({ path, baudRate: 115_200 }, (error) => {
      if (error) return reject(error);
      const detach = attach(deviceEnd(port));
      resolve(
        () =>
          new Promise((done) => {
            detach();
            if (!port.isOpen) return done();
            port.once('close', () => done());
            port.close();
          }),
      );
    });
    port.on('error', () => undefined);
  });
}
