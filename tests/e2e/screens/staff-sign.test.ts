import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../preview/browser.ts';
import { ailing } from '../../preview/scenarios/hall.ts';
import { type Preview, startPreview } from '../../preview/server.ts';

let browser: Browser;
let preview: Preview;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.close();
  await preview.close();
});

async function open(role: 'dispenser' | 'kiosk' | 'pad'): Promise<void> {
  preview = await startPreview({ role, scenario: 'ailing' });
  page = await browser.newPage({ viewport: { width: 1080, height: 1920 }, reducedMotion: 'reduce' });
  await page.clock.install();
  await page.goto(preview.url);
  await page.locator('.staff-sign').waitFor();
}

async function touchCorner(ms: number, y = 30): Promise<void> {
  await page.mouse.move(80, y);
  await page.mouse.down();
  await page.clock.runFor(ms);
  await page.mouse.up();
}

/** Words and things to press that the sign lies over, and whether it leaves the screen. */
function inTheWay(): Promise<string[]> {
  return page.evaluate(() => {
    const sign = document.querySelector('.staff-sign')!;
    const box = sign.getBoundingClientRect();
    const over = (other: DOMRect): boolean =>
      other.left < box.right && box.left < other.right && other.top < box.bottom - 1 && box.top < other.bottom - 1;
    const faults: string[] = [];
    if (box.right > innerWidth) faults.push('wider than the screen');
    const texts = document.createTreeWalker(document.querySelector('#root')!, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (sign.contains(node) || !node.parentElement?.checkVisibility()) continue;
      if (node.parentElement.closest('.visually-hidden')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      // The line's box has room above its letters.
      const { left, right, top, bottom, height } = range.getBoundingClientRect();
      if (over(new DOMRect(left, top + height * 0.15, right - left, bottom - top))) faults.push(node.textContent ?? '');
    }
    for (const button of document.querySelectorAll('button')) {
      if (over(button.getBoundingClientRect())) faults.push(`button ${button.textContent}`);
    }
    return faults;
  });
}

const SIZES = [
  [1080, 1920],
  [1920, 1080],
  [768, 1366],
  [1280, 800],
  [800, 1280],
] as const;

describe.each(['dispenser', 'kiosk', 'pad'] as const)('%s', (role) => {
  test('what ails the station stands at the edge, in nobody’s way, upright and lying, in both sizes of type', async () => {
    await open(role);
    expect(await page.locator('.staff-mark').allInnerTexts()).toEqual(['R 没有响应', 'P 纸快用完']);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const text of ['standard', 'large']) {
        await page.evaluate((size) => Object.assign(document.documentElement.dataset, { text: size }), text);
        expect(await inTheWay(), `${width} × ${height} ${text}`).toEqual([]);
      }
    }
  });
});

test('a long touch in the corner opens what to do; a short one, and one on a button, do not; it closes by itself', async () => {
  await open('pad');
  await page.setViewportSize({ width: 800, height: 1280 });
  const words = page.getByText('请检查电源，再核对设置里的端口和波特率');
  await page.locator('.choices button').first().click(); // large type: the buttons stand in that corner now
  const button = await page.locator('.choices button').first().boundingBox();
  expect(button!.x).toBeLessThan(60);
  await touchCorner(1_300, button!.y + 20);
  await touchCorner(600);
  expect(await words.count()).toBe(0);
  await touchCorner(1_300);
  await words.waitFor();
  await page.getByText('今晚换纸卷').waitFor();
  await page.getByText('正常：扫码枪').waitFor();
  await page.clock.runFor(61_000);
  await words.waitFor({ state: 'detached' });
});

test('all well: no sign, and the long touch says so', async () => {
  await open('dispenser');
  preview.stage.show('session.health', { ...ailing, devices: ailing.devices.slice(2), warnings: [] });
  await page.locator('.staff-sign').waitFor({ state: 'detached' });
  await touchCorner(1_300);
  await page.getByText('都正常。').waitFor();
});
