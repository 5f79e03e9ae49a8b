import { createContext, useContext } from 'react';
import type { HallConfig } from '../../shared/catalogue/types.ts';
import type { CounterKey } from '../../shared/messages/counter.ts';
import type { Locale, Translate } from '../../shared/messages/define.ts';
import type { CounterView } from '../../shared/protocol/counter-view.ts';
import type { LineState } from '../ui/connect.ts';
import type { Deeds } from './use-deeds.ts';

/** What every part of the workplace may look at and call. */
export interface Counter extends Deeds {
  readonly view: CounterView;
  /** Null until the hall's catalogue has reached this station. */
  readonly catalogue: HallConfig | null;
  /** Whether the station service behind the page is there. */
  readonly connection: LineState;
  readonly locale: Locale;
  readonly t: Translate<CounterKey>;
}

export const CounterContext = createContext<Counter | null>(null);

export function useCounter(): Counter {
  const counter = useContext(CounterContext);
  if (!counter) throw new Error('outside of the workplace');
  return counter;
}

/** The hall's time, ms; apart from the rest because it changes every second. */
export const NowContext = createContext(0);

export function useNow(): number {
  return useContext(NowContext);
}
