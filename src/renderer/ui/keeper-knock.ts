import { useEffect } from 'react';

const PRESSES = 5;
const WITHIN_MS = 4_000;
/** Of the shorter side of the screen. */
const CORNER = 0.15;

/**
 * The keeper's way out of a locked screen: five presses in the upper left corner within four seconds. The shell then
 * asks for the keeper's code; in a browser nobody listens.
 */
export function useKeeperKnock(): void {
  useEffect(() => {
    let knocks: number[] = [];
    const press = ({ clientX, clientY, timeStamp }: PointerEvent): void => {
      const corner = Math.min(innerWidth, innerHeight) * CORNER;
      if (clientX > corner || clientY > corner) {
        knocks = [];
        return;
      }
      knocks = [...knocks.filter((at) => timeStamp - at < WITHIN_MS), timeStamp];
      if (knocks.length < PRESSES) return;
      knocks = [];
      postMessage({ type: 'onewindow:keeper' }, location.origin === 'null' ? '*' : location.origin);
    };
    addEventListener('pointerdown', press, { capture: true });
    return () => removeEventListener('pointerdown', press, { capture: true });
  }, []);
}
