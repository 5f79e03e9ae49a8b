import { type ReactNode, useState } from 'react';
import { Ask } from './ask.tsx';
import { type Reason, ReasonChoice, reasonText } from './reason-choice.tsx';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly reasons: readonly string[];
  /** Whether the first reason is chosen to begin with; without it the act waits until one is chosen or written. */
  readonly likely: boolean;
  readonly confirm: string;
  readonly onConfirm: (reason: string) => Promise<boolean>;
  readonly onClose: () => void;
}

/** An act that keeps its reason. */
export function ReasonDialog({ title, hint, reasons, likely, confirm, onConfirm, onClose }: Props): ReactNode {
  const [reason, setReason] = useState<Reason>({ chosen: (likely && reasons[0]) || null, own: null });
  const text = reasonText(reason);
  return (
    <Ask
      title={title}
      hint={hint}
      confirm={confirm}
      ready={text !== ''}
      onConfirm={() => onConfirm(text)}
      onClose={onClose}
    >
      <ReasonChoice reasons={reasons} value={reason} onChange={setReason} />
    </Ask>
  );
}
