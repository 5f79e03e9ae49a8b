import { describe, expect, it } from 'vitest';
import type { CounterView } from '../../../src/shared/protocol/counter-view.ts';
import { refused } from '../../preview/scenarios/counter.ts';
import { button, calls, eachWithItsPage, open, page, preview, settled } from './counter-page.ts';

eachWithItsPage();

describe('signing on with a PIN', () => {
  const field = (name: string) => page.getByLabel(name, { exact: true });

  it('is done with the keyboard alone: a wrong one is said in words, the right one opens the window', async () => {
    await open('signed-off-pins');
    await button(/陈静/).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => field('工号密码').evaluate((each) => each === document.activeElement)).toBe(true);
    await page.keyboard.type('271828');
    expect(await field('工号密码').getAttribute('type')).toBe('password');
    await page.keyboard.press('Enter');
    await page.getByText('密码不对，2 秒后再试。').waitFor();
    await expect.poll(() => field('工号密码').inputValue()).toBe('');
    await expect.poll(() => page.getByRole('button', { name: '上岗', exact: true }).isDisabled()).toBe(true);
    await page.keyboard.type('314159');
    await expect.poll(() => page.locator('.answers .ant-btn-loading').count()).toBe(0);
    await page.keyboard.press('Enter');
    await button(/叫下一位/).waitFor();
    expect(calls('counter.signOn')).toEqual([
      { clerkId: 'clerk-1', pin: '271828' },
      { clerkId: 'clerk-1', pin: '314159' },
    ]);
  });

  it('begins with setting one, with the code of the desk, on the pad too; without a code nobody gets in', async () => {
    await open('signed-off-pins');
    expect(await button(/黄志明/).isDisabled()).toBe(true);
    await page.getByText('在管理台“工号密码”里取码').waitFor();
    await button(/林晓/).click();
    const pad = async (digits: string) => {
      for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click();
    };
    await pad('40283175');
    await field('新密码').fill('123456');
    await page.getByText('不能全是同一个数字，也不能连号').waitFor();
    await button('清空').click();
    await pad('314159');
    await field('再输一遍').fill('314158');
    await page.getByText('两遍不一样').waitFor();
    expect(await button('设好并上岗').isDisabled()).toBe(true);
    await field('再输一遍').fill('314159');
    await button('设好并上岗').click();
    await button(/叫下一位/).waitFor();
    expect(calls('counter.setPin')).toEqual([{ clerkId: 'clerk-2', pin: '314159', proof: '40283175' }]);
  });

  it('a locked counter shows nothing and does nothing until the PIN; then everything stands as it was', async () => {
    await open('serving');
    await button(/转出/).click();
    await page.getByText('转到哪里').or(page.locator('.ask')).first().waitFor();
    await preview.stage.change('counter.watch', {
      locked: true,
      staff: [{ id: 'clerk-1', name: '陈静', post: '受理岗', pin: 'set' }],
    });
    await page.getByRole('heading', { name: '已锁屏' }).waitFor();
    await page.keyboard.press('F8');
    await page.keyboard.press('Escape');
    expect(calls('counter.finish')).toEqual([]);
    expect(await page.getByRole('heading', { name: '已锁屏' }).isVisible()).toBe(true);
    const over = await page.evaluate(() => document.elementFromPoint(120, 120)?.closest('.lock') !== null);
    expect(over).toBe(true);
    await field('工号密码').fill('314159');
    await page.keyboard.press('Enter');
    await preview.stage.called('counter.unlock');
    await preview.stage.change('counter.watch', { locked: false });
    await page.getByRole('heading', { name: '已锁屏' }).waitFor({ state: 'detached' });
    expect(await page.locator('.ask').count()).toBe(1); // the question that was open
  });
});

describe('the paper', () => {
  it('says in the evening before that the roll is to be changed, and begins to count anew on a press', async () => {
    await open('roll-tonight');
    await button('小票打印机 今晚换纸卷').click();
    await page.getByText('今晚换纸卷，还够约 96 张').waitFor();
    await button('已换纸卷').click();
    await preview.stage.called('keeper.changedRoll');
    await page.getByText('纸够用，还够约 500 张').waitFor();
    await button('小票打印机 正常').waitFor();
  });
});

describe('tablets', () => {
  it('are paired with an address and six digits, which are gone when nobody looks; and ended only after asking', async () => {
    await open('serving');
    await button('平板 1/1').click();
    await button('配一块平板').click();
    await page.getByText('407152').waitFor();
    expect(await page.getByText('https://10.0.0.12:7543').isVisible()).toBe(true);
    expect(await page.locator('.pads-drawer .qr-code').isVisible()).toBe(true);
    await button('解除').click();
    expect(calls('counter.endPad')).toEqual([]);
    await page.locator('.ant-popconfirm').getByRole('button', { name: '解除', exact: true }).click();
    await page.getByText('还没有配平板').waitFor();
    expect(calls('counter.endPad')).toEqual([{ padId: 'pad-1' }]);
    await button('关闭').click();
    await preview.stage.called('counter.dropPadCode');
  });
});

describe('a signature', () => {
  it('is asked for at the case, and seen there as it was drawn, with the words that were signed', async () => {
    await open('pictures');
    await button('再签一次').first().click();
    expect(calls('cases.askSignature')).toEqual([{ caseId: 'case-2' }]);
    await page.getByText('等申请人在评价屏上签名').first().waitFor();
    preview.stage.change('counter.watch', { signing: { caseId: 'case-2', what: 'receive', state: 'declined' } });
    await page.getByText('没在屏上签，请用纸签').first().waitFor();
    await button('打开').first().click();
    await button(/签名.*1/).click();
    await page.getByText('下列材料是我交来的，内容真实。').waitFor();
    const inked = (canvas: Element): number => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      return data.filter((value, at) => at % 4 === 0 && value < 100).length;
    };
    await expect.poll(() => page.locator('.viewer canvas').evaluate(inked)).toBeGreaterThan(1000);
  });
});

describe('the card on the reader', () => {
  it('shows its photo beside the masked name, and is gone when the clerk has seen it', async () => {
    await open('card-same');
    await page.getByText('就是取号的证件').waitFor();
    const photo = page.getByRole('img', { name: '证件照片' });
    const dot = () =>
      photo.evaluate((canvas) => [...(canvas as HTMLCanvasElement).getContext('2d')!.getImageData(50, 60, 1, 1).data]);
    await expect.poll(dot).toEqual([0x9a, 0x9a, 0x9a, 255]);
    await button('看过了').click();
    await photo.waitFor({ state: 'detached' });
    expect(await page.getByText('就是取号的证件').count()).toBe(0);
  });

  it('without a photo it says so, and says when it is another person’s or has expired', async () => {
    await open('card-other');
    await page.getByText('不是取号的证件，请问清是谁来办').waitFor();
    await page.getByText('照片显示不出来，请看证件').waitFor();
    await page.getByText('证件已过期').waitFor();
    expect(await page.getByRole('img', { name: '证件照片' }).count()).toBe(0);
  });
});

describe('the one next step', () => {
  it('walks through a visit on F2 alone: call, begin, finish and call the next', async () => {
    await open('idle');
    await page.keyboard.press('F2');
    await page.getByText('正在呼叫', { exact: true }).waitFor();
    await settled();
    await page.keyboard.press('F2');
    await page.getByText('正在办理', { exact: true }).waitFor();
    await settled();
    await page.keyboard.press('F2');
    await preview.stage.called('counter.finishAndNext');
    expect(calls('counter.next')).toHaveLength(1);
    expect(calls('counter.start')).toHaveLength(1);
  });

  it('takes a double press as one: the second does not do the step that the first brought up', async () => {
    await open('idle');
    // The second half of the press falls on the very moment at which the next step appears.
    await page.evaluate(() => {
      const watcher = new MutationObserver(() => {
        if (!document.querySelector('.cur.called')) return;
        watcher.disconnect();
        dispatchEvent(new KeyboardEvent('keydown', { key: 'F2' }));
      });
      watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    await page.keyboard.press('F2');
    await page.keyboard.press('F2');
    await page.getByText('正在呼叫', { exact: true }).waitFor();
    await settled();
    expect(calls('counter.next')).toHaveLength(1);
    expect(calls('counter.start')).toHaveLength(0);
  });

  it('ignores everything else while it is under way', async () => {
    await open('slow');
    await button(/呼叫下一位/).click();
    await preview.stage.called('counter.next');
    await page.keyboard.press('F2');
    await page.keyboard.press('F9');
    await page.keyboard.press('Enter');
    expect(calls('counter.next')).toHaveLength(1);
    expect(await page.locator('.op:not([disabled])').count()).toBe(0);
  });

  it('says a refusal beside the buttons, in words', async () => {
    await open('refuses-next');
    await page.keyboard.press('F2');
    await page.locator('.ops').getByText('现在没有人在等').waitFor();
  });
});

describe('hot keys', () => {
  it.each([
    ['F3', 'called', 'counter.recall', {}],
    ['F4', 'called', 'counter.miss', {}],
    ['F8', 'serving', 'counter.finish', {}],
    ['F2', 'paused', 'counter.resume', {}],
  ] as const)('%s in “%s” does %s once', async (key, scenario, path, input) => {
    await open(scenario);
    await page.keyboard.press(key);
    await preview.stage.called(path);
    expect(calls(path)).toEqual([input]);
  });

  it.each([
    ['F6', 'serving', 'counter.suspend', { reason: '回去取材料' }],
    ['F9', 'idle', 'counter.pause', { reason: '短暂离开' }],
  ] as const)('%s asks for the reason first; Enter takes the likeliest', async (key, scenario, path, input) => {
    await open(scenario);
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await preview.stage.called(path);
    expect(calls(path)).toEqual([input]);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('F7 transfers only with a target and a reason', async () => {
    await open('serving');
    await page.keyboard.press('F7');
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: '转出' }).isDisabled()).toBe(true);
    await dialog.getByText('B 民政').click();
    await page.keyboard.press('Enter');
    await preview.stage.called('counter.transfer');
    expect(calls('counter.transfer')).toEqual([
      { toQueueId: 'queue-civil-affairs', toWindowId: null, reason: '取错号' },
    ]);
  });

  it('F10 signs off after a question; Esc leaves it', async () => {
    await open('idle');
    await page.keyboard.press('F10');
    await page.getByText('还有 11 人在等').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(calls('counter.signOff')).toEqual([]);
    await page.keyboard.press('F10');
    await page.getByRole('dialog').getByRole('button', { name: '下班' }).click();
    await preview.stage.called('counter.signOff');
  });

  it('never fire while text is being typed', async () => {
    await open('called');
    for (const field of [page.getByLabel('输号、扫码'), page.getByLabel(/查事项/)]) {
      await field.focus();
      for (const key of ['F2', 'F3', 'F4', 'F8']) await page.keyboard.press(key);
    }
    expect(
      preview.stage.calls.map((call) => call.path).filter((path) => !/watch|catalogue|info|identity/.test(path)),
    ).toEqual([]);
  });

  it('say why they cannot act', async () => {
    await open('serving');
    await page.keyboard.press('F3');
    await page.locator('.ops').getByText('现在不能重呼。已经开始办理').waitFor();
    expect(calls('counter.recall')).toEqual([]);
  });

  it('stop at the number of calls the hall allows', async () => {
    await open('called-thrice');
    await page.keyboard.press('F3');
    await page.locator('.ops').getByText('已经叫了 3 次').waitFor();
    expect(calls('counter.recall')).toEqual([]);
  });
});

describe('a number typed or scanned', () => {
  it('goes to the number field without a click, asks for the reason, and gives the keyboard back', async () => {
    await open('idle');
    await page.keyboard.type('a13');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('前面还有 3 人').waitFor();
    await page.keyboard.press('Enter');
    await preview.stage.called('counter.take');
    expect(calls('counter.take')).toEqual([{ number: 'A013', reason: '持号人在窗口前' }]);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('INPUT');
  });

  it('away from the hall is served at once', async () => {
    await open('offline');
    await page.keyboard.type('A812');
    await page.keyboard.press('Enter');
    await preview.stage.called('counter.take');
    expect(calls('counter.take')).toEqual([{ number: 'A812', reason: '离线输号' }]);
  });

  it('that is none is said beside the field', async () => {
    await open('idle');
    await page.keyboard.type('18');
    await page.keyboard.press('Enter');
    await page.locator('form.number').getByText('“18”不是号码').waitFor();
    expect(calls('counter.take')).toEqual([]);
  });

  it('is not called over the head of the person at the window', async () => {
    await open('serving');
    await page.keyboard.type('A013');
    await page.keyboard.press('Enter');
    await page.locator('form.number').getByText('先办完或挂起 A012').waitFor();
    expect(calls('counter.take')).toEqual([]);
  });

  it('that the hall refuses keeps the dialog, with the reason inside', async () => {
    await open('refuses-take');
    await page.keyboard.type('A013');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('前面还有').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('正在别的窗口办理').waitFor();
  });
});

describe('the line', () => {
  it('lets a ticket out of order only with a reason, in the clerk’s own words too', async () => {
    await open('idle');
    await page.locator('.line').getByRole('button', { name: /A014/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('其他').click();
    expect(await dialog.getByRole('button', { name: '呼叫' }).isDisabled()).toBe(true);
    await page.keyboard.type('要赶十一点的车');
    await page.keyboard.press('Enter');
    await preview.stage.called('counter.take');
    expect(calls('counter.take')).toEqual([{ number: 'A014', reason: '要赶十一点的车' }]);
  });

  it('explains its order', async () => {
    await open('idle');
    await button('为什么是下一位？').click();
    await page.getByText('V002 排第一：绿色通道').waitFor();
    await page.getByText('绿色通道相当于多等了 15 分钟').waitFor();
  });
});

describe('when the hall is away', () => {
  it('shows a calm band and what waits, in plain words', async () => {
    await open('offline');
    await page.getByText('离线：照常叫号、输号办理；恢复后自动补传').waitFor();
    await page.getByText('大厅电脑没有回应，请看它开没开机').waitFor();
    await button('待补传 3 条').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('5 号窗口叫 A812：离线输号').waitFor();
    await drawer.getByText('10:22').first().waitFor();
    await drawer.getByText('不用重做').waitFor();
  });

  it('shows what the hall refused, why, and the way out', async () => {
    await open('refused');
    await button(/1 条没有办成/).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('5 号窗口叫 A008：持号人在窗口前').waitFor();
    await drawer.getByText('这个号正在别的窗口办理').waitFor();
    await drawer.getByRole('button', { name: '知道了' }).click();
    await preview.stage.called('keeper.dismiss');
    expect(calls('keeper.dismiss')).toEqual([{ seq: refused[0]?.seq }]);
  });

  it('says so when the station service restarts, keeps the screen and takes no press', async () => {
    await open('serving');
    preview.cut();
    await page.getByText('本机服务正在重新启动').waitFor();
    await page.locator('.cur').getByText('A012').waitFor();
    await page.keyboard.press('F2');
    preview.restore();
    await page.getByText('本机服务正在重新启动').waitFor({ state: 'detached' });
    expect(calls('counter.finishAndNext')).toEqual([]);
  });
});

describe('a visit', () => {
  it('never shows how the applicant rated, only that they did', async () => {
    await open('rated');
    await page.getByText(/还有 4\d 秒/).waitFor();
    const view = preview.stage.view<CounterView>('counter.watch');
    preview.stage.change('counter.watch', { rating: { ...view.rating, state: 'rated' } });
    await page.getByText('已评价。内容只有管理部门能看').waitFor();
    expect(await page.locator('body').textContent()).not.toMatch(/满意/);
  });

  it('tells once and completely what is missing, from the published list', async () => {
    await open('serving');
    await page.getByLabel('已核对：居民身份证').check();
    await page.getByLabel('已核对：失业登记申请表').check();
    await page.locator('.verdict').getByText('终止劳动关系证明').waitFor();
    await page.locator('.verdict').getByText('可以容缺').waitFor();
  });

  it('finds an item by what people call it', async () => {
    await open('serving-unknown');
    await page.getByPlaceholder(/查事项/).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('租房');
    await page.locator('.hit', { hasText: '房屋租赁登记备案' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.item-guide').getByText('房屋租赁合同').first().waitFor();
  });

  it('shows a call for help without a turn of the wheel, on small and enlarged screens too', async () => {
    await open('serving', { width: 853, height: 533 });
    const box = await page.getByRole('button', { name: '已去' }).boundingBox();
    expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThan(300);
    await page.locator('.stage').evaluate((stage) => stage.scrollTo(0, stage.scrollHeight));
    expect((await page.getByRole('button', { name: '已去' }).boundingBox())?.y).toBe(box?.y);
  });

  it('brings a missed ticket back and answers a call for help', async () => {
    await open('serving');
    await button('恢复 A009').click();
    await preview.stage.called('counter.restore');
    await settled();
    await button('已去 取号机 2').click();
    await preview.stage.called('counter.answerHelp');
  });

  it('begins with a name', async () => {
    await open('signed-off');
    await page.keyboard.press('F2');
    await button(/林晓/).click();
    await page.locator('.top').getByText('林晓').waitFor();
    expect(calls('counter.signOn')).toEqual([{ clerkId: 'clerk-2' }]);
    expect(calls('counter.next')).toEqual([]);
  });
});

describe('layout', () => {
  const SIZES = [
    { width: 1920, height: 1080 },
    { width: 1440, height: 900 },
    { width: 1366, height: 768 },
  ];
  const SHOWN = [
    'idle',
    'serving',
    'offline-serving',
    'serving-stub',
    'paused',
    'signed-off',
    'device-down',
    'roll-tonight',
  ] as const;

  it.each(SHOWN)('“%s” fits, clips no word and keeps targets large, also at 125% text', async (scenario) => {
    await open(scenario);
    for (const query of ['', '?lang=en']) {
      await page.goto(preview.url + query);
      await page.locator('.top').waitFor();
      for (const size of SIZES) {
        await page.setViewportSize(size);
        for (const scale of [16, 20]) {
          await page.evaluate((px) => {
            document.documentElement.style.fontSize = `${px}px`;
          }, scale);
          expect(await faults(), `${scenario} ${query} ${size.width} at ${scale}px`).toEqual([]);
        }
      }
    }
  });

  /** Words cut off, things beyond the edge, targets that are too small. */
  function faults(): Promise<string[]> {
    return page.evaluate(() => {
      const found: string[] = [];
      const wide = document.documentElement;
      if (wide.scrollWidth > wide.clientWidth || wide.scrollHeight > wide.clientHeight) found.push('the page scrolls');
      for (const element of document.querySelectorAll<HTMLElement>(
        'h1, h2, p, b, .tag, .ant-btn, .left, .mid, .right, td',
      )) {
        if (element.closest('.visually-hidden') || element.clientWidth === 0) continue;
        if (element.scrollWidth > element.clientWidth + 1) {
          found.push(`wider than its box: ${element.className} ${element.textContent.slice(0, 30)}`);
        }
      }
      for (const element of document.querySelectorAll<HTMLElement>('button, .ant-input-affix-wrapper, .choice')) {
        const box = element.getBoundingClientRect();
        if (box.height > 0 && box.height < 43.5)
          found.push(`too low: ${Math.round(box.height)} ${element.textContent}`);
      }
      return found;
    });
  }

  it('speaks English without Chinese, apart from the hall’s own data', async () => {
    for (const scenario of ['idle', 'serving', 'offline-serving', 'paused', 'signed-off', 'rated'] as const) {
      await open(scenario, { query: '?lang=en' });
      const chinese = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found: string[] = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (/\p{Script=Han}/u.test(node.nodeValue ?? '') && !node.parentElement?.closest('[lang^=zh]:not(html)')) {
            found.push(node.nodeValue ?? '');
          }
        }
        return found;
      });
      expect(chinese, scenario).toEqual([]);
      if (scenario !== 'rated') {
        await page.close();
        await preview.close();
      }
    }
  });
});

describe('what the keypad of the window did', () => {
  const key = (id: number, name: string, outcome: object) =>
    preview.stage.change('counter.watch', { input: { id, what: { kind: 'key', key: name, outcome } } });

  it('is asked for on the screen where it needs an answer', async () => {
    await open('called');
    key(1, 'suspend', { kind: 'ask' });
    await page.getByText('挂起 A012').waitFor();
  });

  it('is said where it came to nothing', async () => {
    await open('idle');
    key(1, 'recall', { kind: 'refused', refusal: { code: 'window-empty' } });
    await page.locator('.ops .trouble', { hasText: '窗口上没有号码，请先叫号。' }).waitFor();
    key(2, 'suspend', { kind: 'ask' });
    await page.getByText('现在不能挂起').waitFor();
  });
});

describe('a scanner', () => {
  it('that read a number asks whether to call it', async () => {
    await open('idle');
    preview.stage.change('counter.watch', {
      input: { id: 1, what: { kind: 'scan', scan: { kind: 'number', number: 'A013' } } },
    });
    await page.getByRole('dialog').getByText('A013').first().waitFor();
  });

  it('that read another hall’s slip, or no slip, says so', async () => {
    await open('idle');
    preview.stage.change('counter.watch', { input: { id: 1, what: { kind: 'scan', scan: { kind: 'other-hall' } } } });
    await page.getByText('这张小票不是本大厅的').waitFor();
    preview.stage.change('counter.watch', { input: { id: 2, what: { kind: 'scan', scan: { kind: 'unknown' } } } });
    await page.getByText('没有认出这个码').waitFor();
  });
});
