import type { IncomingMessage, Server } from 'node:http';

/** A server that is open, as a browser sees it. */
export interface WebDoor {
  readonly server: Server;
  readonly scheme: 'http' | 'https';
  /** Names it goes by here. */
  readonly names: () => readonly string[];
}

const STANDARD = { http: 80, https: 443 } as const;

export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** False for names that are not the server's own: a page elsewhere must not reach it by a name it made up. */
export function isOwnHost(request: IncomingMessage, { server, scheme, names }: WebDoor): boolean {
  const host = (request.headers.host ?? '').toLowerCase();
  const port = portOf(server);
  const all = names();
  return all.some((name) => host === `${name}:${port}`) || (port === STANDARD[scheme] && all.includes(host));
}

/** Programs name no origin; browsers do, and then it must be this server's. */
export function isOwnOrigin(request: IncomingMessage, { scheme }: Pick<WebDoor, 'scheme'>): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || origin === `${scheme}://${host}`;
}

export function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

export function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.closeAllConnections();
    server.close(() => done());
  });
}
