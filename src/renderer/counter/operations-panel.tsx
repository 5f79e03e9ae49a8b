import { Button } from 'antd';
import type { ReactNode } from 'react';
import { nextStep } from '../../shared/queue/step.ts';
import { useCounter } from './context.ts';
import type { Asking } from './dialogs.tsx';
import { unreceived } from './draft.ts';
import { finishAndNext, KEYS, OPERATION_WORDS, type Operation, STEP_WORDS, whyNot } from './operations.ts';
import { TroubleAt } from './trouble.tsx';

/** Only what takes this long is shown as waiting: no flicker at every press. */
const SLOW_MS = 600;

const GRID = ['recall', 'miss', 'suspend', 'transfer', 'finish', 'pause'] as const satisfies readonly Operation[];

/** What key or button set going: done at once, or asked for in a dialog first. Said in words when it is not possible. */
export function useOperate(ask: (asking: Asking) => void): {
  step: () => void;
  operate: (operation: Operation) => void;
} {
  const { view, catalogue, act, say, t } = useCounter();
  const maxCalls = catalogue?.rules.maxCalls ?? null;

  /** Papers that were ticked and not received would go with the ticket, without a case and without a receipt. */
  const finish = (then: 'finish' | 'finish-next'): void => {
    const papers = view.current ? unreceived(view.current.ticketId) : 0;
    if (papers > 0) return void ask({ kind: 'unreceived', papers, then });
    if (then === 'finish') void act('operations', then, (s) => s.counter.finish({}));
    else void act('operations', 'step', finishAndNext);
  };

  const step = (): void => {
    switch (nextStep(view)) {
      case 'next':
        return void act('operations', 'step', (s) => s.counter.next({}));
      case 'start':
        return void act('operations', 'step', (s) => s.counter.start({}));
      case 'finish-next':
        return void finish('finish-next');
      case 'resume':
        return void act('operations', 'step', (s) => s.counter.resume({}));
      case null:
        return;
    }
  };

  const operate = (operation: Operation): void => {
    const why = whyNot(operation, view, maxCalls);
    if (why)
      return void say('operations', t('notNow', { op: t(OPERATION_WORDS[operation]), why: t(why.key, why.params) }));
    switch (operation) {
      case 'recall':
        return void act('operations', operation, (s) => s.counter.recall({}));
      case 'miss':
        return void act('operations', operation, (s) => s.counter.miss({}));
      case 'finish':
        return void finish('finish');
      case 'suspend':
      case 'transfer':
      case 'pause':
      case 'sign-off':
        return void ask({ kind: operation });
    }
  };
  return { step, operate };
}

export function Operations(props: { onStep: () => void; onOperate: (operation: Operation) => void }): ReactNode {
  const { view, catalogue, pending, t } = useCounter();
  const step = nextStep(view);
  const nobody = step === 'next' && view.line.length === 0;
  return (
    <section className="ops" aria-label={step ? t(STEP_WORDS[step]) : undefined}>
      {step && (
        <Button
          className="step"
          type={nobody ? 'default' : 'primary'}
          onClick={props.onStep}
          disabled={pending !== null && pending !== 'step'}
          loading={pending === 'step' && { delay: SLOW_MS }}
          aria-keyshortcuts={KEYS.step}
        >
          {t(STEP_WORDS[step])} <kbd>{KEYS.step}</kbd>
        </Button>
      )}
      {GRID.map((operation) => (
        <Button
          key={operation}
          className="op"
          onClick={() => props.onOperate(operation)}
          disabled={pending !== null || whyNot(operation, view, catalogue?.rules.maxCalls ?? null) !== null}
          aria-keyshortcuts={KEYS[operation]}
        >
          <span>{t(OPERATION_WORDS[operation])}</span>
          <small>{KEYS[operation]}</small>
        </Button>
      ))}
      <TroubleAt place="operations" />
    </section>
  );
}
