import { Button, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import { refusalMessages } from '../../shared/messages/refusal.ts';
import type { DeskView } from '../../shared/protocol/desk-view.ts';
import { useDesk } from './context.ts';
import { whenText } from './when.ts';

type Shown =
  | { readonly step: 'ask' }
  | { readonly step: 'failed' }
  | { readonly step: 'code'; readonly code: string; readonly validUntil: number };

/** 换新机器: a code with which another machine takes this station's place, after it was said what becomes of the old one. */
export function Replace({ station }: { station: DeskView['stations'][number] }): ReactNode {
  const { view, now, hall, live, locale, t } = useDesk();
  const [shown, setShown] = useState<Shown | null>(null);
  const [busy, setBusy] = useState(false);
  const fetchCode = async (): Promise<void> => {
    setBusy(true);
    const answer = await hall.desk.replace({ stationId: station.id }).catch(() => null);
    setShown(answer?.ok ? { step: 'code', code: answer.code, validUntil: answer.validUntil } : { step: 'failed' });
    setBusy(false);
  };
  return (
    <Popover
      open={shown !== null}
      placement="left"
      content={
        shown && (
          <div className="enrol">
            {shown.step === 'ask' && (
              <>
                <b>{t('replaceTitle', { name: station.name })}</b>
                <p className="sub">{t('replaceText')}</p>
                <p className="line">
                  <Button danger type="primary" onClick={() => void fetchCode()} loading={busy} disabled={!live}>
                    {t('replaceYes')}
                  </Button>
                  <Button onClick={() => setShown(null)}>{t('replaceNo')}</Button>
                </p>
              </>
            )}
            {shown.step === 'failed' && <p role="alert">{refusalMessages.in(locale)('failed')}</p>}
            {shown.step === 'code' && (
              <>
                <p className="code num">{shown.code}</p>
                <p className="sub">
                  {t('replaceCode', {
                    station: station.id,
                    time: whenText(shown.validUntil, now, view.utcOffsetMinutes),
                  })}
                </p>
              </>
            )}
          </div>
        )
      }
    >
      <Button
        size="small"
        disabled={!live && shown === null}
        aria-label={t('replaceLabel', { name: station.name })}
        onClick={() => setShown(shown ? null : { step: 'ask' })}
      >
        {t(shown && shown.step !== 'ask' ? 'enrolDone' : 'replace')}
      </Button>
    </Popover>
  );
}
