import type { ReactNode } from 'react';
import { dockMessages } from '../../shared/messages/dock.ts';
import { type DockDevice, type DockPerson, READER_FAULTS } from '../../shared/protocol/demo-contract.ts';
import { useMessages } from '../ui/locale.tsx';
import { Device } from './device.tsx';
import { Faults } from './faults.tsx';

type ReaderDevice = Extract<DockDevice, { kind: 'reader' }>;

interface Props {
  readonly device: ReaderDevice;
  readonly people: readonly DockPerson[];
  /** A card is in the hand. */
  readonly holding: boolean;
  readonly faultsOpen: boolean;
  onLay(): void;
  onLift(): void;
  onFault(fault: string, on: boolean): void;
}

export function Reader({ device, people, holding, faultsOpen, onLay, onLift, onFault }: Props): ReactNode {
  const t = useMessages(dockMessages);
  const card = people.find((person) => person.id === device.card);
  return (
    <Device device={device}>
      {card ? (
        <div className="slot full">
          <div className="card" data-kind={card.cardKind}>
            <small>{t(card.cardKind)}</small>
            <b>{card.name}</b>
          </div>
          <button type="button" className="button" onClick={onLift}>
            {t('lift')}
          </button>
        </div>
      ) : (
        <button type="button" className="slot" data-ready={holding || undefined} disabled={!holding} onClick={onLay}>
          {t(holding ? 'layHere' : 'empty')}
        </button>
      )}
      <Faults all={READER_FAULTS} on={device.faults} open={faultsOpen} onSet={onFault} />
    </Device>
  );
}
