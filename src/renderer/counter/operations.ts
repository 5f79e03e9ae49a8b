import type { CounterKey } from '../../shared/messages/counter.ts';
import type { MessageParams } from '../../shared/messages/define.ts';
import type { CounterView } from '../../shared/protocol/counter-view.ts';
import type { Outcome } from '../../shared/protocol/station-contract.ts';
import type { Step } from '../../shared/queue/step.ts';
import type { Station } from './use-deeds.ts';

/** What a clerk can do with the ticket and the window, and when. */
export type Operation = 'recall' | 'miss' | 'suspend' | 'transfer' | 'finish' | 'pause' | 'sign-off';

export const KEYS = {
  step: 'F2',
  recall: 'F3',
  miss: 'F4',
  suspend: 'F6',
  transfer: 'F7',
  finish: 'F8',
  pause: 'F9',
  'sign-off': 'F10',
} as const satisfies Record<Operation | 'step', string>;

/** With Ctrl, and what stands on the buttons: papers are received without a hand off the keyboard. */
export const CTRL_KEYS = {
  find: { key: 'k', shown: 'Ctrl K', aria: 'Control+K' },
  materials: { key: 'm', shown: 'Ctrl M', aria: 'Control+M' },
  accept: { key: 'enter', shown: 'Ctrl ↵', aria: 'Control+Enter' },
  receive: { key: 'shift+enter', shown: 'Ctrl ⇧ ↵', aria: 'Control+Shift+Enter' },
  cases: { key: 'o', shown: 'Ctrl O', aria: 'Control+O' },
} as const;

export const OPERATION_WORDS = {
  recall: 'opRecall',
  miss: 'opMiss',
  suspend: 'opSuspend',
  transfer: 'opTransfer',
  finish: 'opFinish',
  pause: 'opPause',
  'sign-off': 'signOff',
} as const satisfies Record<Operation, CounterKey>;

export const STEP_WORDS = {
  next: 'opNext',
  start: 'opStart',
  'finish-next': 'opFinishNext',
  resume: 'opResume',
} as const satisfies Record<Step, CounterKey>;

/** Finished, and nobody there to call: that is no failure; the card says that nobody is waiting. */
export async function finishAndNext(station: Station): Promise<Outcome> {
  const outcome = await station.counter.finishAndNext({});
  return !outcome.ok && outcome.refusal.code === 'nobody-waiting' ? { ok: true, offline: false } : outcome;
}

type Situation = {
  readonly window: Pick<CounterView['window'], 'status'>;
  readonly current: Pick<NonNullable<CounterView['current']>, 'status' | 'calls' | 'number'> | null;
};

export interface Why {
  readonly key: CounterKey;
  readonly params?: MessageParams;
}

/** Null when the operation is possible; otherwise why not, in words. `maxCalls` is null while the hall's rules are unknown. */
export function whyNot(operation: Operation, situation: Situation, maxCalls: number | null): Why | null {
  const { window, current } = situation;
  if (window.status === 'closed') return { key: 'whyClosed' };
  switch (operation) {
    case 'recall':
      if (!current) return { key: 'whyNoTicket' };
      if (current.status === 'serving') return { key: 'whyServing' };
      return maxCalls !== null && current.calls >= maxCalls
        ? { key: 'whyMaxCalls', params: { times: current.calls } }
        : null;
    case 'miss':
      if (!current) return { key: 'whyNoTicket' };
      return current.status === 'serving' ? { key: 'whyServing' } : null;
    case 'suspend':
    case 'transfer':
    case 'finish':
      return current ? null : { key: 'whyNoTicket' };
    case 'pause':
      if (current) return { key: 'whyHolding', params: { number: current.number } };
      return window.status === 'paused' ? { key: 'whyPaused' } : null;
    case 'sign-off':
      return current ? { key: 'whyHolding', params: { number: current.number } } : null;
  }
}

/** Why no number may be called now, by list or by typing. */
export function whyNoCall({ window, current }: Situation): Why | null {
  if (window.status === 'closed') return { key: 'whyClosed' };
  if (current) return { key: 'whyHolding', params: { number: current.number } };
  return window.status === 'paused' ? { key: 'whyPaused' } : null;
}
