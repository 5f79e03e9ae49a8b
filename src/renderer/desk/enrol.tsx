import { Button, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import { businessDay, clockTime } from '../../shared/calendar/clock.ts';
import { refusalMessages } from '../../shared/messages/refusal.ts';
import { useDesk } from './context.ts';

/** A code with which one new station joins the hall, once. */
export function Enrol(): ReactNode {
  const { view, now, hall, live, locale, t } = useDesk();
  const [shown, setShown] = useState<{ code: string; validUntil: number } | 'failed' | null>(null);
  const [busy, setBusy] = useState(false);
  const fetchCode = async (): Promise<void> => {
    setBusy(true);
    setShown(await hall.desk.enrolCode().catch(() => 'failed' as const));
    setBusy(false);
  };
  return (
    <Popover
      open={shown !== null}
      placement="bottomRight"
      content={
        shown === 'failed' ? (
          <p>{refusalMessages.in(locale)('failed')}</p>
        ) : (
          shown && (
            <div className="enrol">
              <p className="code num">{shown.code}</p>
              <p className="sub">{t('enrolCode', { time: until(shown.validUntil, now, view.utcOffsetMinutes) })}</p>
            </div>
          )
        )
      }
    >
      <Button onClick={() => (shown ? setShown(null) : void fetchCode())} loading={busy} disabled={!live}>
        {t(shown ? 'enrolDone' : 'enrol')}
      </Button>
    </Popover>
  );
}

/** `10:41`; on another day `11-22 10:41`. */
function until(at: number, now: number, utcOffsetMinutes: number): string {
  const time = clockTime(at, utcOffsetMinutes);
  const day = businessDay(at, utcOffsetMinutes);
  return day === businessDay(now, utcOffsetMinutes) ? time : `${day.slice(5)} ${time}`;
}
