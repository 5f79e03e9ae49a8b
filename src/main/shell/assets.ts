import { extname, join, relative, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
};

export interface Asset {
  readonly file: string;
  readonly type: string;
  /** First part of the path: the page whose policy applies. */
  readonly page: string;
}

/**
 * The file below `root` behind an address's path, or null. Only plain names joined by `/` are looked up, so that no
 * spelling of `..`, no drive, no hidden file and no unknown kind of file can be asked for.
 */
export function findAsset(root: string, pathname: string): Asset | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null; // a broken escape
  }
  const parts = path.split('/').slice(1);
  if (parts.length === 0 || !parts.every(isPlainName)) return null;
  const type = types[extname(path)];
  if (!type) return null;
  const file = join(root, ...parts);
  // The names were judged already; this holds even if a name meant something to this system that we do not know of.
  const inside = relative(root, file);
  if (inside === '' || inside.startsWith('..') || inside.split(sep).includes('..')) return null;
  return { file, type, page: parts[0] ?? '' };
}

function isPlainName(part: string): boolean {
  return /^[\p{L}\p{N}_@-][\p{L}\p{N}_.@ -]*$/u.test(part) && !part.includes('..');
}
