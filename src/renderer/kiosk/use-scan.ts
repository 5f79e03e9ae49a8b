import { useEffect, useRef } from 'react';
import type { KioskView } from '../../shared/protocol/views.ts';

type Shown = NonNullable<KioskView['scan']>;

/** Acts on each scan once, and on none that was there before the page. `scan` is undefined while there is no view. */
export function useScan(scan: Shown | null | undefined, onScan: (what: Shown['what'], id: number) => void): void {
  const seen = useRef<number | null>(null);
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => {
    if (scan === undefined) return;
    const before = seen.current;
    seen.current = scan?.id ?? before ?? 0;
    if (before !== null && scan && scan.id > before) latest.current(scan.what, scan.id);
  }, [scan]);
}
