import { Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { CounterKey } from '../../shared/messages/counter.ts';
import { Ask } from './ask.tsx';
import { useCounter } from './context.ts';
import { useNames } from './names.ts';
import { type Reason, ReasonChoice, reasonText } from './reason-choice.tsx';

const REASONS = [
  'transferWrong',
  'transferMore',
  'transferSpecial',
  'transferBusy',
] as const satisfies readonly CounterKey[];
const STATUS = { open: 'windowOpen', paused: 'windowPaused', closed: 'windowClosed' } as const;

/** 转出: to another queue, another window, or both, with a reason. */
export function TransferDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { view, act, t } = useCounter();
  const names = useNames();
  const group = useId();
  const [queueId, setQueue] = useState<string | null>(null);
  const [windowId, setWindow] = useState<string | null>(null);
  const [reason, setReason] = useState<Reason>({ chosen: t(REASONS[0]), own: null });
  const text = reasonText(reason);
  const target = queueId !== null || windowId !== null;
  const queues = view.queues.filter((queue) => queue.id !== view.current?.queueId);
  const windows = view.windows.filter((window) => window.id !== view.window.id);

  return (
    <Ask
      title={t('transferTitle', { number: view.current?.number ?? '' })}
      hint={t('transferHint')}
      confirm={t('opTransfer')}
      ready={target && text !== ''}
      wide
      onConfirm={() =>
        act('dialog', 'transfer', (s) => s.counter.transfer({ toQueueId: queueId, toWindowId: windowId, reason: text }))
      }
      onClose={onClose}
    >
      <fieldset className="choices two">
        <legend className="quiet">{t('transferQueue')}</legend>
        <label className="choice">
          <input type="radio" name={group} checked={queueId === null} onChange={() => setQueue(null)} />
          {t('transferSameQueue')}
        </label>
        {queues.map((queue) => (
          <label key={queue.id} className="choice">
            <input type="radio" name={group} checked={queueId === queue.id} onChange={() => setQueue(queue.id)} />
            <span lang="zh-CN">
              {queue.prefix} {names.queue(queue.name)}
            </span>
            <span className="mute small end">{t('people', { count: queue.waiting })}</span>
          </label>
        ))}
      </fieldset>
      <div className="choices">
        <span className="quiet" id={`${group}-window`}>
          {t('transferWindow')}
        </span>
        <Select
          aria-labelledby={`${group}-window`}
          value={windowId ?? ''}
          onChange={(value) => setWindow(value === '' ? null : value)}
          options={[
            { value: '', label: t('transferAnyWindow') },
            ...windows.map((window) => ({
              value: window.id,
              label: `${t('window', { number: window.number })} · ${t(STATUS[window.status])}`,
            })),
          ]}
        />
      </div>
      <ReasonChoice reasons={REASONS.map((key) => t(key))} value={reason} onChange={setReason} two />
      {!target && <p className="sub small">{t('transferNeedsTarget')}</p>}
    </Ask>
  );
}
