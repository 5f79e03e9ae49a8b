/** The shell: windows, locks, and the services behind them. It knows nothing of queues, tickets or cases. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, Menu } from 'electron';
import { shellMessages } from '../../shared/messages/shell.ts';
import { type Arguments, readArguments } from './args.ts';
import { findInstallation } from './installation.ts';
import { listenToPages } from './ipc.ts';
import { printPinHash } from './keeper/print-pin-hash.ts';
import { restartOnDefect, tidyShutdown } from './lifecycle.ts';
import { log } from './log.ts';
import { registerScheme } from './protocol.ts';
import { type RunningProgram, readFramedPages, runStation, stationService } from './station/run-station.ts';
import { runTrouble } from './station/run-trouble.ts';
import { readSettings, type SettingsResult } from './station/settings.ts';
import { WindowList } from './windows/window-list.ts';

const given = readArguments(process.argv.slice(1));

if (given.task.task === 'hash-pin') void printPinHash().then((code) => app.exit(code));
else start(given);

function start(given: Arguments): void {
  const installation = findInstallation(given);
  const say = shellMessages.in('zh-CN');
  const { task } = given;
  const settingsFile = task.task === 'station' ? task.config : join(app.getPath('userData'), 'station.json');
  const settings = task.task === 'demo' ? null : readSettings(settingsFile);
  const demoData = task.task === 'demo' ? (task.data ?? join(app.getPath('userData'), 'demo')) : null;

  // All that Electron itself keeps lies with the data it belongs to; so does the lock against a second instance.
  const data = demoData ?? (settings?.ok ? settings.settings.data : null);
  if (data) keepDataIn(join(data, 'shell'));
  if (!app.requestSingleInstanceLock()) {
    log('already-running');
    app.exit(0);
    return;
  }

  restartOnDefect();
  registerScheme();
  // No window of ours needs to pinch, to swipe back, or to look for updates of Chromium's parts.
  for (const name of ['disable-pinch', 'disable-background-networking', 'disable-component-update']) {
    app.commandLine.appendSwitch(name);
  }
  if (demoData && !given.realCamera) {
    // 演示相机: Chromium's own stand-in for a camera, which sees a page of a made-up person.
    app.commandLine.appendSwitch('use-fake-device-for-media-stream');
    app.commandLine.appendSwitch('use-file-for-fake-video-capture', join(installation.pages, 'demo', 'document.mjpeg'));
  }
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
  if (process.env.ONEWINDOW_HEADLESS_SCREENS === '1') app.disableHardwareAcceleration();
  Menu.setApplicationMenu(null); // with it go the shortcuts to reload, zoom, close and developer tools

  const windows = new WindowList(installation);
  const shutdown = tidyShutdown();
  const frames = { folder: join(data ?? '', 'shell'), pages: installation.pages };
  const framed = settings?.ok ? readFramedPages(settings.settings, frames) : Promise.resolve(new Map());
  // The service takes about as long to start as Electron does: side by side, not one after the other.
  const service = settings?.ok ? stationService(installation, settings.settings, framed, shutdown) : null;
  let program: RunningProgram | undefined;
  listenToPages((id) => windows.byContents(id), {
    ready: (window) => window.pageIsReady(),
    keeper: (window) => program?.keeper(window),
  });
  app.on('second-instance', () => windows.focusFirst());

  void app.whenReady().then(async () => {
    if (installation.oldRuntime) log('old-runtime', { version: installation.oldRuntime });
    if (demoData && installation.packaged) runTrouble(windows, 'demo', say('demoNotPackaged'));
    else if (demoData) {
      // A real station starts without it.
      const { runDemo } = await import('./demo/run-demo.ts');
      await runDemo(installation, demoData, windows, shutdown);
    } else if (settings?.ok && service)
      program = runStation(service, settings.settings, frames, await framed, windows, shutdown);
    else if (settings && !settings.ok) runTrouble(windows, 'settings', settingsProblem(settingsFile, settings));
  });
}

function keepDataIn(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  app.setPath('userData', folder);
  app.setPath('sessionData', folder);
}

function settingsProblem(file: string, result: Exclude<SettingsResult, { ok: true }>): string {
  const say = shellMessages.in('zh-CN');
  if (result.problem === 'missing') return say('troubleNoConfig', { file });
  return say('troubleBadConfig', { file, problem: result.detail });
}
