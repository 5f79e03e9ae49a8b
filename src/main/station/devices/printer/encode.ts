import { PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { PaperAlign, PaperDocument } from '../../../../shared/paper/document.ts';
import { type LaidLine, layPaper } from '../../../../shared/paper/layout.ts';
import { shippedGlyphs } from './glyphs/glyph-font.ts';
import type { PrinterProfile } from './profiles.ts';
import { qrDots } from './qr-image.ts';
import { drawText, inlineGlyph, rasterImage } from './raster.ts';
import { GETA, type TextRun, textRuns } from './text.ts';

export interface EncodedDocument {
  readonly bytes: Buffer;
  /** Where `bytes` may be cut in two without cutting a command: after each line of paper, rising, the end last. */
  readonly breaks: readonly number[];
  /** Characters nobody has a glyph for, printed as 〓. */
  readonly missing: string[];
}

type TextLine = Extract<LaidLine, { kind: 'text' }>;

const LF = Buffer.from([0x0a]);
const RESET = Buffer.from([0x1b, 0x40]);
/** FS &: Chinese mode. Most Chinese printers start in it; those set to a Western code page need it. */
const CHINESE_MODE = Buffer.from([0x1c, 0x26]);
/** GS a: tell every change of drawer, online, error and paper. ESC @ switches it off. */
export const TELL_CHANGES = Buffer.from([0x1d, 0x61, 0x0f]);
/** GS V 65/66 n feeds to the cutter's place by itself, so that nothing depends on the distance from head to cutter. */
const FULL_CUT = Buffer.from([0x1d, 0x56, 0x41, 0x00]);
const PARTIAL_CUT = Buffer.from([0x1d, 0x56, 0x42, 0x00]);
/** ESC J: what stands between lines of text; an image ends at its last dot. */
const LINE_GAP = Buffer.from([0x1b, 0x4a, 6]);
/** Without a cutter the last line must pass the tear bar. */
const TEAR_FEED_LINES = 4;

/** A document as ESC/POS bytes. Pure; under a millisecond for a ticket. */
export function encodeDocument(document: PaperDocument, profile: PrinterProfile): EncodedDocument {
  // No interface: the library encodes, it never sends.
  const out = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: '', width: profile.columns });
  const missing = new Set<string>();
  const mode = new Mode(out);
  const breaks: number[] = [];
  // ESC @ first: whatever the last program or a power dip left behind (size, alignment) must not reach this slip.
  out.add(RESET);
  out.add(CHINESE_MODE);
  if (profile.answers && profile.automaticStatus) out.add(TELL_CHANGES);
  for (const line of layPaper(document, profile.columns)) {
    encodeLine(line, out, mode, profile, missing);
    breaks.push(out.getBuffer()?.length ?? 0);
  }
  return { bytes: out.getBuffer() ?? Buffer.alloc(0), breaks, missing: [...missing] };
}

function encodeLine(
  line: LaidLine,
  out: ThermalPrinter,
  mode: Mode,
  profile: PrinterProfile,
  missing: Set<string>,
): void {
  switch (line.kind) {
    case 'text': {
      encodeText(line, out, mode, profile, missing);
      return;
    }
    case 'qr':
      mode.set('center', false, 1);
      if (profile.qr === 'native') out.printQR(line.data, { model: 2, cellSize: line.module, correction: 'M' });
      else out.add(rasterImage(qrDots(line.data, line.module, profile.dots)));
      // Native symbols end without a line feed on some printers and with one on others; one of ours makes them alike.
      out.add(LF);
      return;
    case 'picture': {
      mode.set('center', false, 1);
      const rows = Buffer.from(line.rows);
      out.add(rasterImage({ width: line.widthBytes * 8, height: rows.length / line.widthBytes, rows }));
      return;
    }
    case 'feed':
      out.add(Buffer.from([0x1b, 0x64, line.lines]));
      return;
    case 'cut':
      if (profile.cut === 'none') out.add(Buffer.from([0x1b, 0x64, TEAR_FEED_LINES]));
      else out.add(profile.cut === 'full' ? FULL_CUT : PARTIAL_CUT);
      return;
  }
}

function encodeText(
  line: TextLine,
  out: ThermalPrinter,
  mode: Mode,
  profile: PrinterProfile,
  missing: Set<string>,
): void {
  const runs = textRuns(line.text, profile.charset);
  const rare = runs.filter((run) => run.kind === 'rare');
  const drawn = rare.filter(({ char }) => shippedGlyphs().glyph(char) !== null);
  for (const run of rare) if (!drawn.includes(run)) missing.add(run.char);
  if (line.size > 1 && drawn.length > 0) {
    // Images in a line are 24 dots high and do not grow with it (ESC *): the whole line is drawn.
    const shown = [...line.text].map((char) => (missing.has(char) ? '〓' : char)).join('');
    mode.set(line.align, false, 1);
    out.add(rasterImage(drawText(shown, line.size, line.bold, shippedGlyphs())));
    out.add(LINE_GAP);
    return;
  }
  mode.set(line.align, line.bold, line.size);
  // Bytes, not the string: the library would pick a code page itself and print ? for what it does not find.
  out.add(Buffer.concat([...runs.map((run) => runBytes(run, line.bold)), LF]));
}

function runBytes(run: TextRun, bold: boolean): Buffer {
  if (run.kind === 'coded') return run.bytes;
  const glyph = shippedGlyphs().glyph(run.char);
  return glyph ? inlineGlyph(glyph, bold) : GETA;
}

/** Sends a mode command only where the mode changes; a ticket stays under 700 bytes. */
class Mode {
  readonly #out: ThermalPrinter;
  #align: PaperAlign = 'left';
  #bold = false;
  #size = 1;

  constructor(out: ThermalPrinter) {
    this.#out = out;
  }

  set(align: PaperAlign, bold: boolean, size: number): void {
    if (align !== this.#align) {
      if (align === 'left') this.#out.alignLeft();
      else if (align === 'center') this.#out.alignCenter();
      else this.#out.alignRight();
    }
    if (bold !== this.#bold) this.#out.bold(bold);
    // GS ! counts from 0 = ordinary size.
    if (size !== this.#size) this.#out.setTextSize(size - 1, size - 1);
    this.#align = align;
    this.#bold = bold;
    this.#size = size;
  }
}
