import { connect, createServer, type Server, type Socket } from 'node:net';

/** A cable between a station and its hall that can be cut, and one that still hangs there but carries nothing. */
export interface Wire {
  /** What the station dials. */
  readonly url: string;
  /** Connections end and no new ones come. */
  cut(): void;
  /** Connections stay; nothing passes, either way. */
  mute(): void;
  mend(): void;
  /** Bytes into the open connections: from the hall's end towards the station. */
  toStation(bytes: Uint8Array): void;
  close(): Promise<void>;
}

interface Pair {
  readonly station: Socket;
  readonly hall: Socket;
}

export async function openWire(hallPort: number): Promise<Wire> {
  const pairs = new Set<Pair>();
  let state: 'open' | 'cut' | 'mute' = 'open';
  let port = 0;

  const server: Server = createServer((station) => {
    station.on('error', () => undefined);
    if (state === 'cut') return void station.destroy();
    const hall = connect(hallPort, '127.0.0.1');
    hall.on('error', () => undefined);
    const pair: Pair = { station, hall };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      station.destroy();
      hall.destroy();
    };
    let first = true;
    station.on('data', (bytes: Buffer) => {
      if (state === 'mute') return;
      // The hall takes nobody who calls it by another name than its own.
      const text = first ? bytes.toString('latin1').replace(`127.0.0.1:${port}`, `127.0.0.1:${hallPort}`) : null;
      first = false;
      hall.write(text === null ? bytes : Buffer.from(text, 'latin1'));
    });
    hall.on('data', (bytes: Buffer) => {
      if (state !== 'mute') station.write(bytes);
    });
    station.on('close', end);
    hall.on('close', end);
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
  const endAll = () => {
    for (const { station, hall } of [...pairs]) {
      station.destroy();
      hall.destroy();
    }
  };
  return {
    url: `ws://127.0.0.1:${port}`,
    cut: () => {
      state = 'cut';
      endAll();
    },
    mute: () => {
      state = 'mute';
    },
    mend: () => {
      // What was swallowed is lost; both ends must begin anew, as after a switch came back.
      if (state === 'mute') endAll();
      state = 'open';
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
