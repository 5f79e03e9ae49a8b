import type { ReactNode } from 'react';
import { padMessages } from '../../shared/messages/pad.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { useMessages } from '../ui/locale.tsx';

/** From here on the countdown is a warning. */
export const WARNING_SECONDS = 15;

interface Props {
  readonly seconds: number;
  /** Whether more time can still be had: it can be asked for once. */
  readonly more: boolean;
  onMore(): void;
}

export function TimeLeft({ seconds, more, onMore }: Props): ReactNode {
  const t = useMessages(padMessages);
  const soon = seconds <= WARNING_SECONDS;
  return (
    <div className="time" data-soon={soon || undefined}>
      <span role="timer" aria-live="off">
        {t(soon ? 'endsSoon' : 'secondsLeft', { seconds })}
      </span>
      {/* Spoken once by a screen reader, not every second. */}
      <span className="visually-hidden" aria-live="polite">
        {soon ? t('endsSoon', { seconds: WARNING_SECONDS }) : ''}
      </span>
      {more ? <BigButton onPress={onMore}>{t('moreTime')}</BigButton> : null}
    </div>
  );
}
