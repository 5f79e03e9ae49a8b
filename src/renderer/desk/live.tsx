import { type ReactNode, useRef } from 'react';
import { deskMessages } from '../../shared/messages/desk.ts';
import type { HallContract } from '../../shared/protocol/hall-contract.ts';
import type { Client } from '../ui/connect.ts';
import { useLocale } from '../ui/locale.tsx';
import { useAct, useHallClock, useService, useWatch } from '../ui/service.ts';
import { Board } from './board.tsx';
import { DeskContext } from './context.ts';
import { watchDesk } from './watch.ts';

type Hall = Client<HallContract>;

/** Follows the hall. While the connection is lost the last view stays, with the time it is from. */
export function Live({ onLocked }: { onLocked: () => void }): ReactNode {
  const { locale } = useLocale();
  const hall = useService<HallContract>('hall');
  const { view, connection } = useWatch((service: Hall) => watchDesk(service, onLocked), { service: 'hall' });
  const clock = useHallClock(view?.hallTime ?? 0);
  const act = useAct();
  const lastLive = useRef(0);
  const live = connection === 'up';
  if (view && (live || lastLive.current === 0)) lastLive.current = clock;
  const t = deskMessages.in(locale);
  if (!view) {
    return (
      <main className="starting" aria-busy="true">
        <h1>{t('starting')}</h1>
        <p className="sub">{t('startingHint')}</p>
      </main>
    );
  }
  return (
    <DeskContext value={{ view, now: live ? clock : lastLive.current, live, hall, act, locale, t }}>
      <Board />
    </DeskContext>
  );
}
