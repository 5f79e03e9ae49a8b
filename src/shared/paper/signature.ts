import { INK_WIDTH } from '../pad/ink.ts';
import { type DrawnLine, linesOfSignature } from '../pad/signature-svg.ts';
import type { PaperPicture } from './document.ts';

/** 36 mm at 8 dots a millimetre: as large as a hand writes, and a second and a half on a slow line. */
const WIDTH_BYTES = 36;
const MOST_ROWS = 160;
const PEN_DOTS = 3;

/** A signature's file as dots for thermal paper, cut to what was drawn; null when it is no such file. */
export function signaturePicture(svg: string): PaperPicture | null {
  const drawn = linesOfSignature(svg);
  if (!drawn || drawn.lines.length === 0) return null;
  const all = drawn.lines.flatMap(({ points }) => points);
  const [left, right] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y))];
  const inner = WIDTH_BYTES * 8 - 2 * PEN_DOTS;
  const scale = Math.min(
    inner / Math.max(right - left, INK_WIDTH / 4),
    (MOST_ROWS - 2 * PEN_DOTS) / Math.max(bottom - top, 1),
  );
  const height = Math.ceil((bottom - top) * scale) + 2 * PEN_DOTS;
  const rows = new Uint8Array(WIDTH_BYTES * height);
  const dot = (x: number, y: number): void => {
    if (x < 0 || y < 0 || x >= WIDTH_BYTES * 8 || y >= height) return;
    const at = y * WIDTH_BYTES + (x >> 3);
    rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
  };
  const place = ({ x, y }: { x: number; y: number }) => ({
    x: (x - left) * scale + PEN_DOTS,
    y: (y - top) * scale + PEN_DOTS,
  });
  for (const line of drawn.lines) draw(line, place, Math.max(1, (line.width * scale) / 2), dot);
  return { kind: 'picture', widthBytes: WIDTH_BYTES, rows: btoa(String.fromCharCode(...rows)) };
}

/** A round pen that is moved along the line, half a dot at a time. */
function draw(
  { points }: DrawnLine,
  place: (point: { x: number; y: number }) => { x: number; y: number },
  radius: number,
  dot: (x: number, y: number) => void,
): void {
  for (let at = 0; at < points.length; at += 1) {
    const to = place(points[at]!);
    const from = at === 0 ? to : place(points[at - 1]!);
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) * 2));
    for (let step = 0; step <= steps; step += 1) {
      const x = from.x + ((to.x - from.x) * step) / steps;
      const y = from.y + ((to.y - from.y) * step) / steps;
      for (let dy = -Math.ceil(radius); dy <= radius; dy += 1)
        for (let dx = -Math.ceil(radius); dx <= radius; dx += 1)
          if (dx * dx + dy * dy <= radius * radius) dot(Math.round(x + dx), Math.round(y + dy));
    }
  }
}
