import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import type { RollView } from '../../shared/device/paper-roll.ts';
import { rollMessages, rollWords } from '../../shared/messages/staff.ts';
import type { DeskView } from '../../shared/protocol/desk-view.ts';
import { useDesk } from './context.ts';

interface Props {
  readonly station: DeskView['stations'][number];
  readonly roll: RollView;
}

/** How long a station's paper lasts, and 已换纸卷 for a machine that nobody stands at. */
export function Roll({ station, roll }: Props): ReactNode {
  const { locale, live, hall, act, t } = useDesk();
  const words = rollMessages.in(locale);
  const what = `roll ${station.id}`;
  return (
    <p className={`line ailing small ${roll.change === 'fine' ? '' : 'attention'}`}>
      {roll.change === 'fine' ? (
        <span className="sub">{rollWords(roll, locale)}</span>
      ) : (
        <b>{rollWords(roll, locale)}</b>
      )}
      <span className="spacer" />
      <Popconfirm
        title={t('rollTitle', { name: station.name })}
        description={words('changedHint')}
        okText={words('changed')}
        cancelText={t('rollNo')}
        placement="left"
        onConfirm={() => void act.run(what, () => hall.desk.newRoll({ stationId: station.id }))}
      >
        <Button
          size="small"
          type="text"
          disabled={!live || act.pending !== null}
          loading={act.pending === what}
          aria-label={t('rollLabel', { name: station.name })}
        >
          {words('changed')}
        </Button>
      </Popconfirm>
    </p>
  );
}
