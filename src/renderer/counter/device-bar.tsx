import { Button, Popover } from 'antd';
import type { ReactNode } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import type { RollView } from '../../shared/device/paper-roll.ts';
import { deviceMessages } from '../../shared/messages/device.ts';
import { rollMessages, rollWords, staffMessages, troubleWords } from '../../shared/messages/staff.ts';
import type { CounterView } from '../../shared/protocol/counter-view.ts';
import type { DeviceReport } from '../../shared/protocol/device-report.ts';
import type { StationContract } from '../../shared/protocol/station-contract.ts';
import { useAct, useService } from '../ui/service.ts';
import { LanguageButton } from '../ui/staff/language.tsx';
import { useCounter } from './context.ts';
import { Slips, type SlipsProps } from './slips.tsx';

const DOTS = { ready: '', attention: 'warn', down: 'bad' } as const;

interface Props {
  readonly slips: SlipsProps;
  onOpenRecords(): void;
  onOpenPads(): void;
}

/** Devices and records at the foot: quiet until they matter. */
export function DeviceBar(props: Props): ReactNode {
  const { view, t } = useCounter();
  return (
    <footer className="foot">
      {view.devices.length === 0 && <span>{t('deviceNone')}</span>}
      {view.devices.map((report) => (
        <Device key={report.device} report={report} />
      ))}
      {view.pads && <Tablets pads={view.pads} onOpen={props.onOpenPads} />}
      <Slips {...props.slips} />
      <span className="spacer" />
      <span className="served">{t('servedToday', { count: view.servedToday })}</span>
      <LanguageButton />
      <button type="button" className="plain records" onClick={props.onOpenRecords}>
        {view.refused.length > 0 && (
          <span className="refused">
            <i className="dot bad" aria-hidden="true" /> {t('refusedCount', { count: view.refused.length })}
          </span>
        )}
        <span>
          <i className={view.pendingCount > 0 ? 'dot warn' : 'dot'} aria-hidden="true" />{' '}
          {t('pendingCount', { count: view.pendingCount })}
        </span>
      </button>
    </footer>
  );
}

function Tablets({ pads, onOpen }: { pads: NonNullable<CounterView['pads']>; onOpen: () => void }): ReactNode {
  const { t } = useCounter();
  const on = pads.list.filter(({ connected }) => connected).length;
  const all = pads.list.length;
  const dot = pads.trouble !== null && pads.trouble !== 'opening' ? 'bad' : on < all ? 'warn' : '';
  return (
    <button type="button" className="plain device" onClick={onOpen}>
      <i className={`dot ${dot}`} aria-hidden="true" /> <b>{all > 0 ? t('padsOn', { on, all }) : t('pads')}</b>
    </button>
  );
}

function Device({ report }: { report: DeviceReport }): ReactNode {
  const { locale, view } = useCounter();
  const t = staffMessages.in(locale);
  const { device, health, roll } = report;
  const short = roll && roll.change !== 'fine';
  const state = health.state === 'ready' && short ? 'attention' : health.state;
  const stands = health.state !== 'ready' ? troubleWords(health, locale) : short ? '' : t('health.ready');
  const words = (
    <>
      <i className={`dot ${DOTS[state]}`} aria-hidden="true" />
      <b>{t(`device.${device}`)}</b> {stands} {short ? rollMessages.in(locale)(roll.change) : null}
    </>
  );
  if (state === 'ready' && !roll) return <span className="device">{words}</span>;
  const why = (
    <div className="why">
      {health.state !== 'ready' && (
        <p>
          {t('since', { time: clockTime(health.since, view.utcOffsetMinutes) })}{' '}
          {deviceMessages.in(locale)(`${health.code}.keeper`)}
        </p>
      )}
      {roll && <Roll roll={roll} />}
    </div>
  );
  return (
    <Popover content={why} trigger="click">
      <button type="button" className="plain device">
        {words}
      </button>
    </Popover>
  );
}

function Roll({ roll }: { roll: RollView }): ReactNode {
  const { locale } = useCounter();
  const station = useService<StationContract>();
  const act = useAct();
  const t = rollMessages.in(locale);
  return (
    <>
      <p>{rollWords(roll, locale)}</p>
      <p className="sub">{t('changedHint')}</p>
      <Button
        size="small"
        loading={act.pending === 'roll'}
        onClick={() => void act.run('roll', () => station.keeper.changedRoll({}))}
      >
        {t('changed')}
      </Button>
    </>
  );
}
