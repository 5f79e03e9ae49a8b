import type { ReactNode } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import { useCounter } from './context.ts';

/** One calm line under the top bar when something is away, with what goes on all the same. */
export function OfflineBand({ onOpenRecords }: { onOpenRecords: () => void }): ReactNode {
  const { view, connection, t } = useCounter();
  if (connection !== 'up') {
    return (
      <div className="band" role="status">
        <b>{t('bandRestarting')}</b>
      </div>
    );
  }
  const { link, pendingCount } = view;
  if (link.state === 'online' || link.state === 'connecting') return null;
  return (
    <div className="band" role="status">
      <b>{t(link.state === 'refused' ? 'bandRefused' : 'bandOffline')}</b>
      <span>{t('bandSince', { time: clockTime(link.since, view.utcOffsetMinutes) })}</span>
      <span className="spacer" />
      {pendingCount > 0 && (
        <button type="button" className="plain link" onClick={onOpenRecords}>
          {t('bandPending', { count: pendingCount })}
        </button>
      )}
    </div>
  );
}
