import { expect, it } from 'vitest';
import type { PaperDocument } from '../../../../../shared/paper/document.ts';
import { encodeDocument } from '../encode.ts';
import { printerProfileIds, printerProfiles } from '../profiles.ts';
import { drawPaper } from './draw.ts';
import { slipLengthMm } from './slip-length.ts';

const everyKind: PaperDocument = {
  version: 1,
  lines: [
    { kind: 'text', text: 'A012', size: 6, align: 'center' },
    { kind: 'text', text: '取号 𬎆', size: 2 },
    { kind: 'text', text: '㛃先生' },
    {
      kind: 'columns',
      cells: [
        { text: '前面', share: 1 },
        { text: '3 人', share: 2 },
      ],
    },
    { kind: 'rule' },
    { kind: 'qr', data: 'OW1:hall:48219037' },
    { kind: 'feed', lines: 3 },
    { kind: 'cut' },
  ],
};

it.each(printerProfileIds)('a slip of %s is as long as it is drawn', (id) => {
  const profile = printerProfiles[id];
  const { bytes } = encodeDocument(everyKind, profile);
  expect(slipLengthMm(bytes)).toBe(drawPaper(bytes, profile.dots).height / 8);
  expect(slipLengthMm(bytes)).toBeGreaterThan(60);
});
