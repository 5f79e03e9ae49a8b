import qrcode from 'qrcode-generator';
import { columnsOf } from '../../../../../shared/paper/columns.ts';
import { GLYPH_DOTS, shippedGlyphs } from '../glyphs/glyph-font.ts';
import { blankDots, type Dots, drawText, isDot, rowBytes, setDot } from '../raster.ts';
import { type PrinterCommand, takeCommand } from './commands.ts';

/** Default line spacing of ESC/POS: 1/6 inch, 30 dots for characters of 24. */
export const SPACING_DOTS = 30;
/** Feed before the knife. */
export const CUT_DOTS = 60;

type Align = 'left' | 'center' | 'right';

/**
 * What a printer of `width` dots makes of these bytes, dot by dot: the picture a preview shows and a test measures. It
 * sets text as printers do, characters of 12 × 24 and 24 × 24 times their size standing on one line, and wraps at the
 * edge; the shapes are those of our own glyphs, every printer's differ a little.
 */
export function drawPaper(bytes: Buffer, width: number): Dots {
  const paper = new Drawing(width);
  let rest = bytes;
  for (let taken = takeCommand(rest); taken; taken = takeCommand(rest)) {
    paper.take(taken.command);
    rest = rest.subarray(taken.length);
  }
  return paper.finish();
}

class Drawing {
  readonly #width: number;
  readonly #parts: { dots: Dots; x: number; y: number }[] = [];
  #y = 0;
  #line: Dots[] = [];
  #lineWidth = 0;
  #align: Align = 'left';
  #bold = false;
  #size = { width: 1, height: 1 };
  #qr = { data: '', module: 3 };

  constructor(width: number) {
    this.#width = width;
  }

  finish(): Dots {
    const paper = blankDots(this.#width, Math.max(1, this.#y));
    for (const { dots, x, y } of this.#parts) {
      for (let at = 0; at < dots.rows.length; at += 1) {
        const eight = dots.rows[at] as number;
        // Most of a slip is white.
        if (eight === 0) continue;
        const row = Math.floor(at / rowBytes(dots.width));
        const column = (at % rowBytes(dots.width)) * 8;
        for (let bit = 0; bit < 8; bit += 1) {
          if (eight & (0x80 >> bit)) setDot(paper, x + column + bit, y + row);
        }
      }
    }
    return paper;
  }

  take(command: PrinterCommand): void {
    switch (command.kind) {
      case 'text':
        for (const char of new TextDecoder('gb18030').decode(command.bytes)) this.#add(this.#character(char));
        return;
      case 'inline-image':
        this.#add(turned(command.data, command.columns));
        return;
      case 'line-feed':
        this.#endLine();
        return;
      case 'feed':
        for (let line = 0; line < command.lines; line += 1) this.#endLine();
        return;
      case 'feed-dots':
        this.#y += command.dots;
        return;
      case 'reset':
        this.#align = 'left';
        this.#bold = false;
        this.#size = { width: 1, height: 1 };
        return;
      case 'align':
        this.#align = command.align;
        return;
      case 'bold':
        this.#bold = command.on;
        return;
      case 'size':
        this.#size = { width: command.width, height: command.height };
        return;
      case 'image':
        this.#place({ width: command.rowBytes * 8, height: command.rows, rows: command.data });
        return;
      case 'qr':
        this.#takeQr(command.function, command.data);
        return;
      case 'cut':
        this.#y += CUT_DOTS;
        return;
      case 'status':
      case 'process-id':
      case 'automatic-status':
      case 'real-time':
      case 'other':
      case 'unknown':
        return;
    }
  }

  /** fn 67 sets dots per module, fn 80 stores (after m), fn 81 prints. */
  #takeQr(fn: number, data: Buffer): void {
    if (fn === 0x43) this.#qr.module = data[0] || 3;
    if (fn === 0x50) this.#qr.data = data.toString('latin1', 1);
    if (fn !== 0x51) return;
    const code = qrcode(0, 'M');
    code.addData(this.#qr.data, 'Byte');
    code.make();
    const side = code.getModuleCount() * this.#qr.module;
    const dots = blankDots(side, side);
    for (let y = 0; y < side; y += 1) {
      for (let x = 0; x < side; x += 1) {
        if (code.isDark(Math.floor(y / this.#qr.module), Math.floor(x / this.#qr.module))) setDot(dots, x, y);
      }
    }
    this.#place(dots);
  }

  #character(char: string): Dots {
    const { width, height } = this.#size;
    const plain = drawText(char, 1, this.#bold, shippedGlyphs());
    const wide = (columnsOf(char) * GLYPH_DOTS) / 2;
    const dots = blankDots(wide * width, GLYPH_DOTS * height);
    for (let y = 0; y < dots.height; y += 1) {
      for (let x = 0; x < dots.width; x += 1) {
        if (isDot(plain, Math.floor(x / width), Math.floor(y / height))) setDot(dots, x, y);
      }
    }
    return dots;
  }

  #add(dots: Dots): void {
    if (this.#lineWidth + dots.width > this.#width) this.#endLine();
    this.#line.push(dots);
    this.#lineWidth += dots.width;
  }

  #endLine(): void {
    const height = Math.max(0, ...this.#line.map((dots) => dots.height));
    let x = this.#left(this.#lineWidth);
    for (const dots of this.#line) {
      this.#parts.push({ dots, x, y: this.#y + height - dots.height });
      x += dots.width;
    }
    this.#y += Math.max(SPACING_DOTS, height + SPACING_DOTS - GLYPH_DOTS);
    this.#line = [];
    this.#lineWidth = 0;
  }

  #place(dots: Dots): void {
    this.#parts.push({ dots, x: this.#left(dots.width), y: this.#y });
    this.#y += dots.height;
  }

  #left(width: number): number {
    const free = this.#width - width;
    return this.#align === 'left' ? 0 : this.#align === 'right' ? free : Math.floor(free / 2);
  }
}

/** Columns of 24 dots, as ESC * 33 brings them, as rows. */
function turned(data: Buffer, columns: number): Dots {
  const dots = blankDots(columns, GLYPH_DOTS);
  for (let x = 0; x < columns; x += 1) {
    for (let y = 0; y < GLYPH_DOTS; y += 1) {
      if (((data[x * 3 + (y >> 3)] as number) & (0x80 >> (y & 7))) !== 0) setDot(dots, x, y);
    }
  }
  return dots;
}
