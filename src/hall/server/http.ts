import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { PLAIN } from '../../shared/protocol/link.ts';
import { authoritiesFor, inAuthority, LOOPBACK, reachableAt } from '../../web/addresses.ts';
import { servePage } from '../../web/pages.ts';
import { closed, isOwnHost, isOwnOrigin, listening, portOf, type WebDoor } from '../../web/requests.ts';
import type { AdminDoor } from '../admin/door.ts';
import { isApiPath } from '../open-api/http.ts';
import type { DeskAccess } from './desk-access.ts';
import type { Halls, Visit } from './halls.ts';
import type { HallLog } from './service.ts';

const MAX_BODY = 1024;
/** A push of 500 intents with long texts stays well below. */
const MAX_MESSAGE = 4 * 1024 * 1024;
const PING_MS = 10_000;
/** The pages a plain browser may have from the hall, the first for whoever asks for none. */
const HALL_PAGES = ['display', 'desk'] as const;

export interface HallServer {
  readonly url: string;
  /** Where other machines reach it; null when they do not. */
  readonly tlsUrl: string | null;
  close(): Promise<void>;
}

/** The door for other machines. */
export interface TlsDoor {
  readonly listen: string;
  readonly port: number;
  readonly hostNames: readonly string[];
  readonly key: string;
  readonly cert: string;
  readonly pins: readonly string[];
}

/** A door that is open: in plain for this machine, or over TLS. */
interface Door extends WebDoor {
  /** What stations seal their proof with: `plain`, or the pin of the hall's key. */
  readonly channel: string;
}

/**
 * Opens the halls' doors: stations at `/station`, browsers at `/rpc`, other systems at `/api/v1`, pages for browsers; of
 * one of several halls behind `/halls/ID`. In plain on a loopback address alone; over TLS for other machines when there
 * is `tls`. Rejects when a port is taken.
 */
export async function serveHalls(options: {
  halls: Halls;
  /** The keeper's commands on this machine; null where they go through the database. */
  admin: AdminDoor | null;
  pages: string;
  host: string;
  port: number;
  tls: TlsDoor | null;
  log: HallLog;
}): Promise<HallServer> {
  const { halls, admin, tls } = options;
  const noteRefused = refusalNotes(options.log);
  const stations = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  const browsers = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });

  const openDoor = (door: Door): Door => {
    const { server } = door;
    server.on('request', (request, response) => {
      if (!isOwnHost(request, door)) {
        noteRefused(421, request);
        return void response.writeHead(421).end();
      }
      const { id, prefix, path } = wayIn(request);
      const inside = (answer: (visit: Visit) => void) => {
        response.once('close', () =>
          visiting.then(
            (visit) => visit?.leave(),
            () => undefined,
          ),
        );
        const visiting = halls.enter(id);
        visiting.then(
          (visit) => (visit === null ? response.writeHead(404).end() : answer(visit)),
          () => response.writeHead(503).end(), // the database is away: whoever asks may ask again
        );
      };
      if (isApiPath(path)) return inside(({ api }) => api.answer(path, request, response));
      if (request.method === 'POST' && path === '/desk/login')
        return inside(({ access }) => login(request, response, access, door, prefix));
      if (request.method === 'POST' && path === '/desk/logout')
        return inside(({ access }) => logout(request, response, access, door, prefix));
      if (admin && request.method === 'POST' && path === '/admin' && door.scheme === 'http')
        return admin.answer(request, response);
      if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
      if (!servePage({ root: options.pages, pages: HALL_PAGES, prefix }, path, request, response))
        response.writeHead(404).end();
    });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy()); // gone before the answer; nobody else listens for it
      const { id, path } = wayIn(request);
      const refuse = (status: string) => void socket.end(`HTTP/1.1 ${status}\r\n\r\n`);
      const station = path === '/station' && request.headers.origin === undefined;
      if (!isOwnHost(request, door) || !(station || (path === '/rpc' && isOwnOrigin(request, door)))) {
        noteRefused(403, request);
        return refuse('403 Forbidden');
      }
      halls.enter(id).then(
        (visit) => {
          if (visit === null) return refuse('404 Not Found');
          socket.once('close', visit.leave);
          if (socket.destroyed) return visit.leave();
          if (station)
            stations.handleUpgrade(request, socket, head, (ws) => joinStation(ws, request, socket, visit, door));
          else
            browsers.handleUpgrade(request, socket, head, (ws) => {
              browsers.emit('connection', ws, request);
              void visit.rpc.upgrade(ws, { context: { keeper: visit.access.isKeeper(request) } });
            });
        },
        () => refuse('503 Service Unavailable'),
      );
    });
    return door;
  };

  const joinStation = (ws: WebSocket, request: IncomingMessage, socket: Duplex, { hall }: Visit, door: Door): void => {
    stations.emit('connection', ws, request);
    const link = hall.accept({
      channel: door.channel,
      send: (text) => {
        if (ws.readyState === ws.OPEN) ws.send(text);
      },
      sendShared: ({ bytes }, end) => {
        if (ws.readyState !== ws.OPEN) return;
        // Two frames of one message: hundreds of stations get the same bytes, and nobody copies them.
        socket.cork();
        ws.send(bytes, { binary: false, fin: false });
        ws.send(end, { binary: false, fin: true });
        socket.uncork();
      },
      unsent: () => ws.bufferedAmount,
      close: () => ws.close(),
    });
    socket.on('drain', () => void link.drained());
    ws.on('message', (data, isBinary) => void link.receive(isBinary ? null : String(data)));
    ws.on('close', () => link.gone());
    ws.on('error', () => link.gone());
  };

  const doors = [openDoor({ server: createServer(), scheme: 'http', channel: PLAIN, names: () => LOOPBACK })];
  if (tls) {
    const { key, cert, pins } = tls;
    doors.push(
      openDoor({
        server: createTlsServer({ key, cert, minVersion: 'TLSv1.2' }),
        scheme: 'https',
        channel: pins[0]!,
        names: () => authoritiesFor(tls),
      }),
    );
  }
  const pulse = keepPulse([stations, browsers]);
  const close = async (): Promise<void> => {
    clearInterval(pulse);
    for (const group of [stations, browsers]) for (const ws of group.clients) ws.terminate();
    await Promise.all(doors.map(({ server }) => closed(server)));
  };
  try {
    await listening(doors[0]!.server, options.port, options.host);
    if (tls) await listening(doors[1]!.server, tls.port, tls.listen);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: `http://${inAuthority(options.host)}:${portOf(doors[0]!.server)}`,
    tlsUrl: tls ? `https://${inAuthority(reachableAt(tls))}:${portOf(doors[1]!.server)}` : null,
    close,
  };
}

/** Ends connections that no longer answer: a station that vanished without a word must not look connected. */
function keepPulse(groups: readonly WebSocketServer[]): NodeJS.Timeout {
  const silent = new WeakSet<object>();
  for (const group of groups) group.on('connection', (ws) => ws.on('pong', () => silent.delete(ws)));
  return setInterval(() => {
    for (const group of groups) {
      for (const ws of group.clients) {
        if (silent.has(ws)) ws.terminate();
        else {
          silent.add(ws);
          ws.ping();
        }
      }
    }
  }, PING_MS);
}

/**
 * Which hall somebody asks for, and what of it; what stands before the latter is taken out of the request. An empty path
 * for what is no address at all, such as `//`: answered like a page that is not there.
 */
function wayIn(request: IncomingMessage): { id: string | null; prefix: string; path: string } {
  const [, prefix = '', name, rest] = /^(\/halls\/([\w.~%-]+))((?:[/?].*)?)$/.exec(request.url ?? '/') ?? [];
  if (rest !== undefined) request.url = rest.startsWith('/') ? rest : `/${rest}`;
  const url = request.url ?? '/';
  const path = URL.canParse(url, 'http://hall') ? new URL(url, 'http://hall').pathname : '';
  return { id: name === undefined ? null : decoded(name), prefix, path };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // no hall is called that
  }
}

const NOTE_AGAIN_MS = 60_000;
const NOTED_NAMES = 100;

/** Logs by which name somebody came who was turned away: once a minute each, and of a flood only the first. */
function refusalNotes(log: HallLog): (status: number, request: IncomingMessage) => void {
  const noted = new Map<string, number>();
  return (status, { headers }) => {
    const host = (headers.host ?? '').replace(/[^\w.:[\]-]/g, '?').slice(0, 100);
    const now = performance.now();
    for (const [name, at] of noted) if (now - at >= NOTE_AGAIN_MS) noted.delete(name);
    if (noted.has(`${status} ${host}`) || noted.size >= NOTED_NAMES) return;
    noted.set(`${status} ${host}`, now);
    log('door-refused', { status, host });
  };
}

function login(
  request: IncomingMessage,
  response: ServerResponse,
  access: DeskAccess,
  door: Door,
  prefix: string,
): void {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString('utf8');
    if (body.length > MAX_BODY) request.destroy();
  });
  request.on('end', () => {
    const code = codeIn(body);
    if (code === null || !isOwnOrigin(request, door)) return void response.writeHead(400).end();
    const result = access.login(code, { secure: door.scheme === 'https', path: `${prefix}/` });
    if (result.ok) response.writeHead(204, { 'set-cookie': result.cookie }).end();
    else response.writeHead(result.status).end();
  });
}

/** From our own pages alone: another site shall not sign the keeper out. */
function logout(
  request: IncomingMessage,
  response: ServerResponse,
  access: DeskAccess,
  door: Door,
  prefix: string,
): void {
  if (!isOwnOrigin(request, door)) return void response.writeHead(400).end();
  response.writeHead(204, { 'set-cookie': access.logout({ path: `${prefix}/` }) }).end();
}

function codeIn(body: string): string | null {
  try {
    const { code } = JSON.parse(body) as { code?: unknown };
    return typeof code === 'string' ? code : null;
  } catch {
    return null;
  }
}
