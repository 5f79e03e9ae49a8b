import { createContext, useContext } from 'react';
import type { Locale, Translate } from '../../shared/messages/define.ts';
import type { DeskKey } from '../../shared/messages/desk.ts';
import type { DeskView } from '../../shared/protocol/desk-view.ts';
import type { HallContract } from '../../shared/protocol/hall-contract.ts';
import type { Client } from '../ui/connect.ts';
import type { Act } from '../ui/service.ts';

export interface Desk {
  readonly view: DeskView;
  /** The hall's time, ms; stands still while the connection is lost. */
  readonly now: number;
  readonly live: boolean;
  readonly hall: Client<HallContract>;
  readonly act: Act;
  readonly locale: Locale;
  readonly t: Translate<DeskKey>;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('outside of the desk');
  return desk;
}
