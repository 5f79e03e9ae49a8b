import { Button } from 'antd';
import type { ReactNode } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import { deviceMessages } from '../../shared/messages/device.ts';
import { maintenanceMessages } from '../../shared/messages/maintenance.ts';
import { rollMessages, rollWords, staffMessages, troubleWords } from '../../shared/messages/staff.ts';
import type { StationView } from '../../shared/protocol/desk-view.ts';
import type { StationContract } from '../../shared/protocol/station-contract.ts';
import { useLocale } from '../ui/locale.tsx';
import { type Act, useService } from '../ui/service.ts';

const DOTS = { ready: '', attention: 'warn', down: 'bad' } as const;

/** Each device of this machine: how it stands, what to do, and the roll of paper. */
export function Devices({ view, act }: { readonly view: StationView; readonly act: Act }): ReactNode {
  const { locale } = useLocale();
  const station = useService<StationContract>();
  const t = staffMessages.in(locale);
  const roll = rollMessages.in(locale);
  if (view.devices.length === 0) return <p className="sub">{maintenanceMessages.in(locale)('noDevices')}</p>;
  return (
    <ul className="devices">
      {view.devices.map(({ device, health, roll: paper }) => (
        <li key={device}>
          <div className="what">
            <p>
              <i className={`dot ${DOTS[health.state]}`} aria-hidden="true" /> <b>{t(`device.${device}`)}</b>{' '}
              {health.state === 'ready' ? t('health.ready') : troubleWords(health, locale)}
            </p>
            {health.state !== 'ready' && (
              <p className="sub">
                {t('since', { time: clockTime(health.since, view.utcOffsetMinutes) })}{' '}
                {deviceMessages.in(locale)(`${health.code}.keeper`)}
              </p>
            )}
            {device === 'ticketPrinter' && view.recoverable && (
              <p className="mute small">{maintenanceMessages.in(locale)('recoverHint')}</p>
            )}
            {paper && (
              <>
                <p className={paper.change === 'fine' ? 'sub' : 'short'}>{rollWords(paper, locale)}</p>
                <p className="mute small">{roll('changedHint')}</p>
              </>
            )}
          </div>
          {device === 'ticketPrinter' && view.recoverable && (
            <Button
              loading={act.pending === 'recover'}
              disabled={act.pending !== null && act.pending !== 'recover'}
              onClick={() => void act.run('recover', () => station.keeper.recoverPrinter({}))}
            >
              {maintenanceMessages.in(locale)('recover')}
            </Button>
          )}
          {paper && (
            <Button
              loading={act.pending === 'roll'}
              disabled={act.pending !== null && act.pending !== 'roll'}
              onClick={() => void act.run('roll', () => station.keeper.changedRoll({}))}
            >
              {roll('changed')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
