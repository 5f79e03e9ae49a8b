import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { hallRouter } from '../desk-api/router.ts';
import type { DeskAccess } from './desk-access.ts';
import { servePage } from './pages.ts';
import type { HallService } from './service.ts';

const MAX_BODY = 1024;
/** A push of 500 intents with long texts stays well below. */
const MAX_MESSAGE = 4 * 1024 * 1024;
const PING_MS = 10_000;

export interface HallServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens the hall's doors: stations at `/station`, browsers at `/rpc`, pages for browsers. Rejects when the port is taken. */
export function serveHall(options: {
  hall: HallService;
  access: DeskAccess;
  pages: string;
  host: string;
  port: number;
}): Promise<HallServer> {
  const { hall, access } = options;
  const stations = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  const browsers = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });
  const rpc = new RPCHandler(hallRouter(hall));

  const server = createServer((request, response) => {
    if (!isOwnHost(request, server)) return void response.writeHead(421).end();
    const path = pathOf(request);
    if (request.method === 'POST' && path === '/desk/login') return login(request, response, access);
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    if (!servePage(options.pages, path, request, response)) response.writeHead(404).end();
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy()); // gone before the answer; nobody else listens for it
    const path = pathOf(request);
    if (path === '/station' && isOwnHost(request, server) && request.headers.origin === undefined) {
      stations.handleUpgrade(request, socket, head, (ws) => {
        stations.emit('connection', ws, request);
        const link = hall.accept({
          send: (text) => {
            if (ws.readyState === ws.OPEN) ws.send(text);
          },
          close: () => ws.close(),
        });
        ws.on('message', (data, isBinary) => void link.receive(isBinary ? null : String(data)));
        ws.on('close', () => link.gone());
        ws.on('error', () => link.gone());
      });
    } else if (path === '/rpc' && isOwnHost(request, server) && isOwnOrigin(request)) {
      const context = { keeper: access.isKeeper(request) };
      browsers.handleUpgrade(request, socket, head, (ws) => {
        browsers.emit('connection', ws, request);
        void rpc.upgrade(ws, { context });
      });
    } else {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    }
  });

  const pulse = keepPulse([stations, browsers]);

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.removeListener('error', reject);
      resolve({
        url: `http://${options.host}:${portOf(server)}`,
        close: () =>
          new Promise((done) => {
            clearInterval(pulse);
            for (const group of [stations, browsers]) for (const ws of group.clients) ws.terminate();
            server.closeAllConnections();
            server.close(() => done());
          }),
      });
    });
  });
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

/** Empty for what is no address at all, such as `//`: answered like a page that is not there. */
function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  return URL.canParse(url, 'http://hall') ? new URL(url, 'http://hall').pathname : '';
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Refuses names that are not this machine's: a page elsewhere must not reach the hall by a name it made up. */
function isOwnHost(request: IncomingMessage, server: Server): boolean {
  const port = portOf(server);
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(request.headers.host ?? '');
}

function isOwnOrigin(request: IncomingMessage): boolean {
  return request.headers.origin === undefined || request.headers.origin === `http://${request.headers.host}`;
}

function login(request: IncomingMessage, response: ServerResponse, access: DeskAccess): void {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString('utf8');
    if (body.length > MAX_BODY) request.destroy();
  });
  request.on('end', () => {
    const code = codeIn(body);
    if (code === null || !isOwnOrigin(request)) return void response.writeHead(400).end();
    const result = access.login(code);
    if (result.ok) response.writeHead(204, { 'set-cookie': result.cookie }).end();
    else response.writeHead(result.status).end();
  });
}

function codeIn(body: string): string | null {
  try {
    const { code } = JSON.parse(body) as { code?: unknown };
    return typeof code === 'string' ? code : null;
  } catch {
    return null;
  }
}
