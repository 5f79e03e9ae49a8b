import { INK_WIDTH } from '../../../shared/pad/ink.ts';
import { linesOfSignature } from '../../../shared/pad/signature-svg.ts';

export const SIGNATURE = 'image/svg+xml';

/** Pixels of a signature that is shown alone; a thumb is as wide as it may be. */
const WIDTH = 1000;

/** Draws a signature's strokes ourselves: a file from elsewhere is never let into the page as a document. */
export function drawSignature(svg: string, canvas: HTMLCanvasElement, widest: number | undefined): void {
  const drawn = linesOfSignature(svg);
  const context = canvas.getContext('2d');
  if (!drawn || !context) return;
  canvas.width = widest === undefined ? WIDTH : Math.round(widest * devicePixelRatio);
  canvas.height = Math.max(1, Math.round((canvas.width * drawn.height) / INK_WIDTH));
  context.scale(canvas.width / INK_WIDTH, canvas.width / INK_WIDTH);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, INK_WIDTH, drawn.height);
  context.lineCap = context.lineJoin = 'round';
  for (const { width, points } of drawn.lines) {
    context.lineWidth = width;
    context.beginPath();
    for (const [at, { x, y }] of points.entries()) {
      if (at === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.stroke();
  }
}
