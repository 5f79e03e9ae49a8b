import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Ink, pointsOf } from '../../../src/shared/pad/ink.ts';
import type { PadView } from '../../../src/shared/protocol/counter-view.ts';
import { launchBrowser } from '../../preview/browser.ts';
import { asked, SERVICE, scenarios, toSign } from '../../preview/scenarios/pad.ts';
import { faultsOf } from './glass.ts';
import { type Look, type LookOptions, layoutFaults, leftInChinese, look } from './look.ts';

const SIZES = [
  [1280, 800],
  [1024, 600],
  [1024, 640],
  [800, 1280],
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
  open = await look(browser, 'pad', scenario, options);
  await open.page.locator('.pad').waitFor();
  return open;
}

const withClock: LookOptions = { prepare: (page) => page.clock.install() };
const rated = (at: Look) => at.stage.calls.filter((call) => call.path === 'pad.rate').map((call) => call.input);

describe('the five answers', () => {
  it.each(SIZES)('are equal in size and style at %i × %i', async (width, height) => {
    const { page } = await show('rate', { size: [width, height] });
    await page.locator('.answer').first().waitFor();
    const looks = await page.locator('.answer').evaluateAll((answers) =>
      answers.map((answer) => {
        const box = answer.getBoundingClientRect();
        const face = answer.querySelector('svg')!.getBoundingClientRect();
        const label = answer.querySelector('span')!;
        const of = (element: Element) => {
          const { color, backgroundColor, borderColor, borderWidth, fontSize, fontWeight, opacity, boxShadow } =
            getComputedStyle(element);
          return { color, backgroundColor, borderColor, borderWidth, fontSize, fontWeight, opacity, boxShadow };
        };
        const size = [box.width, box.height, face.width, face.height].map(Math.round);
        return JSON.stringify({
          size,
          answer: of(answer),
          label: of(label),
          stroke: getComputedStyle(answer.querySelector('svg')!).stroke,
        });
      }),
    );
    expect(looks).toHaveLength(5);
    expect(new Set(looks).size).toBe(1);
  });

  it('are all there in the order of the scale, none chosen beforehand', async () => {
    const { page } = await show('rate');
    await page.locator('.answer').first().waitFor();
    expect(await page.locator('.answer').allInnerTexts()).toEqual([
      '非常满意',
      '满意',
      '基本满意',
      '不满意',
      '非常不满意',
    ]);
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    expect(await page.locator('[aria-pressed="true"], [data-selected], :checked').count()).toBe(0);
    expect(await page.getByText('办理人员看不到您的选择').isVisible()).toBe(true);
  });

  it.each([
    ['非常满意', 5],
    ['满意', 4],
    ['基本满意', 3],
  ])('%s is submitted at once', async (name, level) => {
    const at = await show('rate');
    await at.page.getByRole('button', { name, exact: true }).click();
    await at.page.getByRole('heading', { name: '谢谢您的评价' }).waitFor();
    expect(rated(at)).toEqual([{ serviceId: SERVICE, level, reasons: [], text: '' }]);
  });

  it('take one press, however often they are pressed', async () => {
    const at = await show('rate-slow');
    const answer = at.page.getByRole('button', { name: '满意', exact: true });
    await answer.dblclick();
    await at.stage.called('pad.rate');
    expect(await answer.isDisabled()).toBe(true);
    expect(rated(at)).toHaveLength(1);
  });

  it('say in words why a rating was refused', async () => {
    const { page } = await show('rate-refused');
    await page.getByRole('button', { name: '满意', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('已经评价过');
  });
});

describe('不满意 and 非常不满意', () => {
  it.each([
    ['不满意', 2, '没有提供材料样本', '207'],
    ['非常不满意', 1, '服务态度差效率低', '115'],
  ])('%s needs a reason', async (name, level, reason, code) => {
    const at = await show('rate');
    await at.page.getByRole('button', { name, exact: true }).click();
    const submit = at.page.getByRole('button', { name: '提交', exact: true });
    expect(await submit.isDisabled()).toBe(true);
    await submit.click({ force: true });
    const tick = at.page.getByRole('button', { name: reason });
    await tick.click();
    expect(await submit.isEnabled()).toBe(true);
    await tick.click();
    expect(await submit.isDisabled()).toBe(true);
    expect(rated(at)).toEqual([]);
    await tick.click();
    await submit.click();
    await at.page.getByRole('heading', { name: '谢谢您的评价' }).waitFor();
    expect(rated(at)).toEqual([{ serviceId: SERVICE, level, reasons: [code], text: '' }]);
  });

  it('take words instead of a tick where there is a keyboard, but not blanks', async () => {
    const at = await show('rate');
    await at.page.getByRole('button', { name: '不满意', exact: true }).click();
    const words = at.page.getByRole('textbox');
    const submit = at.page.getByRole('button', { name: '提交', exact: true });
    await words.fill('   ');
    expect(await submit.isDisabled()).toBe(true);
    await words.fill('字'.repeat(200));
    expect(await words.inputValue()).toHaveLength(150);
    await submit.click();
    await at.stage.called('pad.rate');
    expect(rated(at)).toEqual([{ serviceId: SERVICE, level: 2, reasons: [], text: '字'.repeat(150) }]);
  });

  it('offer ticks only on a bare touch pad', async () => {
    const { page } = await show('rate', { context: { hasTouch: true, isMobile: true } });
    await page.getByRole('button', { name: '不满意', exact: true }).tap();
    await page.locator('.reason').first().waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
  });

  it('let the person go back, and forget what was ticked', async () => {
    const at = await show('rate');
    const { page } = at;
    await page.getByRole('button', { name: '不满意', exact: true }).click();
    await page.getByRole('button', { name: '服务态度生硬' }).click();
    await page.getByRole('button', { name: '返回重选' }).click();
    await page.getByRole('button', { name: '非常不满意', exact: true }).click();
    expect(await page.locator('.reason[data-selected]').count()).toBe(0);
    expect(rated(at)).toEqual([]);
  });

  it('reach every reason in enlarged text, by pages that keep their ticks', async () => {
    const { page } = await show('rate', { query: { text: 'large' } });
    await page.getByRole('button', { name: '不满意', exact: true }).click();
    await page.getByRole('button', { name: '没有提供材料清单' }).click();
    await page.getByRole('button', { name: '其他原因（1/2）' }).click();
    expect(await page.locator('.reason').count()).toBe(4);
    await page.getByRole('button', { name: '其他原因（2/2）' }).click();
    expect(await page.getByRole('button', { name: '没有提供材料清单' }).getAttribute('aria-pressed')).toBe('true');
  });
});

describe('the time to answer', () => {
  it('runs out without a rating', async () => {
    const at = await show('rate', withClock);
    await at.page.getByRole('timer').waitFor();
    expect(await at.page.getByRole('timer').innerText()).toBe('还有 60 秒');
    await at.page.clock.runFor(46_000);
    await at.page
      .getByText(/还有 1[45] 秒，到时不作评价/)
      .first()
      .waitFor();
    await at.page.clock.runFor(15_000);
    await at.page.getByRole('heading', { name: '时间到了，这次没有评价' }).waitFor();
    expect(await at.page.locator('.answer').count()).toBe(0);
    expect(rated(at)).toEqual([]);
  });

  it('runs out over ticked reasons too, and nothing of them stays', async () => {
    const at = await show('rate', withClock);
    await at.page.getByRole('button', { name: '不满意', exact: true }).click();
    await at.page.getByRole('button', { name: '服务态度生硬' }).click();
    await at.page.clock.runFor(61_000);
    await at.page.getByRole('heading', { name: '时间到了，这次没有评价' }).waitFor();
    expect(rated(at)).toEqual([]);
    at.stage.change('pad.watch', { stage: asked(60, { serviceId: 'the-next-service' }) });
    at.stage.change('pad.watch', {
      hallTime: 0,
      stage: { ...asked(60), serviceId: 'the-next-service', until: 60_000 },
    });
    await at.page.locator('.answer').first().waitFor();
  });

  it('starts again once when more is asked for, and keeps what was ticked', async () => {
    const at = await show('rate', withClock);
    await at.page.getByRole('button', { name: '不满意', exact: true }).click();
    await at.page.getByRole('button', { name: '服务态度生硬' }).click();
    await at.page.getByRole('button', { name: '还要时间' }).click();
    await at.page.getByText(/还有 (90|89) 秒/).waitFor();
    expect(at.stage.calls.filter((call) => call.path === 'pad.moreTime').map((call) => call.input)).toEqual([
      { serviceId: SERVICE },
    ]);
    expect(await at.page.getByRole('button', { name: '还要时间' }).count()).toBe(0);
    expect(await at.page.locator('.reason[data-selected]').count()).toBe(1);
  });
});

describe('the next person', () => {
  it('finds language and size as the station is set up', async () => {
    const at = await show('rate');
    await at.page.getByRole('button', { name: 'English' }).click();
    await at.page.getByRole('button', { name: 'Large text' }).click();
    at.stage.change('pad.watch', { stage: { stage: 'idle', clerkName: '周敏' } });
    await at.page.getByText('周敏 为您服务').waitFor();
    expect(await at.page.evaluate(() => document.documentElement.dataset.text)).toBe('standard');
    expect(await at.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  });

  it('keeps their choices from being called to having rated', async () => {
    const at = await show('called');
    await at.page.getByRole('button', { name: 'English' }).click();
    at.stage.change('pad.watch', { stage: { stage: 'serving', number: 'A012', clerkName: '周敏', itemName: null } });
    await at.page.getByRole('heading', { name: 'We are working on your case' }).waitFor();
    at.stage.change('pad.watch', { stage: asked(60) });
    await at.page.getByRole('heading', { name: 'How was the service this time?' }).waitFor();
  });
});

it('takes no press while its station is away, and says so', async () => {
  const at = await show('rate');
  await at.page.locator('.answer').first().waitFor();
  at.preview.cut();
  await at.page.getByRole('heading', { name: '评价器正在重新连接，请稍候' }).waitFor();
  expect(await at.page.locator('.answer').count()).toBe(0);
  at.preview.restore();
  await at.page.locator('.answer').first().waitFor();
});

const STAGES = [
  ...(['idle', 'called', 'serving', 'sign', 'sign-long', 'signed', 'declined'] as const),
  ...(['rate', 'rate-soon', 'explain', 'thanks', 'closed'] as const),
];

/** Every stage one after the other on one pad; the reasons of both bad levels among them. */
async function throughEveryStage(at: Look, check: (where: string) => Promise<void>): Promise<void> {
  for (const stage of STAGES) {
    const view = scenarios[stage].views?.['pad.watch'] as PadView;
    at.stage.show('pad.watch', view);
    await at.page.locator(`[data-stage="${view.stage.stage}"]`).waitFor();
    await check(stage);
    if (stage !== 'rate') continue;
    for (const level of [2, 1]) {
      await at.page.locator(`[data-level="${level}"]`).click();
      await at.page.locator('.reason').first().waitFor();
      await check(`reasons of ${level}`);
      await at.page.locator('.row button').first().click();
      await at.page.locator('.answer').first().waitFor();
    }
  }
}

describe.each(SIZES)('at %i × %i', (width, height) => {
  it.each([
    ['zh', 'standard'],
    ['zh', 'large'],
    ['en', 'standard'],
    ['en', 'large'],
  ])('every stage fits, in %s, %s text', async (lang, text) => {
    const at = await show('idle', { size: [width, height], query: { lang, text } });
    await throughEveryStage(at, async (where) => {
      const faults = await faultsOf(at.page, { minText: text === 'large' ? 30 : 18 });
      expect([where, await layoutFaults(at.page), faults]).toEqual([where, [], []]);
    });
  });
});

it('is English throughout when English is chosen', async () => {
  const at = await show('idle', { query: { lang: 'en' } });
  await throughEveryStage(at, async (where) => {
    expect([where, await leftInChinese(at.page, at.stage.view('pad.watch'))]).toEqual([where, '']);
  });
});

it.each([
  [1280, 800],
  [800, 1280],
  [1024, 600],
])('a tablet that is not paired asks for six digits, and everything fits at %i × %i', async (width, height) => {
  const { page } = await show('pairing', { size: [width, height] });
  await page.getByRole('heading', { name: '配给 5 号窗口' }).waitFor();
  expect(await layoutFaults(page)).toEqual([]);
  expect(await faultsOf(page, { minText: 18 })).toEqual([]);
  expect(await page.getByRole('button', { name: '配对' }).isDisabled()).toBe(true);
  for (const digit of '407152') await page.getByRole('button', { name: digit, exact: true }).click();
  expect(await page.getByRole('button', { name: '配对' }).isEnabled()).toBe(true);
});

describe('a signature', () => {
  async function write(page: Look['page']): Promise<void> {
    const box = (await page.locator('.ink').boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.6, { steps: 8 });
    await page.mouse.up();
  }

  it('shows what it is for, and is handed in as strokes of the field, whatever the screen', async () => {
    const at = await show('sign', { size: [800, 1280] });
    expect(await at.page.locator('.signed-text').innerText()).toContain(toSign.statement);
    await write(at.page);
    await at.page.getByRole('button', { name: '确认签名' }).click();
    const { ink, requestId } = (await at.stage.called('pad.sign')).input as { ink: Ink; requestId: string };
    expect(requestId).toBe('request-1');
    expect(pointsOf(ink.strokes[0]!)[0]).toMatchObject({ x: 200, y: expect.closeTo(ink.height * 0.4, -1) });
    expect(pointsOf(ink.strokes[0]!).at(-1)).toMatchObject({ x: 800, y: expect.closeTo(ink.height * 0.6, -1) });
    await at.page.getByRole('heading', { name: '签好了' }).waitFor();
  });

  it('asks quietly when nobody touched anything for a minute, and goes on where it was', async () => {
    const { page } = await show('sign', withClock);
    await page.locator('.ink').waitFor();
    await write(page);
    await page.clock.fastForward(59_000);
    expect(await page.getByText('还要签名吗').count()).toBe(0);
    await page.clock.fastForward(2_000);
    await page.getByText('还要签名吗').waitFor();
    await page.getByRole('button', { name: '还在看' }).click();
    expect(await page.getByRole('button', { name: '确认签名' }).isEnabled(), 'the strokes are still there').toBe(true);
  });

  it('says that there is more to read where the text does not fit', async () => {
    const { page } = await show('sign-long', { size: [1024, 600] });
    const more = page.getByRole('button', { name: '往下看' });
    await more.waitFor();
    // It goes with the last line, which may be between the look and the press.
    while (await more.isVisible()) await more.click({ timeout: 1_000 }).catch(() => undefined);
    const seen = await page.locator('.signed-text .all').evaluate((all) => {
      return all.scrollHeight - all.clientHeight - all.scrollTop;
    });
    expect(Math.abs(seen)).toBeLessThan(10);
  });
});

describe('a poor answer on keys', () => {
  it('is asked for its reasons; without any nothing is said twice', async () => {
    const at = await show('explain');
    await at.page.getByText('您选的是：不满意').waitFor();
    await at.page.getByRole('button', { name: '没有提供材料样本' }).click();
    await at.page.getByRole('button', { name: '提交', exact: true }).click();
    expect((await at.stage.called('pad.explain')).input).toEqual({ serviceId: SERVICE, reasons: ['207'], text: '' });
    expect(rated(at)).toEqual([]);
  });

  it('can be left as it is', async () => {
    const at = await show('explain');
    await at.page.getByRole('button', { name: '不说了' }).click();
    expect((await at.stage.called('pad.explain')).input).toEqual({ serviceId: SERVICE, reasons: [], text: '' });
  });
});

it('says that it is getting ready before its station has answered', async () => {
  const { page } = await show('silent');
  await page.getByRole('heading', { name: '评价器正在重新连接，请稍候' }).waitFor();
});
