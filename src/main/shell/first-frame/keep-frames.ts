import { log } from '../log.ts';
import type { AppWindow } from '../windows/app-window.ts';
import { Frame, type FrameStore, keepFrame } from './kept-frame.ts';
import takeFrame from './take-frame.js?raw';

/** A world of its own: the page's scripts have no hand in it. */
const WORLD = 1001;
const FIRST_MS = 1_000;
/** Until there is one: somebody may stand in front of it. */
const AGAIN_MS = 10_000;
const RENEW_MS = 1_800_000;

/** Keeps for the next start what this window shows when nobody stands in front of it. */
export function keepFrames(window: AppWindow, store: FrameStore): void {
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    timer = setTimeout(look, (await take(window, store)) ? RENEW_MS : AGAIN_MS);
  };
  window.onReady(() => {
    clearTimeout(timer);
    timer = setTimeout(look, FIRST_MS);
  });
  window.browser.once('closed', () => clearTimeout(timer));
}

async function take(window: AppWindow, store: FrameStore): Promise<boolean> {
  const { webContents } = window.browser;
  if (webContents.isDestroyed() || !window.pageReady) return false;
  try {
    const taken: unknown = await webContents.executeJavaScriptInIsolatedWorld(WORLD, [{ code: takeFrame }]);
    if (taken === null) return false;
    if (keepFrame(store, window.page, Frame.parse(taken))) log('first-frame-kept', { window: window.id });
  } catch (error) {
    // The page was just left, or the disk is full: the next start shows its screen a little later.
    log('first-frame-not-kept', { window: window.id, why: error instanceof Error ? error.message : String(error) });
    return false;
  }
  return true;
}
