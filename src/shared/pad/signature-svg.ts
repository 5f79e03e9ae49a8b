import { INK_WIDTH, Ink, lineWidth, pointsOf } from './ink.ts';

/**
 * A signature as it is kept: one SVG file of its own that says what was signed (`desc`), by which hash (`metadata`), and
 * how it was drawn. Any program shows it; ours reads the strokes back from it, to print them.
 *
 * A path is a stroke with one breadth: `M x y` and then `l dx dy` for each further point. A stroke whose breadth changes
 * is several paths, each begun where the one before ends.
 */
export function signatureSvg(ink: Ink, signed: { readonly text: string; readonly textHash: string }): string {
  const paths = ink.strokes.flatMap(pathsOf).map(({ width, d }) => `<path stroke-width="${width}" d="${d}"/>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${INK_WIDTH} ${ink.height}">`,
    `<desc>${escaped(signed.text)}</desc>`,
    `<metadata>sha256 ${signed.textHash}</metadata>`,
    '<g fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round">',
    ...paths,
    '</g></svg>',
    '',
  ].join('\n');
}

/** Breadths differ by this much or more; finer steps would only make the file longer. */
const STEP = 2;

function pathsOf(stroke: readonly number[]): { width: number; d: string }[] {
  const points = pointsOf(stroke);
  const paths: { width: number; d: string }[] = [];
  for (const [at, point] of points.entries()) {
    const before = points[at - 1];
    const width = Math.round(lineWidth(point.pressure) / STEP) * STEP;
    const last = paths.at(-1);
    if (!before || !last) paths.push({ width, d: `M${point.x} ${point.y}` });
    else {
      const move = `l${point.x - before.x} ${point.y - before.y}`;
      if (last.width === width) last.d += move;
      else paths.push({ width, d: `M${before.x} ${before.y}${move}` });
    }
  }
  // A dot is a line of no length.
  return paths.map(({ width, d }) => ({ width, d: d.includes('l') ? d : `${d}l0 0` }));
}

export interface DrawnLine {
  readonly width: number;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** The lines of such a file; null for any other text. */
export function linesOfSignature(svg: string): { readonly height: number; readonly lines: DrawnLine[] } | null {
  const height = Number(/^<svg [^>]*viewBox="0 0 1000 (\d{1,4})">/.exec(svg)?.[1]);
  if (!Ink.shape.height.safeParse(height).success) return null;
  const lines: DrawnLine[] = [];
  for (const [, width, d] of svg.matchAll(/<path stroke-width="(\d{1,3})" d="([Ml\d\s-]*)"\/>/g)) {
    const points: { x: number; y: number }[] = [];
    for (const [, kind, a, b] of d!.matchAll(/([Ml])(-?\d{1,5}) (-?\d{1,5})/g)) {
      const from = kind === 'M' ? { x: 0, y: 0 } : (points.at(-1) ?? { x: 0, y: 0 });
      points.push({ x: from.x + Number(a), y: from.y + Number(b) });
    }
    if (points.length > 0) lines.push({ width: Number(width), points });
  }
  return { height, lines };
}

/** The text that was signed, from such a file; null for any other. */
export function textOfSignature(svg: string): { text: string; textHash: string } | null {
  const text = /<desc>([^<]*)<\/desc>/.exec(svg)?.[1];
  const textHash = /<metadata>sha256 ([0-9a-f]{64})<\/metadata>/.exec(svg)?.[1];
  return text === undefined || textHash === undefined ? null : { text: unescaped(text), textHash };
}

const ENTITIES = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
] as const;

function escaped(text: string): string {
  return ENTITIES.reduce((all, [char, entity]) => all.replaceAll(char, entity), text);
}

function unescaped(text: string): string {
  return ENTITIES.toReversed().reduce((all, [char, entity]) => all.replaceAll(entity, char), text);
}
