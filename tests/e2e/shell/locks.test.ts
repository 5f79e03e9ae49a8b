import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchShell, type Shell, testFolder, writeSettings } from './launch.ts';
import { layOutStubs } from './stubs.ts';

/** Each lock of a public screen, and somebody who tries to break it. */
describe('a page of a public screen', () => {
  const folder = testFolder();
  let shell: Shell;
  let page: Page;
  const visited: string[] = [];
  const elsewhere = createServer((request, response) => {
    visited.push(request.url ?? '');
    response.end('elsewhere');
  });
  let elsewhereUrl = '';

  beforeAll(async () => {
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    const { pages, services } = await layOutStubs(folder.dir);
    const config = writeSettings(folder.dir, 'dispenser-1', { roles: ['dispenser', 'counter'] });
    shell = await launchShell([
      '--config',
      config,
      '--pages',
      pages,
      '--services',
      services,
      // A camera and a microphone that are there: what is denied is denied by us.
      '--use-fake-device-for-media-stream',
    ]);
    page = await shell.heard('dispenser', 1);
  });
  afterAll(async () => {
    await shell?.close();
    elsewhere.close();
    folder.remove();
  });

  const stillThere = async () => {
    expect(page.url()).toBe('onewindow://app/dispenser/index.html');
    expect(await page.evaluate('document.getElementById("styled").textContent')).toBe('stub');
  };

  test('is not zoomed: on a smaller glass text keeps its least size', async () => {
    const heights = await shell.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter((window) => window.isKiosk())
        .map((window) => window.getContentSize()[1]),
    );
    expect(heights).toEqual([await page.evaluate('innerHeight')]);
  });

  test('sees nothing of Node, Electron or the preload', async () => {
    const seen = await page.evaluate(`
      ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'ipcRenderer', 'electron', 'onewindow', 'api']
        .filter((name) => typeof window[name] !== 'undefined')`);
    expect(seen).toEqual([]);
  });

  test('is sandboxed and isolated, as set on the window itself', async () => {
    const preferences = await shell.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        // biome-ignore lint/suspicious/noExplicitAny: Electron leaves this method out of its types
        const set = (window.webContents as any).getLastWebPreferences();
        return [set.sandbox, set.contextIsolation, set.nodeIntegration, set.webSecurity, set.webviewTag];
      }),
    );
    expect(preferences.length).toBeGreaterThanOrEqual(2);
    for (const set of preferences) expect(set).toEqual([true, true, false, true, false]);
  });

  test('cannot leave for the web, for a file, for data or for another page of the app', async () => {
    const targets = [
      elsewhereUrl,
      'file:///etc/passwd',
      'data:text/html,gone',
      'onewindow://app/counter/index.html',
      'onewindow://elsewhere/dispenser/index.html',
    ];
    for (const [index, target] of targets.entries()) {
      await page.evaluate(`location.href = ${JSON.stringify(target)}`).catch(() => {});
      // Chromium itself refuses file: and data: from a page; the rest must be refused by us, and is said so.
      if (!/^(file|data):/.test(target))
        await shell.logged('navigation-refused', () => true, countRefusable(targets, index));
      await stillThere();
    }
    for (const link of ['out', 'file']) await page.evaluate(`document.getElementById('${link}').click()`);
    await stillThere();
    expect(visited).toEqual([]);
  });

  test('cannot open a window, by script or by link', async () => {
    expect(await page.evaluate(`window.open(${JSON.stringify(elsewhereUrl)})`)).toBeNull();
    expect(await page.evaluate(`window.open('onewindow://app/counter/index.html')`)).toBeNull();
    expect(await page.evaluate(`window.open('')`)).toBeNull();
    const before = shell.app.windows().length;
    await page.evaluate(`{
      const link = document.getElementById('out');
      link.target = '_blank';
      link.click();
      for (const how of [{ shiftKey: true }, { ctrlKey: true }, { metaKey: true }, { button: 1 }]) {
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...how }));
      }
    }`);
    expect(shell.app.windows().length).toBe(before);
  });

  test('cannot reach the network by fetch, image, socket or beacon', async () => {
    expect(await page.evaluate(`fetch(${JSON.stringify(elsewhereUrl)}).then(() => 'reached', () => 'refused')`)).toBe(
      'refused',
    );
    const image = `new Promise((done) => { const i = new Image(); i.onload = () => done('reached'); i.onerror = () => done('refused'); i.src = ${JSON.stringify(elsewhereUrl)}; })`;
    expect(await page.evaluate(image)).toBe('refused');
    const socket = `new Promise((done) => { try { const s = new WebSocket(${JSON.stringify(elsewhereUrl.replace('http', 'ws'))}); s.onopen = () => done('reached'); s.onerror = () => done('refused'); } catch { done('refused'); } })`;
    expect(await page.evaluate(socket)).toBe('refused');
    await page.evaluate(`navigator.sendBeacon(${JSON.stringify(elsewhereUrl)}, 'x')`);
    expect(visited).toEqual([]);
  });

  test('runs no inline script, no eval and no style that was not shipped', async () => {
    expect(await page.evaluate('typeof window.inlineRan')).toBe('undefined');
    // Playwright evaluates past the policy, so the page itself has to try.
    const tried = `new Promise((done) => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true });
      document.head.append(script);
    })`;
    expect(await page.evaluate(tried)).toBe('script-src-elem');
    expect(await page.evaluate('typeof window.injected')).toBe('undefined');
    expect(await page.evaluate(`getComputedStyle(document.getElementById('styled')).color`)).not.toBe('rgb(1, 2, 3)');
    const evaluated = `new Promise((done) => {
      addEventListener('securitypolicyviolation', (event) => done(event.blockedURI), { once: true });
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.injected = true');
      document.body.append(button);
      button.click();
    })`;
    expect(await page.evaluate(evaluated)).toBe('inline');
    const policy = await page.evaluate(`fetch('index.html').then((r) => r.headers.get('content-security-policy'))`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
  });

  test('only the clerks’ screens may style themselves while they run', async () => {
    const policy = (role: string) =>
      page.evaluate(`fetch('/${role}/index.html').then((r) => r.headers.get('content-security-policy'))`);
    expect(await policy('counter')).toContain("style-src 'self' 'unsafe-inline'");
    expect(await policy('dispenser')).not.toContain('unsafe-inline');
  });

  test('is granted no permission', async () => {
    const outcome = (action: string) =>
      page.evaluate(`${action}.then(() => 'granted', (error) => error.name ?? String(error.code))`);
    expect(await outcome(`new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))`)).not.toBe(
      'granted',
    );
    for (const name of ['camera', 'microphone', 'geolocation', 'notifications', 'midi', 'clipboard-read']) {
      const state = `navigator.permissions.query({ name: '${name}' }).then((permission) => permission.state)`;
      expect([name, await page.evaluate(state)]).toEqual([name, 'denied']);
    }
    expect(await outcome(`navigator.mediaDevices.getUserMedia({ video: true })`)).not.toBe('granted');
    expect(await outcome(`navigator.mediaDevices.getUserMedia({ audio: true })`)).not.toBe('granted');
    expect(await outcome(`navigator.mediaDevices.getDisplayMedia({ video: true })`)).not.toBe('granted');
    expect(await page.evaluate('Notification.requestPermission()')).toBe('denied');
    expect(await outcome(`navigator.clipboard.readText()`)).toBe('NotAllowedError');
    expect(await outcome(`navigator.clipboard.writeText('x')`)).toBe('NotAllowedError');
    const devices = await page.evaluate(`['hid', 'serial', 'usb', 'bluetooth'].filter((name) => name in navigator)`);
    expect(devices).toEqual([]);
  });

  test('films only at the counter, only pictures, and only for the page itself', async () => {
    const counter = await shell.heard('counter', 1);
    const asked = (from: Page | Frame, wanted: string) =>
      from.evaluate(`navigator.mediaDevices.getUserMedia(${wanted}).then((stream) => {
        const kinds = stream.getTracks().map((track) => track.kind).join();
        for (const track of stream.getTracks()) track.stop();
        return kinds;
      }, (error) => error.name)`);
    expect(await asked(counter, '{ video: true }')).toBe('video');
    const names = `navigator.mediaDevices.enumerateDevices().then((all) => all.filter((each) => each.label).map((each) => each.kind))`;
    expect(await counter.evaluate(names)).toContain('videoinput'); // so that a clerk may choose one
    expect(await asked(counter, '{ audio: true }')).toBe('NotAllowedError');
    expect(await asked(counter, '{ video: true, audio: true }')).toBe('NotAllowedError');
    const screen = `navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'granted', () => 'denied')`;
    expect(await counter.evaluate(screen)).toBe('denied');
    // A frame inside the page, though it is of the same origin.
    await counter.evaluate(`new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.onload = done;
      frame.allow = 'camera';
      document.body.append(frame);
    })`);
    const frame = counter.frames().find((each) => each !== counter.mainFrame());
    if (!frame) throw new Error('a frame expected');
    expect(await asked(frame, '{ video: true }')).not.toBe('video');
    await counter.evaluate(`document.querySelector('iframe').remove()`);
    // At a public screen, with the same camera at hand.
    for (const wanted of ['{ video: true }', '{ audio: true }'])
      expect(await asked(page, wanted)).toBe('NotAllowedError');
    expect(await page.evaluate(names)).toEqual([]);
  });

  test('downloads nothing', async () => {
    await page.evaluate(`document.getElementById('save').click()`);
    await stillThere();
    const downloads = await shell.app.evaluate(async ({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      const session = window?.webContents.session;
      return new Promise((resolve) => {
        session?.once('will-download', (event, item) => resolve([event.defaultPrevented, item.getState()]));
        window?.webContents.downloadURL('onewindow://app/stub.css');
      });
    });
    expect(downloads).toEqual([true, expect.not.stringMatching('completed')]);
  });

  test('cannot be served a file that is not a page’s', async () => {
    const status = (path: string) => page.evaluate(`fetch(${JSON.stringify(path)}).then((r) => r.status)`);
    expect(await status('onewindow://app/stub.css')).toBe(200);
    for (const path of [
      'onewindow://app/../../../../../../etc/passwd',
      'onewindow://app/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
      'onewindow://app/..%2f..%2f..%2fetc/passwd',
      'onewindow://app/..%5c..%5cetc',
      'onewindow://app//etc/passwd',
      'onewindow://app/services/station.cjs',
      'onewindow://app/../services/station.cjs',
      'onewindow://app/%',
      'onewindow://app/',
      'onewindow://app/dispenser',
    ]) {
      expect([path, await status(path)]).toEqual([path, 404]);
    }
    expect(await page.evaluate(`fetch('onewindow://app/stub.css', { method: 'POST' }).then((r) => r.status)`)).toBe(
      405,
    );
    expect(await page.evaluate(`fetch('onewindow://other/stub.css').then((r) => r.status, () => 'refused')`)).toBe(
      'refused',
    );
    expect(await page.evaluate(`fetch('file:///etc/passwd').then(() => 'read', () => 'refused')`)).toBe('refused');
  });

  test('has no developer tools and no menu, whoever asks', async () => {
    const open = await shell.app.evaluate(async ({ BrowserWindow, Menu }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.webContents.openDevTools();
      return [window?.webContents.isDevToolsOpened(), Menu.getApplicationMenu()];
    });
    expect(open).toEqual([false, null]);
  });

  test('is heard by the shell only from its own main frame at its own address', async () => {
    await shell.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/counter/'));
      const other = BrowserWindow.getAllWindows().find((each) => each !== window);
      if (!window || !other) throw new Error('two windows expected');
      // From a frame that is not this window's main frame, from a frame that is gone, from a window nobody knows.
      ipcMain.emit('onewindow:keeper', { sender: window.webContents, senderFrame: other.webContents.mainFrame });
      ipcMain.emit('onewindow:keeper', { sender: window.webContents, senderFrame: null });
      ipcMain.emit('onewindow:keeper', { sender: { id: 9999 }, senderFrame: window.webContents.mainFrame });
      // From another page that has come into the window; it has the same preload.
      await window.loadURL('onewindow://app/pad/index.html');
    });
    await shell.logged('ipc-refused', (line) => line.channel === 'onewindow:ready');
    expect(shell.log.filter((line) => line.event === 'ipc-refused' && line.channel === 'onewindow:keeper').length).toBe(
      3,
    );
    expect(shell.app.windows().some((each) => each.url().includes('/keeper/'))).toBe(false);
    // And the window is fetched back to its own page.
    await shell.logged('page-lost', (line) => line.window === 'counter' && line.why === 'strayed');
    await shell.heard('counter', 1);
  });

  test('a word from a frame inside the page is not passed on', async () => {
    await page.evaluate(`document.body.append(document.createElement('iframe'))`);
    const frame = page.frames().find((each) => each !== page.mainFrame());
    await frame?.evaluate(`parent.postMessage({ type: 'onewindow:keeper' }, '*')`);
    // The page's own word goes the same way behind it: once that is answered, the forged one would have been heard.
    const heard = await page.evaluate('heard.length');
    await page.evaluate(`postMessage({ type: 'onewindow:ready' }, location.origin)`);
    await page.evaluate(`heardAtLeast(${heard} + 1)`);
    expect(shell.app.windows().some((each) => each.url().includes('/keeper/'))).toBe(false);
  });

  test('does not go away by Alt+F4 or by a shortcut', async () => {
    const heard = await page.evaluate('heard.length');
    await shell.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/dispenser/'));
      window?.close();
    });
    await page.evaluate(`{
      window.pressed = [];
      addEventListener('keydown', (event) => pressed.push(event.key));
    }`);
    for (const key of ['F5', 'F11', 'F12']) await shell.press('dispenser', key);
    for (const key of ['R', 'W', 'P', 'N', 'Plus', '0']) await shell.press('dispenser', key, 'control');
    await shell.press('dispenser', 'I', 'control', 'shift');
    await shell.press('dispenser', 'Left', 'alt');
    await shell.press('dispenser', 'F4', 'alt');
    // One that may pass, last: once it is there, the others would be.
    await shell.press('dispenser', 'a');
    await page.evaluate(`new Promise((done) => (pressed.length > 0 ? done() : addEventListener('keydown', done)))`);
    expect(await page.evaluate('pressed')).toEqual(['a']);
    await stillThere();
    expect(await page.evaluate('heard.length')).toBe(heard); // it was not loaded again
  });

  test('that closes itself is opened again', async () => {
    const gone = page.waitForEvent('close');
    await page.evaluate('window.close()').catch(() => {});
    await gone;
    await shell.logged('window-lost');
    page = await shell.heard('dispenser', 1);
  });
});

/** Which refusal the n-th target's is, of those that reach us. */
function countRefusable(targets: readonly string[], index: number): number {
  return targets.slice(0, index + 1).filter((target) => !/^(file|data):/.test(target)).length;
}
