import { z } from 'zod';

/**
 * What was drawn on a signing field: strokes of points, each x, y and pressure one after the other. The field is
 * `INK_WIDTH` wide, whatever the screen was; pressure is 0 to 255.
 */
export const INK_WIDTH = 1000;
/** A hand at a few hundred points a second, thinned; three characters have some two hundred. */
const MOST_POINTS = 3000;
const MOST_STROKES = 120;

const Stroke = z
  .array(
    z
      .number()
      .int()
      .min(0)
      .max(4 * INK_WIDTH),
  )
  .min(3)
  .refine((numbers) => numbers.length % 3 === 0, 'expected x, y and pressure for each point');

export const Ink = z
  .object({
    height: z
      .number()
      .int()
      .min(100)
      .max(4 * INK_WIDTH),
    strokes: z.array(Stroke).min(1).max(MOST_STROKES),
  })
  .refine(({ strokes }) => strokes.reduce((sum, each) => sum + each.length, 0) <= MOST_POINTS * 3, 'too many points');
export type Ink = z.infer<typeof Ink>;

export interface InkPoint {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

export function pointsOf(stroke: readonly number[]): InkPoint[] {
  const points: InkPoint[] = [];
  for (let at = 0; at + 2 < stroke.length; at += 3)
    points.push({ x: stroke[at]!, y: stroke[at + 1]!, pressure: stroke[at + 2]! });
  return points;
}

/** In units of the field: a hard press draws a line twice as broad as a soft one. */
export function lineWidth(pressure: number): number {
  return 5 + (pressure / 255) * 6;
}

const LEAST_LENGTH = 0.3 * INK_WIDTH;
const LEAST_EXTENT = 0.06 * INK_WIDTH;

/** Whether it may be somebody's signature: a touch, a dot or a hand laid on the screen is none. */
export function isEnoughInk({ strokes }: Pick<Ink, 'strokes'>): boolean {
  let length = 0;
  const all = strokes.flatMap((stroke) => {
    const points = pointsOf(stroke);
    for (let at = 1; at < points.length; at += 1) length += distance(points[at - 1]!, points[at]!);
    return points;
  });
  const extent = (of: (point: InkPoint) => number) => Math.max(...all.map(of)) - Math.min(...all.map(of));
  return length >= LEAST_LENGTH && extent((p) => p.x) >= LEAST_EXTENT;
}

function distance(a: InkPoint, b: InkPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Fewer points, none of them further than `tolerance` from the line that is left (Ramer, Douglas, Peucker). */
export function thinned(points: readonly InkPoint[], tolerance = 0.9): InkPoint[] {
  if (points.length < 3) return [...points];
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let furthest = tolerance;
    let at = -1;
    for (let i = from + 1; i < to; i += 1) {
      const far = Math.max(offLine(points[i]!, points[from]!, points[to]!), offPressure(points, i, from, to));
      if (far > furthest) [furthest, at] = [far, i];
    }
    if (at < 0) continue;
    kept[at] = 1;
    spans.push([from, at], [at, to]);
  }
  return points.filter((_, i) => kept[i] === 1);
}

function offLine(p: InkPoint, a: InkPoint, b: InkPoint): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square));
  return Math.hypot(p.x - (a.x + along * dx), p.y - (a.y + along * dy));
}

/** How much broader or thinner the line is than between its ends, in units of the field. */
function offPressure(points: readonly InkPoint[], at: number, from: number, to: number): number {
  const share = (at - from) / (to - from);
  const between = points[from]!.pressure * (1 - share) + points[to]!.pressure * share;
  return Math.abs(lineWidth(points[at]!.pressure) - lineWidth(between)) / 2;
}

/** The points of one stroke as they are handed on. */
export function strokeOf(points: readonly InkPoint[]): number[] {
  return thinned(points).flatMap(({ x, y, pressure }) => [x, y, pressure].map((n) => Math.max(0, Math.round(n))));
}
