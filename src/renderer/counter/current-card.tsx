import type { ReactNode } from 'react';
import type { CounterKey } from '../../shared/messages/counter.ts';
import { Data } from '../ui/staff/data.tsx';
import { minutesSince, stopwatch } from '../ui/staff/durations.ts';
import { useCounter, useNow } from './context.ts';
import { useNames } from './names.ts';

/** The number at the window, large: the clerk's place in the day. */
export function CurrentCard(): ReactNode {
  const { view, catalogue, t } = useCounter();
  const names = useNames();
  const { current, window } = view;
  if (!current) return <FreeCard />;
  const serving = current.status === 'serving';
  const max = catalogue?.rules.maxCalls;
  const waited = minutesSince(current.waitingSince, current.calledAt ?? view.hallTime);
  return (
    <section className={`cur ${serving ? 'serving' : 'called'}`} aria-label={t(serving ? 'nowServing' : 'nowCalled')}>
      <div className="row">
        <span>{t(serving ? 'nowServing' : 'nowCalled')}</span>
        <Timer from={(serving ? current.startedAt : current.calledAt) ?? view.hallTime} />
      </div>
      <p className="n">{current.number}</p>
      <p className="facts">
        {serving || current.calls === 0
          ? t(waited > 0 ? 'waited' : 'waitedShort', { minutes: waited })
          : t(max ? 'callsOf' : 'calls', { calls: current.calls, max: max ?? 0 })}
        {' · '}
        <Data>{current.itemName ?? names.queue(current.queueName)}</Data>
      </p>
      <span className="visually-hidden">{t('window', { number: window.number })}</span>
    </section>
  );
}

/** `nowFree` shows who would be next, so that the clerk knows whom F2 will call. */
function FreeCard(): ReactNode {
  const { view, t } = useCounter();
  const { window, line } = view;
  const key: CounterKey = window.status === 'paused' ? 'nowPaused' : 'nowFree';
  const first = line[0];
  return (
    <section className={`cur ${window.status === 'paused' ? 'paused' : 'free'}`} aria-label={t(key)}>
      <div className="row">
        <span>{t(key)}</span>
        <span>{t('servedToday', { count: view.servedToday })}</span>
      </div>
      {window.status === 'paused' ? (
        <p className="n words">
          <Data>{window.pauseReason}</Data>
        </p>
      ) : (
        <p className={first ? 'n' : 'n words'}>{first ? first.number : t('noneWaiting')}</p>
      )}
      <p className="facts">{window.status === 'paused' ? t('pausedHint') : first ? t('nextUp') : t('lineSoon')}</p>
    </section>
  );
}

function Timer({ from }: { from: number }): ReactNode {
  return <time className="num">{stopwatch(from, useNow())}</time>;
}
