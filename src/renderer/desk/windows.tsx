import type { ReactNode } from 'react';
import type { DeskKey } from '../../shared/messages/desk.ts';
import type { DeskView } from '../../shared/protocol/desk-view.ts';
import { Data } from '../ui/staff/data.tsx';
import { minutesSince } from '../ui/staff/durations.ts';
import { useDesk } from './context.ts';

type Window = DeskView['windows'][number];
type State = 'serving' | 'called' | 'free' | 'paused' | 'closed';

const WORDS = {
  serving: 'statusServing',
  called: 'statusCalled',
  free: 'statusFree',
  paused: 'statusPaused',
  closed: 'statusClosed',
} as const satisfies Record<State, DeskKey>;

/** Every window by area: who sits there, whom they serve, since when. */
export function Windows(): ReactNode {
  const { view, t } = useDesk();
  const open = view.windows.filter((window) => window.status === 'open').length;
  const areas = [...new Set(view.windows.map((window) => window.areaName))];
  return (
    <section className="card">
      <h2>{t('windows', { open })}</h2>
      {areas.map((area) => (
        <div key={area} className="area-group">
          <h3 className="quiet">
            <Data>{area}</Data>
          </h3>
          <ul className="windows">
            {view.windows
              .filter((window) => window.areaName === area)
              .map((window) => (
                <WindowCard key={window.id} window={window} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function stateOf(window: Window): State {
  if (window.status !== 'open') return window.status;
  if (window.ticketNumber === null) return 'free';
  return window.ticketStatus === 'serving' ? 'serving' : 'called';
}

function WindowCard({ window }: { window: Window }): ReactNode {
  const { now, t } = useDesk();
  const state = stateOf(window);
  const minutes = minutesSince(window.since, now);
  return (
    <li className={`window ${state}`}>
      <div className="line">
        <b>{t('window', { number: window.number })}</b>
        {window.comprehensive && <span className="mute small">{t('comprehensive')}</span>}
        <span className="spacer" />
        <span className={`state ${state}`}>{t(WORDS[state])}</span>
      </div>
      {window.pauseReason === null ? (
        <p className="number num">{window.ticketNumber ?? ' '}</p>
      ) : (
        <p className="number reason">
          <Data>{window.pauseReason}</Data>
        </p>
      )}
      <div className="line small sub">
        {window.clerkName && <Data>{window.clerkName}</Data>}
        <span className="spacer" />
        {state !== 'closed' && <span>{minutes > 0 ? t('forMinutes', { minutes }) : t('justNow')}</span>}
      </div>
      <p className="mute small">
        {window.served > 0 || state !== 'closed' ? t('served', { count: window.served }) : ' '}
      </p>
    </li>
  );
}
