import { useEffect, useMemo, useState } from 'react';
import { createItemSearch, type ItemSearch } from '../../shared/catalogue/search.ts';
import type { Spell } from '../../shared/catalogue/spelling.ts';
import type { HallConfig } from '../../shared/catalogue/types.ts';
import { useLocale } from './locale.tsx';

/** Search over the hall's items. The pinyin dictionary is loaded when the search opens; until then characters find. */
export function useItemSearch(config: HallConfig | null): ItemSearch | null {
  const english = useLocale().locale === 'en';
  const [spell, setSpell] = useState<Spell | undefined>();
  useEffect(() => {
    let gone = false;
    import('../../shared/catalogue/pinyin.ts').then(
      (pinyin) => {
        if (!gone) setSpell(() => pinyin.spell);
      },
      () => undefined, // without it the search still finds by characters
    );
    return () => {
      gone = true;
    };
  }, []);
  return useMemo(
    () => config && createItemSearch(config.items, { classes: config.classes, spell, english }),
    [config, spell, english],
  );
}
