import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import type { DeskView } from '../../shared/protocol/desk-view.ts';
import { Data } from '../ui/staff/data.tsx';
import { minutesSince } from '../ui/staff/durations.ts';
import { troubleText } from '../ui/trouble.ts';
import { useDesk } from './context.ts';
import { whenText } from './when.ts';

/** What only a person can settle: calls for help, and what happened twice while stations were cut off. */
export function Attention(): ReactNode {
  const { view, now, live, hall, act, locale, t } = useDesk();
  const { help, conflicts } = view;
  if (help.length + conflicts.length === 0 && !view.storageFull && !view.putBack) return null;
  return (
    <section className="card needs">
      <h2>{t('attention')}</h2>
      {act.trouble && act.trouble.kind === 'refused' && (
        <p className="trouble" role="alert">
          {troubleText(act.trouble, locale)}
        </p>
      )}
      <ul>
        {view.storageFull && (
          <li>
            <div className="line">
              <span className="tag bad">{t('storageFull')}</span>
            </div>
            <p className="sub small">{t('storageFullText')}</p>
          </li>
        )}
        {view.putBack && (
          <li>
            <div className="line">
              <span className="tag bad">
                {t('putBack', { time: whenText(view.putBack.at, now, view.utcOffsetMinutes) })}
              </span>
            </div>
            <p className="sub small">
              {t('putBackText')}{' '}
              {view.putBack.unheard.length > 0
                ? t('putBackUnheard', { names: view.putBack.unheard.join(locale === 'en' ? ', ' : '、') })
                : t('putBackHeard')}
            </p>
          </li>
        )}
        {help.map((call) => {
          const minutes = minutesSince(call.at, now);
          const what = `help ${call.helpId}`;
          return (
            <li key={call.helpId}>
              <div className="line">
                <b>{t('help')}</b>
                <Data>{call.place}</Data>
                <span className="sub small">{minutes > 0 ? t('minutesAgo', { minutes }) : t('justNow')}</span>
                <span className="spacer" />
                <Button
                  onClick={() => void act.run(what, () => hall.desk.answerHelp({ helpId: call.helpId }))}
                  disabled={!live || act.pending !== null}
                  loading={act.pending === what}
                  aria-label={t('helpGoLabel', { place: call.place })}
                >
                  {t('helpGo')}
                </Button>
              </div>
            </li>
          );
        })}
        {conflicts.map((row) => {
          const twice = row.conflict === 'served-twice';
          return (
            <li key={row.ticketId}>
              <div className="line">
                <b className="num">{row.number}</b>
                <span className="tag bad">{t(twice ? 'servedTwice' : 'numberTwice')}</span>
                {row.maskedName && <Data>{row.maskedName}</Data>}
                <Data className="sub small">{row.itemName ?? row.queueName}</Data>
                <span className="sub small num">{clockTime(row.waitingSince, view.utcOffsetMinutes)}</span>
              </div>
              <div className="what-to-do">
                <p className="sub small">{t(twice ? 'servedTwiceText' : 'numberTwiceText')}</p>
                <Settle row={row} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** 已核对: asked once more, since the list is the only place that says so. */
function Settle({ row }: { row: DeskView['conflicts'][number] }): ReactNode {
  const { live, hall, act, t } = useDesk();
  const { ticketId, number, conflict } = row;
  if (conflict === 'none') return null;
  const what = `settle ${ticketId}`;
  return (
    <Popconfirm
      title={t('settleTitle', { number })}
      description={t('settleText')}
      okText={t('settle')}
      cancelText={t('settleNo')}
      placement="left"
      onConfirm={() => void act.run(what, () => hall.desk.settleConflict({ ticketId, conflict }))}
    >
      <Button
        size="small"
        disabled={!live || act.pending !== null}
        loading={act.pending === what}
        aria-label={t('settleLabel', { number })}
      >
        {t('settle')}
      </Button>
    </Popconfirm>
  );
}
