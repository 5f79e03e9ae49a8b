import { expect, test } from 'vitest';
import type { PaperDocument } from '../../../../../shared/paper/document.ts';
import { encodeDocument } from '../encode.ts';
import { drawPaper } from '../preview/draw.ts';
import { printerProfiles } from '../profiles.ts';
import { type Dots, drawText, inlineGlyph, isDot } from '../raster.ts';
import { GlyphFont, shippedGlyphs } from './glyph-font.ts';

/** GB 18030-2022, implementation level 3: the Han blocks as the standard counts them. */
const LEVEL_3 = [
  [0x3400, 0x4db5],
  [0x4e00, 0x9fef],
  [0x20000, 0x2a6d6],
  [0x2a700, 0x2b734],
  [0x2b740, 0x2b81d],
  [0x2b820, 0x2cea1],
  [0x2ceb0, 0x2ebe0],
] as const;

const COMPATIBILITY = '\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29';

test('every Han character of GB 18030-2022 level 3 has dots, and no two neighbours the same', () => {
  const font = shippedGlyphs();
  const lacking: string[] = [];
  let count = 0;
  let before = '';
  const look = (char: string) => {
    count += 1;
    const dots = font.glyph(char);
    const shape = dots?.toString('latin1') ?? '';
    if (dots?.length !== 72 || dots.every((byte) => byte === 0) || shape === before) lacking.push(char);
    before = shape;
  };
  for (const [from, to] of LEVEL_3) for (let point = from; point <= to; point += 1) look(String.fromCodePoint(point));
  for (const char of COMPATIBILITY) look(char);
  expect(count).toBe(87_887);
  expect(lacking).toEqual([]);
});

test('what it has not is null: symbols of later times, private use, beyond the last page', () => {
  for (const char of ['🙂', '\ue000', '\u{10ffff}', '\u{30000}']) expect(shippedGlyphs().glyph(char)).toBeNull();
  expect(
    shippedGlyphs()
      .glyph(' ')
      ?.every((byte) => byte === 0),
  ).toBe(true);
});

test('bytes that are no glyph file are refused', () => {
  expect(() => new GlyphFont(Buffer.from('OWGX0000'))).toThrow('not a glyph file');
});

function rows(dots: Dots, width: number, height: number): string {
  const line = (y: number) => Array.from({ length: width }, (_, x) => (isDot(dots, x, y) ? '#' : '.')).join('');
  return Array.from({ length: height }, (_, y) => line(y)).join('\n');
}

test.each([
  ['ordinary', 1, false],
  ['bold', 1, true],
  ['double size', 2, false],
  ['large and bold', 4, true],
])('%s: a rare character stands among its neighbours as if the printer had it', (_, size, bold) => {
  const text = '国㛃国𬎆A𠮷b';
  const document: PaperDocument = { version: 1, lines: [{ kind: 'text', text, size, bold }, { kind: 'cut' }] };
  const { bytes, missing } = encodeDocument(document, printerProfiles['generic-80']);
  expect(missing).toEqual([]);
  const whole = drawText(text, size, bold, shippedGlyphs());
  expect(rows(drawPaper(bytes, 576), whole.width, whole.height)).toBe(rows(whole, whole.width, whole.height));
});

test('a line with a rare character is as high as one without', () => {
  const heights = ['国国', '国㛃'].map((text) => {
    const lines: PaperDocument['lines'] = [{ kind: 'text', text }, { kind: 'text', text }, { kind: 'cut' }];
    return drawPaper(encodeDocument({ version: 1, lines }, printerProfiles['generic-58']).bytes, 384).height;
  });
  expect(heights[1]).toBe(heights[0]);
});

test('a picture holds no real-time command, and only a dot more where it would have', () => {
  const glyph = Buffer.alloc(72);
  // The first column as three bytes from above: 10 04 01, DLE EOT 1.
  const set = (x: number, y: number) => {
    glyph[y * 3 + (x >> 3)] = (glyph[y * 3 + (x >> 3)] as number) | (0x80 >> (x & 7));
  };
  set(0, 3); // column 0, rows 0–7: 10h
  set(0, 8 + 5); // rows 8–15: 04h
  set(0, 16 + 7); // rows 16–23: 01h
  expect(inlineGlyph(glyph, false).subarray(5, 8).toString('hex')).toBe('110401');
});
