import type { BrowserWindow } from 'electron';
import type { Size } from '../roles.ts';

/** Keeps a page that is drawn for one screen size filling its window, whatever size that has. */
export function keepZoom(browser: BrowserWindow, drawnFor: Size): void {
  const apply = () => {
    const [width = 0, height = 0] = browser.getContentSize();
    if (width > 0 && height > 0) browser.webContents.setZoomFactor(fittingZoom({ width, height }, drawnFor));
  };
  browser.on('resize', apply);
  // Zoom belongs to the address, which is known only once it was gone to.
  browser.webContents.on('did-navigate', apply);
}

/** The zoom at which all of `drawnFor` fits into `window`. Chromium zooms from 0.25 to 5. */
export function fittingZoom(window: Size, drawnFor: Size): number {
  const zoom = Math.min(window.width / drawnFor.width, window.height / drawnFor.height);
  return Math.min(5, Math.max(0.25, zoom));
}
