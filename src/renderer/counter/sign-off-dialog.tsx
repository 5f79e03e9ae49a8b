import type { ReactNode } from 'react';
import { Ask } from './ask.tsx';
import { useCounter } from './context.ts';

export function SignOffDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { view, act, t } = useCounter();
  const count = view.line.length;
  return (
    <Ask
      title={t('signOffAsk')}
      hint={t(count > 0 ? 'signOffText' : 'signOffNobody', { count })}
      confirm={t('signOff')}
      ready
      onConfirm={() => act('dialog', 'sign-off', (s) => s.counter.signOff({}))}
      onClose={onClose}
    />
  );
}
