import type { ReactNode } from 'react';
import { displayMessages } from '../../shared/messages/display.ts';
import type { DisplayView } from '../../shared/protocol/views.ts';
import { useMessages } from '../ui/locale.tsx';

const NEXT = 4;
const MISSED = 3;

/** Who is next, and what to do when one's number was missed. */
export function Foot({ view }: { view: DisplayView }): ReactNode {
  const t = useMessages(displayMessages);
  const more = view.missed.length - MISSED;
  return (
    <footer>
      {view.next.length > 0 ? (
        <span className="next">
          <span>{t('next')}</span>
          {view.next.slice(0, NEXT).map((number) => (
            <b key={number}>{number}</b>
          ))}
        </span>
      ) : null}
      {view.missed.length > 0 ? (
        <span className="missed">
          <span>{t('missed')}</span>
          {view.missed.slice(0, MISSED).map((number) => (
            <b key={number}>{number}</b>
          ))}
          {more > 0 ? <span>{t('andMore', { count: view.missed.length })}</span> : null}
          <span>{t('missedGo', { desk: view.missedDesk })}</span>
        </span>
      ) : null}
    </footer>
  );
}
