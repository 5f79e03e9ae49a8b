import { type ReactNode, useState } from 'react';
import { dockMessages } from '../../shared/messages/dock.ts';
import type { DockAnswer, DockContract, DockDevice, DockKey } from '../../shared/protocol/demo-contract.ts';
import type { Client } from '../ui/connect.ts';
import { useLocale, useMessages } from '../ui/locale.tsx';
import { useService, useWatch } from '../ui/service.ts';
import { Cards } from './cards.tsx';
import { Evaluator, Keypad } from './keypad.tsx';
import { Led } from './led.tsx';
import { Papers, Printer } from './printer.tsx';
import { Reader } from './reader.tsx';
import { Scanner } from './scanner.tsx';
import { slipsIn } from './slips.ts';
import { useDeeds } from './use-deeds.ts';

export function DockPage(): ReactNode {
  const t = useMessages(dockMessages);
  const { locale, setLocale } = useLocale();
  const { view, connection } = useWatch((s: Client<DockContract>) => s.watch(), { service: 'dock' });
  const dock = useService<DockContract>('dock');
  const act = useDeeds();
  const [picked, setPicked] = useState<string | null>(null);
  const other = locale === 'en' ? 'zh-CN' : 'en';

  if (!view) return <p className="waiting-page">{t('connecting')}</p>;
  const stations = [...new Set(view.devices.map((device) => device.stationId))];
  const laid = new Set(view.devices.flatMap((device) => (device.kind === 'reader' ? (device.card ?? []) : [])));
  const fault = (deviceId: string) => (name: string, on: boolean) =>
    act.run(() => dock.setFault({ deviceId, fault: name, on }));
  const lay = (deviceId: string): void => {
    if (picked === null) return;
    act.run(() => dock.layCard({ deviceId, personId: picked }));
    setPicked(null);
  };

  const slips = slipsIn(view.devices);
  const press = (deviceId: string) => (key: DockKey | DockAnswer) => act.run(() => dock.press({ deviceId, key }));

  const draw = (device: DockDevice, machine: boolean): ReactNode => {
    const onFault = fault(device.id);
    switch (device.kind) {
      case 'reader':
        return (
          <Reader
            key={device.id}
            device={device}
            people={view.people}
            holding={picked !== null}
            faultsOpen={machine}
            onLay={() => lay(device.id)}
            onLift={() => act.run(() => dock.liftCard({ deviceId: device.id }))}
            onFault={onFault}
          />
        );
      case 'printer':
        return <Printer key={device.id} device={device} onFault={onFault} />;
      case 'keypad':
        return <Keypad key={device.id} device={device} onPress={press(device.id)} onFault={onFault} />;
      case 'evaluator':
        return <Evaluator key={device.id} device={device} onPress={press(device.id)} onFault={onFault} />;
      case 'led-panel':
        return <Led key={device.id} device={device} onFault={onFault} />;
      case 'scanner':
        return (
          <Scanner
            key={device.id}
            device={device}
            slips={slips}
            onScan={(text) => act.run(() => dock.scan({ deviceId: device.id, text }))}
            onFault={onFault}
          />
        );
    }
  };

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
          const printers = devices.filter((device) => device.kind === 'printer');
          // Where paper comes out it hangs at the side; a card is laid before it does.
          const machine = printers.length > 0;
          const inOrder = machine ? [...devices.filter((device) => device.kind !== 'printer'), ...printers] : devices;
          return (
            <section key={stationId} className="station" data-station={stationId}>
              <h2>
                <StationName id={stationId} />
              </h2>
              <div className={machine ? 'bench machine' : 'bench window'}>
                <div className="devices">{inOrder.map((device) => draw(device, machine))}</div>
                {printers.map((printer) => (
                  <Papers
                    key={printer.id}
                    device={printer}
                    onClear={() => act.run(() => dock.clearPaper({ deviceId: printer.id }))}
                  />
                ))}
              </div>
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
