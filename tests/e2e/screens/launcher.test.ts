import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../preview/browser.ts';
import type { scenarios } from '../../preview/scenarios/launcher.ts';
import { type Look, layoutFaults, leftInChinese, look, smallTargets } from './look.ts';

let browser: Browser;
let open: Look | undefined;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function show(scenario: keyof typeof scenarios): Promise<Look> {
  open = await look(browser, 'launcher', scenario);
  await open.page.locator('.launcher').waitFor();
  return open;
}

describe('the rooms', () => {
  it('are all on the plan, each saying how it is', async () => {
    const { page } = await show('open');
    expect(await page.locator('.room').count()).toBe(13);
    expect(await page.locator('[data-room="counter-1"] .tag').textContent()).toBe('已打开');
    expect(await page.locator('[data-room="counter-2"] .tag').textContent()).toBe('正在恢复');
    expect(await page.locator('[data-room="counter-3"] .tag').textContent()).toBe('正在打开');
    expect(await page.locator('[data-room="counter-4"] .tag').textContent()).toBe('未打开');
  });

  it('open one by one, and all at once', async () => {
    const { page, stage } = await show('fresh');
    await page.getByRole('button', { name: '打开1 号窗口 评价器' }).click();
    await page.getByRole('button', { name: '回到1 号窗口 评价器' }).waitFor();
    await page.getByRole('button', { name: '一键打开' }).click();
    await page.locator('[data-room="kiosk-1"][data-state="open"]').waitFor();
    expect(stage.calls.filter((call) => call.path !== 'watch')).toEqual([
      { path: 'open', input: { id: 'pad-1' } },
      { path: 'openAll', input: undefined },
    ]);
  });

  it('lose their service process on demand, where they have one', async () => {
    const { page, stage } = await show('open');
    expect(await page.locator('.room-kill').count()).toBe(4);
    expect(await page.locator('[data-room="pad-1"] .room-kill, [data-room="dock"] .room-kill').count()).toBe(0);
    await page.getByRole('button', { name: '强制结束取号机的服务进程' }).click();
    await page.locator('[data-room="dispenser-1"][data-state="restarting"]').waitFor();
    expect((await stage.called('killStation')).input).toEqual({ id: 'dispenser-1' });
  });
});

describe('the hall server', () => {
  it('has a plug to pull and to put back', async () => {
    const { page, stage } = await show('fresh');
    expect(await page.getByText('http://127.0.0.1:7080').isVisible()).toBe(true);
    await page.locator('.plug', { hasText: '断开大厅' }).click();
    await page.getByText('已断开').waitFor();
    expect(await page.getByText('http://127.0.0.1:7080').count()).toBe(0);
    await page.locator('.plug', { hasText: '接通大厅' }).click();
    await page.getByText('已接通').waitFor();
    expect(stage.calls.map((call) => call.path).filter((path) => path !== 'watch')).toEqual(['stopHall', 'startHall']);
  });

  it('says that it failed, and what to do', async () => {
    const { page } = await show('failed');
    expect(await page.getByRole('status').textContent()).toContain('启动失败');
    expect(await page.locator('.plug', { hasText: '接通大厅' }).isEnabled()).toBe(true);
  });
});

it('walks a new user through in five steps, each with its door', async () => {
  const { page, stage } = await show('fresh');
  expect(await page.locator('.guide li b').allTextContents()).toEqual(['放身份证', '取号', '叫号', '评价', '拔掉大厅']);
  await page.locator('.guide button', { hasText: '打开窗口工作台' }).click();
  expect((await stage.called('open')).input).toEqual({ id: 'counter-1' });
});

it('says loudly that an old runtime is for development only', async () => {
  const { page } = await show('old-runtime');
  expect(await page.locator('.note.warn').textContent()).toContain('Electron 25.1.1');
});

it.each(['fresh', 'open', 'stopped', 'old-runtime'] as const)(
  '%s fits 1280 × 800 in both languages, English throughout',
  async (scenario) => {
    const at = await show(scenario);
    expect(await layoutFaults(at.page)).toEqual([]);
    await at.page.getByRole('button', { name: 'English' }).click();
    await at.page.getByRole('heading', { name: 'OneWindow demo hall' }).waitFor();
    expect(await layoutFaults(at.page)).toEqual([]);
    expect(await leftInChinese(at.page, at.stage.view('watch'))).toBe('');
    expect(await smallTargets(at.page, 32)).toEqual([]);
  },
);
