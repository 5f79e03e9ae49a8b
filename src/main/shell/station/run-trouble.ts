import { app, screen } from 'electron';
import { shellMessages } from '../../../shared/messages/shell.ts';
import type { WindowList } from '../windows/window-list.ts';

/** Nothing can be started: one window that says why. The machine's own people close it as any window. */
export function runTrouble(windows: WindowList, code: string, message: string): void {
  const { workArea } = screen.getPrimaryDisplay();
  const title = shellMessages.in('zh-CN')('appTitle');
  const window = windows.open({
    id: 'trouble',
    page: 'trouble',
    title,
    bounds: workArea,
    kiosk: false,
    endpoints: [],
  });
  window.browser.once('closed', () => app.quit());
  window.showTrouble(title, code, message);
}
