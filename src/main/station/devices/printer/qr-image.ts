import qrcode from 'qrcode-generator';

/** Four modules of white around the symbol (ISO/IEC 18004). The paper's own margins are not counted on. */
const QUIET_MODULES = 4;

/** GS v 0: a QR code as a raster image, for printers without a QR command. */
export function qrImage(data: string, module: number, maxDots: number): Buffer {
  const code = qrcode(0, 'M');
  code.addData(data, 'Byte');
  code.make();
  const modules = code.getModuleCount() + 2 * QUIET_MODULES;
  const scale = Math.max(1, Math.min(module, Math.floor(maxDots / modules)));
  const size = modules * scale;
  const rowBytes = Math.ceil(size / 8);
  const image = Buffer.alloc(rowBytes * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const row = Math.floor(y / scale) - QUIET_MODULES;
      const column = Math.floor(x / scale) - QUIET_MODULES;
      const inside = row >= 0 && column >= 0 && row < code.getModuleCount() && column < code.getModuleCount();
      if (!inside || !code.isDark(row, column)) continue;
      const at = y * rowBytes + (x >> 3);
      image[at] = (image[at] as number) | (0x80 >> (x & 7));
    }
  }
  const header = Buffer.from([0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, size & 0xff, size >> 8]);
  return Buffer.concat([header, image]);
}
