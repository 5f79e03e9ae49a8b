import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inOrder,
  isPageLike,
  type Point,
  pageSize,
  project,
  projectionOnto,
  type Quad,
  scaled,
  turned,
  WHOLE,
} from './geometry.ts';
import { findOutline, type Pixels } from './outline.ts';
import { brightened, flattened } from './page-picture.ts';

type Colour = readonly [number, number, number];

/** A table with a page on it as a camera sees it: noise, light that falls off to one side, print on the page. */
function photograph(options: {
  width: number;
  height: number;
  page: Quad | null;
  paper: Colour;
  table: Colour;
  noise?: number;
  shade?: number;
  print?: (u: number, v: number) => boolean;
}): Pixels {
  const { width, height, page, paper, table, noise = 8, shade = 0.8 } = options;
  const data = new Uint8ClampedArray(width * height * 4);
  const onto = page && projectionOnto(scaled(page, width, height), 1, 1);
  const back = onto && inverse(onto);
  let seed = 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = back && project(back, { x: x + 0.5, y: y + 0.5 });
      const inside = at && at.x >= 0 && at.x <= 1 && at.y >= 0 && at.y <= 1;
      const printed = inside && (options.print ?? lines)(at.x, at.y);
      const light = 1 - (1 - shade) * (x / width);
      const colour = printed ? ([50, 50, 60] as const) : inside ? paper : table;
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      const grain = ((seed >> 16) % (2 * noise + 1)) - noise;
      for (let c = 0; c < 3; c++) data[(y * width + x) * 4 + c] = colour[c]! * light + grain;
      data[(y * width + x) * 4 + 3] = 255;
    }
  }
  return { data, width, height };
}

/** Lines of print, with a margin around them. */
const lines = (u: number, v: number) => u > 0.1 && u < 0.9 && v > 0.06 && v < 0.94 && Math.sin(v * 90) > 0.75;

/** The projection back, by the adjugate of its matrix. */
function inverse([a, b, c, d, e, f, g, h]: ReturnType<typeof projectionOnto>): ReturnType<typeof projectionOnto> {
  const m = [
    e - f * h,
    c * h - b,
    b * f - c * e,
    f * g - d,
    a - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  return m.slice(0, 8).map((each) => each / m[8]!) as unknown as ReturnType<typeof projectionOnto>;
}

const far = (a: Quad, b: Quad): number => Math.max(...a.map((p, i) => Math.hypot(p.x - b[i]!.x, p.y - b[i]!.y)));

/** Each corner somewhere in its own quarter of the picture, not too far in. */
const anyPage = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 })
  .map((r): Quad => {
    const [near, wide] = [0.05, 0.25];
    const low = (v: number) => near + v * wide;
    const high = (v: number) => 1 - near - v * wide;
    return [
      { x: low(r[0]!), y: low(r[1]!) },
      { x: high(r[2]!), y: low(r[3]!) },
      { x: high(r[4]!), y: high(r[5]!) },
      { x: low(r[6]!), y: high(r[7]!) },
    ];
  })
  .filter(isPageLike);

describe('geometry', () => {
  it('the projection takes the corners of the sheet to the corners seen, and straight lines stay straight', () => {
    fc.assert(
      fc.property(anyPage, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (page, share) => {
        const onto = projectionOnto(page, 210, 297);
        const corners = [
          { x: 0, y: 0 },
          { x: 210, y: 0 },
          { x: 210, y: 297 },
          { x: 0, y: 297 },
        ].map((p) => project(onto, p));
        expect(far(corners as unknown as Quad, page)).toBeLessThan(1e-9);
        const [a, b] = [project(onto, { x: 0, y: 30 }), project(onto, { x: 210, y: 250 })];
        const between = project(onto, { x: 210 * share, y: 30 + 220 * share });
        const off = (b.x - a.x) * (between.y - a.y) - (b.y - a.y) * (between.x - a.x);
        expect(Math.abs(off)).toBeLessThan(1e-9);
      }),
    );
  });

  it('corners come in one order, however they were named; four quarters turn a page back', () => {
    fc.assert(
      fc.property(anyPage, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (page, order) => {
        expect(far(inOrder(order.map((i) => page[i]!)), page)).toBe(0);
        expect(turned(turned(page, 1), 3)).toEqual(page);
      }),
    );
    // To the right: what was at the bottom left is now at the top left.
    expect(turned(WHOLE, 1)[0]).toEqual({ x: 0, y: 1 });
  });

  it('a sheet of A4 seen a little from the side is one of A4; nothing grows beyond the longest side', () => {
    const slanted: Quad = [
      { x: 40, y: 0 },
      { x: 760, y: 10 },
      { x: 800, y: 1100 },
      { x: 0, y: 1090 },
    ];
    const { width, height } = pageSize(slanted, 5000);
    expect(height / width).toBeCloseTo(297 / 210, 2);
    expect(pageSize(slanted, 600).height).toBe(600);
  });

  it('a quad that is folded, straight or crossed is no page', () => {
    const at = (...points: Point[]) => isPageLike(points as unknown as Quad);
    const [a, b, c, d] = WHOLE;
    expect([at(a, b, c, d), at(a, c, b, d), at(d, c, b, a), at(a, b, { x: 0.5, y: 0.0001 }, d)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('the outline', () => {
  const size = { width: 320, height: 240 };
  it('of white paper on a dark mat is found to a hundredth of the picture, wherever it lies', () => {
    fc.assert(
      fc.property(anyPage, (page) => {
        const found = findOutline(photograph({ ...size, page, paper: [225, 225, 215], table: [60, 55, 50] }));
        expect(found && far(found, page)).toBeLessThan(0.012);
      }),
      { numRuns: 12 },
    );
  });

  it.each([
    ['a blue card on a wooden table', [90, 120, 190], [170, 130, 90]],
    ['a dark passport on a bright desk', [90, 30, 40], [205, 205, 200]],
    ['grey paper on a grey desk that is a little darker', [180, 180, 180], [140, 140, 140]],
  ] as const)('of %s is found too', (_what, paper, table) => {
    const page: Quad = [
      { x: 0.2, y: 0.15 },
      { x: 0.75, y: 0.22 },
      { x: 0.8, y: 0.85 },
      { x: 0.16, y: 0.8 },
    ];
    const found = findOutline(photograph({ ...size, page, paper, table, shade: 0.9 }));
    expect(found && far(found, page)).toBeLessThan(0.02);
  });

  it('is null where no page lies', () => {
    for (const noise of [0, 8, 30])
      expect(
        findOutline(photograph({ ...size, page: null, paper: [0, 0, 0], table: [120, 110, 100], noise })),
      ).toBeNull();
  });

  it('never fails, whatever is held before the camera', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.integer({ min: 1, max: 40 }), (bytes, width) => {
        const height = Math.max(1, Math.floor(bytes.length / width));
        const data = new Uint8ClampedArray(width * height * 4).map((_, i) => bytes[i % bytes.length]!);
        const found = findOutline({ data, width, height });
        for (const { x, y } of found ?? []) expect(x >= 0 && x <= 1 && y >= 0 && y <= 1).toBe(true);
      }),
    );
  });
});

describe('the page', () => {
  const page: Quad = [
    { x: 0.15, y: 0.12 },
    { x: 0.8, y: 0.2 },
    { x: 0.88, y: 0.85 },
    { x: 0.1, y: 0.8 },
  ];
  /** One square of ink, whose place on the sheet is known. */
  const inSquare = (u: number, v: number) => u > 0.4 && u < 0.6 && v > 0.7 && v < 0.8;
  const picture = photograph({
    width: 640,
    height: 480,
    page,
    paper: [200, 190, 160],
    table: [50, 50, 50],
    shade: 0.6,
    noise: 3,
    print: inSquare,
  });
  const lightness = ({ data, width, height }: Pixels, u: number, v: number): number => {
    const at = (Math.floor(v * height) * width + Math.floor(u * width)) * 4;
    return (data[at]! + data[at + 1]! + data[at + 2]!) / 3;
  };

  it('is laid flat: what is printed in its middle is there', () => {
    const flat = flattened(picture, page);
    for (const [u, v, dark] of [
      [0.5, 0.75, true],
      [0.42, 0.72, true],
      [0.58, 0.78, true],
      [0.36, 0.75, false],
      [0.5, 0.66, false],
      [0.5, 0.84, false],
      [0.02, 0.02, false],
    ] as const)
      expect([u, v, lightness(flat, u, v) < 90]).toEqual([u, v, dark]);
  });

  it.each(['colour', 'grey'] as const)(
    'comes out white from edge to edge in %s, though the light fell off, and its print stays dark',
    (look) => {
      const flat = flattened(picture, page);
      brightened(flat, look);
      for (const [u, v] of [
        [0.03, 0.5],
        [0.5, 0.3],
        [0.97, 0.5],
        [0.9, 0.95],
      ] as const)
        expect(lightness(flat, u, v)).toBeGreaterThan(238);
      expect(lightness(flat, 0.5, 0.75)).toBeLessThan(110);
      const grey = flat.data[1] === flat.data[0];
      expect(look === 'grey' ? grey : true).toBe(true);
    },
  );

  it('as the camera saw it is not touched', () => {
    const flat = flattened(picture, page);
    const before = flat.data.slice();
    brightened(flat, 'as-is');
    expect(flat.data).toEqual(before);
  });
});
