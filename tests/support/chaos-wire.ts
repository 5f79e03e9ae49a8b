import type { AddressInfo, Socket } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { Chance } from './chance.ts';

/** How badly the wire behaves: each a probability per message; `delayMs` is the longest delay. */
export interface ChaosMood {
  readonly delayMs: number;
  readonly lose: number;
  readonly repeat: number;
  readonly overtake: number;
  /** TCP reset, both ends. */
  readonly reset: number;
  /** One end is gone and the other does not know: its messages and pings go nowhere. */
  readonly halfOpen: number;
}

export const ROUGH: ChaosMood = {
  delayMs: 60,
  lose: 0.05,
  repeat: 0.1,
  overtake: 0.15,
  reset: 0.02,
  halfOpen: 0.01,
};
const QUIET: ChaosMood = { delayMs: 0, lose: 0, repeat: 0, overtake: 0, reset: 0, halfOpen: 0 };

export type ChaosTally = Record<
  'passed' | 'delayed' | 'lost' | 'repeated' | 'overtaken' | 'resets' | 'halfOpens',
  number
>;

export interface ChaosWire {
  /** What a station dials instead of the hall. */
  readonly url: string;
  readonly tally: ChaosTally;
  /** From now on everything passes; connections that were hurt end, so that both ends begin anew. */
  calm(): void;
  close(): Promise<void>;
}

type End = 'station' | 'hall';

/**
 * Stands between stations and a hall and hurts what they say, message by message: delays, loses, repeats, lets one
 * overtake another; and connection by connection: resets, and half-open ones. Its choices follow the seed; when they
 * are asked for follows the real programs, so a seed tells the kind of a story again, not its every word.
 */
export async function openChaosWire(hallUrl: string, seed: number, rough: ChaosMood = ROUGH): Promise<ChaosWire> {
  const chance = new Chance(seed);
  let mood = rough;
  const tally: ChaosTally = { passed: 0, delayed: 0, lost: 0, repeated: 0, overtaken: 0, resets: 0, halfOpens: 0 };
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: false, perMessageDeflate: false });
  const pairs = new Set<Pair>();
  const timers = new Set<NodeJS.Timeout>();
  const later = (ms: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  };

  server.on('connection', (station, request) => {
    const hall = new WebSocket(`${hallUrl}${request.url}`, { autoPong: false, perMessageDeflate: false });
    const pair = new Pair(station, hall, request.socket, () => pairs.delete(pair));
    pairs.add(pair);
    const held: { text: string; isBinary: boolean }[] = [];
    hall.on('open', () => {
      for (const { text, isBinary } of held.splice(0)) carry('hall', text, isBinary);
    });
    const last: Record<End, number> = { station: 0, hall: 0 };

    const carry = (to: End, text: string, isBinary: boolean): void => {
      if (pair.silent) return;
      if (chance.chance(mood.reset)) {
        tally.resets++;
        pair.reset();
        return;
      }
      if (chance.chance(mood.halfOpen)) {
        tally.halfOpens++;
        pair.halve(chance.pick(['station', 'hall']));
        return;
      }
      if (chance.chance(mood.lose)) {
        tally.lost++;
        return;
      }
      const overtakes = chance.chance(mood.overtake);
      const now = performance.now();
      const own = now + chance.between(0, mood.delayMs);
      const arrival = overtakes ? own : Math.max(own, last[to]);
      if (overtakes) tally.overtaken++;
      else last[to] = arrival;
      const hand = () => pair.say(to, text, isBinary);
      tally.passed++;
      if (arrival - now < 1) hand();
      else {
        tally.delayed++;
        later(arrival - now, hand);
      }
      if (chance.chance(mood.repeat)) {
        tally.repeated++;
        later(arrival - now + chance.between(0, mood.delayMs), hand);
      }
    };
    const read = (data: RawData) => String(data);
    station.on('message', (data, isBinary) => {
      if (hall.readyState === WebSocket.CONNECTING) held.push({ text: read(data), isBinary });
      else carry('hall', read(data), isBinary);
    });
    hall.on('message', (data, isBinary) => carry('station', read(data), isBinary));
  });

  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tally,
    calm: () => {
      mood = QUIET;
      for (const pair of [...pairs]) if (pair.silent) pair.reset();
    },
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      for (const pair of [...pairs]) pair.reset();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One connection through the wire: its two ends. */
class Pair {
  /** Nothing passes any more, though an end may still be there. */
  silent = false;
  readonly #ends: Readonly<Record<End, WebSocket>>;
  readonly #socket: Socket;
  readonly #over: () => void;

  constructor(station: WebSocket, hall: WebSocket, socket: Socket, over: () => void) {
    this.#ends = { station, hall };
    this.#socket = socket;
    this.#over = over;
    for (const [from, to] of [
      ['station', 'hall'],
      ['hall', 'station'],
    ] as const) {
      const end = this.#ends[from];
      end.on('error', () => undefined);
      end.on('close', () => {
        if (!this.silent) this.reset();
      });
      end.on('ping', (data) => this.#pass(to, (other) => other.ping(data)));
      end.on('pong', (data) => this.#pass(to, (other) => other.pong(data)));
    }
  }

  say(to: End, text: string, isBinary: boolean): void {
    this.#pass(to, (end) => end.send(text, { binary: isBinary }));
  }

  #pass(to: End, act: (end: WebSocket) => void): void {
    const end = this.#ends[to];
    if (!this.silent && end.readyState === WebSocket.OPEN) act(end);
  }

  /** `kept` stays connected to nobody. */
  halve(kept: End): void {
    this.silent = true;
    const gone = this.#ends[kept === 'station' ? 'hall' : 'station'];
    gone.terminate();
    this.#ends[kept].once('close', this.#over);
  }

  reset(): void {
    this.silent = true;
    this.#over();
    if (!this.#socket.destroyed) this.#socket.resetAndDestroy();
    this.#ends.station.terminate();
    this.#ends.hall.terminate();
  }
}
