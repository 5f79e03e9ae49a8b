import type { ReactNode } from 'react';
import { dockMessages } from '../../shared/messages/dock.ts';
import { useMessages } from '../ui/locale.tsx';

interface Props<F extends (typeof dockMessages.keys)[number]> {
  readonly all: readonly F[];
  readonly on: readonly F[];
  /** The switches lie open from the beginning. */
  readonly open?: boolean;
  onSet(fault: F, on: boolean): void;
}

/** What can be wrong with a device, each a switch. Closed it still says which are on. */
export function Faults<F extends (typeof dockMessages.keys)[number]>({
  all,
  on,
  open = false,
  onSet,
}: Props<F>): ReactNode {
  const t = useMessages(dockMessages);
  const names = all.filter((fault) => on.includes(fault)).map((fault) => t(fault));
  return (
    <details className="faults" open={open}>
      <summary data-on={names.length > 0 || undefined}>
        {names.length > 0 ? t('faultsOn', { names: names.join(t('between')) }) : t('faults')}
      </summary>
      <div className="fault-switches">
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
      </div>
    </details>
  );
}
