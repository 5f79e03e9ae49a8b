import { PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { PaperAlign, PaperDocument } from '../../../../shared/paper/document.ts';
import { type LaidLine, layPaper } from '../../../../shared/paper/layout.ts';
import type { PrinterProfile } from './profiles.ts';
import { qrImage } from './qr-image.ts';
import { encodeText } from './text.ts';

export interface EncodedDocument {
  readonly bytes: Buffer;
  /** Characters without a glyph, printed as 〓. */
  readonly missing: string[];
}

const LF = Buffer.from([0x0a]);
const RESET = Buffer.from([0x1b, 0x40]);
/** FS &: Chinese mode. Most Chinese printers start in it; those set to a Western code page need it. */
const CHINESE_MODE = Buffer.from([0x1c, 0x26]);
/** GS V 65/66 n feeds to the cutter's place by itself, so that nothing depends on the distance from head to cutter. */
const FULL_CUT = Buffer.from([0x1d, 0x56, 0x41, 0x00]);
const PARTIAL_CUT = Buffer.from([0x1d, 0x56, 0x42, 0x00]);
/** Without a cutter the last line must pass the tear bar. */
const TEAR_FEED_LINES = 4;

/** A document as ESC/POS bytes. Pure; under a millisecond for a ticket. */
export function encodeDocument(document: PaperDocument, profile: PrinterProfile): EncodedDocument {
  // No interface: the library encodes, it never sends.
  const out = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: '', width: profile.columns });
  const missing = new Set<string>();
  const mode = new Mode(out);
  // ESC @ first: whatever the last program or a power dip left behind (size, alignment) must not reach this slip.
  out.add(RESET);
  out.add(CHINESE_MODE);
  for (const line of layPaper(document, profile.columns)) encodeLine(line, out, mode, profile, missing);
  return { bytes: out.getBuffer() ?? Buffer.alloc(0), missing: [...missing] };
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
      const text = encodeText(line.text, profile.charset);
      for (const char of text.missing) missing.add(char);
      mode.set(line.align, line.bold, line.size);
      // Bytes, not the string: the library would pick a code page itself and print ? for what it does not find.
      out.add(Buffer.concat([text.bytes, LF]));
      return;
    }
    case 'qr':
      mode.set('center', false, 1);
      if (profile.qr === 'native') out.printQR(line.data, { model: 2, cellSize: line.module, correction: 'M' });
      else out.add(qrImage(line.data, line.module, profile.dots));
      // Native symbols end without a line feed on some printers and with one on others; one of ours makes them alike.
      out.add(LF);
      return;
    case 'feed':
      out.add(Buffer.from([0x1b, 0x64, line.lines]));
      return;
    case 'cut':
      if (profile.cut === 'none') out.add(Buffer.from([0x1b, 0x64, TEAR_FEED_LINES]));
      else out.add(profile.cut === 'full' ? FULL_CUT : PARTIAL_CUT);
      return;
  }
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
