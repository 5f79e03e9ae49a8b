import { BrowserWindow, type Rectangle, session } from 'electron';
import { isOfApp, isPage } from '../addresses.ts';
import type { Installation } from '../installation.ts';
import { FEATURES_REMOVED, lockContents, lockSession } from '../locks.ts';
import { servePages } from '../protocol.ts';
import { type PageName, roleWindows } from '../roles.ts';
import { AppWindow, type Endpoint } from './app-window.ts';
import { keepZoom } from './zoom.ts';

export interface WindowPlan {
  readonly id: string;
  readonly page: PageName;
  readonly title: string;
  readonly bounds: Rectangle;
  /** Whole screen, nothing else reachable. */
  readonly kiosk: boolean;
  readonly endpoints: readonly Endpoint[];
  readonly parent?: BrowserWindow;
  /** What is loaded the first time instead of the page's file: the page with a screen kept from before. */
  readonly framed?: string | null;
}

/** Whoever keeps the machine is in front of the public's screen, for as long as it takes. */
const inFront: ReadonlySet<PageName> = new Set(['keeper', 'maintenance']);

/** Opens one window with one of our pages, locked before anything is loaded into it. */
export function openWindow(installation: Installation, plan: WindowPlan): AppWindow {
  const role = roleWindows[plan.page];
  // A session per window, in memory: what a citizen leaves in one page is nowhere else and not on the disk,
  // and a zoom, which Chromium keeps per session and origin, stays with its window.
  const own = session.fromPartition(`window-${plan.id}`, { cache: false });
  lockSession(own, { page: plan.page, allows: (url) => isOfApp(url) || url.startsWith('data:') });
  if (!own.protocol.isProtocolHandled('onewindow'))
    servePages(own, installation.pages, plan.framed ? { page: plan.page, html: plan.framed } : null);

  const browser = new BrowserWindow({
    ...plan.bounds,
    title: plan.title,
    show: false,
    frame: !plan.kiosk && !inFront.has(plan.page),
    parent: plan.parent,
    modal: plan.parent !== undefined,
    alwaysOnTop: inFront.has(plan.page),
    useContentSize: !plan.kiosk,
    backgroundColor: role.background,
    autoHideMenuBar: true,
    webPreferences: {
      session: own,
      preload: installation.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      disableDialogs: true,
      disableBlinkFeatures: FEATURES_REMOVED,
      devTools: installation.devtools,
      backgroundThrottling: false, // a display behind another window still calls numbers
      autoplayPolicy: 'no-user-gesture-required', // … and nobody clicks on a display
    },
  });
  lockContents(browser.webContents, {
    mayGo: (url) => isPage(url, plan.page) || isPage(url, 'trouble'),
    kiosk: plan.kiosk,
    devtools: installation.devtools,
  });
  // The title is the station's, not the page's.
  browser.on('page-title-updated', (event) => event.preventDefault());
  browser.once('ready-to-show', () => {
    // Not before: a window that is made for the whole screen is shown at once, grey until its page has painted.
    if (plan.kiosk) browser.setKiosk(true);
    browser.show();
  });
  // In front of the public the page follows the glass itself, and keeps its least sizes, which a zoom would shrink.
  if (role.drawnFor && !plan.kiosk) keepZoom(browser, role.drawnFor, plan.bounds);
  return new AppWindow({ id: plan.id, page: plan.page, browser, endpoints: plan.endpoints });
}
