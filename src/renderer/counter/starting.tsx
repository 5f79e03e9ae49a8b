import type { ReactNode } from 'react';
import { counterMessages } from '../../shared/messages/counter.ts';
import { useMessages } from '../ui/locale.tsx';

/** Before the first view: the station service is starting. */
export function Starting(): ReactNode {
  const t = useMessages(counterMessages);
  return (
    <main className="starting" aria-busy="true">
      <h1>{t('starting')}</h1>
      <p className="sub">{t('startingHint')}</p>
    </main>
  );
}
