import type { ReactNode } from 'react';
import { dispenserMessages } from '../../shared/messages/dispenser.ts';
import { PRIORITY_REASONS } from '../../shared/queue/priority.ts';
import type { PriorityReason } from '../../shared/queue/types.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { Tile } from '../ui/kit/tile.tsx';
import { useMessages } from '../ui/locale.tsx';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  onChoose(reason: PriorityReason): void;
  onBack(): void;
}

/** 绿色通道: why. */
export function PriorityScreen({ head, foot, onChoose, onBack }: Props): ReactNode {
  const t = useMessages(dispenserMessages);
  return (
    <Screen
      name="priority"
      head={head}
      foot={foot}
      lead={
        <>
          <h1>{t('priority.title')}</h1>
          <p>{t('priority.hint')}</p>
        </>
      }
    >
      <div className="tiles priority-tiles">
        {PRIORITY_REASONS.map((reason) => (
          <Tile key={reason} title={t(`reason.${reason}`)} onPress={() => onChoose(reason)} />
        ))}
      </div>
      <div className="actions">
        <BigButton icon="back" onPress={onBack}>
          {t('back')}
        </BigButton>
      </div>
    </Screen>
  );
}
