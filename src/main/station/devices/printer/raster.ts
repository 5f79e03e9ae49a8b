import { columnsOf } from '../../../../shared/paper/columns.ts';
import { GLYPH_DOTS, type GlyphFont } from './glyphs/glyph-font.ts';

/** A black and white picture, row by row, the first dot in the highest bit of the first byte. */
export interface Dots {
  readonly width: number;
  readonly height: number;
  /** `rowBytes(width)` bytes for each row. */
  readonly rows: Buffer;
}

export function rowBytes(width: number): number {
  return Math.ceil(width / 8);
}

export function blankDots(width: number, height: number): Dots {
  return { width, height, rows: Buffer.alloc(rowBytes(width) * height) };
}

export function setDot(dots: Dots, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= dots.width || y >= dots.height) return;
  const at = y * rowBytes(dots.width) + (x >> 3);
  dots.rows[at] = (dots.rows[at] as number) | (0x80 >> (x & 7));
}

export function isDot(dots: Dots, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= dots.width || y >= dots.height) return false;
  return ((dots.rows[y * rowBytes(dots.width) + (x >> 3)] as number) & (0x80 >> (x & 7))) !== 0;
}

/** GS v 0: a picture of its own lines, placed as the alignment in force says. */
export function rasterImage(dots: Dots): Buffer {
  const bytes = rowBytes(dots.width);
  const header = Buffer.from([0x1d, 0x76, 0x30, 0, bytes & 0xff, bytes >> 8, dots.height & 0xff, dots.height >> 8]);
  return Buffer.concat([header, withoutRealTime(dots.rows)]);
}

/**
 * ESC * 33: a glyph of 24 dots in the middle of a line of text, as wide and as high as a Han character, standing on the
 * same line. Bold text has every dot twice, one beside the other; printers do not do that to images.
 */
export function inlineGlyph(glyph: Buffer, bold: boolean): Buffer {
  const dots: Dots = { width: GLYPH_DOTS, height: GLYPH_DOTS, rows: glyph };
  const columns = Buffer.alloc(GLYPH_DOTS * 3);
  for (let x = 0; x < GLYPH_DOTS; x += 1) {
    for (let y = 0; y < GLYPH_DOTS; y += 1) {
      if (!isDot(dots, x, y) && !(bold && isDot(dots, x - 1, y))) continue;
      const at = x * 3 + (y >> 3);
      columns[at] = (columns[at] as number) | (0x80 >> (y & 7));
    }
  }
  return Buffer.concat([Buffer.from([0x1b, 0x2a, 33, GLYPH_DOTS, 0]), withoutRealTime(columns)]);
}

/** A line of text as dots, each character as large as the printer would set it: 12 or 24 dots wide, times `size`. */
export function drawText(text: string, size: number, bold: boolean, font: GlyphFont): Dots {
  const dots = blankDots(columnsOf(text) * (GLYPH_DOTS / 2) * size, GLYPH_DOTS * size);
  let left = 0;
  for (const char of text) {
    const width = (columnsOf(char) * GLYPH_DOTS) / 2;
    const rows = font.glyph(char);
    if (rows) drawGlyph(dots, rows, left, size, bold);
    left += width * size;
  }
  return dots;
}

function drawGlyph(dots: Dots, rows: Buffer, left: number, size: number, bold: boolean): void {
  const glyph: Dots = { width: GLYPH_DOTS, height: GLYPH_DOTS, rows };
  for (let y = 0; y < GLYPH_DOTS * size; y += 1) {
    for (let x = 0; x < GLYPH_DOTS * size; x += 1) {
      const [column, row] = [Math.floor(x / size), Math.floor(y / size)];
      if (isDot(glyph, column, row) || (bold && isDot(glyph, column - 1, row))) setDot(dots, left + x, y);
    }
  }
}

/**
 * Printers look for real-time commands (DLE EOT, DLE ENQ, DLE DC4) in every byte that comes, images too: one in a
 * picture would be answered, or empty the buffer. A dot more takes it out.
 */
function withoutRealTime(data: Buffer): Buffer {
  const safe = Buffer.from(data);
  for (let at = 0; at + 1 < safe.length; at += 1) {
    if (safe[at] === 0x10 && [0x04, 0x05, 0x14].includes(safe[at + 1] as number)) safe[at] = 0x11;
  }
  return safe;
}
