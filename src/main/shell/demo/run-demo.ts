import { join } from 'node:path';
import { app, screen } from 'electron';
import { shellMessages } from '../../../shared/messages/shell.ts';
import type { Installation } from '../installation.ts';
import type { Shutdown } from '../lifecycle.ts';
import { log } from '../log.ts';
import { picturesInto, takePictures } from '../pictures.ts';
import { roleWindows } from '../roles.ts';
import type { WindowList } from '../windows/window-list.ts';
import { fitting } from './arrange.ts';
import { DemoHall } from './demo-hall.ts';
import { launcher } from './launcher-router.ts';
import { RoomWindows } from './room-windows.ts';

/** A hall on one machine: its server, its stations, its devices, and a launcher to walk through them. */
export async function runDemo(
  installation: Installation,
  data: string,
  windows: WindowList,
  shutdown: Shutdown,
): Promise<void> {
  if (process.env.ONEWINDOW_HEADLESS_SCREENS === '1') picturesInto(join(data, 'screens'));
  windows.onOpen((window) => takePictures(window.browser, window.id));

  const demo = await DemoHall.prepare(installation, data);
  shutdown.onStop(() => demo.stop());
  const launch = launcher(demo, () => rooms, installation.oldRuntime);
  const rooms = new RoomWindows(windows, demo, launch.changed);
  demo.hall.onState((state) => {
    launch.changed();
    if (state.state === 'failed') log('hall-failed', { code: state.code, message: state.message });
  });

  const area = screen.getPrimaryDisplay().workArea;
  const window = windows.open({
    id: 'launcher',
    page: 'launcher',
    title: shellMessages.in('zh-CN')('roomLauncher'),
    bounds: { ...fitting(roleWindows.launcher.size, area), x: area.x + 40, y: area.y + 40 },
    kiosk: false,
    endpoints: [launch.endpoint],
  });
  window.browser.once('closed', () => app.quit());
  demo.hall.start();
  demo.dock.start();
}
