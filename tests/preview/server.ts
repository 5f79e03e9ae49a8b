import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { AnyContractRouter } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { pagesOf } from './pages.ts';
import { type Scenario, Stage } from './stage.ts';

/**
 * A role's page with a canned service behind it, to look at screens and to test them in a real browser.
 * The page is the one that is shipped; only what answers on `/rpc` is made up.
 *
 * A role's scenarios live in `scenarios/<role>.ts`: `export const contract` and `export const scenarios`.
 */
export interface RoleScenarios {
  readonly contract: AnyContractRouter;
  readonly scenarios: Readonly<Record<string, Scenario>>;
}

export interface Preview {
  /** Address of the page. */
  readonly url: string;
  readonly stage: Stage;
  /** The service dies: lines are cut and new ones refused, until `restore`. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

/** As strict as the app's own: nothing from elsewhere, no inline script. Ant Design writes its styles into the page. */
function contentSecurityPolicy(role: string): string {
  const style = ['counter', 'desk', 'maintenance'].includes(role)
    ? "style-src 'self' 'unsafe-inline'"
    : "style-src 'self'";
  return `default-src 'none'; script-src 'self'; ${style}; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'`;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.map': 'application/json',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};

export async function startPreview(options: {
  role: string;
  scenario: string | Scenario;
  port?: number;
}): Promise<Preview> {
  const { role } = options;
  const { contract, scenarios } = (await import(`./scenarios/${role}.ts`)) as RoleScenarios;
  const scenario = typeof options.scenario === 'string' ? scenarios[options.scenario] : options.scenario;
  if (!scenario) {
    throw new Error(`no scenario "${options.scenario}" for ${role}; there are: ${Object.keys(scenarios).join(', ')}`);
  }
  const pages = pagesOf(role);
  const stage = new Stage(scenario);
  const handler = new RPCHandler(stage.router(contract), {
    interceptors: [
      async ({ next, request }) => {
        const result = await next();
        // A canned view that breaks the contract should not look like a broken screen.
        if (result.matched && result.response.status >= 500)
          console.error('preview:', request.url.pathname, result.response.body);
        return result;
      },
    ],
  });

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://preview').pathname;
    // What the pad's page asks before anything else, in a browser.
    if (path === '/session') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ paired: true, windowNumber: 5, hallName: '', hallNameEn: '', ...scenario.session }),
      );
      return;
    }
    void serve(pages, path).then((body) => {
      if (body === null) {
        response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
        return;
      }
      response.writeHead(200, {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy(role),
      });
      response.end(body);
    });
  });
  const sockets = new WebSocketServer({ noServer: true });
  let away = false;
  server.on('upgrade', (request, socket, head) => {
    if (away || !request.url?.startsWith('/rpc')) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws: WebSocket) => void handler.upgrade(ws));
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hangUp = (): void => {
    for (const socket of sockets.clients) socket.terminate();
  };
  return {
    url: `http://127.0.0.1:${port}/${role}/index.html`,
    stage,
    cut() {
      away = true;
      hangUp();
    },
    restore() {
      away = false;
    },
    async close() {
      hangUp();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A built file, or one of `assets/`. */
async function serve(
  pages: ReadonlyMap<string, string | Uint8Array>,
  path: string,
): Promise<string | Uint8Array | null> {
  const page = pages.get(path);
  if (page !== undefined) return page;
  const assets = join(import.meta.dirname, '../../assets');
  const file = normalize(join(assets, decodeURIComponent(path)));
  if (!file.startsWith(`${assets}/`)) return null;
  return readFile(file).catch(() => null);
}
