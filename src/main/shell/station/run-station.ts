import { app, powerSaveBlocker, screen } from 'electron';
import { shellMessages } from '../../../shared/messages/shell.ts';
import type { Role } from '../../../shared/protocol/role.ts';
import { keepFrames } from '../first-frame/keep-frames.ts';
import { type FrameStore, readFramedPage } from '../first-frame/kept-frame.ts';
import type { Installation } from '../installation.ts';
import { keeperExit } from '../keeper/keeper-exit.ts';
import { maintenanceWindow } from '../keeper/maintenance.ts';
import { onKeeperShortcut } from '../keeper/shortcut.ts';
import type { Shutdown } from '../lifecycle.ts';
import { log } from '../log.ts';
import type { PageName } from '../roles.ts';
import { serviceEndpoint } from '../services/endpoint.ts';
import { ServiceProcess, type ServiceState } from '../services/service-process.ts';
import { childStarter } from '../services/starter.ts';
import type { AppWindow } from '../windows/app-window.ts';
import type { WindowList } from '../windows/window-list.ts';
import { type Place, placeRoles } from './placing.ts';
import type { StationSettings } from './settings.ts';

const REOPEN_MS = 200;

export interface RunningProgram {
  /** A page asked for the keeper's exit. */
  keeper(window: AppWindow): void;
}

/** Should no window come to be painted, the service waits no longer than this. */
const PAINT_PATIENCE_MS = 1_000;

/** Pages that have something to show before the service is there, each with it in its place. */
export type FramedPages = ReadonlyMap<PageName, string>;

export async function readFramedPages(settings: StationSettings, store: FrameStore): Promise<FramedPages> {
  const now = Date.now();
  const pages = await Promise.all(
    settings.roles.map(async (role) => [role, await readFramedPage(store, role, now)] as const),
  );
  return new Map(pages.filter((page): page is [Role, string] => page[1] !== null));
}

/**
 * The station's service. Where a page waits for it it starts at once, or first thing when Electron is ready; where a page
 * has something to show meanwhile it starts when that is painted, so that the two do not slow each other down.
 */
export function stationService(
  installation: Installation,
  settings: StationSettings,
  framed: Promise<FramedPages>,
  shutdown: Shutdown,
): ServiceProcess {
  const service = new ServiceProcess(
    { name: settings.station, entry: installation.service('station'), args: ['--config', settings.file] },
    childStarter(installation),
  );
  shutdown.onStop(() => service.stop());
  void framed.then(({ size }) => {
    if (size > 0) return; // `runStation` starts it
    if (installation.serviceNode) service.start();
    else void app.whenReady().then(() => service.start());
  });
  return service;
}

/** A real station: one window for each of its roles, joined to its service. */
export function runStation(
  service: ServiceProcess,
  settings: StationSettings,
  frames: FrameStore,
  framed: FramedPages,
  windows: WindowList,
  shutdown: Shutdown,
): RunningProgram {
  const endpoint = serviceEndpoint('station', service);
  const maintain = maintenanceWindow(windows, endpoint);
  const askPin = keeperExit(windows, settings.pinHash, { maintain, leave: () => app.quit() });

  const primary = screen.getPrimaryDisplay();
  const displays = [primary, ...screen.getAllDisplays().filter((display) => display.id !== primary.id)];
  const places = placeRoles(
    settings.roles,
    displays.map((display) => display.bounds),
  );
  const title = `${settings.name} · ${shellMessages.in('zh-CN')('appTitle')}`;
  function open({ role, bounds, kiosk: publicScreen }: Place): void {
    const kiosk = publicScreen && settings.kiosk;
    const window = windows.open({
      id: role,
      page: role,
      title,
      bounds,
      kiosk,
      endpoints: [endpoint],
      framed: framed.get(role) ?? null,
    });
    if (framed.has(role)) window.browser.once('ready-to-show', startService);
    keepFrames(window, frames);
    onKeeperShortcut(window, () => askPin(window));
    sayTrouble(window, service, settings.name);
    keepOpen(window, kiosk, shutdown, () => open({ role, bounds, kiosk: publicScreen }));
  }
  function startService(): void {
    if (!shutdown.begun) service.start(); // again and again is as good as once
  }
  for (const place of places) open(place);
  setTimeout(startService, PAINT_PATIENCE_MS);
  // A dark screen looks broken.
  if (settings.kiosk && places.some((place) => place.kiosk)) powerSaveBlocker.start('prevent-display-sleep');
  return { keeper: askPin };
}

/** Alt+F4 and its like do not close a public screen, and one that is gone all the same is opened again. A clerk's window ends the program. */
function keepOpen(window: AppWindow, kiosk: boolean, shutdown: Shutdown, reopen: () => void): void {
  window.browser.on('close', (event) => {
    if (kiosk && !shutdown.begun) event.preventDefault();
  });
  window.browser.once('closed', () => {
    if (shutdown.begun) return;
    if (!kiosk) return app.quit();
    // `window.close()` in a page asks nobody.
    log('window-lost', { window: window.id });
    setTimeout(reopen, REOPEN_MS);
  });
}

function sayTrouble(window: AppWindow, service: ServiceProcess, station: string): void {
  const say = (state: ServiceState) => {
    if (state.state === 'failed') window.showTrouble(station, state.code, state.message);
    else if (state.state === 'running') window.showPage();
  };
  say(service.state);
  window.browser.once('closed', service.onState(say));
}
