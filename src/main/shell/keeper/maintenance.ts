import { shellMessages } from '../../../shared/messages/shell.ts';
import { roleWindows } from '../roles.ts';
import type { AppWindow, Endpoint } from '../windows/app-window.ts';
import { inTheMiddle } from '../windows/in-the-middle.ts';
import type { WindowList } from '../windows/window-list.ts';

/** 本机维护 over the page, for whoever gave the keeper's code; it closes itself when nobody touches it. */
export function maintenanceWindow(windows: WindowList, station: Endpoint): (over: AppWindow) => void {
  return (over) => {
    windows.open({
      id: 'maintenance',
      page: 'maintenance',
      title: shellMessages.in('zh-CN')('maintenanceTitle'),
      bounds: inTheMiddle(over, roleWindows.maintenance.size),
      kiosk: false,
      parent: over.browser,
      endpoints: [station],
    });
  };
}
