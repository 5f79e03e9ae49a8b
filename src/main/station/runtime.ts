import { randomBytes, randomInt } from 'node:crypto';
import { WebSocket } from 'ws';
import { uuidv7 } from '../../shared/identity/uuid.ts';
import { type Clock, systemClock } from './devices/clock.ts';

/** One connection to the hall, as text messages. Events come after `dial` has returned. */
export interface HallSocket {
  send(text: string): void;
  /** Asks the other end for a sign of life. */
  ping(): void;
  /** Ends it at once; `closed` follows. */
  end(): void;
}

export interface SocketEvents {
  /** A text message; an empty text when something else than text came. */
  message(text: string): void;
  alive(): void;
  closed(): void;
}

/** What a station takes from the world around it: time, chance and the wire. Tests bring their own. */
export interface Runtime extends Clock {
  /** Milliseconds since some moment; goes on evenly whatever happens to the machine's clock. */
  uptime(): number;
  newId(): string;
  /** Eight digits nobody can guess. */
  newCode(): string;
  /** Between 0 and 1, for spreading retries. */
  random(): number;
  dial(url: string, events: SocketEvents): HallSocket;
}

const DIAL_MS = 4000;

export const systemRuntime: Runtime = {
  ...systemClock,
  uptime: () => Math.round(performance.now()),
  newId: () => uuidv7(Date.now(), randomBytes(10)),
  newCode: () => String(randomInt(100_000_000)).padStart(8, '0'),
  random: Math.random,
  dial(url, events) {
    const socket = new WebSocket(new URL('/station', url), {
      handshakeTimeout: DIAL_MS,
      perMessageDeflate: false,
      followRedirects: false,
    });
    socket.on('message', (data, isBinary) => events.message(isBinary ? '' : String(data)));
    socket.on('pong', () => events.alive());
    socket.on('ping', () => events.alive());
    socket.on('error', () => undefined); // 'close' follows and says the same
    socket.on('close', () => events.closed());
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      ping: () => {
        if (socket.readyState === WebSocket.OPEN) socket.ping();
      },
      end: () => socket.terminate(),
    };
  },
};
