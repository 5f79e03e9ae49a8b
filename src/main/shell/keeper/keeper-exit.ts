import type { MessagePortMain } from 'electron';
import { PinGate } from '../../../pin/pin-gate.ts';
import { shellMessages } from '../../../shared/messages/shell.ts';
import { log } from '../log.ts';
import { roleWindows } from '../roles.ts';
import type { AppWindow, Endpoint } from '../windows/app-window.ts';
import { inTheMiddle } from '../windows/in-the-middle.ts';
import type { WindowList } from '../windows/window-list.ts';

const ID = 'keeper';
/** Without a key pressed this long, the keypad goes away again. */
const IDLE_MS = 60_000;

/** What may be done once the right PIN was given. */
export interface KeeperDeeds {
  /** 本机维护: devices, paper and slips of this machine. */
  maintain(over: AppWindow): void;
  /** Out of the program. */
  leave(): void;
}

/** The way behind kiosk mode: a keypad over the page, and behind the right PIN a choice. */
export function keeperExit(windows: WindowList, pinHash: string | null, deeds: KeeperDeeds): (over: AppWindow) => void {
  const gate = new PinGate();
  function hear(port: MessagePortMain, over: AppWindow): void {
    let admitted = false;
    let idle = setTimeout(close, IDLE_MS);
    port.on('message', async (event) => {
      clearTimeout(idle);
      idle = setTimeout(close, IDLE_MS);
      const message = event.data as { type?: unknown; pin?: unknown } | null;
      if (message?.type === 'back') close();
      if (admitted && message?.type === 'leave') deeds.leave();
      if (admitted && message?.type === 'maintain') {
        close();
        deeds.maintain(over);
      }
      if (message?.type !== 'pin' || typeof message.pin !== 'string') return;
      const verdict = await gate.judge(message.pin, pinHash);
      log('keeper-pin', { verdict: verdict.verdict });
      port.postMessage(verdict);
      admitted = verdict.verdict === 'right';
    });
    port.on('close', () => clearTimeout(idle));
    port.start();
  }

  function close(): void {
    windows.get(ID)?.browser.destroy();
  }

  const keypad = (over: AppWindow): Endpoint => ({
    name: ID,
    open(port) {
      hear(port, over);
      return true;
    },
    onUp: () => () => {},
  });

  return (over) => {
    windows.open({
      id: ID,
      page: 'keeper',
      title: shellMessages.in('zh-CN')('keeperTitle'),
      bounds: inTheMiddle(over, roleWindows.keeper.size),
      kiosk: false,
      parent: over.browser,
      endpoints: [keypad(over)],
    });
  };
}
