import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Data } from '../ui/staff/data.tsx';
import { minutesSince } from '../ui/staff/durations.ts';
import { useCounter, useNow } from './context.ts';
import { TroubleAt } from './trouble.tsx';

/** 呼叫工作人员: somebody at a machine asks for a person. */
export function HelpCalls(): ReactNode {
  const { view, act, pending, t } = useCounter();
  const now = useNow();
  return (
    <div className="help-calls">
      <section className="help" role="alert">
        <h3>{t('helpTitle')}</h3>
        <TroubleAt place="help" />
        <ul className="back-list">
          {view.help.map((call) => {
            const minutes = minutesSince(call.at, now);
            const what = `help ${call.helpId}`;
            return (
              <li key={call.helpId}>
                <div className="what">
                  <p>
                    <Data>{call.place}</Data>
                  </p>
                  <p className="sub small">{t(minutes > 0 ? 'helpAgo' : 'helpNow', { minutes })}</p>
                </div>
                <Button
                  onClick={() => void act('help', what, (s) => s.counter.answerHelp({ helpId: call.helpId }))}
                  disabled={pending !== null && pending !== what}
                  loading={pending === what}
                  aria-label={t('helpGoLabel', { place: call.place })}
                >
                  {t('helpGo')}
                </Button>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
