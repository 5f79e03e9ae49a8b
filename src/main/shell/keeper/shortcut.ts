import type { AppWindow } from '../windows/app-window.ts';

/** Ctrl+Alt+Shift+K, heard before the page hears it and before the kiosk's lock swallows it. */
export function onKeeperShortcut(window: AppWindow, ask: () => void): void {
  window.browser.webContents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown' || input.code !== 'KeyK' || !input.control || !input.alt || !input.shift) return;
    event.preventDefault();
    ask();
  });
}
