import type { ReactNode } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import { linkMessages, linkTroubleKey, unreachableText } from '../../shared/messages/link.ts';
import { useCounter } from './context.ts';

/** One calm line under the top bar when something is away, with what goes on all the same. */
export function OfflineBand({ onOpenRecords }: { onOpenRecords: () => void }): ReactNode {
  const { view, connection, locale, t } = useCounter();
  if (connection !== 'up') {
    return (
      <div className="band" role="status">
        <b>{t('bandRestarting')}</b>
      </div>
    );
  }
  const { link, pendingCount } = view;
  if (link.state === 'online' || link.state === 'connecting') return null;
  const refused = link.state === 'refused' ? linkTroubleKey(link.refused) : null;
  const why = refused === null ? unreachableText(locale, link.unreachable) : linkMessages.in(locale)(refused);
  return (
    <div className="band" role="status">
      <b>{t(link.state === 'refused' ? 'bandRefused' : 'bandOffline')}</b>
      <span>{t('bandSince', { time: clockTime(link.since, view.utcOffsetMinutes) })}</span>
      {why !== null && <span>{why}</span>}
      <span className="spacer" />
      {pendingCount > 0 && (
        <button type="button" className="plain link" onClick={onOpenRecords}>
          {t('bandPending', { count: pendingCount })}
        </button>
      )}
    </div>
  );
}
