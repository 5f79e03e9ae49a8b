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
      const [x0, y0] = [sx | 0, sy | 0];
      const [fx, fy] = [sx - x0, sy - y0];
      const p = (y0 * w + x0) * 4;
      const right = x0 + 1 < w ? 4 : 0;
      const below = y0 + 1 < ht ? w * 4 : 0;
      for (let k = 0; k < 3; k++) {
        const top = from[p + k]! + (from[p + right + k]! - from[p + k]!) * fx;
        const low = from[p + below + k]! + (from[p + below + right + k]! - from[p + below + k]!) * fx;
        data[out + k] = top + (low - top) * fy;
      }
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
  const paper = [0, 1, 2].map((channel) => paperOf(page, channel));
  const columns = Math.ceil(width / BLOCK);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const [r, g, b] = paper.map((map, k) => (255 * data[at + k]!) / lightAt(map, columns, x, y)) as [
        number,
        number,
        number,
      ];
      if (look === 'grey') {
        const grey = curve(0.299 * r + 0.587 * g + 0.114 * b, 96, 225);
        data[at] = data[at + 1] = data[at + 2] = grey;
      } else {
        data[at] = curve(r, 24, 240);
        data[at + 1] = curve(g, 24, 240);
        data[at + 2] = curve(b, 24, 240);
      }
    }
  }
}

/** Straight from black at `from` to white at `to`. */
function curve(value: number, from: number, to: number): number {
  return (255 * (value - from)) / (to - from);
}

/** How bright the paper is in each block, for one colour. */
function paperOf({ data, width, height }: Pixels, channel: number): Float32Array {
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
  const found = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const values: number[] = [];
      for (let y = row * BLOCK; y < Math.min(height, (row + 1) * BLOCK); y += 3) {
        for (let x = column * BLOCK; x < Math.min(width, (column + 1) * BLOCK); x += 3)
          values.push(data[(y * width + x) * 4 + channel]!);
      }
      values.sort((a, b) => a - b);
      found[row * columns + column] = values[Math.floor((values.length - 1) * BRIGHT)]!;
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

/** Between the middles of the blocks. */
function lightAt(map: Float32Array, columns: number, x: number, y: number): number {
  const rows = map.length / columns;
  const cx = Math.min(columns - 1, Math.max(0, (x + 0.5) / BLOCK - 0.5));
  const cy = Math.min(rows - 1, Math.max(0, (y + 0.5) / BLOCK - 0.5));
  const [x0, y0] = [cx | 0, cy | 0];
  const [x1, y1] = [Math.min(columns - 1, x0 + 1), Math.min(rows - 1, y0 + 1)];
  const [fx, fy] = [cx - x0, cy - y0];
  const top = map[y0 * columns + x0]! * (1 - fx) + map[y0 * columns + x1]! * fx;
  const low = map[y1 * columns + x0]! * (1 - fx) + map[y1 * columns + x1]! * fx;
  return top * (1 - fy) + low * fy;
}
