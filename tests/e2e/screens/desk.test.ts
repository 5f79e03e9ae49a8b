import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../preview/browser.ts';
import type { scenarios } from '../../preview/scenarios/desk.ts';
import { type Preview, startPreview } from '../../preview/server.ts';

let browser: Browser;
let page: Page;
let preview: Preview;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.close();
  await preview.close();
  expect(complaints.splice(0)).toEqual([]);
});

async function open(scenario: keyof typeof scenarios, query = ''): Promise<void> {
  preview = await startPreview({ role: 'desk', scenario });
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(preview.url + query);
}

describe('signing in', () => {
  it('asks for the keeper’s code before anything is shown, and posts it', async () => {
    await open('locked');
    let posted: unknown;
    await page.route('**/desk/login', async (route) => {
      posted = route.request().postDataJSON();
      await route.fulfill({ status: 204 });
    });
    await page.getByRole('heading', { name: '登录管理台' }).waitFor();
    expect(await page.locator('.desk').count()).toBe(0);
    await page.keyboard.type('48310927');
    const reloaded = page.waitForEvent('load');
    await page.keyboard.press('Enter');
    await reloaded; // the next connection carries the cookie
    expect(posted).toEqual({ code: '48310927' });
  });

  it.each([
    [401, '口令不对，请核对后再输'],
    [429, '输错次数太多，请过一分钟再试'],
    [502, '连不上大厅服务器，请稍候再试'],
  ])('an answer of %i is said in words', async (status, words) => {
    await open('locked');
    await page.route('**/desk/login', (route) => route.fulfill({ status }));
    await page.getByLabel('请输入管理台口令').fill('1234');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('alert').getByText(words).waitFor();
    expect(await page.getByLabel('请输入管理台口令').inputValue()).toBe('1234');
  });
});

describe('the hall at a glance', () => {
  it('raises what a person must settle, with an explanation', async () => {
    await open('busy');
    const needs = page.locator('.needs');
    await needs.getByText('同号两处办理').waitFor();
    await needs.getByText('两次办理都已记下').waitFor();
    await needs.getByText('一号两票').waitFor();
    await needs.getByRole('button', { name: '已去 自助机 1' }).click();
    await preview.stage.called('desk.answerHelp');
    await needs.getByText('呼叫工作人员').waitFor({ state: 'detached' });
    await needs.getByRole('button', { name: 'A812 已核对' }).click();
    await page.getByText('当时的记录都还在流水里').waitFor();
    await page.locator('.ant-popconfirm').getByRole('button', { name: '已核对' }).click();
    expect(await preview.stage.called('desk.settleConflict')).toMatchObject({ input: { conflict: 'served-twice' } });
    await needs.getByText('同号两处办理').waitFor({ state: 'detached' });
  });

  it('shows no alarm where there is none', async () => {
    await open('calm');
    await page.getByText('设备正常').first().waitFor();
    expect(await page.locator('.needs, .tag.bad').count()).toBe(0);
  });

  it('names the waits that are too long and the queues nobody serves', async () => {
    await open('busy');
    await page.getByRole('row', { name: /房屋租赁.*等太久.*34 分/ }).waitFor();
    await page.getByRole('row', { name: /城市管理.*没有窗口在办/ }).waitFor();
  });

  it('puts stations in trouble first, with what to do', async () => {
    await open('busy');
    const rows = page.locator('.stations li');
    await rows.first().getByText('10:17 起离线').waitFor();
    await rows.first().getByText('待同步 6 条').waitFor();
    await rows.nth(1).getByText('请打开上盖，装入新纸卷').waitFor();
  });

  it('a refused station is refused, not away, with the way out; a machine of the same name beside it is told apart', async () => {
    await open('refused');
    const rows = page.locator('.stations li');
    await rows.first().getByText('10:21 起被拒绝').waitFor();
    await rows.first().getByText('请在管理台点“换新机器”').waitFor();
    await rows.nth(1).getByText('10:23 有另一台机器用这个站点名来连，被拒绝').waitFor();
    const rebuilt = rows.nth(2);
    await rebuilt.getByText('数据库损坏，09:46 已自动重建').waitFor();
    await rebuilt.getByText('找回流水 214 条，其中待交 3 条；2 张票请到机器前确认出没出').waitFor();
  });

  it('says what the devices of a station suffered from today, and on a press before', async () => {
    await open('busy');
    const ours = page.locator('.stations li', { hasText: '取号机 2' }).first();
    await ours.getByText('今天：小票打印机缺纸 3 次，共 12 分钟').waitFor();
    await ours.getByRole('button', { name: '取号机 2 近 90 天的设备故障' }).click();
    expect(await preview.stage.called('desk.deviceDays')).toMatchObject({ input: { stationId: 'dispenser-2' } });
    await ours.getByText('读卡器没有响应 1 次，共 41 分钟；小票打印机上盖没合好 2 次，共 3 分钟').waitFor();
  });

  it('says which roll is to be changed tonight, and takes that it was', async () => {
    await open('busy');
    const ours = page.locator('.stations li', { hasText: '自助机 1' });
    await ours.getByText('今晚换纸卷，还够约 96 张').waitFor();
    await ours.getByRole('button', { name: '自助机 1已换纸卷' }).click();
    await page.getByRole('button', { name: '已换纸卷', exact: true }).last().click();
    expect(await preview.stage.called('desk.newRoll')).toMatchObject({ input: { stationId: 'kiosk-1' } });
  });

  it('shows what printers make of a layout, marks a wrong line in words, and takes it only when it is right', async () => {
    await open('busy');
    await page.getByRole('button', { name: '小票版式' }).click();
    await page.getByAltText('58 毫米纸上的样子').waitFor();
    const drawn = await page
      .getByAltText('80 毫米纸上的样子')
      .evaluate((image: HTMLImageElement) => image.naturalWidth);
    expect(drawn).toBeGreaterThanOrEqual(576);
    const text = page.getByLabel('第 3 行的字');
    await text.fill('{numer}');
    await page.getByText('第 3 行：没有 {numer} 这一项').waitFor();
    expect(await page.getByRole('button', { name: '保存' }).isDisabled()).toBe(true);
    await text.fill('号码 {number}');
    await page.getByAltText('80 毫米纸上的样子').waitFor();
    await page.getByRole('button', { name: '保存' }).click();
    expect(await preview.stage.called('desk.saveSlip')).toMatchObject({ input: { slip: 'ticket' } });
    await page.getByText('已保存，各台机器照此打印').waitFor();
  });

  it('names in a layout are the hall’s words and not those of the file', async () => {
    await open('busy');
    await page.getByRole('button', { name: '小票版式' }).click();
    await page.locator('.of-when', { hasText: '有预计等候句时' }).waitFor();
    await page.getByText('{waitLine} 预计等候句').waitFor();
  });

  it('is left by signing out, and read in English from then on once that was chosen', async () => {
    await open('busy');
    await page.getByRole('button', { name: 'English' }).click();
    let left = 0;
    await page.route('**/desk/logout', (route) => {
      left++;
      return route.fulfill({ status: 204 });
    });
    const reloaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await reloaded;
    expect(left).toBe(1);
    await page.getByText('Needs you').waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('需要处理').waitFor();
  });

  it('counts five levels and names no clerk beside them', async () => {
    await open('busy');
    const card = page.locator('section', { has: page.getByRole('heading', { name: '今日评价 · 72 次' }) });
    await card.waitFor();
    expect(await card.getByRole('progressbar').count()).toBe(5);
    expect(await card.textContent()).not.toMatch(/陈静|林晓/);
  });

  it('tells recent events in words, with the reason of a refusal', async () => {
    await open('busy');
    const recent = page.locator('.recent');
    await recent.getByText('3 号窗口叫下一位 B007').waitFor();
    await recent.getByText('未办成：这个号正在别的窗口办理').waitFor();
  });

  it('gives a code for a new station', async () => {
    await open('busy');
    await page.getByRole('button', { name: '添加站点' }).click();
    await page.getByText('4831-0927').waitFor();
    await page.getByText('10:41 前有效，只能用一次').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('4831-0927').waitFor({ state: 'hidden' });
  });

  it('a machine that is away gets a successor: only after it was said what becomes of the old one', async () => {
    await open('refused');
    const row = page.locator('.stations li').first();
    await row.getByRole('button', { name: '给 2 号窗口 换新机器' }).click();
    await page.getByText('旧机器马上停用').waitFor();
    await page.getByRole('button', { name: '停用旧机器，取码' }).click();
    expect(await preview.stage.called('desk.replace')).toMatchObject({ input: { stationId: 'counter-2' } });
    await page.getByText('K7QM-2XWD').waitFor();
    await page.getByText('station 写 counter-2').waitFor();
    // One that stands in line has nothing to be replaced.
    expect(await page.locator('.stations li').nth(1).getByRole('button', { name: '换新机器' }).count()).toBe(0);
  });

  it('puts a station out only after it was said what that means', async () => {
    await open('busy');
    await page.getByRole('button', { name: '停用 取号机 1', exact: true }).click();
    await page.getByText('它马上断线').waitFor();
    await page.getByRole('button', { name: '不停用' }).click();
    await page.getByText('它马上断线').waitFor({ state: 'hidden' });
    expect(await page.getByText('已停用').count()).toBe(0);
    await page.getByRole('button', { name: '停用 取号机 1', exact: true }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '停用', exact: true }).click();
    expect(await preview.stage.called('desk.revoke')).toMatchObject({ input: { stationId: 'dispenser-1' } });
    await page.getByText('这台要再用，按“添加站点”取一个登记码').waitFor();
    expect(await page.getByRole('button', { name: '停用 取号机 1', exact: true }).count()).toBe(0);
  });

  it('makes a token for another system, shows it once, and ends one after asking', async () => {
    await open('calm');
    await page.getByRole('button', { name: '接口令牌' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('row', { name: /市政府网站 排队情况、凭码查进度/ }).waitFor();
    const make = dialog.getByRole('button', { name: '开通', exact: true });
    await dialog.getByLabel('系统名称，如 市政府网站').fill('统计平台');
    expect(await make.isEnabled()).toBe(false); // nothing it may read
    await dialog.getByLabel('统计', { exact: true }).check();
    await make.click();
    expect(await preview.stage.called('desk.newApiToken')).toMatchObject({
      input: { name: '统计平台', scopes: ['statistics'] },
    });
    expect(await dialog.getByLabel('统计平台 的令牌', { exact: true }).inputValue()).toMatch(/^ow1\./);
    await dialog.getByRole('button', { name: '停用 市政府网站 的令牌' }).click();
    await page.getByText('对方马上查不到了').waitFor();
    await page.getByRole('tooltip').getByRole('button', { name: '停用', exact: true }).last().click();
    expect(await preview.stage.called('desk.revokeApiToken')).toMatchObject({ input: { id: '0a0a0a0a' } });
    await dialog.getByText('已停用').waitFor();
    // Nobody reads it a second time.
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '接口令牌' }).click();
    await dialog.getByRole('row', { name: /统计平台/ }).waitFor();
    expect(await page.content()).not.toContain('ow1.');
  });

  it('says from when its picture is while the connection is lost', async () => {
    await open('busy');
    await page.locator('.desk').waitFor();
    preview.cut();
    await page.getByText('连接断开，显示的是 10:26 的情况').waitFor();
    expect(await page.getByRole('button', { name: '已去 自助机 1' }).isDisabled()).toBe(true);
    preview.restore();
    await page.getByText('连接断开').waitFor({ state: 'detached' });
  });
});

describe('layout', () => {
  it.each(['busy', 'calm', 'empty'] as const)('“%s” has nothing beyond the edge at any size', async (scenario) => {
    await open(scenario);
    for (const query of ['', '?lang=en']) {
      await page.goto(preview.url + query);
      await page.locator('.desk').waitFor();
      for (const [width, height] of [
        [1920, 1080],
        [1366, 768],
        [1024, 768],
      ] as const) {
        await page.setViewportSize({ width, height });
        for (const px of [16, 20]) {
          const wide = await page.evaluate((size) => {
            document.documentElement.style.fontSize = `${size}px`;
            const beyond = [
              ...document.querySelectorAll<HTMLElement>('.card, .window, .counts, li, td, th, .line, dd'),
            ];
            return [
              ...(document.documentElement.scrollWidth > innerWidth ? ['the page'] : []),
              ...beyond
                .filter((element) => element.scrollWidth > element.clientWidth + 1)
                .map((element) => `${element.className} ${element.textContent.slice(0, 40)}`),
            ];
          }, px);
          expect(wide, `${query} ${width} at ${px}px`).toEqual([]);
        }
      }
    }
  });

  it('speaks English without Chinese, apart from the hall’s own data', async () => {
    await open('busy', '?lang=en');
    await page.locator('.desk').waitFor();
    const chinese = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const data = node.parentElement?.closest('[lang^=zh]:not(html), .recent p');
        if (/\p{Script=Han}/u.test(node.nodeValue ?? '') && !data) found.push(node.nodeValue ?? '');
      }
      return found;
    });
    expect(chinese).toEqual([]);
  });
});
