import { type Rectangle, screen } from 'electron';
import type { Size } from '../roles.ts';
import type { AppWindow } from './app-window.ts';

/** Room for a window over another: in the middle of its screen, never larger than it. */
export function inTheMiddle(over: AppWindow, size: Size): Rectangle {
  const { bounds } = screen.getDisplayMatching(over.browser.getBounds());
  const width = Math.min(size.width, bounds.width);
  const height = Math.min(size.height, bounds.height);
  return {
    width,
    height,
    x: Math.round(bounds.x + (bounds.width - width) / 2),
    y: Math.round(bounds.y + (bounds.height - height) / 2),
  };
}
