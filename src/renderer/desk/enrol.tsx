import { Button, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import { refusalMessages } from '../../shared/messages/refusal.ts';
import { useDesk } from './context.ts';
import { whenText } from './when.ts';

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
              <p className="sub">{t('enrolCode', { time: whenText(shown.validUntil, now, view.utcOffsetMinutes) })}</p>
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
