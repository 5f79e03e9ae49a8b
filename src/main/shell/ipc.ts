import { ipcMain } from 'electron';
import { log } from './log.ts';
import type { AppWindow } from './windows/app-window.ts';

/** All a page can say to the shell itself. Everything else it says goes to a service, through a port. */
const channels = ['onewindow:ready', 'onewindow:keeper'] as const;
type Channel = (typeof channels)[number];

export interface PageMessages {
  ready(window: AppWindow): void;
  /** Somebody asks to leave kiosk mode. */
  keeper(window: AppWindow): void;
}

/**
 * The one place where messages of pages come in. A message counts only when it is from the main frame of one of our
 * windows, and that frame shows exactly that window's page.
 */
export function listenToPages(findWindow: (contentsId: number) => AppWindow | undefined, messages: PageMessages): void {
  for (const channel of channels) {
    ipcMain.on(channel, (event) => {
      const window = findWindow(event.sender.id);
      if (!window?.ownsFrame(event.senderFrame)) {
        log('ipc-refused', { channel, known: window !== undefined });
        return;
      }
      deliver(channel, window, messages);
    });
  }
}

function deliver(channel: Channel, window: AppWindow, messages: PageMessages): void {
  switch (channel) {
    case 'onewindow:ready':
      messages.ready(window);
      break;
    case 'onewindow:keeper':
      messages.keeper(window);
      break;
  }
}
