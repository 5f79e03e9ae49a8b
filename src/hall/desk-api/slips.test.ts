import { expect, test } from 'vitest';
import { encodeDocument } from '../../main/station/devices/printer/encode.ts';
import { drawPaper } from '../../main/station/devices/printer/preview/draw.ts';
import { pngOf } from '../../main/station/devices/printer/preview/png.ts';
import { printerProfiles } from '../../main/station/devices/printer/profiles.ts';
import { sampleHall } from '../../shared/catalogue/sample/hall.ts';
import { SHIPPED, sampleSlip } from '../../shared/paper/sample.ts';
import { SLIPS } from '../../shared/paper/slip-names.ts';
import { previewSlip, slipLayouts, withLayout } from './slips.ts';

const own = { version: 1, lines: [{ kind: 'text', text: '{number}', size: 6 }, { kind: 'cut' }] } as const;
const wrong = { version: 1, lines: [{ kind: 'text', text: '{number}{numer}' }, { kind: 'cut' }] };

test.each(SLIPS)('%s: the picture is what a printer makes of the bytes it would get, at 80 and 58 mm', (slip) => {
  const preview = previewSlip(slip, sampleHall, SHIPPED[slip]);
  expect(preview.ok).toBe(true);
  const pictures = preview.ok ? preview.pictures : [];
  expect(pictures.map(({ paperMm }) => paperMm)).toEqual([80, 58]);
  for (const { paperMm, png, bytes, lengthMm, missing } of pictures) {
    const profile = printerProfiles[`generic-${paperMm as 58 | 80}`];
    const encoded = encodeDocument(sampleSlip(slip, sampleHall, undefined), profile);
    expect(png).toBe(pngOf(drawPaper(encoded.bytes, profile.dots)).toString('base64'));
    expect([bytes, missing]).toEqual([encoded.bytes.length, []]);
    expect(lengthMm).toBeGreaterThan(40);
  }
});

test('it shows what is hardest to set: the longest item and a name printers lack', () => {
  const longest = Math.max(...sampleHall.items.map(({ name }) => name.length));
  const texts = JSON.stringify(sampleSlip('ticket', sampleHall, undefined));
  expect(texts).toContain('㛃*');
  expect(sampleHall.items.some(({ name }) => name.length === longest && texts.includes(name))).toBe(true);
});

test('a wrong layout gives no picture and is not taken, with line, code and what it is about', () => {
  const mistake = { line: 1, kind: 'text', code: 'unknown-field', params: { name: '{numer}' } };
  expect(previewSlip('ticket', sampleHall, wrong)).toMatchObject({ ok: false, mistakes: [mistake] });
  expect(withLayout(sampleHall, 'ticket', wrong)).toMatchObject({ ok: false, mistakes: [mistake] });
});

test.each([
  [{ version: 1, lines: [{ kind: 'text', text: '' }] }, 1, 'text'],
  [{ version: 1, lines: [{ kind: 'rule' }, { kind: 'text', text: 'x', size: 9 }] }, 2, 'size'],
  [{ version: 2, lines: [{ kind: 'cut' }] }, null, 'version'],
  ['nothing', null, 'kind'],
])('a draft that is no layout says where: %j', (draft, line, key) => {
  expect(withLayout(sampleHall, 'ticket', draft)).toMatchObject({
    ok: false,
    mistakes: [{ line, code: 'shape', params: { key } }],
  });
});

test('one layout is changed or put back, the other stays', () => {
  const both = { ...sampleHall, paper: { ticket: own as never, materials: SHIPPED.materials } };
  expect(withLayout(sampleHall, 'ticket', own)).toEqual({ ok: true, paper: { ticket: own } });
  expect(withLayout(both, 'ticket', null)).toEqual({ ok: true, paper: { materials: SHIPPED.materials } });
  expect(slipLayouts(both, false)).toMatchObject({
    ticket: { own: true, template: own },
    materials: { own: true },
    inFile: false,
  });
  expect(slipLayouts(sampleHall, true)).toMatchObject({
    ticket: { own: false, template: SHIPPED.ticket },
    inFile: true,
  });
});
