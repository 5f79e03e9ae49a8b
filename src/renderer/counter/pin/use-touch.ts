import { useEffect } from 'react';
import type { StationContract } from '../../../shared/protocol/station-contract.ts';
import { useService } from '../../ui/service.ts';

/** The station need not hear of every key. */
const EVERY_MS = 20_000;

/** Tells the station that somebody is at the page, so that it does not lock itself. */
export function useTouch(wanted: boolean): void {
  const station = useService<StationContract>();
  useEffect(() => {
    if (!wanted) return;
    let told = Number.NEGATIVE_INFINITY;
    const tell = (event: Event): void => {
      if (event.timeStamp - told < EVERY_MS) return;
      told = event.timeStamp;
      station.counter.touch({}).catch(() => undefined); // the service is away: the next one tells it
    };
    const kinds = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const kind of kinds) addEventListener(kind, tell, { passive: true, capture: true });
    return () => {
      for (const kind of kinds) removeEventListener(kind, tell, { capture: true });
    };
  }, [wanted, station]);
}
