import { connect, createServer, type Server, type Socket } from 'node:net';

/** A cable that can be cut, or hang there and carry nothing: between a station and its hall, or a station and a device. */
export interface Wire {
  readonly port: number;
  /** What the station dials to reach its hall. */
  readonly url: string;
  /** Connections end and no new ones come. */
  cut(): void;
  /** Connections stay; nothing passes, either way. */
  mute(): void;
  /** What the station says arrives; no answer comes back. */
  deafen(): void;
  mend(): void;
  /** The other end is plugged in elsewhere: connections end, new ones lead to this port. */
  plugInto(port: number): void;
  /** Hears what comes in at one end, before it passes or is swallowed; `station`: on its way from there. */
  onPassing(listener: (from: 'station' | 'far', bytes: Buffer) => void): () => void;
  /** Bytes into the open connections: from the far end towards the station. */
  toStation(bytes: Uint8Array): void;
  close(): Promise<void>;
}

interface Pair {
  readonly station: Socket;
  readonly far: Socket;
}

/** `at`: where its near end is; over TLS nobody can put another name into the first request. */
export async function openWire(firstPort: number, at = { host: '127.0.0.1', port: 0 }): Promise<Wire> {
  let farPort = firstPort;
  const pairs = new Set<Pair>();
  const listeners = new Set<(from: 'station' | 'far', bytes: Buffer) => void>();
  let state: 'open' | 'cut' | 'mute' | 'deaf' = 'open';
  let port = 0;

  const server: Server = createServer((station) => {
    station.on('error', () => undefined);
    if (state === 'cut') return void station.destroy();
    const far = connect(farPort, '127.0.0.1');
    far.on('error', () => undefined);
    const pair: Pair = { station, far };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      station.destroy();
      far.destroy();
    };
    let first = true;
    station.on('data', (bytes: Buffer) => {
      for (const heard of [...listeners]) heard('station', bytes);
      if (state === 'mute') return;
      // The hall takes nobody who calls it by another name than its own.
      const text = first ? bytes.toString('latin1').replace(`127.0.0.1:${port}`, `127.0.0.1:${farPort}`) : null;
      first = false;
      far.write(text === null ? bytes : Buffer.from(text, 'latin1'));
    });
    far.on('data', (bytes: Buffer) => {
      for (const heard of [...listeners]) heard('far', bytes);
      if (state === 'mute' || state === 'deaf') return;
      station.write(bytes);
    });
    station.on('close', end);
    far.on('close', end);
  });

  await new Promise<void>((resolve) => server.listen(at.port, at.host, resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
  const endAll = () => {
    for (const { station, far } of [...pairs]) {
      station.destroy();
      far.destroy();
    }
  };
  return {
    port,
    onPassing: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    url: `ws://127.0.0.1:${port}`,
    cut: () => {
      state = 'cut';
      endAll();
    },
    mute: () => {
      state = 'mute';
    },
    deafen: () => {
      state = 'deaf';
    },
    mend: () => {
      // What was swallowed is lost; both ends must begin anew, as after a switch came back.
      if (state !== 'open') endAll();
      state = 'open';
    },
    plugInto: (port) => {
      farPort = port;
      endAll();
    },
    toStation: (bytes) => {
      for (const { station } of pairs) station.write(bytes);
    },
    close: () =>
      new Promise((resolve) => {
        endAll();
        server.close(() => resolve());
      }),
  };
}
