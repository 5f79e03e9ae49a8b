import { expect, test } from 'vitest';
import type { DockDevice, PaperLine } from '../../shared/protocol/demo-contract.ts';
import { slipsIn } from './slips.ts';

const text = (words: string, size = 1): PaperLine => ({
  kind: 'text',
  text: words,
  width: size,
  height: size,
  bold: false,
  align: 'left',
});

function printer(id: string, papers: { at: number; lines: PaperLine[] }[]): DockDevice {
  return {
    kind: 'printer',
    id,
    stationId: id,
    connected: true,
    faults: [],
    papers: papers.map((paper, index) => ({ id: index, bytes: 1, ...paper })),
  };
}

test('slips of all printers are offered newest first, by what stands largest on them', () => {
  const slip = (at: number, number: string) => ({
    at,
    lines: [text('某大厅'), text(number, 6), text('排队', 2), { kind: 'qr' as const, data: `code of ${number}` }],
  });
  expect(slipsIn([printer('one', [slip(1, 'A001'), slip(3, 'A002')]), printer('two', [slip(2, 'B001')])])).toEqual([
    { name: 'A002', code: 'code of A002' },
    { name: 'B001', code: 'code of B001' },
    { name: 'A001', code: 'code of A001' },
  ]);
});

test('paper without a code is not offered, and a slip printed again is offered once', () => {
  const lines = [text('A001', 6), { kind: 'qr' as const, data: 'same' }];
  expect(
    slipsIn([
      printer('one', [
        { at: 1, lines },
        { at: 2, lines: [text('补打'), ...lines] },
        { at: 3, lines: [text('回执')] },
      ]),
    ]),
  ).toEqual([{ name: 'A001', code: 'same' }]);
});
