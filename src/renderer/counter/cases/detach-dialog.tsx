import { type ReactNode, useId, useState } from 'react';
import { DetachReason } from '../../../shared/case/attachments.ts';
import type { CounterKey } from '../../../shared/messages/counter.ts';
import { Ask } from '../ask.tsx';
import { useCounter } from '../context.ts';

export const DETACH_WORDS = {
  'wrong-case': 'detachWrongCase',
  unclear: 'detachUnclear',
  duplicate: 'detachDuplicate',
} as const satisfies Record<DetachReason, CounterKey>;

/** Why it was taken away, in words; a newer program may know further reasons. */
export function detachWord(reason: string): CounterKey | null {
  const known = DetachReason.safeParse(reason);
  return known.success ? DETACH_WORDS[known.data] : null;
}

interface Props {
  /** What people call the page. */
  readonly page: string;
  readonly onConfirm: (reason: DetachReason) => Promise<boolean>;
  readonly onClose: () => void;
}

/** 取下此页: says what becomes of it before it is done. */
export function DetachDialog({ page, onConfirm, onClose }: Props): ReactNode {
  const { t } = useCounter();
  const group = useId();
  const [reason, setReason] = useState<DetachReason | null>(null);
  return (
    <Ask
      title={t('detachAsk', { page })}
      hint={t('detachHint')}
      confirm={t('detachConfirm')}
      ready={reason !== null}
      final
      onConfirm={async () => reason !== null && (await onConfirm(reason))}
      onClose={onClose}
    >
      <fieldset className="choices">
        <legend className="quiet">{t('reason')}</legend>
        {DetachReason.options.map((each) => (
          <label key={each} className="choice">
            <input type="radio" name={group} checked={reason === each} onChange={() => setReason(each)} />
            {t(DETACH_WORDS[each])}
          </label>
        ))}
      </fieldset>
    </Ask>
  );
}
