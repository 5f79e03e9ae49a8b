import type { BrowserWindow } from 'electron';
import type { Size } from '../roles.ts';

/**
 * Keeps a page that is drawn for one screen size filling its window, whatever size that has. `planned`: what it is to have;
 * on Linux a window on its way to the whole screen is a pixel smaller for a moment, and the page would jump.
 */
export function keepZoom(browser: BrowserWindow, drawnFor: Size, planned: Size): void {
  const apply = () => {
    const [width = 0, height = 0] = browser.getContentSize();
    const onItsWay = Math.abs(width - planned.width) <= 1 && Math.abs(height - planned.height) <= 1;
    const size = onItsWay ? planned : { width, height };
    if (size.width > 0 && size.height > 0) browser.webContents.setZoomFactor(fittingZoom(size, drawnFor));
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
