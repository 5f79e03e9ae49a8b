import { Button, Popover } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { refusalMessages } from '../../shared/messages/refusal.ts';
import { useDesk } from './context.ts';
import { whenText } from './when.ts';

/** A code with which one new station joins the hall, once. Esc puts it away as its button does. */
export function Enrol(): ReactNode {
  const { view, now, hall, live, locale, t } = useDesk();
  const [shown, setShown] = useState<{ code: string; validUntil: number } | 'failed' | null>(null);
  const [busy, setBusy] = useState(false);
  const fetchCode = async (): Promise<void> => {
    setBusy(true);
    setShown(await hall.desk.enrolCode().catch(() => 'failed' as const));
    setBusy(false);
  };
  const open = shown !== null;
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setShown(null);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [open]);
  return (
    <Popover
      open={open}
      placement="leftTop"
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
