import type { ReactNode } from 'react';
import type { DeskKey } from '../../shared/messages/desk.ts';
import { minutesOf, WAIT_ALARM } from '../ui/staff/durations.ts';
import { useDesk } from './context.ts';

export function Counts(): ReactNode {
  const { view, t } = useDesk();
  const { counts } = view;
  const long = minutesOf(counts.longestWaitMs) >= WAIT_ALARM;
  const minutes = (ms: number): string => (ms > 0 ? t('minutes', { minutes: minutesOf(ms) }) : t('none'));
  const shown: readonly [DeskKey, string | number, string?][] = [
    ['countIssued', counts.issued],
    ['countWaiting', counts.waiting, 'main'],
    ['countServing', counts.serving],
    ['countFinished', counts.finished],
    ['countMissed', counts.missed],
    ['countOffline', counts.offlineNumbers],
    ['countLongest', minutes(counts.longestWaitMs), long ? 'alarm' : ''],
    ['countAverageWait', minutes(counts.averageWaitMs)],
    ['countAverageService', minutes(counts.averageServiceMs)],
  ];
  return (
    <dl className="counts">
      {shown.map(([key, value, tone]) => (
        <div key={key} className={tone}>
          <dt>{t(key)}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
