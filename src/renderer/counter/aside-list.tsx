import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Data } from '../ui/staff/data.tsx';
import { useCounter } from './context.ts';
import { useNames } from './names.ts';
import { TroubleAt } from './trouble.tsx';

/** 过号、挂起: tickets that may come back today. */
export function AsideList(): ReactNode {
  const { view, act, pending, t } = useCounter();
  const names = useNames();
  const { aside } = view;
  return (
    <section>
      <h3 className="quiet">{t('asideTitle', { count: aside.length })}</h3>
      <TroubleAt place="aside" />
      {aside.length === 0 && <p className="mute small">{t('asideEmpty')}</p>}
      <ul className="back-list">
        {aside.map((row) => (
          <li key={row.ticketId}>
            <b className="num">{row.number}</b>
            <div className="what">
              <p>
                {row.maskedName && <Data>{row.maskedName} </Data>}
                <span className={row.status === 'missed' ? 'tag warn' : 'tag act'}>
                  {t(row.status === 'missed' ? 'asideMissed' : 'asideSuspended')}
                </span>
              </p>
              <p className="sub small">
                <Data>{row.note ?? row.itemName ?? names.queue(row.queueName)}</Data>
              </p>
            </div>
            <Button
              onClick={() =>
                void act('aside', `restore ${row.ticketId}`, (s) => s.counter.restore({ ticketId: row.ticketId }))
              }
              disabled={pending !== null && pending !== `restore ${row.ticketId}`}
              loading={pending === `restore ${row.ticketId}`}
              aria-label={t('restoreLabel', { number: row.number })}
            >
              {t('restore')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
