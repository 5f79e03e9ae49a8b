import { useEffect, useRef } from 'react';

const HOLD_MS = 1_200;
/** A finger that holds still moves a little. */
const SLIP_PX = 12;
/** Of the shorter side of the screen. */
const CORNER = 0.15;

/** Whether a touch is in the keeper's corner, the upper left one. */
export function inKeepersCorner({ clientX, clientY }: { clientX: number; clientY: number }): boolean {
  const corner = Math.min(innerWidth, innerHeight) * CORNER;
  return clientX <= corner && clientY <= corner;
}

/** One long touch in the keeper's corner, not on something to press that may stand there. */
export function useLongTouch(onLongTouch: () => void): void {
  const latest = useRef(onLongTouch);
  latest.current = onLongTouch;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let from = { x: 0, y: 0 };
    const down = (event: PointerEvent): void => {
      clearTimeout(timer);
      if (!inKeepersCorner(event) || (event.target as Element).closest('button, input')) return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => latest.current(), HOLD_MS);
    };
    const move = ({ clientX, clientY }: PointerEvent): void => {
      if (Math.hypot(clientX - from.x, clientY - from.y) > SLIP_PX) clearTimeout(timer);
    };
    const up = (): void => clearTimeout(timer);
    const all = { capture: true, passive: true } as const;
    addEventListener('pointerdown', down, all);
    addEventListener('pointermove', move, all);
    addEventListener('pointerup', up, all);
    addEventListener('pointercancel', up, all);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointerdown', down, all);
      removeEventListener('pointermove', move, all);
      removeEventListener('pointerup', up, all);
      removeEventListener('pointercancel', up, all);
    };
  }, []);
}
