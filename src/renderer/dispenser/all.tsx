import { type ReactNode, useState } from 'react';
import type { HallConfig } from '../../shared/catalogue/types.ts';
import { dispenserMessages } from '../../shared/messages/dispenser.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { TouchKeyboard } from '../ui/kit/keys.tsx';
import { ListItem, Scroller } from '../ui/kit/list.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { SearchBox } from '../ui/kit/search-box.tsx';
import { StateView } from '../ui/kit/state-view.tsx';
import { useMessages, usePick } from '../ui/locale.tsx';
import { useItemSearch } from '../ui/use-item-search.ts';
import type { Wish } from './dispenser.tsx';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly catalogue: HallConfig | null;
  readonly pending: string | null;
  onPress(wish: Wish): void;
  onBack(): void;
}

/** Every item of the hall, found by a few letters; the most used ones before anything is typed. */
export function AllScreen({ head, foot, catalogue, pending, onPress, onBack }: Props): ReactNode {
  const t = useMessages(dispenserMessages);
  const pick = usePick();
  const [query, setQuery] = useState('');
  const found = useItemSearch(catalogue)?.search(query) ?? [];
  const classOf = new Map(catalogue?.classes.map((each) => [each.id, each]));
  return (
    <Screen name="all" head={head} foot={foot}>
      <div className="find">
        <div className="find-type">
          <SearchBox label={t('all.label')} placeholder={t('all.box')} value={query} onChange={setQuery} />
          <TouchKeyboard value={query} maxLength={20} onChange={setQuery} />
        </div>
        <div className="find-found">
          {found.length === 0 ? (
            <StateView state="empty" title={t('all.none', { query })}>
              {t('all.none.hint')}
            </StateView>
          ) : (
            <Scroller label={t('class.list')} at={query}>
              <div className="list">
                {found.map((item) => {
                  const its = classOf.get(item.classId);
                  if (!its) return null;
                  return (
                    <ListItem
                      key={item.id}
                      title={item.name}
                      hint={pick({ zh: its.name, en: its.nameEn })}
                      pending={pending === item.id}
                      onPress={() => onPress({ queueId: its.queueId, itemId: item.id })}
                    />
                  );
                })}
              </div>
            </Scroller>
          )}
        </div>
      </div>
      <div className="actions">
        <BigButton icon="back" onPress={onBack}>
          {t('back')}
        </BigButton>
      </div>
    </Screen>
  );
}
