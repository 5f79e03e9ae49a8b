import type { ReactNode } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import { intentText } from '../../shared/messages/intent.ts';
import { refusalMessages } from '../../shared/messages/refusal.ts';
import { Data } from '../ui/staff/data.tsx';
import { useDesk } from './context.ts';

/** The newest lines of the hall's journal, in words. */
export function Recent(): ReactNode {
  const { view, locale, t } = useDesk();
  const refusal = refusalMessages.in(locale);
  const names = new Map(view.stations.map((station) => [station.id, station.name]));
  return (
    <section className="card recent">
      <div className="line">
        <h2>{t('recent')}</h2>
        <span className="spacer" />
        <span className="mute small num">{t('position', { position: view.position })}</span>
      </div>
      {view.recent.length === 0 && <p className="sub">{t('recentNone')}</p>}
      <ol>
        {view.recent.map((row) => (
          <li key={row.position}>
            <time className="num sub">{clockTime(row.at, view.utcOffsetMinutes)}</time>
            <div>
              <p>{intentText(locale, row.kind, row.params)}</p>
              {row.refusal && (
                <p className="refusal small">
                  {t('refusedMark', { why: refusal(row.refusal.code, row.refusal.params) })}
                </p>
              )}
            </div>
            <Data className="mute small">
              {names.get(row.station) ?? (row.station === 'hall' ? t('hallItself') : row.station)}
            </Data>
          </li>
        ))}
      </ol>
    </section>
  );
}
