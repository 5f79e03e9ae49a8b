/** A place on a picture: as shares of its width and height in an outline, in pixels where that is said. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The corners of a page as it lies on a picture: top left, top right, bottom right, bottom left of the page. */
export type Quad = readonly [Point, Point, Point, Point];

export const WHOLE: Quad = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

export function scaled(quad: Quad, width: number, height: number): Quad {
  return quad.map(({ x, y }) => ({ x: x * width, y: y * height })) as unknown as Quad;
}

/** The same page turned by so many quarters to the right. */
export function turned(quad: Quad, quarters: number): Quad {
  return quad.map((_, i) => quad[(((i - quarters) % 4) + 4) % 4]!) as unknown as Quad;
}

/** Of a polygon, whichever way round. */
export function areaOf(points: readonly Point[]): number {
  let twice = 0;
  points.forEach((a, i) => {
    const b = points[(i + 1) % points.length]!;
    twice += a.x * b.y - b.x * a.y;
  });
  return Math.abs(twice) / 2;
}

/** Corners in the order of a `Quad`: clockwise as seen, from the one nearest the top left. */
export function inOrder(corners: readonly Point[]): Quad {
  const middle = { x: mean(corners.map(({ x }) => x)), y: mean(corners.map(({ y }) => y)) };
  const round = [...corners].sort(
    (a, b) => Math.atan2(a.y - middle.y, a.x - middle.x) - Math.atan2(b.y - middle.y, b.x - middle.x),
  );
  const first = round.reduce((best, each, i) => (each.x + each.y < round[best]!.x + round[best]!.y ? i : best), 0);
  return [0, 1, 2, 3].map((i) => round[(first + i) % 4]!) as unknown as Quad;
}

/** Every corner turns the same way, and none is nearly straight or nearly folded. */
export function isPageLike(quad: Quad): boolean {
  return quad.every((at, i) => {
    const [before, after] = [quad[(i + 3) % 4]!, quad[(i + 1) % 4]!];
    const [ax, ay] = [before.x - at.x, before.y - at.y];
    const [bx, by] = [after.x - at.x, after.y - at.y];
    const lengths = Math.hypot(ax, ay) * Math.hypot(bx, by);
    // Clockwise with y downwards: after × before is positive inside.
    return lengths > 0 && bx * ay - by * ax > 0 && Math.abs(ax * bx + ay * by) / lengths < FLATTEST;
  });
}

/** Cosine of 40°: a page seen so slanted cannot be read any more. */
const FLATTEST = 0.77;

/** Where the line through a and b meets the one through c and d; null when they hardly do. */
export function crossing(a: Point, b: Point, c: Point, d: Point): Point | null {
  const [ux, uy, vx, vy] = [b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y];
  const across = ux * vy - uy * vx;
  if (Math.abs(across) < 1e-9 * Math.hypot(ux, uy) * Math.hypot(vx, vy)) return null;
  const t = ((c.x - a.x) * vy - (c.y - a.y) * vx) / across;
  return { x: a.x + t * ux, y: a.y + t * uy };
}

/** Eight numbers of a projection: x' = (ax + by + c) / (gx + hy + 1), y' = (dx + ey + f) / (gx + hy + 1). */
export type Projection = readonly [number, number, number, number, number, number, number, number];

/**
 * The projection that takes the corners of a rectangle (0,0)–(width,height) to those of a quad; the square-to-quadrilateral
 * mapping of Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), 2.2.3.
 */
export function projectionOnto(quad: Quad, width: number, height: number): Projection {
  const [p0, p1, p2, p3] = quad;
  const sx = p0.x - p1.x + p2.x - p3.x;
  const sy = p0.y - p1.y + p2.y - p3.y;
  const [dx1, dy1] = [p1.x - p2.x, p1.y - p2.y];
  const [dx2, dy2] = [p3.x - p2.x, p3.y - p2.y];
  const across = dx1 * dy2 - dx2 * dy1;
  const g = across === 0 ? 0 : (sx * dy2 - dx2 * sy) / across;
  const h = across === 0 ? 0 : (dx1 * sy - sx * dy1) / across;
  return [
    (p1.x - p0.x + g * p1.x) / width,
    (p3.x - p0.x + h * p3.x) / height,
    p0.x,
    (p1.y - p0.y + g * p1.y) / width,
    (p3.y - p0.y + h * p3.y) / height,
    p0.y,
    g / width,
    h / height,
  ];
}

export function project([a, b, c, d, e, f, g, h]: Projection, { x, y }: Point): Point {
  const w = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

const A4 = 297 / 210;
/** What is nearly a sheet of A4 is one, seen a little from the side. */
const NEARLY = 0.06;

/** How large a page comes out that lies so on a picture; pixels in and out. Never larger than `longest`. */
export function pageSize(quad: Quad, longest: number): { width: number; height: number } {
  const [tl, tr, br, bl] = quad;
  const length = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
  let width = Math.max(length(tl, tr), length(bl, br), 1);
  let height = Math.max(length(tl, bl), length(tr, br), 1);
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (Math.abs(long / short / A4 - 1) < NEARLY) {
    if (height > width) height = width * A4;
    else width = height * A4;
  }
  const shrink = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * shrink)), height: Math.max(1, Math.round(height * shrink)) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
