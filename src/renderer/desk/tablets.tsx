import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { businessDay } from '../../shared/calendar/clock.ts';
import { useDesk } from './context.ts';

/** The tablets that are a window's pad through this station, and the way to end one that is lost. */
export function Tablets({ station }: { station: string }): ReactNode {
  const { view, live, hall, act, t } = useDesk();
  const mine = view.pads.filter(({ stationId }) => stationId === station);
  return mine.map(({ padId, windowNumber, pairedAt }, index) => {
    const what = `pad ${padId}`;
    const place = index + 1;
    return (
      <p key={padId} className="line small sub">
        <span>{t('tablet', { place, number: windowNumber, date: businessDay(pairedAt, view.utcOffsetMinutes) })}</span>
        <span className="spacer" />
        <Popconfirm
          title={t('tabletEndTitle')}
          description={<p className="revoke">{t('tabletEndText')}</p>}
          okText={t('tabletEnd')}
          okButtonProps={{ danger: true }}
          cancelText={t('tabletKeep')}
          placement="left"
          onConfirm={() => void act.run(what, () => hall.desk.endPad({ padId }))}
        >
          <Button
            size="small"
            disabled={!live || act.pending !== null}
            loading={act.pending === what}
            aria-label={t('tabletEndLabel', { number: windowNumber, place })}
          >
            {t('tabletEnd')}
          </Button>
        </Popconfirm>
      </p>
    );
  });
}
