import { useEffect, useRef, useState } from 'react';
import { staffRefusalMessages } from '../../shared/messages/refusal.ts';
import { useCounter } from './context.ts';
import type { Operation } from './operations.ts';

/**
 * What came from the keypad and the scanner of this window. The station has done what it could; here the rest is asked
 * for or said. Gives the number a scanner read last.
 */
export function useInput(
  operate: (operation: Operation) => void,
  off: boolean,
): { readonly id: number; readonly number: string } | null {
  const { view, say, locale, t } = useCounter();
  const { input } = view;
  // What was there before the page was is not for this page.
  const seen = useRef(input?.id ?? 0);
  const [scanned, setScanned] = useState<{ id: number; number: string } | null>(null);

  useEffect(() => {
    if (!input || input.id <= seen.current) return;
    seen.current = input.id;
    if (off) return;
    const { what } = input;
    if (what.kind === 'scan') {
      if (what.scan.kind === 'number') setScanned({ id: input.id, number: what.scan.number });
      else say('number', t(what.scan.kind === 'other-hall' ? 'scanOtherHall' : 'scanUnknown'));
      return;
    }
    const { key, outcome } = what;
    if (outcome.kind === 'refused') {
      say('operations', staffRefusalMessages.in(locale)(outcome.refusal.code, outcome.refusal.params));
    } else if (outcome.kind === 'ask') {
      if (key === 'callback') say('aside', t('callbackChoose'));
      else if (key === 'suspend' || key === 'transfer' || key === 'pause') operate(key);
    }
  }, [input, off, operate, say, locale, t]);
  return scanned;
}
