import { useState } from 'react';
import { isGuessable, PIN_DIGITS, type PinStanding } from '../../../shared/staff/types.ts';
import { useCounter } from '../context.ts';

export interface PinForm {
  readonly labels: readonly string[];
  readonly values: readonly string[];
  readonly round: number;
  readonly ready: boolean;
  /** What is wrong with what was typed so far; null while nothing is. */
  readonly complaint: string | null;
  /** What was typed: the PIN, and what proves that it may be set. */
  readonly pin: string;
  readonly proof: string | undefined;
  change(values: readonly string[]): void;
  /** Came to nothing: typed anew. */
  again(): void;
}

/** One field to prove who one is; to set a PIN, what proves it (if anything), the new one, and the new one once more. */
export function usePinForm(standing: PinStanding, setting: boolean): PinForm {
  const { t } = useCounter();
  const [values, change] = useState<readonly string[]>([]);
  const [round, setRound] = useState(0);
  const proof = standing === 'set' ? [t('pinOld')] : standing === 'code' ? [t('pinCode')] : [];
  const labels = setting ? [...proof, t('pinNew'), t('pinAgain')] : [t('pin')];
  const first = values[setting ? proof.length : 0] ?? '';
  const second = values[proof.length + 1] ?? '';
  const unfit = first.length >= 6 && (!PIN_DIGITS.test(first) || isGuessable(first));
  const differ = second.length >= first.length && second !== first;
  const typed = labels.every((_, i) => (values[i] ?? '') !== '');
  return {
    labels,
    values,
    round,
    ready: setting ? typed && PIN_DIGITS.test(first) && !unfit && first === second : first !== '',
    complaint: !setting ? null : unfit ? t('pinUnfit') : second !== '' && differ ? t('pinDiffer') : null,
    pin: first,
    proof: setting && proof.length > 0 ? (values[0] ?? '') : undefined,
    change,
    again: () => {
      change([]);
      setRound((n) => n + 1);
    },
  };
}
