import type { ReactNode } from 'react';
import type { HallConfig } from '../../shared/catalogue/types.ts';
import { dispenserMessages } from '../../shared/messages/dispenser.ts';
import { FindItems } from '../ui/find-items.tsx';
import { BigButton } from '../ui/kit/button.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { useMessages } from '../ui/locale.tsx';
import type { Wish } from './wish.ts';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly catalogue: HallConfig | null;
  readonly pending: string | null;
  onPress(wish: Wish): void;
  onBack(): void;
}

/** Every item of the hall, found by a few letters. */
export function AllScreen({ head, foot, catalogue, pending, onPress, onBack }: Props): ReactNode {
  const t = useMessages(dispenserMessages);
  return (
    <Screen name="all" head={head} foot={foot}>
      <FindItems
        catalogue={catalogue}
        pending={pending}
        onPick={(item, its) => onPress({ queueId: its.queueId, itemId: item.id })}
      />
      <div className="actions">
        <BigButton icon="back" onPress={onBack}>
          {t('back')}
        </BigButton>
      </div>
    </Screen>
  );
}
