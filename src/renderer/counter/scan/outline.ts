import { areaOf, crossing, inOrder, isPageLike, type Point, type Quad } from './geometry.ts';

/** A picture as the canvas gives it: four bytes a pixel, row by row. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** The outline is looked for on a picture of this size: a page is found as well, in a few milliseconds. */
const LOOK = 240;
/** Of the picture: less is a scrap or a finger, more is the picture's own edge. */
const SMALLEST = 0.05;
const LARGEST = 0.985;
/** How much of its outline's box a page fills, and how much of it must differ from the table. */
const SQUARENESS = 0.86;
const FILLED = 0.45;
/** Of the way to its middle. */
const HAIR = 0.008;
/** Differences of brightness below this are the table's own. */
const FAINTEST = 16;

/**
 * Finds the page on a picture of a table with one page on it, whatever colour either is; null when there is none to be
 * seen. Corners are shares of width and height.
 *
 * What differs from the colour along the picture's edge, or is much brighter or darker than the rest, may be the page.
 * Of each such shape the hull is taken, cut down to its four longest sides, and the sides fitted to its rim.
 */
export function findOutline(picture: Pixels): Quad | null {
  const small = shrink(picture, LOOK);
  const { width, height } = small;
  let best: { quad: Quad; score: number } | null = null;
  for (const mask of masksOf(small)) {
    const found = pageIn(mask, width, height);
    if (found && (!best || found.score > best.score)) best = found;
  }
  return (
    best && (inwards(best.quad).map(({ x, y }) => ({ x: within(x / width), y: within(y / height) })) as unknown as Quad)
  );
}

/** A hair inside its edge, so that no line of the table comes along. */
function inwards(quad: Quad): Quad {
  const middle = { x: 0, y: 0 };
  for (const { x, y } of quad) {
    middle.x += x / 4;
    middle.y += y / 4;
  }
  const drawn = (at: number, to: number) => at + (to - at) * HAIR;
  return quad.map(({ x, y }) => ({ x: drawn(x, middle.x), y: drawn(y, middle.y) })) as unknown as Quad;
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}

interface Small {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue of each pixel, a little blurred: print and noise go, the page stays. */
  readonly rgb: Float32Array;
}

function shrink({ data, width: from, height: fromHeight }: Pixels, longest: number): Small {
  const scale = Math.min(1, longest / Math.max(from, fromHeight));
  const width = Math.max(8, Math.round(from * scale));
  const height = Math.max(8, Math.round(fromHeight * scale));
  const rgb = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = span(y, height, fromHeight);
    for (let x = 0; x < width; x++) {
      const [left, right] = span(x, width, from);
      let [r, g, b] = [0, 0, 0];
      for (let sy = top; sy < bottom; sy++) {
        for (let sx = left; sx < right; sx++) {
          const at = (sy * from + sx) * 4;
          r += data[at]!;
          g += data[at + 1]!;
          b += data[at + 2]!;
        }
      }
      const count = (right - left) * (bottom - top);
      rgb.set([r / count, g / count, b / count], (y * width + x) * 3);
    }
  }
  return { width, height, rgb: blurred(rgb, width, height) };
}

/** Which pixels of the large side fall on one of the small. */
function span(at: number, small: number, large: number): readonly [number, number] {
  const from = Math.min(large - 1, Math.floor((at * large) / small));
  return [from, Math.max(from + 1, Math.floor(((at + 1) * large) / small))];
}

function blurred(rgb: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(rgb.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        let [sum, count] = [0, 0];
        for (let sy = Math.max(0, y - 1); sy <= Math.min(height - 1, y + 1); sy++) {
          for (let sx = Math.max(0, x - 1); sx <= Math.min(width - 1, x + 1); sx++) {
            sum += rgb[(sy * width + sx) * 3 + c]!;
            count++;
          }
        }
        out[(y * width + x) * 3 + c] = sum / count;
      }
    }
  }
  return out;
}

/** Where the page may be: what differs from the picture's edge, what is bright, what is dark. */
function masksOf({ rgb, width, height }: Small): Uint8Array[] {
  const count = width * height;
  const edge = [0, 1, 2].map((c) => edgeMedian(rgb, width, height, c));
  const other = new Uint8Array(count);
  const light = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const [r, g, b] = [rgb[i * 3]!, rgb[i * 3 + 1]!, rgb[i * 3 + 2]!];
    other[i] = Math.max(Math.abs(r - edge[0]!), Math.abs(g - edge[1]!), Math.abs(b - edge[2]!));
    light[i] = 0.299 * r + 0.587 * g + 0.114 * b;
  }
  const masks: Uint8Array[] = [];
  const differs = split(other);
  if (differs >= FAINTEST) masks.push(other.map((value) => (value > differs ? 1 : 0)));
  const bright = split(light);
  masks.push(light.map((value) => (value > bright ? 1 : 0)));
  masks.push(light.map((value) => (value > bright ? 0 : 1)));
  return masks;
}

function edgeMedian(rgb: Float32Array, width: number, height: number, channel: number): number {
  const values: number[] = [];
  for (let x = 0; x < width; x++)
    for (const y of [0, 1, height - 2, height - 1]) values.push(rgb[(y * width + x) * 3 + channel]!);
  for (let y = 2; y < height - 2; y++)
    for (const x of [0, 1, width - 2, width - 1]) values.push(rgb[(y * width + x) * 3 + channel]!);
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

/** The value that parts many into two groups best (Otsu 1979). */
function split(values: Uint8Array): number {
  const histogram = new Uint32Array(256);
  let total = 0;
  for (const value of values) {
    histogram[value]!++;
    total += value;
  }
  let [below, sumBelow, best, at] = [0, 0, -1, 0];
  for (let t = 0; t < 256; t++) {
    below += histogram[t]!;
    sumBelow += t * histogram[t]!;
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (total - sumBelow) / above) ** 2;
    if (between > best) [best, at] = [between, t];
  }
  return at;
}

/** The largest shape of a mask, when it is a page; in pixels. */
function pageIn(mask: Uint8Array, width: number, height: number): { quad: Quad; score: number } | null {
  const shape = largestShape(mask, width, height);
  if (!shape) return null;
  // What is cut off on most sides is the table itself, or too near to be seen whole.
  if (sidesLeft(shape, width, height) > 2) return null;
  const rim = rimOf(shape);
  const hull = hullOf(rim);
  const hullArea = areaOf(hull);
  const all = width * height;
  if (hull.length < 4 || hullArea < SMALLEST * all || hullArea > LARGEST * all || shape.size < FILLED * hullArea)
    return null;
  const rough = fourSides(hull);
  if (!rough) return null;
  const quad = fitted(inOrder(rough), hull, rim);
  const squareness = Math.min(hullArea / areaOf(quad), areaOf(quad) / hullArea);
  if (!isPageLike(quad) || squareness < SQUARENESS) return null;
  return { quad, score: squareness * Math.min(1, shape.size / hullArea) };
}

interface Shape {
  readonly size: number;
  /** First and last edge in each row that has any of it, and in each column. */
  readonly rows: ReadonlyMap<number, readonly [number, number]>;
  readonly columns: ReadonlyMap<number, readonly [number, number]>;
}

function largestShape(mask: Uint8Array, width: number, height: number): Shape | null {
  const seen = new Uint8Array(mask.length);
  let best: Shape | null = null;
  const stack: number[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || seen[start] === 1) continue;
    const rows = new Map<number, [number, number]>();
    const columns = new Map<number, [number, number]>();
    let size = 0;
    seen[start] = 1;
    stack.push(start);
    while (stack.length > 0) {
      const at = stack.pop()!;
      const [x, y] = [at % width, Math.floor(at / width)];
      size++;
      reach(rows, y, x);
      reach(columns, x, y);
      for (const [nx, ny] of [
        [x - 1, y],
        [x + 1, y],
        [x, y - 1],
        [x, y + 1],
      ] as const) {
        const next = ny * width + nx;
        if (nx < 0 || ny < 0 || nx >= width || ny >= height || mask[next] === 0 || seen[next] === 1) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    if (!best || size > best.size) best = { size, rows, columns };
  }
  return best;
}

function reach(spans: Map<number, [number, number]>, line: number, at: number): void {
  const span = spans.get(line);
  if (!span) spans.set(line, [at, at + 1]);
  else if (at < span[0]) span[0] = at;
  else if (at >= span[1]) span[1] = at + 1;
}

/** The middles of the outer edges of a shape's pixels, along each row and each column. */
function rimOf({ rows, columns }: Shape): Point[] {
  const rim: Point[] = [];
  for (const [y, [left, right]] of rows) rim.push({ x: left, y: y + 0.5 }, { x: right, y: y + 0.5 });
  for (const [x, [top, bottom]] of columns) rim.push({ x: x + 0.5, y: top }, { x: x + 0.5, y: bottom });
  return rim;
}

/** On how many sides the shape goes on beyond the picture. */
function sidesLeft({ rows }: Shape, width: number, height: number): number {
  const ends = [...rows.values()];
  const left = ends.some(([from]) => from === 0);
  const right = ends.some(([, to]) => to === width);
  return [left, right, rows.has(0), rows.has(height - 1)].filter(Boolean).length;
}

/** Andrew's monotone chain; clockwise as seen. */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (row: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const p of row) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, p) <= 0) chain.pop();
      chain.push(p);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** Takes the side away whose neighbours, prolonged until they meet, add the least, until four are left. */
function fourSides(hull: readonly Point[]): Point[] | null {
  const corners = [...hull];
  while (corners.length > 4) {
    const n = corners.length;
    let best: { at: number; corner: Point; added: number } | null = null;
    for (let i = 0; i < n; i++) {
      const [a, b, c, d] = [corners[(i + n - 1) % n]!, corners[i]!, corners[(i + 1) % n]!, corners[(i + 2) % n]!];
      const corner = crossing(a, b, d, c);
      // Beyond b and beyond c: neighbours that go apart never meet there.
      if (!corner || turn(b, corner, c) < 0 || turn(a, b, corner) < -1e-6) continue;
      const added = areaOf([b, corner, c]);
      if (!best || added < best.added) best = { at: i, corner, added };
    }
    if (!best) return null;
    corners[best.at] = best.corner;
    corners.splice((best.at + 1) % n, 1);
  }
  return corners;
}

/** Each side laid through the rim along its middle: corners of paper are round, bent or under a finger. */
function fitted(quad: Quad, hull: readonly Point[], rim: readonly Point[]): Quad {
  const near = Math.sqrt(areaOf(quad)) * 0.025 + 1;
  const lines = quad.map((a, i) => {
    const b = quad[(i + 1) % 4]!;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const along = (p: Point) => ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length;
    const away = (p: Point) => Math.abs(turn(a, b, p)) / length;
    const own = [...rim, ...hull].filter((p) => along(p) > 0.1 * length && along(p) < 0.9 * length && away(p) < near);
    return own.length < 8 ? ([a, b] as const) : lineThrough(own);
  });
  const corners = lines.map(([c, d], i) => {
    const [a, b] = lines[(i + 3) % 4]!;
    const corner = crossing(a, b, c, d);
    const before = quad[i]!;
    return corner && Math.hypot(corner.x - before.x, corner.y - before.y) < 2 * near ? corner : before;
  });
  return corners as unknown as Quad;
}

/** Two points of the line that lies nearest to all of these. */
function lineThrough(points: readonly Point[]): readonly [Point, Point] {
  let [mx, my] = [0, 0];
  for (const { x, y } of points) {
    mx += x / points.length;
    my += y / points.length;
  }
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y } of points) {
    xx += (x - mx) ** 2;
    xy += (x - mx) * (y - my);
    yy += (y - my) ** 2;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return [
    { x: mx, y: my },
    { x: mx + Math.cos(angle), y: my + Math.sin(angle) },
  ];
}
