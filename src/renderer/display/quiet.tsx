import type { ReactNode } from 'react';
import { hoursText } from '../../shared/calendar/clock.ts';
import { displayMessages } from '../../shared/messages/display.ts';
import type { DisplayView } from '../../shared/protocol/views.ts';
import { useMessages } from '../ui/locale.tsx';

/** Nobody is called: because nobody waits, because calls have not begun, or because the hall is closed. */
export function Quiet({ view }: { view: DisplayView }): ReactNode {
  const t = useMessages(displayMessages);
  const { title, hint } = words(view, t);
  return (
    <main className="quiet">
      <h1>{title}</h1>
      <p>{hint}</p>
    </main>
  );
}

function words(view: DisplayView, t: ReturnType<typeof useMessages<(typeof displayMessages.keys)[number]>>) {
  const { opening } = view;
  if (opening.state === 'open') {
    if (!view.live) return { title: t('awayTitle'), hint: t('connectingHint') };
    return { title: t('emptyTitle'), hint: t(view.next.length > 0 ? 'emptyWaiting' : 'emptyHint') };
  }
  if (opening.today.length === 0) return { title: t('closedTitle'), hint: t('closedAllDay') };
  const hours = t('closedToday', { hours: hoursText(opening.today).replaceAll('、', t('and')) });
  if (opening.opensAt === null) return { title: t('closedTitle'), hint: hours };
  const from = opening.opensAt;
  const starts = hoursText(opening.today.filter((each) => each.from === from)).split(' – ')[0] as string;
  return { title: t('opensAt', { time: starts }), hint: hours };
}
