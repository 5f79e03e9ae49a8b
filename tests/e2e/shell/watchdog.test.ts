import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchShell, type Shell, testFolder, writeSettings } from './launch.ts';
import { layOutStubs } from './stubs.ts';

describe('a page that is lost comes back by itself, joined to its service again', () => {
  const folder = testFolder();
  let shell: Shell;

  beforeAll(async () => {
    const { pages, services } = await layOutStubs(folder.dir);
    const config = writeSettings(folder.dir, 'dispenser-1');
    shell = await launchShell(['--config', config, '--pages', pages, '--services', services]);
    await shell.heard('dispenser', 1);
  });
  afterAll(async () => {
    await shell?.close();
    folder.remove();
  });

  /** Past Playwright, which takes a page that crashed once for dead. Resolves once the page has heard its service. */
  const heard = () =>
    shell.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('heardAtLeast(1).then(() => location.href)'),
    );
  const home = 'onewindow://app/dispenser/index.html';
  const finishedLoads = (after: string) =>
    shell.app.evaluate(
      ({ BrowserWindow }, script) =>
        new Promise<void>((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          const look = () => {
            if (contents?.getURL() === 'onewindow://app/dispenser/index.html') {
              contents.off('did-finish-load', look);
              resolve();
            }
          };
          contents?.on('did-finish-load', look);
          if (script === 'crash') contents?.forcefullyCrashRenderer();
          else contents?.executeJavaScript(script).catch(() => {});
        }),
      after,
    );

  test('after a crash', async () => {
    await finishedLoads('crash');
    expect(await heard()).toBe(home);
    await shell.logged('page-lost', (line) => line.why === 'killed' || line.why === 'crashed');
  });

  test('after it strayed to where no lock is asked', async () => {
    await finishedLoads(`location.href = 'about:blank'`);
    expect(await heard()).toBe(home);
    await shell.logged('page-lost', (line) => line.why === 'strayed');
  });

  test('after it hung', async () => {
    const back = shell.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) => {
          const window = BrowserWindow.getAllWindows()[0];
          window?.webContents.once('did-finish-load', () => resolve());
          // Chromium says so after half a minute without an answer to a key; here it is said at once.
          window?.emit('unresponsive');
        }),
    );
    await back;
    expect(await heard()).toBe(home);
    await shell.logged('page-hangs');
  });
});
