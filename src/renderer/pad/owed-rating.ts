import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { Level } from '../../shared/evaluation/types.ts';
import type { StationContract } from '../../shared/protocol/station-contract.ts';
import type { Client } from '../ui/connect.ts';
import { type Trouble, useAct } from '../ui/service.ts';

const Why = z.object({ serviceId: z.string(), reasons: z.array(z.string()), text: z.string() });
/** A rating, or the reasons for one that was given on keys. */
const Given = z.discriminatedUnion('what', [
  Why.extend({ what: z.literal('rate'), level: Level }),
  Why.extend({ what: z.literal('explain') }),
]);
type Given = z.infer<typeof Given>;

const AGAIN_MS = 500;

/** Over a reload as well. It holds what was pressed and nothing of a person. */
const KEPT_AT = 'onewindow-pad-given';

/**
 * A rating that was pressed is kept on this pad until the station has answered, and said again when the line is back:
 * whoever pressed may have left. Said twice it counts once; the station has one rating for a service.
 */
export function useOwedRating(
  station: Client<StationContract>,
  up: boolean,
): { give(given: Given): void; readonly owed: boolean; readonly sending: boolean; readonly trouble: Trouble | null } {
  const kept = useRef<Given | null>(null);
  const [owed, setOwed] = useState(false);
  const { run, pending, trouble } = useAct();

  const keep = useCallback((given: Given | null) => {
    kept.current = given;
    setOwed(given !== null);
    write(given);
  }, []);

  const say = useCallback(
    (given: Given, again: boolean) =>
      run('rate', async () => {
        const { serviceId, reasons, text } = given;
        const why = { serviceId, reasons, text };
        const outcome = await (given.what === 'rate'
          ? station.pad.rate({ ...why, level: given.level })
          : station.pad.explain(why));
        keep(null);
        // It had arrived the first time, and only the answer had not.
        const arrived = again && !outcome.ok && outcome.refusal.code === 'already-rated';
        return arrived ? { ok: true as const, offline: false } : outcome;
      }),
    [run, station, keep],
  );

  useEffect(() => {
    const left = read();
    if (left !== null) keep(left);
  }, [keep]);

  const sending = pending !== null;
  useEffect(() => {
    if (!up || !owed || sending) return;
    const timer = setTimeout(() => {
      if (kept.current !== null) void say(kept.current, true);
    }, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [up, owed, sending, say]);

  const give = useCallback(
    (given: Given) => {
      keep(given);
      void say(given, false);
    },
    [keep, say],
  );
  return { give, owed, sending, trouble };
}

function read(): Given | null {
  try {
    return Given.nullable().parse(JSON.parse(localStorage.getItem(KEPT_AT) ?? 'null'));
  } catch {
    return null; // not ours, or no storage here
  }
}

function write(given: Given | null): void {
  try {
    if (given === null) localStorage.removeItem(KEPT_AT);
    else localStorage.setItem(KEPT_AT, JSON.stringify(given));
  } catch {
    // No storage here: it is kept as long as the page lives.
  }
}
