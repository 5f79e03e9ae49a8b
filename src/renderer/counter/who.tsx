import type { ReactNode } from 'react';
import { staffMessages } from '../../shared/messages/staff.ts';
import { Data } from '../ui/staff/data.tsx';
import { useCounter } from './context.ts';
import { useNames } from './names.ts';

/** Who holds the ticket: as much as a second person may see, and what a clerk must know before beginning. */
export function Who(): ReactNode {
  const { view, locale, t } = useCounter();
  const names = useNames();
  const { current } = view;
  if (!current) return null;
  return (
    <section className="who">
      <div className="line1">
        {current.maskedName ? (
          <Data className="name">{current.maskedName}</Data>
        ) : (
          <span className="name none">{t('noName')}</span>
        )}
        <span className="sub">
          {current.number} · <Data>{names.queue(current.queueName)}</Data>
        </span>
        <span className="spacer" />
        {current.priority === 'green' && (
          <span className="tag act">{staffMessages.in(locale)(`priority.${current.priorityReason ?? 'none'}`)}</span>
        )}
      </div>
      {!current.maskedName && !current.stub && <p className="mute small">{t('noNameHint')}</p>}
      {current.stub && <p className="aside-note">{t('stubNote')}</p>}
      {current.conflict !== 'none' && (
        <p className="aside-note warn">
          {t(current.conflict === 'served-twice' ? 'conflictServed' : 'conflictNumber')}
        </p>
      )}
      {current.note && (
        <p className="aside-note">
          <Data>{current.note}</Data>
        </p>
      )}
    </section>
  );
}
