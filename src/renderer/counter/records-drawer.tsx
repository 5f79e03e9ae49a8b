import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import { intentText } from '../../shared/messages/intent.ts';
import { linkMessages, linkTroubleKey } from '../../shared/messages/link.ts';
import { staffRefusalMessages } from '../../shared/messages/refusal.ts';
import type { IntentRow } from '../../shared/protocol/counter-view.ts';
import { useCounter } from './context.ts';
import { TroubleAt } from './trouble.tsx';

/** Everything done here that the hall has not settled, in plain words. There is no reset: nothing is ever dropped. */
export function RecordsDrawer({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const { view, connection, act, pending: busy, locale, t } = useCounter();
  const { pending, pendingCount, refused } = view;
  // Words for the keeper who comes to the machine: the band only sends the clerk to them.
  const trouble = view.link.state === 'refused' ? linkTroubleKey(view.link.refused) : null;
  const words = staffRefusalMessages.in(locale);
  return (
    <Drawer
      title={t('records')}
      open={open}
      onClose={onClose}
      size="30rem"
      closable={{ 'aria-label': t('close') }}
      className="records-drawer"
    >
      <TroubleAt place="records" />
      {trouble !== null && <p className="aside-note warn">{linkMessages.in(locale)(trouble)}</p>}
      {refused.length > 0 && (
        <section>
          <h3>{t('recordsRefused', { count: refused.length })}</h3>
          <p className="sub small">{t('recordsRefusedHint')}</p>
          <ul className="records-list">
            {refused.map((row) => (
              <li key={row.seq} className="refused">
                <RecordLine row={row} />
                {row.refusal && <p className="because">{words(row.refusal.code, row.refusal.params)}</p>}
                <Button
                  disabled={busy !== null || connection !== 'up'}
                  onClick={() => void act('records', `dismiss ${row.seq}`, (s) => s.keeper.dismiss({ seq: row.seq }))}
                >
                  {t('understood')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {pending.length > 0 ? (
        <section>
          <h3>{t('recordsPending', { count: pendingCount })}</h3>
          <p className="sub small">{t('recordsPendingHint')}</p>
          <ul className="records-list">
            {pending.map((row) => (
              <li key={row.seq}>
                <RecordLine row={row} />
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <p className="sub">{t('recordsNone')}</p>
      )}
    </Drawer>
  );
}

function RecordLine({ row }: { row: IntentRow }): ReactNode {
  const { view, locale } = useCounter();
  return (
    <p className="record">
      <time className="num sub">{clockTime(row.at, view.utcOffsetMinutes)}</time>
      <span>{intentText(locale, row.kind, row.params)}</span>
    </p>
  );
}
