import qrcode from 'qrcode-generator';
import { blankDots, type Dots, setDot } from './raster.ts';

/** Four modules of white around the symbol (ISO/IEC 18004). The paper's own margins are not counted on. */
const QUIET_MODULES = 4;

/** Modules along one side of the symbol, without white around it. */
export function qrModules(data: string): number {
  return symbolOf(data).getModuleCount();
}

function symbolOf(data: string): ReturnType<typeof qrcode> {
  const code = qrcode(0, 'M');
  code.addData(data, 'Byte');
  code.make();
  return code;
}

/** A QR code as dots, for printers without a QR command. */
export function qrDots(data: string, module: number, maxDots: number): Dots {
  const code = symbolOf(data);
  const modules = code.getModuleCount() + 2 * QUIET_MODULES;
  const scale = Math.max(1, Math.min(module, Math.floor(maxDots / modules)));
  const size = modules * scale;
  const dots = blankDots(size, size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const row = Math.floor(y / scale) - QUIET_MODULES;
      const column = Math.floor(x / scale) - QUIET_MODULES;
      const inside = row >= 0 && column >= 0 && row < code.getModuleCount() && column < code.getModuleCount();
      if (inside && code.isDark(row, column)) setDot(dots, x, y);
    }
  }
  return dots;
}
