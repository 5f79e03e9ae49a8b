import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { staffMessages } from '../../shared/messages/staff.ts';
import type { DeskView } from '../../shared/protocol/desk-view.ts';
import type { TroubleCount, TroubleDay } from '../../shared/protocol/device-report.ts';
import { useDesk } from './context.ts';

interface Props {
  readonly station: DeskView['stations'][number];
}

/** What the devices of a station suffered from: today at a glance, the days before on a press. */
export function Troubles({ station }: Props): ReactNode {
  const { locale, live, hall, t } = useDesk();
  const [days, setDays] = useState<TroubleDay[] | 'failed' | null>(null);
  const words = useTroubleWords();
  if (station.devices.length === 0 && station.troubles.length === 0) return null;
  const ask = (): void => {
    hall.desk.deviceDays({ stationId: station.id }).then(setDays, () => setDays('failed'));
  };
  return (
    <div className="troubles small">
      <p className="line">
        <span className="sub">
          {station.troubles.length > 0 &&
            t('troubleToday', { troubles: station.troubles.map(words).join(locale === 'en' ? '; ' : '；') })}
        </span>
        <span className="spacer" />
        <Button
          size="small"
          type="text"
          disabled={!live}
          aria-expanded={days !== null}
          aria-label={t('troubleDaysLabel', { name: station.name })}
          onClick={days === null ? ask : () => setDays(null)}
        >
          {t(days === null ? 'troubleDays' : 'troubleClose')}
        </Button>
      </p>
      {days === 'failed' && <p role="alert">{t('troubleFailed')}</p>}
      {Array.isArray(days) && days.length === 0 && <p className="sub">{t('troubleNone')}</p>}
      {Array.isArray(days) && days.length > 0 && (
        <ul className="trouble-days">
          {days.map(({ day, troubles }) => (
            <li key={day}>
              <time className="num">{day}</time>{' '}
              <span className="sub">{troubles.map(words).join(locale === 'en' ? '; ' : '；')}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function useTroubleWords(): (trouble: TroubleCount) => string {
  const { locale, t } = useDesk();
  const words = staffMessages.in(locale);
  return ({ device, code, times, minutes }) =>
    t('trouble', { device: words(`device.${device}`), what: words(`health.${code}`), times, minutes });
}
