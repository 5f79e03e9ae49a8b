import { type ReactNode, useEffect, useRef, useState } from 'react';
import { touchMessages } from '../../../shared/messages/touch.ts';
import { useMessages } from '../locale.tsx';
import { BigButton } from './button.tsx';
import { Dialog } from './dialog.tsx';

/**
 * Whole seconds left of `seconds`, then `onEnd` once. A new `run` starts it again; null stands still.
 * Counted with the steady clock, so that a screen that was busy does not give more time than it says.
 */
export function useCountdown(
  run: { readonly id: string; readonly seconds: number } | null,
  onEnd: () => void,
): number | null {
  const [left, setLeft] = useState<number | null>(run?.seconds ?? null);
  const ending = useRef(onEnd);
  ending.current = onEnd;
  const id = run?.id;
  const seconds = run?.seconds ?? 0;
  useEffect(() => {
    if (id === undefined) {
      setLeft(null);
      return;
    }
    const until = performance.now() + seconds * 1_000;
    setLeft(seconds);
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - performance.now()) / 1_000));
      setLeft(rest);
      if (rest > 0) return;
      clearInterval(timer);
      ending.current();
    }, 250);
    return () => clearInterval(timer);
  }, [id, seconds]);
  return run ? left : null;
}

export interface IdleGuardProps {
  /** Something is on screen that should not stay for the next person. */
  readonly active: boolean;
  readonly afterSeconds?: number;
  readonly warnSeconds?: number;
  /** Nobody answered, or the person said that they are finished. */
  onEnd(): void;
}

/** Nobody touched the screen for a while: asks, counts down, offers more time, then ends. */
export function IdleGuard({ active, afterSeconds = 45, warnSeconds = 20, onEnd }: IdleGuardProps): ReactNode {
  const t = useMessages(touchMessages);
  const [touched, setTouched] = useState(0);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    const again = (): void => setTouched((n) => n + 1);
    addEventListener('pointerdown', again);
    addEventListener('keydown', again);
    return () => {
      removeEventListener('pointerdown', again);
      removeEventListener('keydown', again);
    };
  }, []);
  useCountdown(active && !asking ? { id: `quiet-${touched}`, seconds: afterSeconds } : null, () => setAsking(true));
  const end = (): void => {
    setAsking(false);
    onEnd();
  };
  const left = useCountdown(active && asking ? { id: 'asking', seconds: warnSeconds } : null, end);
  const more = (): void => setAsking(false);
  return (
    <Dialog
      open={active && asking}
      alert
      title={t('idle.title')}
      onClose={more}
      actions={
        <>
          <BigButton onPress={end}>{t('idle.end')}</BigButton>
          <BigButton kind="act" onPress={more}>
            {t('idle.more')}
          </BigButton>
        </>
      }
    >
      <span data-unsaid>{t('idle.left', { seconds: left ?? warnSeconds })}</span>
    </Dialog>
  );
}
