import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useCounter } from '../context.ts';
import { isPageLike, type Point, type Quad, scaled } from './geometry.ts';
import { PictureCanvas } from './picture-canvas.tsx';

interface Props {
  readonly capture: Blob;
  readonly width: number;
  readonly height: number;
  readonly outline: Quad;
  readonly onChange: (outline: Quad) => void;
}

const CORNERS = ['scanTopLeft', 'scanTopRight', 'scanBottomRight', 'scanBottomLeft'] as const;
/** Of the picture's side, at one press of an arrow. */
const STEP = 0.004;
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

/** The picture as it was taken, with the four corners of the page to be moved by hand or by arrow keys. */
export function OutlineEditor({ capture, width, height, outline, onChange }: Props): ReactNode {
  const { t } = useCounter();
  const frame = useRef<HTMLDivElement>(null);
  const [moving, setMoving] = useState<{ at: number; quad: Quad } | null>(null);
  const shown = moving?.quad ?? outline;

  const moved = (at: number, to: Point): Quad =>
    shown.map((p, i) => (i === at ? { x: within(to.x), y: within(to.y) } : p)) as unknown as Quad;
  const take = (quad: Quad): void => {
    if (isPageLike(scaled(quad, width, height))) onChange(quad);
  };
  const drag = (at: number, event: PointerEvent): void => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const to = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    setMoving({ at, quad: moved(at, to) });
  };
  const release = (): void => {
    if (moving) take(moving.quad);
    setMoving(null);
  };
  const nudge = (at: number, event: KeyboardEvent): void => {
    const by = ARROWS[event.key];
    const p = shown[at];
    if (!by || !p) return;
    event.preventDefault();
    const far = event.shiftKey ? 5 : 1;
    take(moved(at, { x: p.x + by.x * far, y: p.y + by.y * far }));
  };
  const fits = isPageLike(scaled(shown, width, height));

  return (
    <div className="outline-editor" ref={frame} style={{ aspectRatio: `${width} / ${height}` }}>
      <PictureCanvas blob={capture} label={t('scanCaptured')} widest={900} />
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        <polygon
          points={shown.map(({ x, y }) => `${x},${y}`).join(' ')}
          className={fits ? 'outline' : 'outline wrong'}
        />
      </svg>
      {shown.map((p, at) => (
        <button
          key={CORNERS[at]}
          type="button"
          className="corner"
          aria-label={t(CORNERS[at]!)}
          style={{ left: `${p.x * 100}%`, top: `${p.y * 100}%` }}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={(event) => drag(at, event)}
          onPointerUp={release}
          onPointerCancel={() => setMoving(null)}
          onKeyDown={(event) => nudge(at, event)}
        />
      ))}
    </div>
  );
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
