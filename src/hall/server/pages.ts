import { createReadStream, existsSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

/** The pages a plain browser may have from the hall, and the files they share. */
const OFFERED = /^\/(display|desk|assets|voice)\//;

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

/**
 * Serves the built pages under `root`; nothing outside the offered folders. `prefix`: what stands before their paths.
 * Returns false when the path is not a page's.
 */
export function servePage(
  root: string,
  prefix: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (path === '/' || path === '/display' || path === '/desk') {
    response.writeHead(302, { location: prefix + (path === '/desk' ? '/desk/' : '/display/') }).end();
    return true;
  }
  if (!OFFERED.test(path)) return false;
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
