import { BrowserWindow, type Rectangle, session } from 'electron';
import { isOfOrigin } from '../addresses.ts';
import { FEATURES_REMOVED, lockContents, lockSession } from '../locks.ts';
import { roleWindows } from '../roles.ts';
import { backoff } from '../services/backoff.ts';

/**
 * The desk is a page of the hall's server, for any browser. This window is such a browser: no preload, nothing of the
 * shell, and no way to anything but that server.
 */
export function openDesk(origin: string, title: string, bounds: Rectangle): BrowserWindow {
  const own = session.fromPartition('window-desk', { cache: false });
  const socketOrigin = origin.replace(/^http/, 'ws');
  lockSession(own, {
    page: 'desk',
    allows: (url) => isOfOrigin(url, origin) || isOfOrigin(url, socketOrigin) || url.startsWith('data:'),
  });
  const browser = new BrowserWindow({
    ...bounds,
    title,
    useContentSize: true,
    autoHideMenuBar: true,
    backgroundColor: roleWindows.desk.background,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      webviewTag: false,
      disableBlinkFeatures: FEATURES_REMOVED,
      devTools: false,
    },
  });
  lockContents(browser.webContents, { mayGo: (url) => isOfOrigin(url, origin), kiosk: false, devtools: false });
  browser.on('page-title-updated', (event) => event.preventDefault());

  let failures = 0;
  const load = () => {
    if (!browser.isDestroyed()) browser.loadURL(`${origin}/desk/`).catch(() => {});
  };
  // The hall may be away just now; once loaded, the page itself finds it again.
  browser.webContents.on('did-fail-load', (_event, code, _text, _url, isMainFrame) => {
    const ABORTED = -3;
    if (!isMainFrame || code === ABORTED) return;
    failures += 1;
    setTimeout(load, backoff(failures));
  });
  browser.webContents.on('render-process-gone', () => setTimeout(load, backoff(1)));
  load();
  return browser;
}
