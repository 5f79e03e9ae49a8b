import fc from 'fast-check';
import { expect, it } from 'vitest';
import { signaturePicture } from '../paper/signature.ts';
import { Ink, type InkPoint, isEnoughInk, pointsOf, strokeOf, thinned } from './ink.ts';
import { linesOfSignature, signatureSvg, textOfSignature } from './signature-svg.ts';

const HASH = 'ab'.repeat(32);
const wave = (length: number): InkPoint[] =>
  Array.from({ length: 200 }, (_, n) => ({
    x: 100 + (n * length) / 200,
    y: 300 + 80 * Math.sin(n / 12),
    pressure: Math.round(90 + 80 * Math.sin(n / 40)),
  }));
const ink = (...strokes: InkPoint[][]): Ink => Ink.parse({ height: 600, strokes: strokes.map(strokeOf) });

const anyInk = fc.record({
  height: fc.integer({ min: 100, max: 2000 }),
  strokes: fc.array(
    fc
      .array(fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 }), fc.nat({ max: 255 })), {
        minLength: 1,
        maxLength: 40,
      })
      .map((points) => points.flat()),
    { minLength: 1, maxLength: 12 },
  ),
});

it.each([
  ['a touch', [[{ x: 500, y: 300, pressure: 128 }]], false],
  ['a hand laid on the screen', Array.from({ length: 5 }, (_, n) => [{ x: 100 * n, y: 300, pressure: 128 }]), false],
  ['a short line', [wave(120).filter((_, n) => n < 40)], false],
  ['a line straight down', [Array.from({ length: 50 }, (_, n) => ({ x: 500, y: n * 10, pressure: 128 }))], false],
  ['a name', [wave(500)], true],
])('%s: whether it may be a signature', (_, strokes, enough) => {
  expect(isEnoughInk(ink(...(strokes as InkPoint[][])))).toBe(enough);
});

it('thinning keeps the ends and leaves no point far from the line', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 })), { minLength: 2, maxLength: 60 }),
      (pairs) => {
        const points = pairs.map(([x, y]) => ({ x, y, pressure: 128 }));
        const left = thinned(points);
        expect(left[0]).toEqual(points[0]);
        expect(left.at(-1)).toEqual(points.at(-1));
        for (const p of points)
          expect(Math.min(...segments(left).map(([a, b]) => off(p, a, b)))).toBeLessThanOrEqual(0.91);
      },
    ),
  );
});

it('a name is a few kilobytes, and its file gives back strokes and text as they were', () => {
  const name = ink(wave(500), wave(300), wave(200));
  const text = '收件确认\n下列材料是我交来的 <&> "李*国"';
  const svg = signatureSvg(name, { text, textHash: HASH });
  expect(svg.length).toBeLessThan(4096);
  expect(textOfSignature(svg)).toEqual({ text, textHash: HASH });
  expect(svg).not.toMatch(/<script|on\w+=|href/);
});

it('every point that was drawn is in the file, whatever was drawn', () => {
  fc.assert(
    fc.property(anyInk, (drawn) => {
      const read = linesOfSignature(signatureSvg(drawn, { text: '', textHash: HASH }));
      expect(read?.height).toBe(drawn.height);
      const seen = new Set(read?.lines.flatMap(({ points }) => points.map(({ x, y }) => `${x} ${y}`)));
      for (const stroke of drawn.strokes) for (const { x, y } of pointsOf(stroke)) expect(seen).toContain(`${x} ${y}`);
    }),
  );
});

it('on paper it is as broad as it was drawn, never more than the paper or the buffer takes, and never blank', () => {
  fc.assert(
    fc.property(anyInk, (drawn) => {
      const picture = signaturePicture(signatureSvg(drawn, { text: '', textHash: HASH }))!;
      const dots = Uint8Array.from(atob(picture.rows), (char) => char.charCodeAt(0));
      expect(dots.length % picture.widthBytes).toBe(0);
      expect(dots.length / picture.widthBytes).toBeLessThanOrEqual(166);
      expect(dots.some((byte) => byte !== 0)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it.each(['', '<svg></svg>', 'JPEG', '<svg viewBox="0 0 1000 99999">'])('%j is no signature', (text) => {
  expect(linesOfSignature(text)).toBeNull();
  expect(signaturePicture(text)).toBeNull();
});

it.each([
  ['nothing', { height: 600, strokes: [] }],
  ['half a point', { height: 600, strokes: [[1, 2]] }],
  ['a field that is none', { height: 1, strokes: [[1, 2, 3]] }],
  ['without end', { height: 600, strokes: [new Array(9003).fill(1)] }],
  ['outside', { height: 600, strokes: [[-1, 2, 3]] }],
])('ink with %s is not taken', (_, drawn) => {
  expect(Ink.safeParse(drawn).success).toBe(false);
});

function segments(points: readonly InkPoint[]): [InkPoint, InkPoint][] {
  return points.slice(1).map((point, at) => [points[at]!, point]);
}

function off(p: InkPoint, a: InkPoint, b: InkPoint): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square));
  return Math.hypot(p.x - (a.x + along * dx), p.y - (a.y + along * dy));
}
