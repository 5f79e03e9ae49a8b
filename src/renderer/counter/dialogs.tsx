import type { ReactNode } from 'react';
import type { CounterKey } from '../../shared/messages/counter.ts';
import type { CounterView } from '../../shared/protocol/counter-view.ts';
import { Ask } from './ask.tsx';
import { useCounter } from './context.ts';
import { finishAndNext } from './operations.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { SignOffDialog } from './sign-off-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';

/** What the clerk is asked before an act is done. */
export type Asking =
  | { readonly kind: 'suspend' | 'transfer' | 'pause' | 'sign-off' }
  /** Papers are ticked and no case has come of them. */
  | { readonly kind: 'unreceived'; readonly papers: number; readonly then: 'finish' | 'finish-next' }
  /** `ahead`: how many stand before it, where it was chosen from the line. */
  | { readonly kind: 'take'; readonly number: string; readonly ahead?: number };

const SUSPEND = ['suspendFetch', 'suspendForm', 'suspendWait', 'suspendAway'] as const;
const PAUSE = ['pauseBreak', 'pauseMeal', 'pauseFiles', 'pauseMeeting', 'pauseDevice'] as const;

export function Dialogs({ asking, onClose }: { asking: Asking | null; onClose: () => void }): ReactNode {
  const { view, act, t } = useCounter();
  if (!asking) return null;
  const number = view.current?.number ?? '';
  const say = (keys: readonly CounterKey[]): string[] => keys.map((key) => t(key));

  switch (asking.kind) {
    case 'suspend':
      return (
        <ReasonDialog
          title={t('suspendTitle', { number })}
          hint={t('suspendHint')}
          reasons={say(SUSPEND)}
          likely
          confirm={t('opSuspend')}
          onClose={onClose}
          onConfirm={(reason) => act('dialog', 'suspend', (s) => s.counter.suspend({ reason }))}
        />
      );
    case 'pause':
      return (
        <ReasonDialog
          title={t('pauseTitle')}
          hint={t('pauseHint')}
          reasons={say(PAUSE)}
          likely
          confirm={t('opPause')}
          onClose={onClose}
          onConfirm={(reason) => act('dialog', 'pause', (s) => s.counter.pause({ reason }))}
        />
      );
    case 'take': {
      const { ahead } = asking;
      return (
        <ReasonDialog
          title={t(ahead ? 'takeTitle' : 'takeTitleFirst', { number: asking.number })}
          hint={!ahead ? t('takeHintKnown') : t('takeHint', { count: ahead })}
          reasons={say(takeReasons(view, asking.number))}
          likely
          confirm={t('callIt')}
          onClose={onClose}
          onConfirm={(reason) => act('dialog', 'take', (s) => s.counter.take({ number: asking.number, reason }))}
        />
      );
    }
    case 'unreceived': {
      const next = asking.then === 'finish-next';
      return (
        <Ask
          title={t('unreceivedTitle', { number, papers: asking.papers })}
          hint={t('unreceivedHint')}
          confirm={t(next ? 'opFinishNext' : 'opFinish')}
          ready
          final
          onConfirm={() => act('dialog', 'finish', next ? finishAndNext : (s) => s.counter.finish({}))}
          onClose={onClose}
        />
      );
    }
    case 'transfer':
      return <TransferDialog onClose={onClose} />;
    case 'sign-off':
      return <SignOffDialog onClose={onClose} />;
  }
}

/** The likeliest reason stands first: it is the one that Enter takes. */
function takeReasons(view: CounterView, number: string): CounterKey[] {
  const aside = view.aside.find((row) => row.number === number);
  const others: CounterKey[] = ['takeHere', 'takeNeeds', 'takePapers'];
  if (aside?.status === 'missed') return ['takeBack', ...others];
  if (aside?.status === 'suspended') return ['takeAfterAside', ...others];
  return [...others, 'takeBack'];
}
