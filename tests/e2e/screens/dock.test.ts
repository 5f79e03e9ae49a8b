import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DockView } from '../../../src/shared/protocol/demo-contract.ts';
import { launchBrowser } from '../../preview/browser.ts';
import type { scenarios } from '../../preview/scenarios/dock.ts';
import { type Look, layoutFaults, leftInChinese, look } from './look.ts';

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
  open = await look(browser, 'dock', scenario, { size: [1280, 900] });
  await open.page.locator('.dock').waitFor();
  return open;
}

const acts = (at: Look) => at.stage.calls.filter((call) => call.path !== 'watch');

describe('cards', () => {
  it('are picked up, laid on a reader and lifted', async () => {
    const at = await show('fresh');
    const reader = at.page.locator('[data-device="dispenser-1-reader"]');
    expect(await reader.locator('button.slot').isDisabled()).toBe(true);
    await at.page.locator('[data-person="wang-fang"]').click();
    await at.page.getByText('拿着 王芳 的证件').waitFor();
    await reader.getByRole('button', { name: '放在这里' }).click();
    await reader.getByText('王芳').waitFor();
    expect(await at.page.locator('[data-person="wang-fang"]').isDisabled()).toBe(true);
    await reader.getByRole('button', { name: '拿走证件' }).click();
    await reader.getByText('上面没有证件').waitFor();
    expect(acts(at)).toEqual([
      { path: 'layCard', input: { deviceId: 'dispenser-1-reader', personId: 'wang-fang' } },
      { path: 'liftCard', input: { deviceId: 'dispenser-1-reader' } },
    ]);
  });

  it('go back when nothing was done with them', async () => {
    const at = await show('fresh');
    await at.page.locator('[data-person="wang-fang"]').click();
    await at.page.getByRole('button', { name: '放回' }).click();
    expect(await at.page.locator('.card[aria-pressed="true"]').count()).toBe(0);
    expect(acts(at)).toEqual([]);
  });
});

describe('faults', () => {
  it('are switches in words, for each kind of device', async () => {
    const at = await show('fresh');
    const printer = at.page.locator('[data-device="dispenser-1-printer"]');
    expect(await printer.locator('.fault').allTextContents()).toEqual([
      '缺纸',
      '纸将尽',
      '半途没纸',
      '开盖',
      '切刀卡住',
      '过热',
      '脱机',
      '不应答',
      '拔线',
      '慢速',
      '丢字节',
      '乱码',
      '粘包',
      '积压补发',
    ]);
    await printer.getByLabel('缺纸').click();
    await expect.poll(() => printer.getByLabel('缺纸').isChecked()).toBe(true);
    await printer.getByLabel('缺纸').click();
    await expect.poll(() => printer.getByLabel('缺纸').isChecked()).toBe(false);
    const device = { deviceId: 'dispenser-1-printer', fault: 'paper-end' };
    expect(acts(at).map((call) => call.input)).toEqual([
      { ...device, on: true },
      { ...device, on: false },
    ]);
  });
});

describe('a window', () => {
  const device = (at: Look, name: string) => at.page.locator(`[data-device="counter-1-${name}"]`);

  it('has keys that are all sent, however fast, and says what became of the last', async () => {
    const at = await show('fresh');
    const keypad = device(at, 'keypad');
    await keypad.getByText('还没有按过').waitFor();
    // In one go: no press may wait for the answer to the one before.
    await keypad.evaluate((section) => {
      for (const key of ['call', 'call', 'miss']) section.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click();
    });
    await keypad.getByText('未到：发出去了，等应答').waitFor();
    await device(at, 'evaluator').getByRole('button', { name: '非常不满意' }).click();
    await device(at, 'evaluator').getByText('非常不满意：发出去了，等应答').waitFor();
    expect(acts(at).map(({ input }) => input)).toEqual([
      ...['call', 'call', 'miss'].map((key) => ({ deviceId: 'counter-1-keypad', key })),
      { deviceId: 'counter-1-evaluator', key: 'answer-0' },
    ]);
  });

  it('runs words that are longer than its panel, and scans the slips that came out or any other code', async () => {
    const at = await show('busy');
    await device(at, 'led-panel').getByText('显示：请A012号到1号窗口').waitFor();
    const running = (n: number) =>
      at.page
        .locator(`[data-device="counter-${n}-led-panel"] .led-lit`)
        .evaluate((canvas) => canvas.getAnimations().length);
    await expect.poll(() => running(1)).toBe(1);
    expect(await running(2)).toBe(0);
    const scanner = device(at, 'scanner');
    await scanner.getByRole('button', { name: '扫 A012' }).click();
    await scanner.getByLabel('别的码').fill('6901234567892');
    await scanner.getByLabel('别的码').press('Enter');
    await scanner.getByText('扫了 6901234567892，结果看屏幕').waitFor();
    expect(acts(at).map(({ input }) => input)).toEqual(
      ['https://hall.example/t/40283175', '6901234567892'].map((text) => ({ deviceId: 'counter-1-scanner', text })),
    );
  });

  it('says in words what went wrong, and which faults are on; all of it is whole in every width and language', async () => {
    const at = await show('troubles');
    const kinds = at.page.locator('[data-station="counter-1"] h3');
    expect(await kinds.allTextContents()).toEqual(['窗口屏（LED）', '叫号键盘', '评价器（按键）', '读卡器', '扫码枪']);
    for (const words of [
      '呼叫：嘀一声，没办成。原因看窗口工作台',
      '不满意：没有应答。没在请评价，不算数',
      '重呼：没有应答。窗口没打开，或者线断了',
      '扫了 A012，没有连接，没送到',
      '故障：校验错、丢字节、拔线',
    ]) {
      await at.page.getByText(words).waitFor();
    }
    const keypad = device(at, 'keypad');
    await keypad.getByText('故障：慢速').click();
    await keypad.getByLabel('拔线').click();
    await keypad.getByText('故障：慢速、拔线').waitFor();
    for (const language of ['中文', 'English']) {
      for (const width of [1280, 760, 480]) {
        await at.page.setViewportSize({ width, height: 4000 });
        expect([language, width, await layoutFaults(at.page)]).toEqual([language, width, []]);
      }
      if (language === '中文') await at.page.getByRole('button', { name: 'English' }).click();
    }
  });
});

describe('papers', () => {
  it('are drawn column by column: every character where the printer set it', async () => {
    const { page } = await show('busy');
    const paper = page.locator('[data-papers="dispenser-1-printer"] .paper').first();
    const number = paper.locator('.paper-line', { hasText: 'A012' });
    const rule = paper.locator('.paper-line', { hasText: '-'.repeat(48) }).first();
    const widths = (line: typeof number) =>
      line.locator('span').evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width));
    const column = (await widths(rule))[0] as number;
    expect(new Set(await widths(rule))).toEqual(new Set([column]));
    expect(await widths(number)).toEqual([4, 4, 4, 4].map((times) => times * column));
    const queue = paper.locator('.paper-line', { hasText: /^就业社保$/ });
    expect(await widths(queue)).toEqual([4, 4, 4, 4].map((times) => times * column));
    const oneLine = await rule.evaluate((line) => line.getBoundingClientRect().height < 20);
    expect(oneLine).toBe(true);
  });

  it('lie newest first, with what they cost in bytes, and are taken away', async () => {
    const at = await show('busy');
    const papers = at.page.locator('[data-papers="dispenser-1-printer"]');
    expect(await papers.locator('.paper').first().textContent()).toContain('A012');
    expect(await papers.getByText('812 字节').isVisible()).toBe(true);
    expect(await papers.locator('.qr-code').count()).toBe(2);
    await papers.getByRole('button', { name: '撕走全部' }).click();
    await papers.getByText('还没有出纸').waitFor();
    expect(acts(at)).toEqual([{ path: 'clearPaper', input: { deviceId: 'dispenser-1-printer' } }]);
  });

  it('scroll where they hang, however many they are', async () => {
    const at = await show('busy');
    const [first, ...rest] = at.stage.view<DockView>('watch').devices;
    if (first?.kind !== 'printer') throw new Error('the first device is a printer');
    const papers = Array.from({ length: 20 }, (_, n) => ({
      ...(first.papers[0] ?? { at: 0, bytes: 1, lines: [] }),
      id: n,
    }));
    const station = at.page.locator('[data-station="dispenser-1"]');
    const height = () => station.evaluate((element) => element.getBoundingClientRect().height);
    const before = await height();
    at.stage.change('watch', { devices: [{ ...first, papers }, ...rest] });
    await at.page.getByText('出了 20 张').waitFor();
    expect(await height()).toBe(before);
    await at.page.setViewportSize({ width: 620, height: 900 });
    const list = station.locator('.papers');
    const { height: narrow = 0, width = 0 } = (await list.boundingBox()) ?? {};
    expect(narrow).toBeLessThanOrEqual(560);
    expect(width).toBeGreaterThan(480);
  });

  it('show the dots the printer got, and say the text to who cannot see them', async () => {
    const { page } = await show('busy');
    const canvas = page.locator('[data-papers="dispenser-1-printer"] canvas');
    await page.waitForFunction(() => (document.querySelector('canvas')?.width ?? 0) > 576);
    const black = await canvas.evaluate((element: HTMLCanvasElement) => {
      const { data } = element.getContext('2d')?.getImageData(0, 0, element.width, element.height) ?? { data: [] };
      let count = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] === 0) count += 1;
      return count;
    });
    expect(black).toBeGreaterThan(2000);
    expect(await page.locator('.paper-said').textContent()).toContain('A011');
  });

  it('keep the width of narrow paper', async () => {
    const { page } = await show('busy');
    expect(await page.locator('[data-papers="kiosk-1-printer"] .paper').getAttribute('data-columns')).toBe('32');
  });
});

it('is English throughout when English is chosen', async () => {
  const at = await show('busy');
  await at.page.getByRole('button', { name: 'English' }).click();
  await at.page.getByRole('heading', { name: 'Device bench' }).waitFor();
  // Cells of a paper are drawn one by one: their text is data, character by character.
  const printed = await at.page.locator('.paper').allTextContents();
  const letters = [...new Set(printed.join(''))];
  expect(await leftInChinese(at.page, [at.stage.view('watch'), letters])).toBe('');
});

it('says what to do when there is no device yet', async () => {
  const { page } = await show('nothing');
  expect(await page.getByText('还没有设备').isVisible()).toBe(true);
});
