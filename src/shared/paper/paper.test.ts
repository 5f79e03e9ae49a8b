import { expect, test } from 'vitest';
import type { Material } from '../catalogue/types.ts';
import { columnsOf } from './columns.ts';
import { PaperDocument } from './document.ts';
import { layPaper } from './layout.ts';
import { materialsPaper } from './materials.ts';
import { type TicketFacts, ticketPaper, withReprintMark } from './ticket.ts';

const facts: TicketFacts = {
  hall: '示例市政务服务中心',
  number: 'A012',
  queue: '社保医保',
  item: '城乡居民基本养老保险参保登记',
  priority: '绿色通道',
  ahead: 3,
  wait: { from: 8, to: 15 },
  area: '一楼 A 区',
  windows: '1–4 号窗口',
  takenAt: '2026-11-23 09:05',
  maskedName: '李**',
  progressUrl: 'OW1:demo:48219037',
  progressCode: '48219037',
  missed: { calls: 3, desk: '咨询台' },
};

function texts(document: PaperDocument, columns = 48): string[] {
  return layPaper(document, columns).flatMap((line) => (line.kind === 'text' ? [line.text] : []));
}

test('a ticket tells number, queue, place, wait, what a missed call means, and carries the code', () => {
  const document = ticketPaper(facts);
  const all = texts(document).join('\n');
  for (const part of [
    '示例市政务服务中心',
    'A012',
    '社保医保',
    '绿色通道',
    '前面等候 3 人',
    '8–15 分钟',
    '1–4 号窗口',
    '李**',
    '09:05',
    '过号 3 次作废',
    '4821 9037',
    '咨询台',
  ]) {
    expect(all).toContain(part);
  }
  expect(document.lines).toContainEqual({ kind: 'qr', data: facts.progressUrl });
  expect(document.lines.at(-1)).toEqual({ kind: 'cut' });
});

test('every place in the words is filled, in both languages', () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    expect(
      texts(ticketPaper({ ...facts, notes: ['reprint', 'near-closing', 'offline'] }, locale)).join(''),
    ).not.toMatch(/\{\w+\}/);
  }
});

test.each([32, 48])('no line is wider than %i columns, at any size', (columns) => {
  const long = { ...facts, number: 'A1024', hall: '示例省示例市示例区行政审批局综合政务服务中心第二分厅' };
  for (const line of layPaper(ticketPaper(long), columns)) {
    if (line.kind === 'text') expect(columnsOf(line.text) * line.size).toBeLessThanOrEqual(columns);
  }
});

test('a reprint says so once, on top', () => {
  const once = ticketPaper({ ...facts, notes: ['reprint'] });
  expect(texts(once)[0]).toBe('【补打】');
  expect(withReprintMark(once)).toEqual(once);
  expect(texts(withReprintMark(ticketPaper(facts)))[0]).toBe('【补打】');
});

test('a document survives being stored', () => {
  const document = ticketPaper(facts);
  expect(PaperDocument.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
});

test('control characters in a name cannot steer the printer', () => {
  const document = ticketPaper({ ...facts, maskedName: '李\x1d\x56\x00\x10\x04\x01*' });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is the point
  expect(texts(document).join('')).not.toMatch(/[\x00-\x1f]/);
});

const materials: Material[] = [
  {
    id: 'm1',
    name: '居民身份证',
    forms: [
      { form: 'original', count: 1 },
      { form: 'copy', count: 2 },
    ],
    need: 'necessary',
    source: 'applicant',
    standard: '在有效期内',
  },
  { id: 'm2', name: '营业执照', forms: [{ form: 'electronic', count: 1 }], need: 'may-follow', source: 'e-licence' },
  {
    id: 'm3',
    name: '婚姻登记证明',
    forms: [{ form: 'original', count: 1 }],
    need: 'conditional',
    source: 'department',
    remark: '未婚的不必提供',
  },
];

test('a list of materials names each with counts, forms, source and hint, then where and when', () => {
  const document = materialsPaper({
    hall: '示例市政务服务中心',
    item: '户口迁移',
    materials,
    hours: ['周一至周五 9:00–17:00', '周六 9:00–12:00'],
    place: '示例路 1 号一楼 A 区',
    printedAt: '2026-11-23 09:05',
  });
  const all = texts(document).join('\n');
  for (const part of [
    '1. 居民身份证',
    '原件 1 份、复印件 2 份',
    '自备',
    '在有效期内',
    '2. 营业执照',
    '可由系统调取',
    '可容缺',
    '未婚的不必提供',
    '周六 9:00–12:00',
    '示例路 1 号',
  ]) {
    expect(all).toContain(part);
  }
  for (const line of layPaper(document, 32)) {
    if (line.kind === 'text') expect(columnsOf(line.text) * line.size).toBeLessThanOrEqual(32);
  }
});
