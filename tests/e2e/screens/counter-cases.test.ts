import { describe, expect, it } from 'vitest';
import { serving } from '../../preview/scenarios/counter.ts';
import { button, calls, eachWithItsPage, inCases, open, page, preview } from './counter-page.ts';

eachWithItsPage();

describe('cases', () => {
  /** Words, or what it asks for, of what has the keyboard. */
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute('aria-label') ?? at?.textContent ?? null;
    });
  const tick = (name: string) => page.getByLabel(`已核对：${name}`).check();

  it('from the ticks to a number in one press; what is ticked is what is received', async () => {
    await open('serving');
    expect(await button('收件并受理').isDisabled()).toBe(true);
    await tick('居民身份证');
    expect(await button(/受理$/).isDisabled()).toBe(true); // a necessary paper is missing
    expect(await button('只收件').isEnabled()).toBe(true);
    await tick('失业登记申请表');
    await button('容缺受理').click();
    await page.getByText('20261121 01005 0002').waitFor();
    await page.getByText('收件凭证已送打印').waitFor();
    expect(calls('cases.receive')).toEqual([
      { itemId: serving.itemId, taken: ['m1', 'm2'], accept: true, collectHall: null },
    ]);
    // The ticks begin anew: a second press would need new papers.
    expect(await button('收件并受理').isDisabled()).toBe(true);
  });

  it('with the keyboard alone: the list, the ticks, the number, and the case', async () => {
    await open('serving');
    const press = (key: string) => page.keyboard.press(key);
    const name = (key: string) => expect.poll(focused).toBe(`已核对：${key}`);
    await press('Control+Enter'); // too early: it is said why, and nothing is done
    await page.locator('.case-bar [role=alert]', { hasText: '先勾选' }).waitFor();
    await press('Control+m');
    await name('居民身份证');
    await press('Space');
    await press('Control+Enter');
    await page.locator('.case-bar [role=alert]', { hasText: '必要材料不齐' }).waitFor();
    await press('ArrowDown');
    await name('失业登记申请表');
    await press('Space');
    await press('Control+Enter');
    await page.getByText('20261121 01005 0002').waitFor();
    expect(calls('cases.receive')).toEqual([
      { itemId: serving.itemId, taken: ['m1', 'm2'], accept: true, collectHall: null },
    ]);
    await press('Control+o');
    await page.locator('.ant-drawer h2', { hasText: '失业登记' }).waitFor();
    await press('Escape');
    await expect.poll(() => page.locator('.ant-drawer h2').count()).toBe(0);
    await press('Control+k');
    await page.keyboard.type('灵活就业登记');
    await press('Enter');
    await page.locator('.item-guide h2', { hasText: '灵活就业登记' }).waitFor();
    await expect.poll(focused).toMatch(/^已核对/); // whoever chose goes on with its list
    await press('Space');
    await expect.poll(() => button('只收件').isEnabled()).toBe(true); // what was pressed before has settled
    await press('Control+Shift+Enter');
    await expect.poll(() => calls('cases.receive').length).toBe(2);
    expect(calls('cases.receive')[1]).toMatchObject({ accept: false });
  });

  it('ticks stay over a reload and over a look at another item, and go when they are received', async () => {
    await open('serving');
    await tick('居民身份证');
    await tick('失业登记申请表');
    await page.getByLabel('查事项').fill('灵活就业登记');
    await page.keyboard.press('Enter');
    await page.locator('.item-guide h2', { hasText: '灵活就业登记' }).waitFor();
    await page.reload();
    await page.locator('.item-guide h2', { hasText: '灵活就业登记' }).waitFor(); // what was looked up stays too
    await button(/^回到/).click();
    await page.getByText('2 / 4 齐').waitFor();
    await button('容缺受理').click();
    await page.getByText('0 / 4 齐').waitFor();
    await page.reload();
    await page.getByText('0 / 4 齐').waitFor();
  });

  it('a page that dies while papers are being received comes back without ticks that would receive them twice', async () => {
    await open('receives-slowly');
    await tick('居民身份证');
    await tick('失业登记申请表');
    await button('容缺受理').click();
    await expect.poll(() => calls('cases.receive').length).toBe(1);
    await page.reload();
    await page.getByText('0 / 4 齐').waitFor();
  });

  it('ticked and not received do not go with the ticket unasked', async () => {
    await open('serving');
    await tick('居民身份证');
    await page.keyboard.press('F2');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('勾了 1 份材料，还没有收件').waitFor();
    await expect.poll(focused).toBe('取消');
    expect(calls('counter.finishAndNext')).toEqual([]);
    await dialog.getByRole('button', { name: '办完，叫下一位' }).click();
    await expect.poll(() => calls('counter.finishAndNext').length).toBe(1);
  });

  it('only while the ticket is being served', async () => {
    await open('called');
    await tick('居民身份证');
    await tick('失业登记申请表');
    expect(await button('只收件').isDisabled()).toBe(true);
    await page.getByText('开始办理后才能收件').waitFor();
  });

  it('says when it was received and not accepted, and why', async () => {
    await open('not-accepted');
    await tick('居民身份证');
    await tick('失业登记申请表');
    await button('容缺受理').click();
    await page.getByText('容缺材料最晚 2026-11-24 补交').waitFor();
    await page.getByText('本窗口没有小票打印机').waitFor();
  });

  it('who accepted is not offered the decision; another case can be granted', async () => {
    await open('received');
    await button('打开').click();
    await page.getByText('受审分离').waitFor();
    expect(await button('准予').count()).toBe(0);
    await button('回到列表').click();
    await inCases(/高龄津贴/)
      .last()
      .click();
    await button('准予').click();
    const dialog = page.getByRole('dialog').filter({ hasText: '不能撤回' });
    await expect.poll(() => focused()).toBe('取消');
    await page.keyboard.press('Enter'); // one too many
    await dialog.waitFor({ state: 'detached' });
    expect(calls('cases.decide')).toEqual([]);
    await button('准予').click();
    await dialog.getByRole('button', { name: '准予' }).click();
    await preview.stage.called('cases.decide');
    expect(calls('cases.decide')).toEqual([{ caseId: 'case-0', outcome: 'granted', reason: null }]);
  });

  it('telling what is missing names every necessary paper, and cannot leave one out', async () => {
    await open('received');
    await button('办件').click();
    await button(/…20261121 01005 0001/).click();
    await button('一次性告知').click();
    const dialog = page.getByRole('dialog').filter({ hasText: '之后不能再要' });
    expect(await dialog.getByRole('checkbox', { name: '居民身份证' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox').first().fill('身份证已过期，请换新证');
    await dialog.getByRole('button', { name: '告知', exact: true }).click();
    await preview.stage.called('cases.supplement');
    expect(calls('cases.supplement')).toEqual([
      {
        caseId: 'case-1',
        list: [
          { id: 'm1', what: '身份证已过期，请换新证' },
          { id: 'm2', what: '缺少，请补齐' },
        ],
      },
    ]);
  });

  it('a case is found by its number or code, and one that is not there is said in words', async () => {
    await open('idle');
    await button('办件').click();
    await expect.poll(() => focused()).toBe('输办件编号或 8 位查询码');
    // It stays there: nothing on its way in takes the keyboard away again.
    await page.getByRole('dialog').getByText('在办，新的在前').waitFor();
    await page.keyboard.type('99999999');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('输办件编号或 8 位查询码');
    await page.getByText('没有找到“99999999”').waitFor();
    await field.fill('51720366');
    await field.press('Enter');
    await button(/…20261121 01005 0002/).click();
    await page.getByRole('heading', { name: '失业登记' }).waitFor();
  });

  it('a result is handed over to whom the clerk names: nobody by an Enter alone, the applicant by one press', async () => {
    await open('received');
    await button('办件').click();
    await button(/…20261117 01003 0002/).click();
    await page.getByText('查询码', { exact: true }).waitFor();
    await button('送达').click();
    const dialog = page.getByRole('dialog').filter({ hasText: '领取人' });
    const confirm = dialog.getByRole('button', { name: '送达' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    expect(await dialog.getByLabel('领取人').inputValue()).toBe('');
    expect(await confirm.isDisabled()).toBe(true);
    await page.keyboard.press('Enter');
    expect(calls('cases.handOver')).toEqual([]);
    await dialog.getByRole('button', { name: '申请人本人 孙*' }).click();
    await confirm.click();
    await preview.stage.called('cases.handOver');
    expect(calls('cases.handOver')).toEqual([{ caseId: 'case-r', receiver: '孙*' }]);
    // The step is done, its button gone or not: the keyboard is in the case still.
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  });

  it.each([
    ['不予', '不予许可', '不符合办理条件', 'cases.decide'],
    ['撤回申请', '撤回申请', '收错事项', 'cases.withdraw'],
  ])(
    '“%s” is done for a reason that somebody chose, and its button says the whole of it',
    async (step, whole, reason, path) => {
      await open('received');
      await button('办件').click();
      await inCases(/高龄津贴/)
        .last()
        .click();
      await button(step).click();
      const dialog = page.getByRole('dialog').filter({ hasText: reason });
      await dialog.getByText(reason).waitFor();
      expect(await dialog.getByRole('radio', { checked: true }).count()).toBe(0);
      await page.keyboard.press('Enter');
      expect(await dialog.getByRole('button', { name: whole, exact: true }).isDisabled()).toBe(true);
      await dialog.getByText(reason).click();
      await dialog.getByRole('button', { name: whole, exact: true }).click();
      await preview.stage.called(path);
      expect(calls(path)).toEqual([expect.objectContaining({ reason })]);
    },
  );
});

describe('a machine without a camera', () => {
  it('says so, and lets the clerk go on', async () => {
    await open('pictures');
    await button('打开').click();
    await button('扫描材料').click();
    await page.getByText('没有找到摄像头。插上后自动接着用').waitFor();
    expect(await button('拍照').isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.locator('.scan').waitFor({ state: 'detached' });
  });
});
