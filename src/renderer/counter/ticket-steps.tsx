import type { ReactNode } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import type { CounterView } from '../../shared/protocol/counter-view.ts';
import { Data } from '../ui/staff/data.tsx';
import { useCounter } from './context.ts';

type State = 'done' | 'now' | 'ahead';

/** 取号 → 叫号 → 办理 → 评价: where this ticket stands. */
export function TicketSteps({ current }: { current: NonNullable<CounterView['current']> }): ReactNode {
  const { view, t } = useCounter();
  const at = (ms: number): string => clockTime(ms, view.utcOffsetMinutes);
  const serving = current.status === 'serving';
  return (
    <section>
      <h3 className="quiet">
        {t('stepsTitle')} · {current.number}
      </h3>
      <ol className="steps">
        <Step state="done" name={t('stepTaken')}>
          {at(current.issuedAt)} · <span lang="zh-CN">{current.issuedBy}</span>
        </Step>
        <Step state={serving ? 'done' : 'now'} name={t('stepCalled')}>
          {current.calledAt !== null && t('stepCalledText', { time: at(current.calledAt), calls: current.calls })}
        </Step>
        <Step state={serving ? 'now' : 'ahead'} name={t('stepServed')}>
          {current.startedAt !== null && (
            <>
              {at(current.startedAt)}
              {view.window.clerk && (
                <>
                  {' · '}
                  <Data>{view.window.clerk.name}</Data>
                </>
              )}
              {' · '}
              {t('window', { number: view.window.number })}
            </>
          )}
        </Step>
        <Step state="ahead" name={t('stepRated')}>
          {t('stepRatedText')}
        </Step>
      </ol>
    </section>
  );
}

function Step({ state, name, children }: { state: State; name: string; children: ReactNode }): ReactNode {
  return (
    <li className={state} aria-current={state === 'now' ? 'step' : undefined}>
      <i aria-hidden="true" />
      <div>
        <span className="name">{name}</span>
        <p>{children}</p>
      </div>
    </li>
  );
}
