import type { ReactNode } from 'react';
import type { HallConfig } from '../../shared/catalogue/types.ts';
import { kioskMessages } from '../../shared/messages/kiosk.ts';
import { ListItem, Scroller } from '../ui/kit/list.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { Tile } from '../ui/kit/tile.tsx';
import { useItemName, useMessages, usePick } from '../ui/locale.tsx';
import { usePreferences } from '../ui/preferences.tsx';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly catalogue: HallConfig;
  readonly actions: ReactNode;
}

export function ClassesScreen({
  head,
  foot,
  catalogue,
  actions,
  onClass,
}: Props & { onClass(id: string): void }): ReactNode {
  const t = useMessages(kioskMessages);
  const pick = usePick();
  const large = usePreferences().text === 'large';
  return (
    <Screen name="classes" head={head} foot={foot} lead={<h1>{t('classes.title')}</h1>}>
      <div className="tiles class-tiles">
        {catalogue.classes.map((each) => (
          <Tile
            key={each.id}
            title={pick({ zh: each.name, en: each.nameEn })}
            hint={large ? undefined : pick({ zh: each.hint, en: each.hintEn })}
            onPress={() => onClass(each.id)}
          />
        ))}
      </div>
      {actions}
    </Screen>
  );
}

export function ClassScreen(props: Props & { readonly classId: string; onItem(id: string): void }): ReactNode {
  const { head, foot, catalogue, actions, classId, onItem } = props;
  const t = useMessages(kioskMessages);
  const pick = usePick();
  const nameOf = useItemName();
  const chosen = catalogue.classes.find((each) => each.id === classId);
  const items = catalogue.items.filter((each) => each.classId === classId).sort((a, b) => b.popularity - a.popularity);
  return (
    <Screen
      name="class"
      head={head}
      foot={foot}
      lead={
        <>
          <h1>{chosen ? pick({ zh: chosen.name, en: chosen.nameEn }) : null}</h1>
          <p>{t('class.hint')}</p>
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
              onPress={() => onItem(item.id)}
            />
          ))}
        </div>
      </Scroller>
      {actions}
    </Screen>
  );
}
