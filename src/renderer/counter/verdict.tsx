import type { ReactNode } from 'react';
import type { Item, Material } from '../../shared/catalogue/types.ts';
import type { CounterKey } from '../../shared/messages/counter.ts';
import { useCounter } from './context.ts';

const WORDS = {
  necessary: 'missingNecessary',
  'may-follow': 'missingMayFollow',
  conditional: 'missingConditional',
} as const satisfies Record<Material['need'], CounterKey>;

/** What follows from what is here: accept, accept with a promise, or tell once and completely (一次性告知). */
export function Verdict({ item, here }: { item: Item; here: ReadonlySet<string> }): ReactNode {
  const { locale, t } = useCounter();
  if (here.size === 0) return null;
  const missing = item.materials.filter((material) => !here.has(material.id));
  if (missing.length === 0) return <p className="verdict good">{t('missingNone')}</p>;
  const names = (need: Material['need']): string =>
    missing
      .filter((material) => material.need === need)
      .map((material) => material.name)
      .join(locale === 'en' ? ', ' : '、');
  return (
    <div className="verdict" role="status">
      {(['necessary', 'may-follow', 'conditional'] as const).map((need) => {
        const list = names(need);
        if (list === '') return null;
        const [before, after] = t(WORDS[need]).split('{names}');
        return (
          <p key={need}>
            {before}
            <b lang="zh-CN">{list}</b>
            {after}
          </p>
        );
      })}
    </div>
  );
}
