import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AtCounter } from '../../tour/counter.ts';
import { AtDispenser } from '../../tour/dispenser.ts';
import { readRecords } from '../../tour/records.ts';
import { launchShell, type Shell, testFolder } from './launch.ts';

/** The demo as people start it, with everything real in it: hall, stations, dock, pages. */
describe('the demo hall', () => {
  const folder = testFolder();
  let shell: Shell;
  let launcher: Page;

  const room = (id: string, state?: string) =>
    launcher.locator(`[data-room="${id}"]${state ? `[data-state="${state}"]` : ''}`);
  const openRoom = async (id: string) => {
    await room(id).locator('.room-open').click();
    await room(id, 'open').waitFor();
  };

  beforeAll(async () => {
    shell = await launchShell(['--demo', '--data', folder.dir], { ONEWINDOW_HEADLESS_SCREENS: '1' });
    launcher = await shell.page('launcher');
    await launcher.locator('[data-hall="running"]').waitFor();
  });
  afterAll(async () => {
    await shell?.close();
    folder.remove();
  });

  test('opens a station when its room is opened, with settings of its own that enrol it', async () => {
    await openRoom('dispenser-1');
    const file = join(folder.dir, 'stations/dispenser-1/station.json');
    const settings = JSON.parse(readFileSync(file, 'utf8'));
    expect(settings).toMatchObject({ station: 'dispenser-1', roles: ['dispenser'] });
    expect(settings.hall).toEqual({
      url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/),
      enrolCode: expect.any(String),
    });
    expect(Object.keys(settings.devices)).toEqual(['ticketPrinter', 'idReader']);
  });

  test('shows a portrait page whole in its smaller window, and leaves the zoom of the others alone', async () => {
    const size = (page: Page) => page.evaluate('[innerWidth, innerHeight, devicePixelRatio]');
    expect(await size(await shell.page('dispenser'))).toEqual([1080, 1920, 0.5]);
    expect((await size(launcher)) as number[]).toContain(1);
  });

  test('gives counter and pad of one window one station', async () => {
    await openRoom('counter-1');
    await openRoom('pad-1');
    const stations = shell.log.filter((line) => line.event === 'service-ready').map((line) => line.service);
    expect(stations.filter((name) => String(name).includes('1')).sort()).toEqual(['counter-1', 'dispenser-1']);
  });

  test('scans a page at its counter, from the camera to the hall', async () => {
    const dispenser = new AtDispenser(await shell.page('dispenser'));
    await dispenser.take(0);
    const page = await shell.page('counter');
    const clerk = new AtCounter(page, await shell.page('pad'));
    await clerk.signOn(0);
    await clerk.call();
    await clerk.start();
    await page.locator('table.materials input[type=checkbox]').first().check();
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await button('只收件').click();
    await button('打开').click();
    await button('扫描材料').click();
    await page.locator('.live polygon').waitFor();
    await button('拍照').click();
    await button('存入 1 页').click();
    await page.getByText('已存入 1 页').waitFor();
    const atHall = () =>
      readdirSync(join(folder.dir, 'hall'), { recursive: true }).filter((name) => /[0-9a-f]{64}$/.test(String(name)));
    await expect.poll(() => atHall().length).toBe(1);
    const [, hash] = /([0-9a-f]{64})$/.exec(String(atHall()[0])) ?? [];
    const bytes = readFileSync(join(folder.dir, 'hall', String(atHall()[0])));
    expect([bytes.subarray(0, 3).toString('hex'), createHash('sha256').update(bytes).digest('hex')]).toEqual([
      'ffd8ff',
      hash,
    ]);
  });

  test('brings a killed station back, and its rooms with it', async () => {
    await room('counter-1').locator('.room-kill').click();
    await shell.logged('service-ended', (line) => line.service === 'counter-1' && line.code === null);
    await shell.logged('service-ready', (line) => line.service === 'counter-1', 2);
    await room('counter-1', 'open').waitFor();
    await room('pad-1', 'open').waitFor();
  });

  test('shows the desk as a browser would: no preload, and no way off the hall’s server', async () => {
    await launcher.locator('[data-room="desk"] .room-open').click();
    await room('desk', 'open').waitFor();
    const desk = await shell.visiting((url) => url.startsWith('http://127.0.0.1:') && url.includes('/desk/'));
    const before = desk.url();
    const preload = await shell.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith('http'));
      // biome-ignore lint/suspicious/noExplicitAny: Electron leaves this method out of its types
      return window ? ((window.webContents as any).getLastWebPreferences().preload ?? null) : 'no window';
    });
    expect(preload).toBeNull();
    await desk.evaluate(`location.href = 'http://127.0.0.1:1/'`);
    await shell.logged('navigation-refused', (line) => line.scheme === 'http');
    expect(await desk.evaluate(`fetch('http://127.0.0.1:1/').then(() => 'reached', () => 'refused')`)).toBe('refused');
    expect(await desk.evaluate(`window.open('http://127.0.0.1:1/')`)).toBeNull();
    expect(desk.url()).toBe(before);
  });

  test('pulls the plug of the hall and puts it back', async () => {
    await launcher.locator('.plug.out').click();
    await launcher.locator('[data-hall="stopped"]').waitFor();
    await launcher.locator('.plug.in').click();
    await launcher.locator('[data-hall="running"]').waitFor();
  });

  test('drives a window from the dock: a card shows who is there, keys finish the service and rate it at the hall', async () => {
    await openRoom('dock');
    const dock = await shell.page('dock');
    const device = (name: string) => dock.locator(`[data-device="counter-1-${name}"]`);
    await device('led-panel').getByText('显示：A001号 正在办理').waitFor();
    await dock.locator('[data-person="wang-fang"]').click();
    await device('reader').getByRole('button', { name: '放在这里' }).click();
    const counter = await shell.page('counter');
    await counter.getByText('王*').first().waitFor();
    await device('keypad').locator('[data-key="evaluate"]').click();
    await device('keypad').getByText('评价：窗口收到了').waitFor();
    await device('evaluator').locator('[data-asking]').waitFor();
    await device('evaluator').getByRole('button', { name: '满意', exact: true }).click();
    await device('evaluator').getByText('满意：已记下，谢谢').waitFor();
    await expect.poll(() => readRecords(folder.dir).ratings.map(({ level }) => level)).toEqual([4]);
    await device('led-panel').getByText('显示：1号窗口').waitFor();
    // The slip of the one who was served, out of the dispenser's printer.
    // What still lies over the workplace: the camera, then the case.
    await counter.locator('button', { hasText: '关闭' }).click();
    await counter.getByRole('button', { name: '关闭', exact: true }).click();
    await device('scanner').getByRole('button', { name: '扫 A001' }).click();
    await counter.getByText('叫 A001', { exact: true }).waitFor();
  });

  test('switches a station off with its last room', async () => {
    const close = async (role: string) => {
      const page = await shell.page(role);
      await shell.app.evaluate(({ BrowserWindow }, path) => {
        BrowserWindow.getAllWindows()
          .find((window) => window.webContents.getURL().includes(path))
          ?.close();
      }, `/${role}/`);
      if (!page.isClosed()) await page.waitForEvent('close');
    };
    await close('pad');
    await room('pad-1', 'closed').waitFor();
    expect(await room('counter-1', 'open').count()).toBe(1);
    await close('counter');
    await shell.logged('service-ended', (line) => line.service === 'counter-1' && line.code === 0);
    await room('counter-1', 'closed').waitFor();
  });

  test('draws what the windows show, for machines without a screen', async () => {
    for (const id of ['launcher', 'dispenser-1', 'dock']) {
      // The first one may have been drawn, and logged, before anybody listened.
      const picture = join(folder.dir, 'screens', `${id}.png`);
      await expect
        .poll(() => existsSync(picture) && statSync(picture).size, { timeout: 20_000 })
        .toBeGreaterThan(1_000);
    }
  });
});
