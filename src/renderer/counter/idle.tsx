import type { ReactNode } from 'react';
import { staffMessages } from '../../shared/messages/staff.ts';
import { Data } from '../ui/staff/data.tsx';
import { minutesSince } from '../ui/staff/durations.ts';
import { useCounter, useNow } from './context.ts';
import { useNames } from './names.ts';

/** Between two people: who comes next, and how full the queues are. */
export function Idle(): ReactNode {
  const { view, locale, t } = useCounter();
  const names = useNames();
  const now = useNow();
  const first = view.line[0];
  const paused = view.window.status === 'paused';
  return (
    <>
      {!paused && (
        <section className="idle">
          {first ? (
            <>
              <h2>{t('idleTitle', { number: first.number })}</h2>
              <p className="sub">
                {first.maskedName && (
                  <>
                    <Data>{first.maskedName}</Data> ·{' '}
                  </>
                )}
                <Data>{first.itemName ?? names.queue(first.queueName)}</Data> ·{' '}
                {t('waited', { minutes: minutesSince(first.waitingSince, now) })}
                {first.priority === 'green' &&
                  ` · ${staffMessages.in(locale)(`priority.${first.priorityReason ?? 'none'}`)}`}
              </p>
            </>
          ) : (
            <>
              <h2>{t('idleNobody')}</h2>
              <p className="sub">{t('idleNobodyHint')}</p>
            </>
          )}
        </section>
      )}
      <section className="queues">
        <h3 className="quiet">{t('queuesTitle')}</h3>
        <ul>
          {view.queues.map((queue) => (
            <li key={queue.id} className={queue.mine ? 'mine' : ''}>
              <Data className="name">
                {queue.prefix} {names.queue(queue.name)}
              </Data>
              <b className="num">{t('people', { count: queue.waiting })}</b>
              {!queue.mine && <span className="mute small">{t('queueNotMine')}</span>}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
