import { log } from './log.ts';
import { backoff } from './services/backoff.ts';
import type { AppWindow } from './windows/app-window.ts';

/** A page that has not said within this time that it listens is blank or stuck. */
const READY_WITHIN_MS = 20_000;
/** Having listened this long, the next failure counts as the first again. */
const SETTLED_MS = 30_000;

/** Brings a window's page back when it crashed, hangs, cannot be loaded, strays or stays blank. Services have their own watch. */
export function watchPage(window: AppWindow): void {
  const contents = window.browser.webContents;
  let failures = 0;
  let reload: NodeJS.Timeout | null = null;
  let deadline: NodeJS.Timeout | null = null;
  let settled: NodeJS.Timeout | null = null;

  function bringBack(why: string): void {
    clear(deadline, settled);
    if (reload || contents.isDestroyed()) return;
    failures += 1;
    log('page-lost', { window: window.id, why, failures });
    reload = setTimeout(() => {
      reload = null;
      if (!contents.isDestroyed()) window.load();
    }, backoff(failures));
  }

  function expectReady(): void {
    clear(deadline);
    deadline = setTimeout(() => {
      if (!window.pageReady && !window.showsTrouble) bringBack('blank');
    }, READY_WITHIN_MS);
  }

  contents.on('did-start-loading', expectReady);
  window.onReady(() => {
    clear(deadline, settled);
    settled = setTimeout(() => {
      failures = 0;
    }, SETTLED_MS);
  });
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') bringBack(details.reason);
  });
  // No lock is asked about `about:blank`; should a page get there, or anywhere, it is fetched back.
  contents.on('did-navigate', () => {
    if (!window.showsItsOwn) bringBack('strayed');
  });
  contents.on('did-fail-load', (_event, code, _text, _url, isMainFrame) => {
    const ABORTED = -3; // another load took its place
    if (isMainFrame && code !== ABORTED) bringBack(`load ${code}`);
  });
  window.browser.on('unresponsive', () => {
    log('page-hangs', { window: window.id });
    contents.forcefullyCrashRenderer(); // only a dead page can be loaded again; `render-process-gone` follows
  });
  window.browser.once('closed', () => clear(reload, deadline, settled));
}

function clear(...timers: (NodeJS.Timeout | null)[]): void {
  for (const timer of timers) if (timer) clearTimeout(timer);
}
