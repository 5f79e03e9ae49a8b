import { useEffect } from 'react';
import { inKeepersCorner } from './long-touch.ts';

const PRESSES = 5;
const WITHIN_MS = 4_000;

/**
 * The keeper's way out of a locked screen: five presses in the upper left corner within four seconds. The shell then
 * asks for the keeper's code; in a browser nobody listens.
 */
export function useKeeperKnock(): void {
  useEffect(() => {
    let knocks: number[] = [];
    const press = (event: PointerEvent): void => {
      if (!inKeepersCorner(event)) {
        knocks = [];
        return;
      }
      knocks = [...knocks.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
      if (knocks.length < PRESSES) return;
      knocks = [];
      postMessage({ type: 'onewindow:keeper' }, location.origin === 'null' ? '*' : location.origin);
    };
    addEventListener('pointerdown', press, { capture: true });
    return () => removeEventListener('pointerdown', press, { capture: true });
  }, []);
}
