import { GLYPH_DOTS } from '../glyphs/glyph-font.ts';
import { qrModules } from '../qr-image.ts';
import { takeCommand } from './commands.ts';
import { CUT_DOTS, SPACING_DOTS } from './draw.ts';

/** 203 dpi, as all of them have. */
const DOTS_PER_MM = 8;

/** Paper these bytes take, in mm: as `drawPaper` sets them, without drawing. Lines are taken to fit, as ours do. */
export function slipLengthMm(bytes: Buffer): number {
  let dots = 0;
  let size = 1;
  let line = 0;
  const qr = { data: '', module: 3 };
  let rest = bytes;
  const endLine = () => {
    dots += Math.max(SPACING_DOTS, line + SPACING_DOTS - GLYPH_DOTS);
    line = 0;
  };
  for (let taken = takeCommand(rest); taken; taken = takeCommand(rest)) {
    const { command } = taken;
    rest = rest.subarray(taken.length);
    switch (command.kind) {
      case 'text':
        line = Math.max(line, GLYPH_DOTS * size);
        break;
      case 'inline-image':
        line = Math.max(line, GLYPH_DOTS);
        break;
      case 'line-feed':
        endLine();
        break;
      case 'feed':
        for (let n = 0; n < command.lines; n += 1) endLine();
        break;
      case 'feed-dots':
        dots += command.dots;
        break;
      case 'reset':
        size = 1;
        break;
      case 'size':
        size = command.height;
        break;
      case 'image':
        dots += command.rows;
        break;
      case 'qr':
        if (command.function === 0x43) qr.module = command.data[0] || 3;
        if (command.function === 0x50) qr.data = command.data.toString('latin1', 1);
        if (command.function === 0x51) dots += qrModules(qr.data) * qr.module;
        break;
      case 'cut':
        dots += CUT_DOTS;
        break;
      default:
        break;
    }
  }
  return dots / DOTS_PER_MM;
}
