import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, padColumns, wrapColumns } from './columns.ts';

test.each([
  ['A012', 4],
  ['取号', 4],
  ['预计等候 5–12 分钟', 4 * 2 + 1 + 1 + 2 + 2 + 1 + 4],
  ['𠀀', 2],
  ['', 0],
])('columns of %s', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test.each([
  ['between Han characters', '办理户口迁移', 4, ['办理', '户口', '迁移']],
  ['between Latin words', 'take a ticket', 8, ['take a', 'ticket']],
  ['a closing mark stays with its word', '请稍候。谢谢', 6, ['请稍', '候。谢', '谢']],
  ['an opening mark stays with what it opens', '凭（原件）', 4, ['凭', '（原', '件）']],
  ['a word longer than the line is cut', 'ABCDEFG', 3, ['ABC', 'DEF', 'G']],
  ['line feeds are kept', 'a\nb', 10, ['a', 'b']],
  ['nothing is one empty line', '', 10, ['']],
])('wraps: %s', (_, text, width, lines) => {
  expect(wrapColumns(text, width)).toEqual(lines);
});

test('no line is ever wider than the paper and no character is lost', () => {
  const text = fc.string({
    unit: fc.constantFrom('汉', '字', 'a', 'B', '1', ' ', '，', '（', '）', '.', '𠀀'),
    maxLength: 60,
  });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 48 }), (value, width) => {
      const lines = wrapColumns(value, width);
      for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(value.replaceAll(' ', ''));
    }),
  );
});

test.each([
  ['left', '地点  '],
  ['right', '  地点'],
  ['center', ' 地点 '],
] as const)('pads %s', (align, padded) => {
  expect(padColumns('地点', 6, align)).toBe(padded);
});
