import { type ReactNode, useState } from 'react';
import type { HallConfig, Item, ItemClass } from '../../shared/catalogue/types.ts';
import { touchMessages } from '../../shared/messages/touch.ts';
import { TouchKeyboard } from './kit/keys.tsx';
import { ListItem, Scroller } from './kit/list.tsx';
import { SearchBox } from './kit/search-box.tsx';
import { StateView } from './kit/state-view.tsx';
import { useItemName, useMessages, usePick } from './locale.tsx';
import { useItemSearch } from './use-item-search.ts';
import './find-items.css';

interface Props {
  readonly catalogue: HallConfig | null;
  /** Id of the item whose press is under way. */
  readonly pending?: string | null;
  onPick(item: Item, its: ItemClass): void;
}

/** Every item of the hall, found by a few letters; the most used ones before anything is typed. */
export function FindItems({ catalogue, pending = null, onPick }: Props): ReactNode {
  const t = useMessages(touchMessages);
  const pick = usePick();
  const nameOf = useItemName();
  const [query, setQuery] = useState('');
  const found = useItemSearch(catalogue)?.search(query) ?? [];
  const classOf = new Map(catalogue?.classes.map((each) => [each.id, each]));
  return (
    <div className="find">
      <div className="find-type">
        <SearchBox label={t('find.label')} placeholder={t('find.box')} value={query} onChange={setQuery} />
        <TouchKeyboard value={query} maxLength={20} onChange={setQuery} />
      </div>
      <div className="find-found">
        {found.length === 0 ? (
          <StateView state="empty" title={t('find.none', { query })}>
            {t('find.none.hint')}
          </StateView>
        ) : (
          <Scroller label={t('find.found')} at={query}>
            <div className="list">
              {found.map((item) => {
                const its = classOf.get(item.classId);
                if (!its) return null;
                return (
                  <ListItem
                    key={item.id}
                    title={nameOf(item).title}
                    hint={nameOf(item).also ?? pick({ zh: its.name, en: its.nameEn })}
                    pending={pending === item.id}
                    onPress={() => onPick(item, its)}
                  />
                );
              })}
            </div>
          </Scroller>
        )}
      </div>
    </div>
  );
}
