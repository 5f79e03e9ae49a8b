import { pageSize, projectionOnto, type Quad, scaled } from './geometry.ts';
import type { Pixels } from './outline.ts';

/** How a page is brought out: `colour` and `grey` with white paper, `as-is` as the camera saw it. */
export const LOOKS = ['colour', 'grey', 'as-is'] as const;
export type Look = (typeof LOOKS)[number];

/** Longest side of a page in pixels: A4 at about 190 dpi, small print is read easily. */
export const LONGEST = 2200;

/** The page that lies so on a picture, laid flat. */
export function flattened(picture: Pixels, outline: Quad, longest = LONGEST): Pixels {
  const quad = scaled(outline, picture.width, picture.height);
  const { width, height } = pageSize(quad, longest);
  const [a, b, c, d, e, f, g, h] = projectionOnto(quad, width, height);
  const data = new Uint8ClampedArray(width * height * 4);
  const { data: from, width: w, height: ht } = picture;
  let out = 0;
  for (let y = 0.5; y < height; y++) {
    for (let x = 0.5; x < width; x++) {
      const by = 1 / (g * x + h * y + 1);
      // Pixels have their middle at a half; beyond the edge the edge goes on.
      const sx = Math.min(w - 1, Math.max(0, (a * x + b * y + c) * by - 0.5));
      const sy = Math.min(ht - 1, Math.max(0, (d * x + e * y + f) * by - 0.5));
      const x0 = sx | 0;
      const y0 = sy | 0;
      const fx = sx - x0;
      const fy = sy - y0;
      const p = (y0 * w + x0) * 4;
      const q = p + (x0 + 1 < w ? 4 : 0);
      const down = y0 + 1 < ht ? w * 4 : 0;
      // How much of each of the four pixels around.
      const tl = (1 - fx) * (1 - fy);
      const tr = fx * (1 - fy);
      const bl = (1 - fx) * fy;
      const br = fx * fy;
      data[out] = from[p]! * tl + from[q]! * tr + from[p + down]! * bl + from[q + down]! * br;
      data[out + 1] = from[p + 1]! * tl + from[q + 1]! * tr + from[p + down + 1]! * bl + from[q + down + 1]! * br;
      data[out + 2] = from[p + 2]! * tl + from[q + 2]! * tr + from[p + down + 2]! * bl + from[q + down + 2]! * br;
      data[out + 3] = 255;
      out += 4;
    }
  }
  return { data, width, height };
}

/** Blocks in which the paper's own brightness is taken; small enough for a shadow, larger than a letter. */
const BLOCK = 48;
/** Where a block is all print or picture, the paper is taken to be at least so bright as this share of the page's. */
const DARKEST = 0.55;
const BRIGHT = 0.9;

/** White paper and dark print, in place: shadows, yellow light and the grey of a camera go. */
export function brightened(page: Pixels, look: Look): void {
  if (look === 'as-is') return;
  const { data, width, height } = page;
  const columns = Math.ceil(width / BLOCK);
  const gains = [0, 1, 2].map((channel) => paperOf(page, channel).map((light) => 255 / light));
  const row = gains.map(() => new Float32Array(width));
  const [red, green, blue] = row as [Float32Array, Float32Array, Float32Array];
  // Straight from black at `black` to white at `white`.
  const [black, white] = look === 'grey' ? [96, 225] : [24, 240];
  const steep = 255 / (white - black);
  for (let y = 0; y < height; y++) {
    for (let c = 0; c < 3; c++) gainsOfRow(gains[c]!, columns, y, row[c]!);
    let at = y * width * 4;
    for (let x = 0; x < width; x++, at += 4) {
      const r = data[at]! * red[x]!;
      const g = data[at + 1]! * green[x]!;
      const b = data[at + 2]! * blue[x]!;
      if (look === 'grey') {
        const grey = (0.299 * r + 0.587 * g + 0.114 * b - black) * steep;
        data[at] = grey;
        data[at + 1] = grey;
        data[at + 2] = grey;
      } else {
        data[at] = (r - black) * steep;
        data[at + 1] = (g - black) * steep;
        data[at + 2] = (b - black) * steep;
      }
    }
  }
}

/** How bright the paper is in each block, for one colour. */
function paperOf({ data, width, height }: Pixels, channel: number): Float32Array {
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
  const found = new Float32Array(columns * rows);
  const histogram = new Uint32Array(256);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      histogram.fill(0);
      let count = 0;
      for (let y = row * BLOCK; y < Math.min(height, (row + 1) * BLOCK); y += 3) {
        for (let x = column * BLOCK; x < Math.min(width, (column + 1) * BLOCK); x += 3) {
          histogram[data[(y * width + x) * 4 + channel]!]!++;
          count++;
        }
      }
      let level = 255;
      for (let above = histogram[255]!; level > 0 && above <= count * (1 - BRIGHT); above += histogram[--level]!);
      found[row * columns + column] = level;
    }
  }
  const page = [...found].sort((a, b) => a - b)[Math.floor((found.length - 1) * BRIGHT)]!;
  for (let i = 0; i < found.length; i++) found[i] = Math.max(found[i]!, page * DARKEST, 1);
  return smooth(found, columns, rows);
}

function smooth(map: Float32Array, columns: number, rows: number): Float32Array {
  return map.map((_, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    let [sum, count] = [0, 0];
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        sum += map[y * columns + x]!;
        count++;
      }
    }
    return sum / count;
  });
}

/** Those of one row of pixels, between the middles of the blocks. */
function gainsOfRow(map: Float32Array, columns: number, y: number, out: Float32Array): void {
  const rows = map.length / columns;
  const cy = Math.min(rows - 1, Math.max(0, (y + 0.5) / BLOCK - 0.5));
  const y0 = cy | 0;
  const fy = cy - y0;
  const top = y0 * columns;
  const low = Math.min(rows - 1, y0 + 1) * columns;
  for (let x = 0; x < out.length; x++) {
    const cx = Math.min(columns - 1, Math.max(0, (x + 0.5) / BLOCK - 0.5));
    const x0 = cx | 0;
    const x1 = Math.min(columns - 1, x0 + 1);
    const fx = cx - x0;
    const above = map[top + x0]! * (1 - fx) + map[top + x1]! * fx;
    const below = map[low + x0]! * (1 - fx) + map[low + x1]! * fx;
    out[x] = above * (1 - fy) + below * fy;
  }
}
