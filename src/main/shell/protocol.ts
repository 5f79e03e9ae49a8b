import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { isPage, ORIGIN, SCHEME } from './addresses.ts';
import { findAsset } from './assets.ts';
import { contentSecurityPolicy } from './csp.ts';
import { ownPage } from './pages/own-pages.ts';
import type { PageName } from './roles.ts';

/** Before the app is ready: the scheme is like https to pages, with an origin and a secure context of its own. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the pages to one session. */
export function servePages(session: Session, root: string, framed: FramedPage | null): void {
  let once = framed;
  session.protocol.handle(SCHEME, (request) => {
    const first = once;
    if (first === null || request.method !== 'GET' || !isPage(request.url, first.page)) return answer(request, root);
    once = null; // a page that is loaded anew shows itself
    return respond(first.html, 'text/html; charset=utf-8', first.page);
  });
}

/** A page as it is served the first time. */
export interface FramedPage {
  readonly page: PageName;
  readonly html: string;
}

async function answer(request: Request, root: string): Promise<Response> {
  const url = new URL(request.url);
  if (`${url.protocol}//${url.host}` !== ORIGIN) return plain(404);
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405);

  const own = ownPage(url);
  if (own) return respond(own.body, own.type, own.page);
  const asset = findAsset(root, url.pathname);
  if (!asset) return plain(404);
  try {
    return respond(await readFile(asset.file), asset.type, asset.page);
  } catch {
    return plain(404); // not there, or a folder
  }
}

function respond(body: string | Buffer, type: string, page: string): Response {
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: { ...headers(page), 'content-type': type },
  });
}

function plain(status: number): Response {
  return new Response(null, { status, headers: headers('') });
}

function headers(page: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(page),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
}
