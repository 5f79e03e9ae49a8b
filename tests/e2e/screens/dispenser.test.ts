import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { launchBrowser } from '../../preview/browser.ts';
import { scenarios, ticket, view } from '../../preview/scenarios/dispenser.ts';
import { offline } from '../../preview/scenarios/hall.ts';
import { type Preview, startPreview } from '../../preview/server.ts';
import type { Scenario } from '../../preview/stage.ts';
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

/** In the page, as it is read: what the shell puts before its place. */
function standBefore(kept: string): void {
  new MutationObserver((_changes, reading) => {
    const root = document.getElementById('root');
    if (!root) return;
    reading.disconnect();
    const frame = document.createElement('div');
    frame.id = 'first-frame';
    frame.textContent = kept;
    root.before(frame);
  }).observe(document, { childList: true, subtree: true });
}

/** `kept`: what the shell shows before the page is there. */
async function open(
  scenario: string | Scenario,
  { kept, before, ...look }: Look & { kept?: string; before?: () => void } = {},
): Promise<void> {
  preview = await startPreview({ role: 'dispenser', scenario });
  page = await browser.newPage({ reducedMotion: 'reduce' });
  await page.clock.install();
  await setSize(page, look.size);
  if (kept) await page.addInitScript(standBefore, kept);
  if (before) await page.addInitScript(before);
  await page.goto(addressOf(preview.url, look));
}

const screen = (name: string): Promise<void> => page.locator(`[data-screen="${name}"]`).waitFor();
const tap = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();
const shows = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

async function takeTicket(className = '就业社保', item = '失业登记'): Promise<void> {
  await tap(new RegExp(`^${className}`));
  await screen('class');
  await tap(item);
  await screen('done');
}

describe('out of paper', () => {
  test.each([
    ['printer-machine-near', '请到取号机 2取号，或到导办台。'],
    ['printer-machine-far', '请到 B 区的取号机 2取号，或到导办台。'],
    ['printer-paper-end', '请到导办台取号。'],
  ])('%s: the way to where tickets are printed is told', async (scenario, words) => {
    await open(scenario);
    await screen('printer-down');
    await shows(words);
  });
});

describe('the first screen', () => {
  const times = (): Promise<string | null> => page.locator('.screen').first().getAttribute('data-first-frame');

  test('may be kept for the next start, for when the hall is open, and only while nobody stands in front of it', async () => {
    await open('open');
    await screen('home');
    const [[from, to]] = JSON.parse((await times()) ?? '[[]]');
    expect(from).toBeLessThanOrEqual(view.hallTime);
    expect(to).toBeGreaterThan(view.hallTime);
    expect(await page.locator('.screen [style]').count()).toBe(0); // a page's policy would not let it have them again
    await tap('大字版');
    expect(await times()).toBeNull();
    await tap('标准字');
    expect(await times()).not.toBeNull();
    await tap(/^就业社保/);
    await screen('class');
    expect(await times()).toBeNull();
  });

  test('that was kept gives way to the page’s own, and to its words when it takes long to start', async () => {
    await open('starting', { kept: '昨天' });
    await page.locator('[data-screen="starting"]').waitFor({ state: 'attached' });
    expect(await page.locator('#first-frame').isVisible()).toBe(true);
    expect(await page.locator('.screen').isVisible()).toBe(false);
    preview.stage.change('dispenser.watch', { ready: 'yes' });
    await screen('home');
    expect(await page.locator('#first-frame').count()).toBe(0);
    await page.close();
    await preview.close();

    await open('starting', { kept: '昨天' });
    await page.locator('[data-screen="starting"]').waitFor({ state: 'attached' });
    await page.clock.runFor(3_000);
    await screen('starting');
    expect(await page.locator('#first-frame').count()).toBe(0);
  });
});

describe('a number', () => {
  test('is had with two presses, and says where to sit, how long and which windows', async () => {
    await open('open');
    await takeTicket();
    expect(await inputOf(preview.stage, 'dispenser.press')).toEqual({
      queueId: 'queue-employment',
      itemId: sampleHall.items.find((each) => each.name === '失业登记')?.id,
      priority: 'ordinary',
      priorityReason: null,
    });
    await shows('请取走小票');
    await shows('A018');
    await shows('10–18 分钟');
    await shows('1–6、10 号');
    await shows('请到 A 区就座，听到叫号再过去。');
  });

  test('is had without knowing the item', async () => {
    await open('open');
    await tap(/^民政/);
    await tap('不确定，先取号');
    await screen('done');
    expect(await inputOf(preview.stage, 'dispenser.press')).toMatchObject({
      queueId: 'queue-civil-affairs',
      itemId: null,
    });
  });

  test('is had for an item found by its pinyin', async () => {
    await open('open');
    await tap(/^全部事项/);
    for (const letter of 'sydj') await page.getByRole('button', { name: letter, exact: true }).click();
    await tap(/^失业登记/);
    await screen('done');
    expect(await inputOf(preview.stage, 'dispenser.press')).toMatchObject({ queueId: 'queue-employment' });
  });

  test('carries the reason of its priority', async () => {
    await open('open');
    await tap(/^优先办理/);
    await tap('残疾人');
    await shows('优先办理：残疾人');
    await takeTicket();
    expect(await inputOf(preview.stage, 'dispenser.press')).toMatchObject({
      priority: 'green',
      priorityReason: 'disabled',
    });
    await shows('优先办理（残疾人）');
  });

  test('is asked for once, however often the press is repeated', async () => {
    await open('open');
    await tap(/^就业社保/);
    await page.getByRole('button', { name: '失业登记', exact: true }).dblclick();
    await screen('done');
    expect(preview.stage.calls.filter((call) => call.path === 'dispenser.press')).toHaveLength(1);
  });
});

describe('the card', () => {
  test('greets its holder by the masked name, and the screen does not jump', async () => {
    await open('open');
    const tile = page.getByRole('button', { name: /^就业社保/ });
    const before = await tile.boundingBox();
    preview.stage.change('dispenser.watch', { card: { state: 'reading' } });
    await shows('正在读身份证');
    preview.stage.change('dispenser.watch', {
      card: { state: 'present', maskedName: '王*芳', expired: false, held: [] },
    });
    await shows('您好，王*芳');
    expect(await tile.boundingBox()).toEqual(before);
  });

  test.each(['M**** F******* V********* R********', '阿*****·*****·**提'])(
    'with a long name, as on a foreigner’s card, stays within its band in large text: %s',
    async (maskedName) => {
      await open('open', { large: true, size: 'lying' });
      await screen('home');
      preview.stage.change('dispenser.watch', { card: { state: 'present', maskedName, expired: false, held: [] } });
      await shows(`您好，${maskedName}`);
      expect(await faultsOf(page, { minText: 30 })).toEqual([]);
    },
  );

  test('of a person who holds a number offers its paper again', async () => {
    await open('card-held');
    await shows('您已有 A018 号（就业社保）');
    await tap('再打一张');
    await screen('done');
    expect(await inputOf(preview.stage, 'dispenser.reprint')).toEqual({ ticketId: ticket.ticketId });
    await shows('又打了一张，请取走');
  });

  test('that has expired is refused with words, and a number can be had without it', async () => {
    await open('card-expired');
    await shows('这张身份证已经过期');
    expect(await page.getByRole('button', { name: /^就业社保/ }).count()).toBe(0);
    await tap('大字版');
    await tap('不用身份证，接着取号');
    await preview.stage.called('dispenser.endSession');
    await screen('home');
    expect(await page.locator('html').getAttribute('data-text')).toBe('large'); // the same person still stands here
  });

  test('is not to be forgotten', async () => {
    await open('card');
    await takeTicket();
    await shows('身份证别忘了带走。');
  });

  test('is not asked for when there is no reader', async () => {
    await open('reader-down');
    await shows('请选要办的事');
    expect(await page.getByText('放上身份证').count()).toBe(0);
  });
});

describe('a refusal', () => {
  test('of a second number is said in words and offers the first again', async () => {
    await open('already-holds');
    await tap(/^就业社保/);
    await tap('失业登记');
    await shows('您已经有这类事项的号 A018，不用再取。小票不见了可以再打一张。');
    await page.getByRole('alertdialog').getByRole('button', { name: '再打一张' }).click();
    await screen('done');
    expect(await inputOf(preview.stage, 'dispenser.reprint')).toEqual({ ticketId: ticket.ticketId });
  });

  test('when the numbers are used up sends to the desk', async () => {
    await open('no-numbers-left');
    await tap(/^就业社保/);
    await tap('失业登记');
    await shows('这类事项的号已经取完，请到导办台取号。');
  });
});

describe('the paper', () => {
  test('is told of as it comes', async () => {
    await open('printing');
    await takeTicket();
    await shows('正在出票，请稍候');
    const { paper } = preview.stage.view<typeof view>('dispenser.watch');
    preview.stage.change('dispenser.watch', { paper: { ...paper, state: 'printed' } });
    await shows('请取走小票');
  });

  test('that did not come voids the number and sends to the desk', async () => {
    await open('paper-failed');
    await tap(/^就业社保/);
    await tap('失业登记');
    await screen('paper-failed');
    await shows('号码 A018 已经作废，不会叫号。请到导办台取号，工作人员会帮您。');
  });

  test('that did not come a second time takes nothing away', async () => {
    await open('card-held');
    await tap('再打一张');
    await screen('done');
    preview.stage.change('dispenser.watch', { paper: { ticketId: ticket.ticketId, state: 'failed' } });
    await shows('这一次没有打出来。请到导办台报号码 A018，工作人员会帮您。');
  });

  test('nobody can vouch for leaves the number valid and names who helps', async () => {
    await open('paper-unknown');
    await takeTicket();
    await shows('小票出来了吗？');
    await shows(/号码 A018 有效，请到导办台报这个号/);
  });
});

describe('when no number can be had', () => {
  test.each([
    ['closed', '大厅现在不办公', '今天 14:00 开门'],
    ['closed-for-today', '大厅现在不办公', '明天 9:00 开门'],
    ['printer-paper-end', '这台机器暂时不能取号', '请到导办台取号。'],
    ['no-numbers', '这台机器的号取完了', '请到导办台取号。'],
    ['stopped', '这台机器暂时不能取号', '请到导办台取号。'],
    ['starting', '正在准备', /请稍候/],
    ['silent', '正在准备', /请稍候/],
  ])('%s: says what is the matter and the way on', async (scenario, title, way) => {
    await open(scenario);
    await shows(title);
    await shows(way);
    expect(await page.getByRole('button', { name: /^就业社保/ }).count()).toBe(0);
  });

  test('being offline is not the citizen’s concern: numbers go on', async () => {
    await open('open');
    preview.stage.change('dispenser.watch', { link: offline });
    await takeTicket();
  });

  test('a service that restarts is told of, the last view stays, and a press is not queued', async () => {
    await open('open');
    await screen('home');
    preview.cut();
    await shows('正在恢复，请稍候…');
    await tap(/^就业社保/);
    await tap('失业登记');
    await shows('机器正在恢复，刚才没有按上，请过几秒再按。');
    await tap('知道了');
    preview.restore();
    await page.getByText('正在恢复，请稍候…').waitFor({ state: 'detached' });
    expect(preview.stage.calls.some((call) => call.path === 'dispenser.press')).toBe(false);
    await tap('失业登记');
    await screen('done');
  });
});

describe('after a person', () => {
  test('the screen returns by itself with notice, and the service is told to forget', async () => {
    await open('card');
    await takeTicket();
    await shows('8 秒后回到首页');
    await page.clock.runFor(9_000);
    await screen('home');
    await preview.stage.called('dispenser.endSession');
    expect(await page.getByText('A018').count()).toBe(0);
  });

  test('who wants more time has it', async () => {
    await open('open');
    await takeTicket();
    await tap('多看一会儿');
    await shows('40 秒后回到首页');
  });

  test('language, size and reach are as before', async () => {
    await open('open');
    await tap('English');
    await tap('Large text');
    await shows('Guiyuan Sub-district Service Hall');
    await takeTicket('Jobs and social insurance');
    expect(await inputOf(preview.stage, 'dispenser.press')).toMatchObject({ locale: 'en' });
    await tap('Done');
    await shows('桂园街道政务服务大厅');
    expect(await page.locator('html').getAttribute('data-text')).toBe('standard');
  });

  test('who left in the middle is asked first, then forgotten', async () => {
    await open('open');
    await tap(/^就业社保/);
    await page.clock.runFor(46_000);
    await shows('您还在办吗？');
    await tap('还要时间');
    await screen('class');
    await page.clock.runFor(46_000);
    await shows('您还在办吗？');
    await page.clock.runFor(21_000);
    await screen('home');
    await preview.stage.called('dispenser.endSession');
  });
});

describe('large text', () => {
  /** A machine with a Mandarin voice whose every word is written down. */
  function writeDownWords(): void {
    const said: string[] = [];
    class Utterance extends EventTarget {
      text: string;
      constructor(text: string) {
        super();
        this.text = text;
      }
    }
    const synthesis = {
      getVoices: () => [{ lang: 'zh-CN' }],
      speak: ({ text }: Utterance) => said.push(text),
      cancel: () => undefined,
    };
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
    Object.assign(window, { SpeechSynthesisUtterance: Utterance, said });
  }
  const said = (): Promise<string[]> => page.evaluate('said');

  test('is spoken as it stands, without a name; standard text is silent', async () => {
    await open('card', { before: writeDownWords });
    await screen('home');
    expect(await said()).toEqual([]);
    await tap('大字版');
    await tap(/^就业社保/);
    await screen('class');
    await tap('失业登记');
    await screen('done');
    const seat = 'A018。请到 A 区就座，听到叫号再过去。';
    await expect.poll(said).toEqual(['就业社保', `正在出票，请稍候。${seat}`, `请取走小票。${seat}`]);
    await page.clock.runFor(5_000); // the seconds that are left are not counted aloud
    expect(await said()).toHaveLength(3);
  });

  test('speaks its dialogs', async () => {
    await open('no-numbers-left', { large: true, before: writeDownWords });
    await tap(/^就业社保/);
    await tap('失业登记');
    await shows('没有取到号');
    await expect.poll(said).toContain('没有取到号。这类事项的号已经取完，请到导办台取号。');
  });
});

test('what one person was told does not stand there for the next, though their card is gone', async () => {
  const held = scenarios['card-held'];
  const refused = { ok: false, refusal: { code: 'paper-still-coming', params: { number: 'A018' } } };
  await open({ ...held, answers: { ...held.answers, 'dispenser.reprint': () => refused } });
  await tap('再打一张');
  await shows('没有再打一张');
  preview.stage.change('dispenser.watch', { card: { state: 'none' } });
  await screen('home');
  await page.clock.runFor(46_000);
  await shows('您还在办吗？');
  await page.clock.runFor(21_000);
  await expect.poll(() => page.getByRole('alertdialog').count()).toBe(0);
});

test('staff can be called from every screen, and the screen says whether they heard', async () => {
  await open('open');
  await tap('呼叫工作人员');
  await shows('已经叫了工作人员');
  expect(await inputOf(preview.stage, 'session.callStaff')).toEqual({ place: '一号取号机' });
  await page.clock.runFor(61_000); // nobody closed it, and the next person has not called
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
});

test('five presses in a row in the corner ask for the keeper', async () => {
  await open('open');
  await screen('home');
  const asked = page.evaluate(
    () => new Promise((resolve) => addEventListener('message', ({ data }) => resolve(data.type))),
  );
  for (let press = 0; press < 4; press++) await page.mouse.click(60, 60);
  await page.mouse.click(540, 300); // elsewhere: starts again
  for (let press = 0; press < 5; press++) await page.mouse.click(60, 60);
  expect(await asked).toBe('onewindow:keeper');
});

test('works with a keyboard alone', async () => {
  await open('open');
  await screen('home');
  await page.getByRole('button', { name: /^就业社保/ }).focus();
  await page.keyboard.press('Enter');
  await screen('class');
  await page.getByRole('button', { name: '失业登记', exact: true }).focus();
  await page.keyboard.press('Space');
  await screen('done');
});

const LOOKS: readonly (readonly [string, Look])[] = [
  ['upright', {}],
  ['lying', { size: 'lying' }],
  ['small', { size: 'small' }],
  ['old, large', { size: 'old', large: true }],
  ['upright, large', { large: true }],
  ['lying, large', { size: 'lying', large: true }],
  ['upright, low', { low: true }],
  ['upright, large and low', { large: true, low: true }],
  ['upright, English', { english: true }],
  ['lying, English', { size: 'lying', english: true }],
  ['upright, large, English', { large: true, english: true }],
];

/** A state of the whole screen, and a word that shows that it is there. */
const STATES = {
  'card-failed': '[data-card="failed"]',
  'reader-down': '[data-card="none"]',
  'card-held': '[data-card="hello"]',
  'card-expired': '[data-screen="card-expired"]',
  'closed-for-today': '[data-screen="hall-closed"]',
  'printer-paper-end': '[data-screen="printer-down"]',
  'printer-machine-far': '[data-screen="printer-down"]',
  'no-numbers': '[data-screen="no-numbers"]',
  stopped: '[data-screen="stopped"]',
} as const;

test.each(LOOKS)(
  '%s: everything fits, is large enough to touch and to read, strong enough to see, and in its language',
  async (_name, look) => {
    const words = look.english
      ? { class: /^Jobs/, all: /^All services/, priority: /^Priority/, back: 'Back' }
      : { class: /^就业社保/, all: /^全部事项/, priority: /^优先办理/, back: '返回' };
    const found: string[] = [];
    const inspect = async (name: string, selector = `[data-screen="${name}"]`): Promise<void> => {
      await page.locator(selector).waitFor();
      const faults = await faultsOf(page, { minText: look.large ? 30 : 18 });
      const foreign = look.english ? await chineseOf(page, { sampleHall, view, ticket }, ['王*芳', '取号机 2']) : [];
      found.push(...[...faults, ...foreign].map((fault) => `${name}: ${fault}`));
    };
    await open('open', look);
    await inspect('home');
    for (const [state, selector] of Object.entries(STATES)) {
      preview.stage.show('dispenser.watch', scenarios[state as keyof typeof STATES].views?.['dispenser.watch']);
      await inspect(state, selector);
    }
    preview.stage.show('dispenser.watch', scenarios.card.views?.['dispenser.watch']);
    await tap(words.priority);
    await inspect('priority');
    await tap(words.back);
    await tap(words.all);
    await inspect('all');
    await tap(words.back);
    await tap(words.class);
    await inspect('class');
    await tap(look.english ? /^Unemployment registration/ : '失业登记');
    await inspect('done');
    preview.stage.change('dispenser.watch', { paper: { ticketId: ticket.ticketId, state: 'unknown' } });
    await inspect('paper-unknown', '.notice.warn');
    preview.stage.change('dispenser.watch', { paper: { ticketId: ticket.ticketId, state: 'failed' } });
    await inspect('paper-failed');
    expect(found).toEqual([]);
  },
);
