import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { RPCHandler } from '@orpc/server/node';
import type { ApiContext, stationRouter } from './router.ts';

export interface ApiServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Headless use: the station's contract over loopback HTTP, for programs that hold the token.
 *   POST /api/dispenser/press   JSON in, JSON out; `watch` procedures answer as server-sent events
 *   POST /rpc/…                 the same for typed clients
 * The token is new at every start and lies in a file only its owner can read.
 */
export async function serveApi(options: {
  router: ReturnType<typeof stationRouter>;
  port: number;
  tokenFile: string;
}): Promise<ApiServer> {
  const token = randomBytes(32).toString('base64url');
  writeFileSync(options.tokenFile, `${token}\n`, { mode: 0o600 });
  chmodSync(options.tokenFile, 0o600);
  const json = new OpenAPIHandler(options.router);
  const rpc = new RPCHandler(options.router);
  const context: ApiContext = { role: 'program' };

  const server = createServer(async (request, response) => {
    // A browser always says where it comes from; no page may reach this, whatever it knows.
    if (request.headers.origin !== undefined || !isLoopback(request)) return void response.writeHead(403).end();
    if (!bears(request, token)) return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    const handled = request.url?.startsWith('/rpc')
      ? await rpc.handle(request, response, { prefix: '/rpc', context })
      : await json.handle(request, response, { prefix: '/api', context });
    if (!handled.matched)
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"no such procedure"}');
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : options.port}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function isLoopback(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '');
}

function bears(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
