import { type PointerEvent, type ReactNode, useCallback, useEffect, useRef } from 'react';
import { INK_WIDTH, type InkPoint, lineWidth } from '../../shared/pad/ink.ts';

/** A finger and a mouse say nothing of how hard they press. */
const PLAIN_PRESSURE = 128;

interface Props {
  readonly label: string;
  readonly disabled: boolean;
  /** Strokes so far; a new array begins anew. */
  readonly strokes: readonly (readonly InkPoint[])[];
  onStroke(points: readonly InkPoint[]): void;
}

/** A field to write in, with finger, pen or mouse. Strokes are in units of the field, which is `INK_WIDTH` wide. */
export function InkField({ label, disabled, strokes, onStroke }: Props): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const under = useRef<{ id: number; points: InkPoint[] } | null>(null);
  /** Where a pen is used a hand lies beside it. */
  const pen = useRef(false);

  const redraw = useCallback(() => {
    const field = canvas.current;
    const context = field?.getContext('2d');
    if (!field || !context) return;
    const ratio = devicePixelRatio || 1;
    const [width, height] = [Math.round(field.clientWidth * ratio), Math.round(field.clientHeight * ratio)];
    if (field.width !== width || field.height !== height) [field.width, field.height] = [width, height];
    context.setTransform(width / INK_WIDTH, 0, 0, width / INK_WIDTH, 0, 0);
    context.clearRect(0, 0, INK_WIDTH, (INK_WIDTH * height) / Math.max(width, 1));
    context.strokeStyle = getComputedStyle(field).color;
    context.lineCap = context.lineJoin = 'round';
    for (const points of strokes) drawStroke(context, points);
    if (under.current) drawStroke(context, under.current.points);
  }, [strokes]);

  useEffect(() => {
    redraw();
    const field = canvas.current;
    if (!field) return;
    const watch = new ResizeObserver(redraw);
    watch.observe(field);
    return () => watch.disconnect();
  }, [redraw]);

  const pointsIn = (event: PointerEvent<HTMLCanvasElement>): InkPoint[] => {
    const box = event.currentTarget.getBoundingClientRect();
    const unit = INK_WIDTH / box.width;
    const all = event.nativeEvent.getCoalescedEvents?.() ?? [];
    return (all.length > 0 ? all : [event.nativeEvent]).map((each) => ({
      x: clamp((each.clientX - box.left) * unit, INK_WIDTH),
      y: clamp((each.clientY - box.top) * unit, box.height * unit),
      pressure: each.pointerType === 'pen' ? Math.round(each.pressure * 255) : PLAIN_PRESSURE,
    }));
  };
  const down = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (disabled || under.current || event.button !== 0) return;
    if (event.pointerType === 'pen') pen.current = true;
    else if (pen.current && event.pointerType === 'touch') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    under.current = { id: event.pointerId, points: pointsIn(event) };
    redraw();
  };
  const move = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (under.current?.id !== event.pointerId) return;
    under.current.points.push(...pointsIn(event));
    redraw();
  };
  const up = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (under.current?.id !== event.pointerId) return;
    const { points } = under.current;
    under.current = null;
    onStroke(points);
  };

  return (
    <canvas
      ref={canvas}
      className="ink"
      role="img"
      aria-label={label}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
    />
  );
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

/** From the middle of one step to the middle of the next, bent by the point between: no corners. */
function drawStroke(context: CanvasRenderingContext2D, points: readonly InkPoint[]): void {
  const [first] = points;
  if (!first) return;
  if (points.length === 1) {
    context.lineWidth = lineWidth(first.pressure);
    context.beginPath();
    context.moveTo(first.x, first.y);
    context.lineTo(first.x + 0.1, first.y);
    context.stroke();
    return;
  }
  let from: { x: number; y: number } = first;
  for (let at = 1; at < points.length; at += 1) {
    const [bend, next] = [points[at - 1]!, points[at]!];
    const to = at === points.length - 1 ? next : { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 };
    context.lineWidth = lineWidth((bend.pressure + next.pressure) / 2);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.quadraticCurveTo(bend.x, bend.y, to.x, to.y);
    context.stroke();
    from = to;
  }
}
