import { type MessagePortMain, screen } from 'electron';
import { shellMessages } from '../../../shared/messages/shell.ts';
import { log } from '../log.ts';
import { roleWindows } from '../roles.ts';
import type { AppWindow, Endpoint } from '../windows/app-window.ts';
import type { WindowList } from '../windows/window-list.ts';
import type { PinGate } from './pin-gate.ts';

const ID = 'keeper';
/** Without a key pressed this long, the keypad goes away again. */
const IDLE_MS = 60_000;

/** The way out of kiosk mode: a keypad over the page, and `leave` once the right PIN was given. */
export function keeperExit(windows: WindowList, gate: PinGate, leave: () => void): (over: AppWindow) => void {
  function hear(port: MessagePortMain): void {
    let idle = setTimeout(close, IDLE_MS);
    port.on('message', async (event) => {
      clearTimeout(idle);
      idle = setTimeout(close, IDLE_MS);
      const message = event.data as { type?: unknown; pin?: unknown } | null;
      if (message?.type === 'back') close();
      if (message?.type !== 'pin' || typeof message.pin !== 'string') return;
      const verdict = await gate.judge(message.pin);
      log('keeper-pin', { verdict: verdict.verdict });
      port.postMessage(verdict);
      if (verdict.verdict === 'right') leave();
    });
    port.on('close', () => clearTimeout(idle));
    port.start();
  }

  function close(): void {
    windows.get(ID)?.browser.destroy();
  }

  const keypad: Endpoint = {
    name: ID,
    open(port) {
      hear(port);
      return true;
    },
    onUp: () => () => {},
  };

  return (over) => {
    const { size } = roleWindows.keeper;
    const { bounds } = screen.getDisplayMatching(over.browser.getBounds());
    windows.open({
      id: ID,
      page: 'keeper',
      title: shellMessages.in('zh-CN')('keeperTitle'),
      bounds: {
        ...size,
        x: Math.round(bounds.x + (bounds.width - size.width) / 2),
        y: Math.round(bounds.y + (bounds.height - size.height) / 2),
      },
      kiosk: false,
      parent: over.browser,
      endpoints: [keypad],
    });
  };
}
