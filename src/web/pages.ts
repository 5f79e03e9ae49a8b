import { createReadStream, existsSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

/** Files that pages share. */
const SHARED = ['assets', 'voice'];

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ogg': 'audio/ogg',
};

/** The desk's component library writes its styles at run time; the display needs no such leave. */
function policy(page: string): string {
  const style = page.startsWith('/desk/') ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'";
  return `default-src 'none'; script-src 'self'; ${style}; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/** What a server offers to plain browsers. */
export interface Offer {
  /** Folder of the built pages. */
  readonly root: string;
  /** Those that are offered; the first is for whoever asks for none. */
  readonly pages: readonly string[];
  /** What stands before their paths. */
  readonly prefix: string;
}

/** Serves built pages; nothing outside the offered folders. Returns false when the path is not a page's. */
export function servePage(
  { root, pages, prefix }: Offer,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const whole = path === '/' ? pages[0] : pages.find((page) => path === `/${page}`);
  if (whole !== undefined) {
    response.writeHead(302, { location: `${prefix}/${whole}/` }).end();
    return true;
  }
  const folder = /^\/([a-z]+)\//.exec(path)?.[1] ?? '';
  if (!pages.includes(folder) && !SHARED.includes(folder)) return false;
  const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(normalize(root) + sep) || !existsSync(file) || !statSync(file).isFile()) return false;
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': policy(path),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
  return true;
}
