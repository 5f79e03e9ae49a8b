import type { ReactNode } from 'react';
import { dockMessages } from '../../shared/messages/dock.ts';
import type { DockDevice } from '../../shared/protocol/demo-contract.ts';
import { useMessages } from '../ui/locale.tsx';

interface Props {
  readonly device: DockDevice;
  readonly children: ReactNode;
}

/** One device under its name, with a word on whether its station holds the line. */
export function Device({ device: { id, kind, connected }, children }: Props): ReactNode {
  const t = useMessages(dockMessages);
  return (
    <section className={`device ${kind}`} data-device={id}>
      <header className="device-head">
        <h3>{t(kind)}</h3>
        <small className="plug" data-connected={connected || undefined}>
          {t(connected ? 'connected' : 'notConnected')}
        </small>
      </header>
      {children}
    </section>
  );
}
