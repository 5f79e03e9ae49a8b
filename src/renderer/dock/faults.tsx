import type { ReactNode } from 'react';
import { dockMessages } from '../../shared/messages/dock.ts';
import { useMessages } from '../ui/locale.tsx';

interface Props<F extends (typeof dockMessages.keys)[number]> {
  readonly all: readonly F[];
  readonly on: readonly F[];
  onSet(fault: F, on: boolean): void;
}

/** What can be wrong with a device, each a switch. */
export function Faults<F extends (typeof dockMessages.keys)[number]>({ all, on, onSet }: Props<F>): ReactNode {
  const t = useMessages(dockMessages);
  return (
    <fieldset className="faults">
      <legend>{t('faults')}</legend>
      {all.map((fault) => (
        <label key={fault} className="fault">
          <input
            type="checkbox"
            name={fault}
            checked={on.includes(fault)}
            onChange={(event) => onSet(fault, event.target.checked)}
          />
          <span>{t(fault)}</span>
        </label>
      ))}
    </fieldset>
  );
}
