import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../preview/browser.ts';
import { type Preview, startPreview } from '../../preview/server.ts';

/** The document camera in a real Chromium whose camera sees a page of a made-up person lying askew on a desk. */

let browser: Browser;
let page: Page;
let preview: Preview;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser({ cameras: 'document' });
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.close();
  await preview.close();
  expect(complaints.splice(0)).toEqual([]);
});

async function openCase(at: Browser = browser): Promise<void> {
  preview = await startPreview({ role: 'counter', scenario: 'pictures' });
  page = await at.newPage({ viewport: { width: 1366, height: 768 } });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(preview.url);
  await button('打开').click();
}

async function openScan(at: Browser = browser): Promise<void> {
  await openCase(at);
  await button('扫描材料').click();
  await expect.poll(() => button('拍照').isEnabled()).toBe(true);
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const shown = (name: string) => page.getByRole('img', { name, exact: true });

interface Saved {
  readonly material: string | null;
  readonly pictures: readonly { data: string; purpose: string; material: string | null }[];
}

async function save(count: number): Promise<Saved['pictures']> {
  await button(`存入 ${count} 页`).click();
  const { input } = await preview.stage.called('cases.attach');
  return (input as Saved).pictures;
}

/** Size of a picture, and how light it is near its corners and how colourful anywhere. */
function looked(data: string): Promise<{ width: number; height: number; darkest: number; colour: number }> {
  return page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const at = (x: number, y: number) => context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data;
    const corners = [at(0.02, 0.02), at(0.98, 0.02), at(0.98, 0.98), at(0.02, 0.98)];
    const all = context.getImageData(0, 0, width, height).data;
    let colour = 0;
    for (let i = 0; i < all.length; i += 4) colour = Math.max(colour, all[i]! - all[i + 2]!);
    return { width, height, darkest: Math.min(...corners.map(([r, g, b]) => Math.min(r!, g!, b!))), colour };
  }, data);
}

describe('a page under the document camera', () => {
  it('that lies askew is found, laid flat as the sheet it is, white to its corners, small, and saved with its material', async () => {
    await openScan();
    await page.locator('.live polygon').waitFor(); // the clerk sees what will be cut out
    await button('拍照').click();
    await shown('第 1 页').waitFor();
    const [picture] = await save(1);
    expect(picture).toMatchObject({ purpose: 'page', material: 'm4' }); // taken, and without pages so far
    expect(picture!.data.length * 0.75).toBeLessThan(500_000);
    const { width, height, darkest, colour } = await looked(picture!.data);
    expect(height / width).toBeCloseTo(297 / 210, 1);
    expect(darkest).toBeGreaterThan(225);
    expect(colour).toBeGreaterThan(80); // the seal is red
    await page.getByText('已存入 1 页').waitFor();
  });

  it('can be corrected before it is saved: corners by hand and by key, black and white, turned; further pages follow', async () => {
    await openScan();
    await button('拍照').click();
    await shown('第 1 页').waitFor();
    await button('拍照').click();
    await shown('第 2 页').waitFor();
    await button('调整第 1 页').click();
    const corner = button('左上角');
    const [from, frame] = [await corner.boundingBox(), await page.locator('.outline-editor').boundingBox()];
    if (!from || !frame) throw new Error('a corner on a picture expected');
    // To the middle of the page's left half: half of it is cut off.
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x, frame.y + frame.height / 2, { steps: 3 });
    await page.mouse.up();
    await button('左下角').press('ArrowUp');
    await page.getByText('黑白', { exact: true }).click();
    await button('转 90°').click();
    await expect.poll(() => button('存入 2 页').isEnabled()).toBe(true);
    const pictures = await save(2);
    const [first, second] = [await looked(pictures[0]!.data), await looked(pictures[1]!.data)];
    expect(first.colour).toBeLessThan(12);
    expect(second.colour).toBeGreaterThan(80);
    expect([first.width > first.height, second.width > second.height]).toEqual([true, false]);
    expect(first.width * first.height).not.toBe(second.width * second.height);
  });

  it('can be taken again or removed; an unplugged camera takes nothing along; none is lost by closing without being asked', async () => {
    await openScan();
    for (const n of [1, 2]) {
      await button('拍照').click();
      await shown(`第 ${n} 页`).waitFor();
    }
    await button('调整第 2 页').click();
    await button('重拍').click();
    await page.locator('.page-editor').waitFor({ state: 'detached' });
    await expect.poll(() => button('存入 2 页').isEnabled()).toBe(true);
    await button('调整第 2 页').click();
    await button('删掉').click();
    await page.getByText('已拍 1 页').first().waitFor();

    const camera = (event: 'gone' | 'back') =>
      page.evaluate((what) => {
        if (what === 'back') return void navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
        const { srcObject } = document.querySelector('.live video') as HTMLVideoElement;
        const [track] = (srcObject as MediaStream).getVideoTracks();
        track!.stop();
        track!.dispatchEvent(new Event('ended'));
      }, event);
    await camera('gone');
    await page.getByText('摄像头断开了，已拍的还在').waitFor();
    expect([await button('拍照').isEnabled(), await button('存入 1 页').isEnabled()]).toEqual([false, true]);
    await camera('back');
    await expect.poll(() => button('拍照').isEnabled()).toBe(true);

    const close = () => page.locator('.answers').last().getByRole('button').first();
    await close().click();
    await page.getByText('还有 1 页没有存入，关闭就没有了').waitFor();
    expect(await close().textContent()).toBe('不存，关闭');
    await close().click();
    await page.locator('.scan').waitFor({ state: 'detached' });
    expect(preview.stage.calls.some(({ path }) => path === 'cases.attach')).toBe(false);
  });

  it('is seen by the camera the clerk chose, and the station remembers which', async () => {
    const other = await launchBrowser({ cameras: 'two' });
    try {
      await openScan(other);
      await page.getByRole('combobox', { name: '摄像头' }).click();
      await page.getByText('fake_device_1', { exact: true }).click();
      expect((await preview.stage.called('cases.chooseCamera')).input).toEqual({ camera: 'fake_device_1#1' });
      await expect
        .poll(() =>
          page.evaluate(() => {
            const { srcObject } = document.querySelector('.live video') as HTMLVideoElement;
            return (srcObject as MediaStream | null)?.getVideoTracks()[0]?.label;
          }),
        )
        .toBe('fake_device_1');
    } finally {
      await other.close();
    }
  });
});

describe('the pictures of a case', () => {
  it('are shown by material and one by one; of one that is not here it is said where it is', async () => {
    await openCase();
    await page.getByText('1 张已存本机，待补传').waitFor();
    await page.getByText('图片还在 3 号窗口，那里连上后补传').waitFor();
    await page.getByText('图片在大厅服务器，连上后显示').waitFor();
    await button('看失业登记申请表第 1 张').click();
    await page.getByText('第 2 / 6 张').waitFor();
    await button('下一张').press('ArrowRight');
    await page.getByText('第 3 / 6 张').waitFor();
    const sheet = shown('失业登记申请表第 3 张');
    const width = async () => (await sheet.boundingBox())!.width;
    const fitting = await width();
    await button('放大').click();
    expect(await width()).toBeGreaterThan(fitting);
  });

  it('a page is taken away with its reason after it was said what becomes of it; what was signed has no such button', async () => {
    await openCase();
    await page.getByText('已取下居民身份证一页（传错案件）').waitFor();
    await button('看失业登记申请表第 1 张').click();
    await button('取下此页').click();
    await page.getByText('图片从大厅和各窗口删除，不能恢复。').waitFor();
    expect(await button('取下并删除').isDisabled()).toBe(true);
    await page.getByRole('radio', { name: '传错案件' }).check();
    await button('取下并删除').click();
    const { input } = await preview.stage.called('cases.detach');
    expect(input).toMatchObject({ hash: '2'.repeat(64), reason: 'wrong-case' });
    await page.getByText('取下并删除').waitFor({ state: 'detached' });
    await button('看签名第 1 张').click();
    await button('放大').waitFor();
    expect(await button('取下此页').count()).toBe(0);
  });
});
