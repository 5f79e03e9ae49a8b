import { useEffect, useLayoutEffect, useMemo } from 'react';
import { businessDay, dayStart, openTimes } from '../../shared/calendar/clock.ts';
import type { HallConfig } from '../../shared/catalogue/types.ts';

/*
 * At a start the shell shows the screen a page last stood with, before the page is there (src/main/shell/first-frame). What
 * changes by itself is marked `data-live` and not seen in it.
 */

/** A page that comes this late says itself that it is starting. */
const PATIENCE_MS = 3_000;
const DAYS_AHEAD = 14;

/** Takes the first frame away as soon as the page has something to show in its place. */
export function useFirstFrameUntil(there: boolean): void {
  useLayoutEffect(() => {
    if (there) takeAway();
  }, [there]);
  useEffect(() => {
    const timer = setTimeout(takeAway, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
}

function takeAway(): void {
  document.getElementById('first-frame')?.remove();
}

/** For a screen that may be shown first at a start while the hall is open: when that is. */
export function useFirstFrameTimes(config: HallConfig | null, hallTime: number): string | undefined {
  const today = config ? businessDay(hallTime, config.utcOffsetMinutes) : '';
  return useMemo(
    () =>
      config ? JSON.stringify(openTimes(config, dayStart(today, config.utcOffsetMinutes), DAYS_AHEAD)) : undefined,
    [config, today],
  );
}
