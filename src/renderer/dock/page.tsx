import { type ReactNode, useState } from 'react';
import { dockMessages } from '../../shared/messages/dock.ts';
import type { DockContract, DockDevice } from '../../shared/protocol/demo-contract.ts';
import type { Client } from '../ui/connect.ts';
import { useDo } from '../ui/demo/use-do.ts';
import { useLocale, useMessages } from '../ui/locale.tsx';
import { useService, useWatch } from '../ui/service.ts';
import { Cards } from './cards.tsx';
import { Papers, Printer } from './printer.tsx';
import { Reader } from './reader.tsx';

export function DockPage(): ReactNode {
  const t = useMessages(dockMessages);
  const { locale, setLocale } = useLocale();
  const { view, connection } = useWatch((s: Client<DockContract>) => s.watch(), { service: 'dock' });
  const dock = useService<DockContract>('dock');
  const act = useDo();
  const [picked, setPicked] = useState<string | null>(null);
  const other = locale === 'en' ? 'zh-CN' : 'en';

  if (!view) return <p className="waiting-page">{t('connecting')}</p>;
  const stations = [...new Set(view.devices.map((device) => device.stationId))];
  const laid = new Set(view.devices.flatMap((device) => (device.kind === 'reader' ? (device.card ?? []) : [])));
  const fault = (deviceId: string) => (name: string, on: boolean) =>
    act.run('fault', () => dock.setFault({ deviceId, fault: name, on }));
  const lay = (deviceId: string): void => {
    if (picked === null) return;
    act.run('lay', () => dock.layCard({ deviceId, personId: picked }));
    setPicked(null);
  };

  const draw = (device: DockDevice): ReactNode =>
    device.kind === 'reader' ? (
      <Reader
        key={device.id}
        device={device}
        people={view.people}
        holding={picked !== null}
        onLay={() => lay(device.id)}
        onLift={() => act.run('lift', () => dock.liftCard({ deviceId: device.id }))}
        onFault={fault(device.id)}
      />
    ) : (
      <Printer key={device.id} device={device} onFault={fault(device.id)} />
    );

  return (
    <div className="dock">
      <header className="dock-head">
        <div>
          <h1>{t('title')}</h1>
          <p className="subtitle">{t('subtitle')}</p>
        </div>
        <button type="button" className="button" lang={other} onClick={() => setLocale(other)}>
          {t('otherLanguage')}
        </button>
      </header>
      {connection !== 'up' || act.failed ? (
        <p className="note bad" role="alert">
          {t(connection === 'up' ? 'failed' : 'away')}
        </p>
      ) : null}
      <Cards people={view.people} picked={picked} laid={laid} onPick={setPicked} />
      {stations.length === 0 ? <p className="note warn">{t('nothing')}</p> : null}
      <main className="stations">
        {stations.map((stationId) => {
          const devices = view.devices.filter((device) => device.stationId === stationId);
          const readersFirst = devices.toSorted((a, b) => Number(a.kind === 'printer') - Number(b.kind === 'printer'));
          return (
            <section key={stationId} className="station" data-station={stationId}>
              <h2>
                <StationName id={stationId} />
              </h2>
              <div className="devices">{readersFirst.map(draw)}</div>
              {devices.map((device) =>
                device.kind === 'printer' ? (
                  <Papers
                    key={device.id}
                    device={device}
                    onClear={() => act.run('clear', () => dock.clearPaper({ deviceId: device.id }))}
                  />
                ) : null,
              )}
            </section>
          );
        })}
      </main>
    </div>
  );
}

/** `dispenser-1` → 取号机; a station of another name keeps its name. */
function StationName({ id }: { id: string }): ReactNode {
  const t = useMessages(dockMessages);
  const [, role, number] = /^(dispenser|kiosk|counter)-(\d+)$/.exec(id) ?? [];
  switch (role) {
    case 'dispenser':
      return t('stationDispenser');
    case 'kiosk':
      return t('stationKiosk');
    case 'counter':
      return t('stationCounter', { number: number ?? '' });
    default:
      return id;
  }
}
