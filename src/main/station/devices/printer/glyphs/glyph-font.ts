import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/**
 * Dots for characters a printer has no glyph for: 24 × 24, the size of a printer's own. `paper-glyphs.bin` holds every
 * Han character of GB 18030-2022 level 3 and the two-byte part of the standard; build/paper-glyphs.mjs makes it.
 *
 * The file: `OWGL`, version (u16), number of pages (u16); for each page its number (u16), place and length in the file
 * (u32 each); then the pages, Brotli: one bit for each of 1024 code points that has a glyph, then 72 bytes for each of
 * these, row by row. All little-endian.
 */
export const GLYPH_DOTS = 24;

const FILE = 'paper-glyphs.bin';
const PAGE = 1024;
const ROW_BYTES = GLYPH_DOTS / 8;
const GLYPH_BYTES = GLYPH_DOTS * ROW_BYTES;
const PRESENT_BYTES = PAGE / 8;
/** A page is some 75 kB in memory; paper draws from a handful. */
const PAGES_KEPT = 8;

interface Page {
  readonly present: Buffer;
  readonly glyphs: Buffer;
}

export class GlyphFont {
  readonly #file: Buffer;
  readonly #places = new Map<number, { at: number; length: number }>();
  readonly #pages = new Map<number, Page>();

  /** @throws when the bytes are no glyph file */
  constructor(file: Buffer) {
    if (file.toString('latin1', 0, 4) !== 'OWGL' || file.readUInt16LE(4) !== 1)
      throw new Error(`${FILE}: not a glyph file`);
    this.#file = file;
    for (let index = 0; index < file.readUInt16LE(6); index += 1) {
      const entry = 8 + 10 * index;
      this.#places.set(file.readUInt16LE(entry), {
        at: file.readUInt32LE(entry + 2),
        length: file.readUInt32LE(entry + 6),
      });
    }
  }

  /** The character's dots row by row, 3 bytes for each of 24 rows, first dot in the highest bit; null: it has none. */
  glyph(char: string): Buffer | null {
    const point = char.codePointAt(0) ?? 0;
    const page = this.#page(Math.floor(point / PAGE));
    if (!page) return null;
    const place = point % PAGE;
    if (!isSet(page.present, place)) return null;
    const at = rank(page.present, place) * GLYPH_BYTES;
    return page.glyphs.subarray(at, at + GLYPH_BYTES);
  }

  #page(number: number): Page | null {
    const known = this.#pages.get(number);
    if (known) return known;
    const place = this.#places.get(number);
    if (!place) return null;
    const plain = brotliDecompressSync(this.#file.subarray(place.at, place.at + place.length));
    const page = { present: plain.subarray(0, PRESENT_BYTES), glyphs: plain.subarray(PRESENT_BYTES) };
    const [oldest] = this.#pages.keys();
    if (this.#pages.size >= PAGES_KEPT && oldest !== undefined) this.#pages.delete(oldest);
    this.#pages.set(number, page);
    return page;
  }
}

function isSet(bits: Buffer, place: number): boolean {
  return ((bits[place >> 3] as number) & (0x80 >> (place & 7))) !== 0;
}

/** How many bits are set before `place`. */
function rank(bits: Buffer, place: number): number {
  let count = 0;
  for (let at = 0; at < place; at += 1) if (isSet(bits, at)) count += 1;
  return count;
}

let shipped: GlyphFont | undefined;

/** The file beside this code, or where the build puts it: beside the programs. Read at the first rare character. */
export function shippedGlyphs(): GlyphFont {
  shipped ??= new GlyphFont(readShipped());
  return shipped;
}

function readShipped(): Buffer {
  try {
    return readFileSync(join(import.meta.dirname, FILE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return readFileSync(join(import.meta.dirname, '..', FILE)); // the program is in one of the build's chunks
  }
}
