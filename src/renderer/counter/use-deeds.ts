import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { staffRefusalMessages } from '../../shared/messages/refusal.ts';
import type { Outcome, StationContract } from '../../shared/protocol/station-contract.ts';
import type { Client } from '../ui/connect.ts';
import { useLocale } from '../ui/locale.tsx';
import { useAct } from '../ui/service.ts';
import { troubleText } from '../ui/trouble.ts';

/** Where on the screen an act was asked for: its refusal is said there. */
export type Place =
  | 'operations'
  | 'number'
  | 'line'
  | 'aside'
  | 'help'
  | 'records'
  | 'pads'
  | 'slips'
  | 'dialog'
  | 'sign-on'
  | 'lock'
  | 'case'
  | 'cases';

export type Station = Client<StationContract>;

export interface Deeds {
  /** Gives whether it was done; a press while another act is under way is ignored and gives false. */
  act(place: Place, what: string, call: (station: Station) => Promise<Outcome>): Promise<boolean>;
  /** Name of the act under way. */
  readonly pending: string | null;
  /** Why the last act came to nothing, in words, where it was asked for. */
  readonly trouble: { readonly place: Place; readonly text: string } | null;
  /** Says something at a place without asking the station. */
  say(place: Place, text: string): void;
  dismiss(): void;
}

/**
 * After an answer, and after the situation at the window has changed, presses are ignored this long: the second half of
 * a double press must not do the step that the first half has just brought up (called → begun → finished).
 */
const SETTLE_MS = 400;

export function useDeeds(station: Station, situation: string): Deeds {
  const { locale } = useLocale();
  const { run, trouble, dismiss: forget } = useAct();
  const [pending, setPending] = useState<string | null>(null);
  const [place, setPlace] = useState<Place>('operations');
  const [said, setSaid] = useState<string | null>(null);
  const underWay = useRef(false);
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);

  const settle = useCallback(() => {
    clearTimeout(settling.current);
    settling.current = setTimeout(() => {
      settling.current = undefined;
      setPending(null);
    }, SETTLE_MS);
  }, []);

  const act = useCallback<Deeds['act']>(
    async (where, what, call) => {
      if (underWay.current || settling.current !== undefined) return false;
      underWay.current = true;
      setPending(what);
      setPlace(where);
      setSaid(null);
      try {
        return (await run(what, () => call(station))) !== null;
      } finally {
        underWay.current = false;
        settle();
      }
    },
    [run, settle, station],
  );

  const say = useCallback<Deeds['say']>(
    (where, text) => {
      forget();
      setPlace(where);
      setSaid(text);
    },
    [forget],
  );
  const dismiss = useCallback(() => {
    forget();
    setSaid(null);
  }, [forget]);

  // What was said belongs to the situation in which it was said. Before the screen shows the new one, so that no press
  // meets it unsettled.
  const before = useRef(situation);
  useLayoutEffect(() => {
    if (before.current === situation) return;
    const first = before.current === '';
    before.current = situation;
    dismiss();
    if (first || underWay.current) return;
    setPending((what) => what ?? 'settle');
    settle();
  }, [situation, dismiss, settle]);

  const text = trouble ? troubleText(trouble, locale, staffRefusalMessages) : said;
  return { act, pending, trouble: text === null ? null : { place, text }, say, dismiss };
}
