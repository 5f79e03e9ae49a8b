import { crc32, deflateSync } from 'node:zlib';
import { type Dots, rowBytes } from '../raster.ts';

/** White around the paper, in bytes of eight dots left and right and in rows above and below. */
const MARGIN = 2;
const MARGIN_ROWS = 24;

/** Printed dots as a picture file: one bit a dot, black on white (PNG, colour type 0, bit depth 1). */
export function pngOf(dots: Dots): Buffer {
  const width = (rowBytes(dots.width) + 2 * MARGIN) * 8;
  const height = dots.height + 2 * MARGIN_ROWS;
  const lines = Buffer.alloc((1 + width / 8) * height, 0xff);
  for (let y = 0; y < height; y += 1) {
    const line = y * (1 + width / 8);
    lines[line] = 0; // no filter
    if (y < MARGIN_ROWS || y >= MARGIN_ROWS + dots.height) continue;
    for (let at = 0; at < rowBytes(dots.width); at += 1) {
      lines[line + 1 + MARGIN + at] = ~(dots.rows[(y - MARGIN_ROWS) * rowBytes(dots.width) + at] as number) & 0xff;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1; // bits for each dot; the rest is 0: grey, deflate, no filter, not interlaced
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
