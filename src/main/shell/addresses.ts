/** The app's own scheme. No page ever comes from a file: or http: address, the desk in the demo aside. */
export const SCHEME = 'onewindow';
export const ORIGIN = `${SCHEME}://app`;

export function pageAddress(page: string): string {
  return `${ORIGIN}/${page}/index.html`;
}

/** Whether an address is exactly this page, whatever stands behind its `#` or `?`. */
export function isPage(address: string, page: string): boolean {
  const url = parse(address);
  // Compared in parts: a test on the beginning of the text would let `onewindow://app.elsewhere/` through.
  return url?.protocol === `${SCHEME}:` && url.host === 'app' && url.pathname === `/${page}/index.html`;
}

export function isOfApp(address: string): boolean {
  const url = parse(address);
  return url?.protocol === `${SCHEME}:` && url.host === 'app';
}

export function isOfOrigin(address: string, origin: string): boolean {
  return parse(address)?.origin === origin;
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
