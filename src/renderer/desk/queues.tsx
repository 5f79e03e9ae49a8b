import type { ReactNode } from 'react';
import { Data } from '../ui/staff/data.tsx';
import { minutesOf, WAIT_ALARM, WAIT_WARN } from '../ui/staff/durations.ts';
import { useDesk } from './context.ts';

export function Queues(): ReactNode {
  const { view, t } = useDesk();
  return (
    <section className="card">
      <h2>{t('queues')}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('colQueue')}</th>
            <th className="end">{t('colWaiting')}</th>
            <th className="end">{t('colLongest')}</th>
            <th className="end">{t('colWindows')}</th>
          </tr>
        </thead>
        <tbody>
          {view.queues.map((queue) => {
            const minutes = minutesOf(queue.longestWaitMs);
            const alarm = queue.waiting > 0 && minutes >= WAIT_ALARM;
            const cold = queue.waiting > 0 && queue.openWindows === 0;
            return (
              <tr key={queue.id}>
                <th scope="row">
                  <Data>
                    {queue.prefix} {queue.name}
                  </Data>{' '}
                  {alarm && <span className="tag bad">{t('alarm')}</span>}
                  {cold && <span className="tag bad">{t('noWindow')}</span>}
                  <Data className="mute small area">{queue.areaName}</Data>
                </th>
                <td className="end num">{queue.waiting}</td>
                <td className={`end num ${alarm ? 'bad' : minutes >= WAIT_WARN && queue.waiting > 0 ? 'warm' : ''}`}>
                  {queue.waiting > 0 ? t('minutes', { minutes }) : t('none')}
                </td>
                <td className={`end num ${cold ? 'bad' : ''}`}>{queue.openWindows}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
