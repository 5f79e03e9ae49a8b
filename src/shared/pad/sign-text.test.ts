import { expect, it } from 'vitest';
import { signText, wholeText } from './sign-text.ts';

const facts = {
  what: 'receive' as const,
  hall: '示例大厅',
  item: '失业登记',
  number: '1101',
  maskedName: '李*国',
  materials: ['居民身份证', '申请表'],
  outcome: null,
  at: '2026-11-21 10:24',
};

it('what is signed for papers names the item, who, what was handed in, when, and the case', () => {
  expect(wholeText(signText(facts))).toBe(
    [
      '收件确认',
      '下列材料是我交来的，内容真实。',
      '事项：失业登记',
      '申请人：李*国',
      '交来材料 2 项：居民身份证、申请表',
      '日期：2026-11-21 10:24',
      '办件编号：1101',
      '大厅：示例大厅',
    ].join('\n'),
  );
});

it('what is signed for a result names the result, and no papers', () => {
  const text = wholeText(signText({ ...facts, what: 'collect', outcome: 'denied', maskedName: '' }));
  expect(text).toContain('领取确认');
  expect(text).toContain('办理结果：不予');
  expect(text).not.toContain('交来材料');
  expect(text).not.toContain('申请人');
});
