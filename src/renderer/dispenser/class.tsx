import type { ReactNode } from 'react';
import type { HallConfig } from '../../shared/catalogue/types.ts';
import { dispenserMessages } from '../../shared/messages/dispenser.ts';
import type { DispenserView } from '../../shared/protocol/views.ts';
import { waitText } from '../ui/hall-words.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { ListItem, Scroller } from '../ui/kit/list.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { useItemName, useLocale, useMessages, usePick } from '../ui/locale.tsx';
import type { Wish } from './wish.ts';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly catalogue: HallConfig | null;
  readonly chosen: DispenserView['classes'][number];
  readonly pending: string | null;
  onPress(wish: Wish): void;
  onBack(): void;
}

/** What one can do in a class, the most asked for first; whoever is not sure takes a number all the same. */
export function ClassScreen({ head, foot, catalogue, chosen, pending, onPress, onBack }: Props): ReactNode {
  const t = useMessages(dispenserMessages);
  const { locale } = useLocale();
  const pick = usePick();
  const nameOf = useItemName();
  const { queueId } = chosen;
  const items = (catalogue?.items ?? [])
    .filter((each) => each.classId === chosen.id)
    .sort((a, b) => b.popularity - a.popularity);
  return (
    <Screen
      name="class"
      head={head}
      foot={foot}
      lead={
        <>
          <h1>{pick({ zh: chosen.name, en: chosen.nameEn })}</h1>
          <p>
            {t('class.ahead', { ahead: chosen.ahead })} · {waitText(chosen.wait, locale)} · {t('class.hint')}
          </p>
        </>
      }
    >
      <Scroller label={t('class.list')}>
        <div className="list">
          {items.map((item) => (
            <ListItem
              key={item.id}
              title={nameOf(item).title}
              hint={nameOf(item).also}
              pending={pending === item.id}
              onPress={() => onPress({ queueId, itemId: item.id })}
            />
          ))}
        </div>
      </Scroller>
      <div className="actions">
        <BigButton icon="back" onPress={onBack}>
          {t('back')}
        </BigButton>
        <BigButton pending={pending === queueId} onPress={() => onPress({ queueId, itemId: null })}>
          {t('class.unsure')}
        </BigButton>
      </div>
    </Screen>
  );
}
