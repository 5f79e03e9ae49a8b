import { expect, test } from 'vitest';
import { type CaseReceiptFacts, caseReceipt } from './case-receipt.ts';
import { columnsOf } from './columns.ts';
import { PaperDocument } from './document.ts';
import { layPaper } from './layout.ts';

const facts: CaseReceiptFacts = {
  hall: '示例市政务服务中心',
  number: '1144039900000100112014200010000202611210100500021',
  item: '失业登记',
  maskedName: '李*国',
  taken: [
    { name: '居民身份证', forms: [{ form: 'original', count: 1 }] },
    {
      name: '失业登记申请表',
      forms: [
        { form: 'original', count: 1 },
        { form: 'copy', count: 2 },
      ],
    },
  ],
  owed: [{ name: '终止劳动关系证明', by: '2026-11-24' }],
  receivedAt: '2026-11-21 10:24',
  window: '5 号窗口',
  clerk: '陈静',
  promisedBy: '2026-11-24',
  code: '51720366',
  phone: '0755-0000-1234',
  signature: null,
  reprint: false,
};

const texts = (document: PaperDocument, columns = 48): string[] =>
  layPaper(document, columns).flatMap((line) => (line.kind === 'text' ? [line.text] : []));

test('收件凭证 says what was taken, in which form and how many, by whom, when, and how to ask for it', () => {
  const all = texts(caseReceipt(facts)).join('\n').replace(/\s/g, '');
  for (const part of [
    '收件凭证',
    facts.number,
    '失业登记',
    '李*国',
    '1.居民身份证',
    '原件1份、复印件2份',
    '终止劳动关系证明',
    '请在2026-11-24前补交',
    '2026-11-2110:24',
    '5号窗口陈静',
    '已受理，2026-11-24前办结',
    '51720366',
    '0755-0000-1234',
  ]) {
    expect(all).toContain(part);
  }
});

test('a case that is not accepted yet does not promise a day', () => {
  const all = texts(caseReceipt({ ...facts, promisedBy: null, owed: [] })).join('');
  expect(all).toContain('已收件，尚未受理');
  expect(all).not.toContain('办结');
  expect(all).not.toContain('容缺');
});

test('a second one is marked, every place in the words is filled, and nothing is wider than the paper', () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    const document = caseReceipt({ ...facts, reprint: true }, locale);
    PaperDocument.parse(document);
    expect(texts(document)[0]).toMatch(/补打|REPRINT/);
    for (const columns of [32, 48]) {
      for (const line of texts(document, columns)) {
        expect(line).not.toMatch(/\{\w+\}/);
        expect(columnsOf(line)).toBeLessThanOrEqual(columns);
      }
    }
  }
});
