import { createHash, randomBytes, randomInt } from 'node:crypto';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { WebSocket } from 'ws';
import { uuidv7 } from '../../shared/identity/uuid.ts';
import { PLAIN } from '../../shared/protocol/link.ts';
import { type Clock, systemClock } from './devices/clock.ts';

/** One connection to the hall, as text messages. Events come after `dial` has returned. */
export interface HallSocket {
  /** `plain`, or over TLS the pin of the key the other end proved; empty until there is a connection. */
  readonly channel: string;
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
  /** The other end's key is not trusted: nothing was said to it. `closed` follows. */
  stranger(): void;
  /** It ended, or never came to be; `why`: in a word what stood in the way, when something is known. */
  closed(why?: string): void;
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
  /** `trusts`: whether a hall may be spoken to that proves itself with the key of this pin; asked over TLS only. */
  dial(url: string, trusts: (pin: string) => boolean, events: SocketEvents): HallSocket;
}

const DIAL_MS = 4000;

export const systemRuntime: Runtime = {
  ...systemClock,
  uptime: () => Math.round(performance.now()),
  newId: () => uuidv7(Date.now(), randomBytes(10)),
  newCode: () => String(randomInt(100_000_000)).padStart(8, '0'),
  random: Math.random,
  dial(url, trusts, events) {
    const address = new URL(`${url.replace(/\/+$/, '')}/station`);
    let channel = address.protocol === 'wss:' ? '' : PLAIN;
    const judge = (pin: string) => {
      channel = pin;
      if (trusts(pin)) return true;
      events.stranger();
      return false;
    };
    const socket = new WebSocket(address, {
      handshakeTimeout: DIAL_MS,
      perMessageDeflate: false,
      followRedirects: false,
      ...(address.protocol === 'wss:' ? { createConnection: securely(address, judge) } : {}),
    });
    socket.on('message', (data, isBinary) => events.message(isBinary ? '' : String(data)));
    socket.on('pong', () => events.alive());
    socket.on('ping', () => events.alive());
    let why: string | undefined;
    socket.on('unexpected-response', (_request, { statusCode }) => {
      why = `http-${statusCode}`;
      socket.terminate();
    });
    socket.on('error', (error) => {
      why ??= whyNot(error); // 'close' follows
    });
    socket.on('close', () => events.closed(why));
    return {
      get channel() {
        return channel;
      },
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

/** What kept two machines apart, in a word for the log. */
function whyNot(error: Error & { code?: string }): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'name-unknown';
    case 'ETIMEDOUT':
      return 'timeout';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'no-route';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'reset';
  }
  if (error.code === 'EPROTO' || /^ERR_(SSL|TLS)/.test(error.code ?? '')) return 'tls';
  return error.code ?? (/timed out|no answer/.test(error.message) ? 'timeout' : 'failed');
}

/**
 * A TLS connection of which the request is written only when the key at the other end was found to be the right one.
 * The key is all that counts: who signed the certificate, for which names and until when, does not matter, so that a
 * station with a wrong clock or a hall with a new address is no stranger.
 */
function securely(address: URL, trusts: (pin: string) => boolean): typeof import('node:net').createConnection {
  const open = (_options: object, done: (error: Error | null, socket?: Duplex) => void) => {
    const host = address.hostname.replace(/^\[|\]$/g, '');
    const socket = connectTls({
      host,
      port: Number(address.port || 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      minVersion: 'TLSv1.3',
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: false, // judged here, by its key
    });
    const give = (error: Error) => {
      socket.destroy();
      done(error);
    };
    const late = () => give(new Error('no answer'));
    socket.setTimeout(DIAL_MS, late);
    socket.once('error', give);
    socket.once('secureConnect', () => {
      socket.setTimeout(0);
      socket.removeListener('timeout', late);
      socket.removeListener('error', give);
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
      if (key !== undefined && trusts(createHash('sha256').update(key).digest('base64url'))) return done(null, socket);
      socket.on('error', () => undefined);
      give(new Error('another key'));
    });
  };
  return open as unknown as typeof import('node:net').createConnection;
}
