import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { launchBrowser } from '../../preview/browser.ts';
import { scenarios } from '../../preview/scenarios/kiosk.ts';
import { type Preview, startPreview } from '../../preview/server.ts';
import { addressOf, chineseOf, faultsOf, inputOf, type Look, setSize } from './glass.ts';

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

async function open(scenario: keyof typeof scenarios, look: Look = {}): Promise<void> {
  preview = await startPreview({ role: 'kiosk', scenario });
  page = await browser.newPage({ reducedMotion: 'reduce' });
  await page.clock.install();
  await setSize(page, look.size);
  await page.goto(addressOf(preview.url, look));
}

const screen = (name: string): Promise<void> => page.locator(`[data-screen="${name}"]`).waitFor();
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const tap = (name: string | RegExp): Promise<void> => button(name).first().click();
const shows = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();
const type = async (digits: string): Promise<void> => {
  for (const digit of digits) await tap(digit);
};

describe('what to bring', () => {
  test('is found from its class, with every material, its form and whether it is needed', async () => {
    await open('open');
    await tap(/^带什么材料/);
    await tap(/^就业社保/);
    await tap('失业登记');
    await screen('item');
    const item = sampleHall.items.find((each) => each.name === '失业登记');
    expect(await page.locator('.material-name strong').allTextContents()).toEqual(
      item?.materials.map((material) => material.name),
    );
    await shows('原件 1 份 + 复印件 1 份');
    await shows('可以后补');
    await shows('当场办好');
    await shows('A 区 1–5 号窗口');
    await shows(item?.basis ?? '');
  });

  test('is found by pinyin', async () => {
    await open('open');
    await tap(/^想办什么/);
    for (const letter of 'gljt') await tap(letter);
    await tap(/^高龄津贴申领/);
    await screen('item');
  });

  test('is printed, and the screen follows the paper', async () => {
    await open('printing');
    await tap('失业登记');
    await tap('打印清单');
    await shows('正在打印清单');
    expect(await inputOf(preview.stage, 'kiosk.printMaterials')).toEqual({
      itemId: sampleHall.items.find((each) => each.name === '失业登记')?.id,
    });
    preview.stage.change('kiosk.watch', { paper: { jobId: 'job-1', state: 'printed' } });
    await shows('请取走清单');
  });

  test('that did not print is said so, with another way', async () => {
    await open('print-failed');
    await tap('失业登记');
    await tap('打印清单');
    await shows('清单没有打出来');
    await shows('可以用手机拍下这一页，或请导办台打印。');
  });

  test('is not offered on paper when the printer is down', async () => {
    await open('printer-down');
    await tap('失业登记');
    await shows('打印机暂时不能用。');
    expect(await button('打印清单').count()).toBe(0);
  });
});

describe('progress', () => {
  test.each([
    ['40283181', '已受理，正在审批'],
    ['40283182', '结果可以领了'],
    ['40283183', '要补材料'],
  ])('of a case, by the code %s on its receipt: %s', async (code, words) => {
    await open('open');
    await tap(/^查进度/);
    await type(code);
    await tap('查');
    await shows(words);
    await shows('最低生活保障待遇审核确认');
  });

  test.each([
    ['40283171', '正在排队', '4 人'],
    ['40283172', '正在叫您', '请马上到 5 号窗口。'],
    ['40283176', '已经过号', '请到导办台，会重新排上。'],
  ])('%s: %s', async (code, status, more) => {
    await open('open');
    await tap(/^查进度/);
    await type(code);
    await tap('查');
    await shows(status);
    await shows(more);
  });

  test('of an unknown code is said so, and the digits can be mended', async () => {
    await open('open');
    await tap(/^查进度/);
    await type('40283179');
    await tap('查');
    await shows('没有这个查询码，请对照小票或收件凭证再输一次。');
    await tap('删一个');
    await type('1');
    await tap('查');
    await shows('正在排队');
  });

  test('takes digits from a keyboard too', async () => {
    await open('open');
    await tap(/^查进度/);
    await page.keyboard.type('40283171');
    await tap('查');
    await shows('正在排队');
  });

  test('without the hall is said so before and after asking', async () => {
    await open('offline');
    await shows('现在连不上大厅，暂时查不到');
    await tap(/^查进度/);
    await type('40283171');
    await tap('查');
    await shows('现在连不上大厅，查不到。请看叫号屏，或问导办台。');
  });
});

describe('after a person', () => {
  test('“finish and clear” leaves nothing, and the service is told to forget', async () => {
    await open('open');
    await tap(/^查进度/);
    await type('40283171');
    await tap('查');
    await shows('A018');
    await tap('结束并清空');
    await screen('home');
    await preview.stage.called('kiosk.endSession');
    expect(await page.getByText('A018').count()).toBe(0);
    await tap(/^查进度/);
    expect(await page.locator('.code').textContent()).toBe('');
  });

  test('who left is asked first, may have more time, then everything is cleared', async () => {
    await open('open');
    await tap('English');
    await tap('Unemployment registration');
    await screen('item');
    await page.clock.runFor(61_000);
    await shows('Are you still there?');
    await tap('More time');
    await screen('item');
    await page.clock.runFor(61_000);
    await shows('Are you still there?');
    await page.clock.runFor(31_000);
    await screen('home');
    await preview.stage.called('kiosk.endSession');
    await shows('自助服务');
  });
});

test('a call for staff that nobody hears is said so, with another way', async () => {
  await open('offline');
  await tap('呼叫工作人员');
  await shows('现在叫不到工作人员');
  await shows('请到导办台，或拨打 0755-0000-1234。');
});

test('shows that it is getting ready until the service speaks', async () => {
  await open('silent');
  await shows('正在准备');
});

test('the first screen may be kept for the next start, only while nobody stands in front of it and the hall is there', async () => {
  const times = (): Promise<string | null> => page.locator('.screen').first().getAttribute('data-first-frame');
  await open('open');
  await screen('home');
  const [[from, to]] = JSON.parse((await times()) ?? '[[]]');
  const { hallTime } = preview.stage.view<{ hallTime: number }>('kiosk.watch');
  expect([from <= hallTime, to > hallTime]).toEqual([true, true]);
  expect(await page.locator('.screen [style]').count()).toBe(0); // a page's policy would not let it have them again
  await tap(/^带什么材料/);
  await screen('classes');
  expect(await times()).toBeNull();
  await tap('返回');
  await screen('home');
  preview.stage.show('kiosk.watch', scenarios.offline.views?.['kiosk.watch']);
  await expect.poll(times).toBeNull();
});

const LOOKS: readonly (readonly [string, Look])[] = [
  ['upright', {}],
  ['lying', { size: 'lying' }],
  ['small', { size: 'small' }],
  ['old, large', { size: 'old', large: true }],
  ['upright, large', { large: true }],
  ['lying, large', { size: 'lying', large: true }],
  ['upright, low', { low: true }],
  ['upright, English', { english: true }],
  ['lying, English', { size: 'lying', english: true }],
];

test.each(LOOKS)(
  '%s: everything fits, is large enough to touch and to read, strong enough to see, and in its language',
  async (_name, look) => {
    const words = look.english
      ? {
          find: /^What do you need/,
          guide: /^What to bring/,
          class: /^Jobs/,
          progress: /^My progress/,
          go: 'Look up',
          back: 'Back',
        }
      : { find: /^想办什么/, guide: /^带什么材料/, class: /^就业社保/, progress: /^查进度/, go: '查', back: '返回' };
    const found: string[] = [];
    const inspect = async (name: string, selector = `[data-screen="${name}"]`): Promise<void> => {
      await page.locator(selector).first().waitFor();
      const faults = await faultsOf(page, { minText: look.large ? 30 : 18 });
      const foreign = look.english ? await chineseOf(page, sampleHall) : [];
      found.push(...[...faults, ...foreign].map((fault) => `${name}: ${fault}`));
    };
    await open('open', look);
    await inspect('home');
    await tap(words.find);
    await inspect('find');
    await tap(words.back);
    await tap(words.guide);
    await inspect('classes');
    await tap(words.class);
    await inspect('class');
    await tap(look.english ? /^Unemployment registration/ : '失业登记');
    await inspect('item');
    preview.stage.show('kiosk.watch', scenarios['printer-down'].views?.['kiosk.watch']);
    await inspect('printer-down', '.notice.warn');
    await tap(words.back);
    await tap(words.back);
    await tap(words.back);
    await tap(words.progress);
    await inspect('progress');
    await type('40283179');
    await tap(words.go);
    await inspect('not-found', '.notice.warn');
    await page.keyboard.press('Backspace');
    await type('1');
    await tap(words.go);
    await inspect('progress-result');
    expect(found).toEqual([]);
  },
);

describe('a slip shown to the scanner', () => {
  const scan = (id: number, what: object) => preview.stage.change('kiosk.watch', { scan: { id, what } });

  test('shows how things stand, from wherever one was', async () => {
    await open('open');
    await tap(/^带什么材料/);
    scan(1, { kind: 'code', code: '40283171' });
    await screen('progress-result');
    expect(await inputOf(preview.stage, 'kiosk.progress')).toEqual({ code: '40283171' });
  });

  test('that is of another hall, or no slip, is told, with what to do', async () => {
    await open('open');
    await screen('home');
    scan(1, { kind: 'other-hall' });
    await shows('这张小票或收件凭证不是本大厅的');
    scan(2, { kind: 'unknown' });
    await shows('没有认出这个码');
  });
});
