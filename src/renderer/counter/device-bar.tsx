import { Popover } from 'antd';
import type { ReactNode } from 'react';
import { deviceMessages } from '../../shared/messages/device.ts';
import { staffMessages, troubleWords } from '../../shared/messages/staff.ts';
import type { DeviceReport } from '../../shared/protocol/device-report.ts';
import { useCounter } from './context.ts';

const DOTS = { ready: '', attention: 'warn', down: 'bad' } as const;

/** Devices and records at the foot: quiet until they matter. */
export function DeviceBar({ onOpenRecords }: { onOpenRecords: () => void }): ReactNode {
  const { view, t } = useCounter();
  return (
    <footer className="foot">
      {view.devices.length === 0 && <span>{t('deviceNone')}</span>}
      {view.devices.map((report) => (
        <Device key={report.device} report={report} />
      ))}
      <span className="spacer" />
      <span className="served">{t('servedToday', { count: view.servedToday })}</span>
      <button type="button" className="plain records" onClick={onOpenRecords}>
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

function Device({ report }: { report: DeviceReport }): ReactNode {
  const { locale } = useCounter();
  const t = staffMessages.in(locale);
  const { device, health } = report;
  const words = (
    <>
      <i className={`dot ${DOTS[health.state]}`} aria-hidden="true" />
      <b>{t(`device.${device}`)}</b> {health.state === 'ready' ? t('health.ready') : troubleWords(health, locale)}
    </>
  );
  if (health.state === 'ready') return <span className="device">{words}</span>;
  return (
    <Popover content={<p className="why">{deviceMessages.in(locale)(`${health.code}.keeper`)}</p>} trigger="click">
      <button type="button" className="plain device">
        {words}
      </button>
    </Popover>
  );
}
