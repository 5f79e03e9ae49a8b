import type { Input, Session, WebContents } from 'electron';
import { isPage } from './addresses.ts';
import { log } from './log.ts';
import type { PageName } from './roles.ts';

type Permission = Parameters<Parameters<Session['setPermissionRequestHandler']>[0] & {}>[1];

/** Everything is denied but this. To add one: the page, the permission, and why that page cannot do without. */
const allowed: Partial<Record<PageName, readonly string[]>> = {
  counter: ['clipboard-sanitized-write'], // 复制 beside a number, so that a clerk need not type it into another system
};

/** Pages that may film with a camera of this machine, without sound: 高拍仪 at the counter. */
const films: ReadonlySet<PageName> = new Set(['counter']);

/** Asked for by our own page itself, and not by a frame inside it. */
function mayFilm(page: PageName, { requestingUrl, isMainFrame }: { requestingUrl?: string; isMainFrame: boolean }) {
  return films.has(page) && isMainFrame && requestingUrl !== undefined && isPage(requestingUrl, page);
}

/** Taken out of the pages altogether: devices are the service's, and a request for a USB device ends all of Electron 25. */
export const FEATURES_REMOVED = ['WebHID', 'Serial', 'WebUSB', 'WebBluetooth'].join(',');

export interface SessionLock {
  readonly page: PageName;
  /** What may be asked of the network at all. */
  allows(url: string): boolean;
}

const lockedSessions = new WeakSet<Session>();

export function lockSession(session: Session, lock: SessionLock): void {
  if (lockedSessions.has(session)) return;
  lockedSessions.add(session);

  const grants = (permission: string) => allowed[lock.page]?.includes(permission) ?? false;
  session.setPermissionRequestHandler((_contents, permission: Permission, answer, details) => {
    const { mediaTypes = [] } = details as { mediaTypes?: readonly string[] };
    const pictures = mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');
    const granted = permission === 'media' ? pictures && mayFilm(lock.page, details) : grants(permission);
    if (!granted) log('permission-denied', { page: lock.page, permission });
    answer(granted);
  });
  // Of media it only asks whether names of cameras are told, and Electron 25 asks so of `audio` whatever is meant; a
  // stream is asked for with its kinds, by a request.
  session.setPermissionCheckHandler((_contents, permission, _origin, details) =>
    permission === 'media' ? mayFilm(lock.page, details) : grants(permission),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);

  // The pages' own policy says the same; this holds even for a page that has none.
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !lock.allows(details.url) && !details.url.startsWith('devtools:');
    if (cancel) log('request-refused', { page: lock.page, scheme: details.url.split(':', 1)[0] ?? '' });
    answer({ cancel });
  });
}

export interface ContentsLock {
  /** Where the page may go by itself. */
  mayGo(url: string): boolean;
  readonly kiosk: boolean;
  readonly devtools: boolean;
}

export function lockContents(contents: WebContents, lock: ContentsLock): void {
  const stay = (event: { preventDefault(): void }, url: string, isMainFrame = true) => {
    // Frames inside our pages do not exist; one that appears goes nowhere.
    if (isMainFrame && lock.mayGo(url)) return;
    event.preventDefault();
    log('navigation-refused', { scheme: url.split(':', 1)[0] ?? '' });
  };
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => stay(event, url));
  contents.on('will-redirect', (event, url) => stay(event, url));
  contents.on('will-frame-navigate', (event) => stay(event, event.url, event.isMainFrame));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('did-finish-load', () => void contents.setVisualZoomLevelLimits(1, 1));
  contents.on('before-input-event', (event, input) => {
    if (lock.devtools && input.type === 'keyDown' && input.key === 'F12') contents.toggleDevTools();
    if (lock.kiosk && !isHarmless(input)) event.preventDefault();
  });
  if (!lock.devtools) contents.on('devtools-opened', () => contents.closeDevTools());
}

/** On a public screen a keyboard types and moves about; every other shortcut is somebody trying to get out. */
function isHarmless(input: Input): boolean {
  if (/^F\d+$/.test(input.key) || input.meta || input.alt) return false;
  if (input.control) return ['a', 'c', 'v', 'x', 'z', 'Control', 'Shift'].includes(input.key);
  return !['BrowserBack', 'BrowserForward', 'BrowserHome', 'BrowserRefresh', 'PrintScreen'].includes(input.key);
}
