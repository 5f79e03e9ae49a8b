import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DisplayView } from '../../../src/shared/protocol/views.ts';
import { launchBrowser } from '../../preview/browser.ts';
import { call, scenarios, view } from '../../preview/scenarios/display.ts';
import { NOW } from '../../preview/scenarios/hall.ts';
import { faultsOf } from './glass.ts';
import { type Look, type LookOptions, layoutFaults, leftInChinese, look } from './look.ts';

const SIZES = [
  [1920, 1080],
  [1080, 1920],
  [3840, 2160],
  [1280, 720],
  [1366, 768],
] as const;

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

async function show(scenario: keyof typeof scenarios, options?: LookOptions): Promise<Look> {
  open = await look(browser, 'display', scenario, { size: [1920, 1080], ...options });
  await open.page.locator('.display').waitFor();
  return open;
}

/** A machine with a Mandarin voice whose every word is written down; a sentence ends when the test says so. */
async function withVoice(page: Page): Promise<void> {
  await page.clock.install();
  await page.addInitScript(() => {
    const said: string[] = [];
    const speaking: EventTarget[] = [];
    class Utterance extends EventTarget {
      lang = '';
      voice: unknown = null;
      rate = 1;
      text: string;
      constructor(text: string) {
        super();
        this.text = text;
      }
    }
    const synthesis = Object.assign(new EventTarget(), {
      getVoices: () => [
        { lang: 'en-US', name: 'English' },
        { lang: 'zh-HK', name: 'Cantonese' },
        { lang: 'zh-CN', name: 'Mandarin' },
      ],
      speak(utterance: Utterance) {
        said.push(`${(utterance.voice as { name: string }).name}: ${utterance.text}`);
        speaking.push(utterance);
      },
      cancel() {},
    });
    const silence = {
      connect() {},
      start() {},
      stop() {},
      frequency: {},
      gain: { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} },
    };
    class Audio extends EventTarget {
      state = 'running';
      currentTime = 0;
      destination = {};
      createGain = () => silence;
      createOscillator = () => silence;
      resume = () => Promise.resolve();
    }
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
    Object.assign(window, {
      SpeechSynthesisUtterance: Utterance,
      AudioContext: Audio,
      said,
      endSentence: () => speaking.shift()?.dispatchEvent(new Event('end')),
    });
  });
}

interface PlayedSound {
  readonly from: number;
  readonly seconds: number;
  readonly volume: number;
}

/** A machine without any voice, the sounds it really plays written down: real decoding, real audio. */
async function countSounds(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sounds: PlayedSound[] = [];
    Object.assign(window, { sounds });
    let gain: GainNode | undefined;
    const { createGain } = AudioContext.prototype;
    AudioContext.prototype.createGain = function () {
      gain = createGain.call(this);
      return gain;
    };
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (from = 0) {
      sounds.push({ from, seconds: this.buffer?.duration ?? 0, volume: gain?.gain.value ?? 0 });
      start.call(this, from);
    };
  });
}

const sounds = (page: Page): Promise<PlayedSound[]> =>
  page.evaluate(() => (window as unknown as { sounds: PlayedSound[] }).sounds);

const heard = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as { said: string[] }).said);
const endSentence = (page: Page): Promise<unknown> =>
  page.evaluate(() => (window as unknown as { endSentence(): unknown }).endSentence());
const CHIME = 1_100;
const SHOWN = 4_100;
const large = (page: Page): Promise<string> => page.locator('.sheet .number').innerText();

const fresh = (number: string, window: number, calls = 1) => call(number, window, { calledAt: NOW, calls });

describe('announcements', () => {
  it('say a new call once, whatever else changes', async () => {
    const { page, stage } = await show('calls', { prepare: withVoice });
    await page.locator('.sheet').waitFor();
    expect(await heard(page)).toEqual([]); // what was there when the page opened is not shouted again
    stage.change('display.watch', { calls: [fresh('B012', 12), ...view.calls] });
    await page.getByText('B012').waitFor();
    await page.clock.runFor(CHIME);
    expect(await heard(page)).toEqual(['Mandarin: 请 B 零 一 二 号，到 十二 号窗口']);
    await endSentence(page);
    await page.clock.runFor(SHOWN);
    stage.change('display.watch', { next: ['A099'] });
    await page.getByText('A099').waitFor();
    await page.clock.runFor(30_000);
    expect(await heard(page)).toHaveLength(1);
  });

  it('say a call again when the clerk calls again', async () => {
    const { page, stage } = await show('calls', { prepare: withVoice });
    await page.locator('.sheet').waitFor();
    const [first, ...rest] = view.calls;
    stage.change('display.watch', { calls: [{ ...first, calls: 2, calledAt: NOW }, ...rest] });
    await expect
      .poll(() => page.clock.runFor(CHIME).then(() => heard(page)))
      .toEqual(['Mandarin: 请 A 零 一 二 号，到 五 号窗口']);
  });

  it('never speak two at once, and show the number that is spoken', async () => {
    const { page, stage } = await show('calls', { prepare: withVoice });
    await page.locator('.sheet').waitFor();
    const one = { ...fresh('C030', 6), calledAt: NOW - 200 };
    stage.change('display.watch', { calls: [fresh('B031', 3), one, ...view.calls.slice(2)] });
    await page.locator('.sheet', { hasText: 'C030' }).waitFor();
    await page.clock.runFor(CHIME + SHOWN);
    expect(await heard(page)).toHaveLength(1);
    expect(await large(page)).toBe('C030');
    await endSentence(page);
    await page.locator('.sheet', { hasText: 'B031' }).waitFor();
    await page.clock.runFor(CHIME);
    expect(await heard(page)).toEqual([
      'Mandarin: 请 C 零 三 零 号，到 六 号窗口',
      'Mandarin: 请 B 零 三 一 号，到 三 号窗口',
    ]);
  });

  it('are put together from recordings where the machine has no Mandarin voice, as loud as the hall says', async () => {
    const { page, stage } = await show('calls', { prepare: countSounds });
    await page.locator('.sheet').waitFor();
    await page.locator('.display').click(); // a browser lets nothing sound before
    await page.getByRole('button', { name: '有声叫号' }).waitFor();
    stage.change('display.watch', { calls: [fresh('B012', 12), ...view.calls], volume: 0.5 });
    await expect.poll(() => sounds(page), { timeout: 10_000 }).toHaveLength(10); // 请 B 零 一 二 号 到 十 二 号窗口
    const played = await sounds(page);
    for (const [i, sound] of played.entries()) {
      expect(sound.seconds).toBeGreaterThan(0.1);
      // One after the other: never two at once.
      if (i > 0) expect(sound.from).toBeCloseTo(played[i - 1]!.from + played[i - 1]!.seconds, 3);
      expect(sound.volume).toBe(0.5);
    }
  });

  it('are a chime, and the button says so, where the recordings are missing too', async () => {
    const { page, stage } = await show('calls', {
      prepare: async (page) => {
        await countSounds(page);
        await page.route('**/voice/**', (route) => route.fulfill({ status: 404 }));
      },
    });
    await page.locator('.sheet').waitFor();
    await page.locator('.display').click();
    stage.change('display.watch', { calls: [fresh('B012', 12), ...view.calls] });
    await page.getByRole('button', { name: '只有提示音' }).waitFor();
    expect(await sounds(page)).toEqual([]);
  });

  it('go on after a voice that never ends', async () => {
    const { page, stage } = await show('calls', { prepare: withVoice });
    await page.locator('.sheet').waitFor();
    stage.change('display.watch', { calls: [fresh('B031', 3), { ...fresh('C030', 6), calledAt: NOW - 200 }] });
    await page.locator('.sheet', { hasText: 'C030' }).waitFor();
    await page.clock.runFor(15_000);
    await page.locator('.sheet', { hasText: 'B031' }).waitFor();
  });

  it('are not made when the page is opened again', async () => {
    const { page, stage } = await show('calls', { prepare: withVoice });
    await page.locator('.sheet').waitFor();
    stage.change('display.watch', { calls: [fresh('B012', 12), ...view.calls] });
    await page.locator('.sheet', { hasText: 'B012' }).waitFor();
    await page.reload();
    await page.locator('.sheet', { hasText: 'B012' }).waitFor();
    await page.clock.runFor(CHIME);
    expect(await heard(page)).toEqual([]);
  });

  it('are shown but not said where the keeper chose silence, also after the page is opened again', async () => {
    const { page, stage } = await show('calls', { prepare: withVoice });
    await page.getByRole('button', { name: '有声叫号' }).click();
    await page.getByRole('button', { name: '静音叫号' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '静音叫号' }).waitFor();
    stage.change('display.watch', { calls: [fresh('B012', 12), ...view.calls] });
    await page.locator('.sheet', { hasText: 'B012' }).waitFor();
    await page.clock.runFor(CHIME + SHOWN);
    expect(await heard(page)).toEqual([]);
  });
});

describe('a new call', () => {
  it('is emphasised for less than 200 ms, and not at all with reduced motion', async () => {
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const { page } = await show('calls', { context: { reducedMotion } });
      await page.locator('.sheet').waitFor();
      const motion = await page.locator('.sheet').evaluate((sheet) => {
        const { animationName, animationDuration } = getComputedStyle(sheet);
        return animationName === 'none' ? 0 : Number.parseFloat(animationDuration) * 1_000;
      });
      if (reducedMotion === 'reduce') expect(motion).toBe(0);
      else expect(motion).toBeLessThan(200);
      await open?.close();
      open = undefined;
    }
  });
});

describe('what is shown', () => {
  it('asks the hall for the area in the address', async () => {
    const { stage } = await show('calls', { query: { area: 'area-a' } });
    expect((await stage.called('display.watch')).input).toEqual({ areaId: 'area-a' });
  });

  it('says since when it is old', async () => {
    const { page, stage, preview } = await show('stale');
    expect(await page.getByRole('status').innerText()).toContain('显示的是 10:22 的情况');
    stage.change('display.watch', { live: true, hallTime: NOW });
    await page.getByRole('status').waitFor({ state: 'detached' });
    preview.cut();
    await page.getByText('显示的是 10:26 的情况').waitFor();
    expect(await large(page)).toBe('A012');
  });

  it.each([
    ['empty', '现在没有叫号', '办事请先在取号机取号'],
    ['about-to-call', '现在没有叫号', '请稍候，马上开始叫号'],
    ['closed', '14:00 开始办理', '今天办理时间 9:00 – 12:00、14:00 – 17:00'],
    ['closed-for-today', '现在不办理', '今天办理时间 9:00 – 17:00'],
    ['silent', '正在连接大厅', '叫号请听现场通知'],
  ] as const)('%s is a state with words', async (scenario, title, hint) => {
    const { page } = await show(scenario);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await page.getByText(hint).isVisible()).toBe(true);
  });
});

const FILLED = ['calls', 'one', 'serving', 'full', 'stale', 'full-stale'] as const;
const QUIET = ['empty', 'about-to-call', 'closed', 'closed-for-today'] as const;

/** Every state one after the other on one screen. */
async function throughEveryState(at: Look, check: (state: string, filled: boolean) => Promise<void>): Promise<void> {
  for (const state of [...FILLED, ...QUIET]) {
    const shown = scenarios[state].views?.['display.watch'] as DisplayView;
    const filled = shown.calls.length > 0;
    at.stage.show('display.watch', shown);
    await at.page.locator(`[data-state="${filled ? 'calls' : shown.opening.state}"]`).waitFor();
    if (filled) await at.page.locator('.sheet', { hasText: shown.calls[0]?.number ?? '' }).waitFor();
    const rows = Math.max(0, Math.min(6, shown.calls.length - 1));
    await expect.poll(() => at.page.locator('.others li').count()).toBe(rows);
    await check(state, filled);
  }
}

describe.each(SIZES)('at %i × %i', (width, height) => {
  it.each(['zh', 'en'])('everything fits and the called number is the largest thing, in %s', async (lang) => {
    const at = await show('calls', { size: [width, height], query: { lang } });
    await throughEveryState(at, async (state, filled) => {
      expect([state, await layoutFaults(at.page), await faultsOf(at.page, { minText: 18 })]).toEqual([state, [], []]);
      if (!filled) return;
      const sizes = await at.page.locator('.display *').evaluateAll((elements) =>
        elements
          .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3))
          .map((element) => ({
            called: element.matches('.sheet .number'),
            px: Number.parseFloat(getComputedStyle(element).fontSize),
          })),
      );
      const called = sizes.find((each) => each.called)?.px ?? 0;
      const others = Math.max(...sizes.filter((each) => !each.called).map((each) => each.px));
      expect(called).toBeGreaterThan(1.5 * others);
      expect(called / Math.min(width, height)).toBeGreaterThan(0.2); // read at twelve metres
    });
  });
});

it('is English throughout when English is chosen', async () => {
  const at = await show('calls', { query: { lang: 'en' } });
  await throughEveryState(at, async (state) => {
    expect([state, await leftInChinese(at.page, at.stage.view('display.watch'))]).toEqual([state, '']);
  });
});
