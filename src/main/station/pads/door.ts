import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { authoritiesFor, inAuthority, type Listening, reachableAt } from '../../../web/addresses.ts';
import type { Certified } from '../../../web/certificate.ts';
import { servePage } from '../../../web/pages.ts';
import { closed, isOwnHost, isOwnOrigin, listening, portOf, type WebDoor } from '../../../web/requests.ts';
import type { ApiContext, stationRouter } from '../api/router.ts';
import { Buckets } from './bucket.ts';
import type { PadPairings } from './pairings.ts';

const PAGES = ['pad'] as const;
/** A pairing code and what belongs around it. */
const MAX_BODY = 256;
/** A signature of many strokes stays below. */
const MAX_MESSAGE = 64 * 1024;
const PING_MS = 5_000;
/** A page with all its files, twice; then as fast as somebody reloads. */
const REQUESTS = { burst: 120, perSecond: 4 };
/** Wrong guesses at a code, from all tablets together. */
const GUESSES = { burst: 10, perSecond: 1 / 10 };
const MESSAGES = { burst: 60, perSecond: 10 };
const CONNECTIONS = 64;
/** A tablet has some six while its page loads. */
const CONNECTIONS_OF_ONE = 16;

export interface PadDoor {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The one door of a counter that other machines reach: over TLS, for the tablets in front of its window. Behind it are
 * the pad's page, `/session` (is this tablet paired?), `/pair` (a code for a token) and `/rpc`, where a paired tablet
 * finds what the pad's window finds: the `pad` part of the station's contract, what ails the devices, and nothing
 * else. Rejects when the port is taken.
 */
export async function openPadDoor(options: {
  pairings: PadPairings;
  router: ReturnType<typeof stationRouter>;
  /** What the pairing screen says of the place; null while the station does not know its hall. */
  place: () => { windowNumber: number; hallName: string; hallNameEn: string } | null;
  /** Folder of the built pages. */
  pages: string;
  listening: Listening;
  port: number;
  certified: Certified;
  uptime: () => number;
}): Promise<PadDoor> {
  const { pairings, place } = options;
  const context: ApiContext = { role: 'pad' };
  const { pad, session: about } = options.router;
  const rpc = new RPCHandler({ pad, session: { health: about.health } });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  const requests = new Buckets(REQUESTS, options.uptime);
  const guesses = new Buckets(GUESSES, options.uptime);

  const { key, cert } = options.certified;
  const server = createServer({ key, cert, minVersion: 'TLSv1.2', handshakeTimeout: 10_000, maxHeaderSize: 8 * 1024 });
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.maxConnections = CONNECTIONS;
  shareConnections(server);
  const door: WebDoor = { server, scheme: 'https', names: () => authoritiesFor(options.listening) };

  server.on('request', (request, response) => {
    if (!isOwnHost(request, door)) return void response.writeHead(421).end();
    if (!requests.take(request.socket.remoteAddress ?? '')) return void response.writeHead(429).end();
    const path = URL.canParse(request.url ?? '', 'https://pad') ? new URL(request.url!, 'https://pad').pathname : '';
    if (path === '/session' && request.method === 'GET') return session(request, response);
    if (path === '/pair' && request.method === 'POST') return pair(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    const offer = { root: options.pages, pages: PAGES, prefix: '' };
    if (!servePage(offer, path, request, response)) response.writeHead(404).end();
  });

  const session = (request: IncomingMessage, response: ServerResponse): void => {
    const here = place();
    if (!here) return void response.writeHead(503).end();
    const { cookie } = request.headers;
    const paired = pairings.known(cookie) !== null;
    const renewed = paired ? pairings.renewed(cookie) : null;
    answer(response, 200, { paired, ...here }, renewed);
  };

  const pair = (request: IncomingMessage, response: ServerResponse): void => {
    const json = /^application\/json\b/.test(request.headers['content-type'] ?? '');
    // Only this very page may ask: a form or a script of another one cannot.
    if (!json || request.headers.origin === undefined || !isOwnOrigin(request, door))
      return void response.writeHead(403).end();
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
      if (body.length > MAX_BODY) request.destroy();
    });
    request.on('end', () => {
      const code = codeIn(body);
      if (code === null) return void response.writeHead(400).end();
      if (!guesses.has('all')) return answer(response, 429, { why: 'too-often' });
      const redeemed = pairings.redeem(code);
      if (redeemed.ok) answer(response, 200, { paired: true }, redeemed.cookie);
      else {
        guesses.take('all');
        answer(response, 403, { why: redeemed.why });
      }
    });
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refuse = (status: string) => void socket.end(`HTTP/1.1 ${status}\r\n\r\n`);
    if (!isOwnHost(request, door) || request.url !== '/rpc') return refuse('404 Not Found');
    if (request.headers.origin === undefined || !isOwnOrigin(request, door)) return refuse('403 Forbidden');
    if (!requests.take(request.socket.remoteAddress ?? '')) return refuse('429 Too Many Requests');
    const padId = pairings.known(request.headers.cookie);
    if (padId === null) return refuse('401 Unauthorized');
    sockets.handleUpgrade(request, socket, head, (ws) => joined(ws, padId));
  });

  const joined = (ws: WebSocket, padId: string): void => {
    const messages = new Buckets(MESSAGES, options.uptime);
    let heard = true;
    const pulse = setInterval(() => {
      if (!heard) return ws.terminate();
      heard = false;
      ws.ping();
    }, PING_MS);
    const left = pairings.join(padId, () => ws.terminate());
    ws.on('pong', () => {
      heard = true;
    });
    ws.on('message', () => {
      heard = true;
      if (!messages.take('')) ws.close(1008, 'too many messages');
    });
    ws.on('error', () => ws.terminate());
    ws.on('close', () => {
      clearInterval(pulse);
      left();
    });
    void rpc.upgrade(ws, { context });
  };

  await listening(server, options.port, options.listening.listen);
  return {
    url: `https://${inAuthority(reachableAt(options.listening))}:${portOf(server)}`,
    close: () => {
      for (const ws of sockets.clients) ws.terminate();
      return closed(server);
    },
  };
}

/** Nobody takes up all connections. */
function shareConnections(server: Server): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
    if (count > CONNECTIONS_OF_ONE) socket.destroy();
  });
}

function answer(response: ServerResponse, status: number, body: object, cookie: string | null = null): void {
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(cookie === null ? {} : { 'set-cookie': cookie }),
    })
    .end(JSON.stringify(body));
}

function codeIn(body: string): string | null {
  try {
    const { code } = JSON.parse(body) as { code?: unknown };
    return typeof code === 'string' && /^\d{6}$/.test(code) ? code : null;
  } catch {
    return null;
  }
}
