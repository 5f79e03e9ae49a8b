import type { ReactNode } from 'react';
import { launcherMessages } from '../../shared/messages/launcher.ts';
import type { DemoRoom } from '../../shared/protocol/demo-contract.ts';
import { useMessages } from '../ui/locale.tsx';
import { Room } from './room.tsx';

interface Props {
  readonly rooms: readonly DemoRoom[];
  onOpen(id: string): void;
  onKill(id: string): void;
}

/** The hall from above: windows at the back, people waiting in the middle, machines by the door, the back office aside. */
export function FloorPlan({ rooms, onOpen, onKill }: Props): ReactNode {
  const t = useMessages(launcherMessages);
  const draw = (kinds: readonly DemoRoom['kind'][], windowNumber: number | null = null): ReactNode =>
    kinds.flatMap((kind) =>
      rooms
        .filter((room) => room.kind === kind && room.windowNumber === windowNumber)
        .map((room) => <Room key={room.id} room={room} onOpen={onOpen} onKill={onKill} />),
    );
  const windows = [...new Set(rooms.flatMap((room) => room.windowNumber ?? []))].sort((a, b) => a - b);
  return (
    <main className="plan">
      <section className="zone windows" aria-label={t('zoneWindows')}>
        {windows.map((number) => (
          <div className="bay" key={number}>
            <h2>{t('window', { number })}</h2>
            {draw(['counter', 'pad'], number)}
          </div>
        ))}
      </section>
      <section className="zone waiting">
        <h2>{t('zoneWaiting')}</h2>
        {draw(['display'])}
      </section>
      <section className="zone entrance">
        <h2>{t('zoneEntrance')}</h2>
        {draw(['dispenser', 'kiosk'])}
      </section>
      <section className="zone back">
        <h2>{t('zoneBack')}</h2>
        {draw(['desk', 'dock'])}
      </section>
    </main>
  );
}
