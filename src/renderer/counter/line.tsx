import { Popover } from 'antd';
import type { ReactNode } from 'react';
import type { CounterKey } from '../../shared/messages/counter.ts';
import { staffMessages } from '../../shared/messages/staff.ts';
import type { TicketRow } from '../../shared/protocol/counter-view.ts';
import { Data } from '../ui/staff/data.tsx';
import { minutesSince, WAIT_WARN } from '../ui/staff/durations.ts';
import { useCounter, useNow } from './context.ts';
import type { Asking } from './dialogs.tsx';
import { useNames } from './names.ts';
import { whyNoCall } from './operations.ts';
import { TroubleAt } from './trouble.tsx';

/** Rows drawn at most; the rest is a number. */
const SHOWN = 40;

/** Everybody this window may call, in the order in which it would. */
export function Line({ onTake }: { onTake: (asking: Asking) => void }): ReactNode {
  const { view, act, say, t } = useCounter();
  const { line } = view;

  const choose = (row: TicketRow, ahead: number): void => {
    const why = whyNoCall(view);
    if (why) return void say('line', t(why.key, why.params));
    if (ahead === 0) return void act('line', 'step', (s) => s.counter.next({}));
    onTake({ kind: 'take', number: row.number, ahead });
  };

  return (
    <section className="line" aria-label={t('lineTitle', { count: line.length })}>
      <div className="head quiet">
        <h2 className="quiet">{t('lineTitle', { count: line.length })}</h2>
        <Popover content={<WhyNext />} trigger="click" placement="rightTop">
          <button type="button" className="plain link quiet">
            {t('whyNext')}
          </button>
        </Popover>
      </div>
      <TroubleAt place="line" />
      {line.length === 0 && view.current && <p className="empty sub small">{t('lineEmpty')}</p>}
      <ol className="rows">
        {line.slice(0, SHOWN).map((row, index) => (
          <li key={row.ticketId}>
            <button type="button" className="plain row" onClick={() => choose(row, index)}>
              <LineRow row={row} />
            </button>
          </li>
        ))}
      </ol>
      {line.length > SHOWN && <p className="mute small">{t('lineMore', { count: line.length - SHOWN })}</p>}
    </section>
  );
}

function LineRow({ row }: { row: TicketRow }): ReactNode {
  const { locale, t } = useCounter();
  const names = useNames();
  const minutes = minutesSince(row.waitingSince, useNow());
  const tag = tagOf(row);
  const name = row.itemName ?? names.queue(row.queueName);
  return (
    <>
      <b className="num">{row.number}</b>
      <Data className="what">{name}</Data>
      <span className="end">
        {row.priority === 'green' && (
          <span className="tag act">{staffMessages.in(locale)(`priority.${row.priorityReason ?? 'none'}`)}</span>
        )}
        {tag && <span className="tag guide">{t(tag)}</span>}
        <span className={minutes >= WAIT_WARN ? 'tag warn' : 'sub small'}>{t('minutes', { minutes })}</span>
      </span>
    </>
  );
}

function tagOf(row: TicketRow): CounterKey | null {
  if (row.reason === 'for-this-window') return 'tagForWindow';
  return row.reason === 'called-back' ? 'tagCalledBack' : null;
}

const REASON_WORDS = {
  'longest-wait': 'reasonLongest',
  priority: 'reasonPriority',
  'for-this-window': 'reasonForWindow',
  'called-back': 'reasonCalledBack',
} as const satisfies Record<NonNullable<TicketRow['reason']>, CounterKey>;

function WhyNext(): ReactNode {
  const { view, catalogue, t } = useCounter();
  const now = useNow();
  const first = view.line[0];
  const reason =
    first && t(REASON_WORDS[first.reason ?? 'longest-wait'], { minutes: minutesSince(first.waitingSince, now) });
  return (
    <div className="why">
      <p>
        <b>{first ? t('whyNow', { number: first.number, reason: reason ?? '' }) : t('whyNobody')}</b>
      </p>
      <ol>
        <li>{t('whyRule1')}</li>
        {catalogue && <li>{t('whyRule2', { minutes: catalogue.rules.priorityHeadStartMinutes })}</li>}
        <li>{t('whyRule3')}</li>
        <li>{t('whyRule4')}</li>
      </ol>
    </div>
  );
}
