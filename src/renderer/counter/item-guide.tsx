import { type ReactNode, useState } from 'react';
import type { Item } from '../../shared/catalogue/types.ts';
import { Data } from '../ui/staff/data.tsx';
import { CaseBar } from './cases/case-bar.tsx';
import { useCounter } from './context.ts';
import { MaterialsTable } from './materials-table.tsx';

/** What the item asks for: the published list, and nothing else. What is ticked is what a case is received with. */
export function ItemGuide({ item, checkable }: { item: Item; checkable: boolean }): ReactNode {
  const { t } = useCounter();
  const [here, setHere] = useState<ReadonlySet<string>>(new Set());
  const tick = (id: string): void =>
    setHere((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });

  return (
    <article className="item-guide">
      <header>
        <h2>
          <Data>{item.name}</Data>
        </h2>
        <span className="tag act">{t(item.handling === 'at-once' ? 'atOnce' : 'promised')}</span>
        <span className="sub">
          {item.promisedLimitDays === 0 ? t('limitAtOnce') : t('limitDays', { days: item.promisedLimitDays })}
        </span>
        <span className="mute small">{t('legalDays', { days: item.legalLimitDays })}</span>
        <span className="spacer" />
        <Data className="sub">{item.department}</Data>
      </header>
      <div className="subhead">
        <h3>{t('guideTitle')}</h3>
        <span className="sub small">{t('guideRule', { version: item.version })}</span>
        <span className="spacer" />
        {checkable && (
          <span className="sub small num">{t('guideCount', { done: here.size, all: item.materials.length })}</span>
        )}
      </div>
      <MaterialsTable item={item} here={here} onTick={checkable ? tick : null} />
      {checkable && <CaseBar item={item} here={here} onReceived={() => setHere(new Set())} />}
      <dl className="facts-list">
        <div>
          <dt>{t('conditions')}</dt>
          <dd>
            <Data>{item.conditions}</Data>
          </dd>
        </div>
        <div>
          <dt>{t('basis')}</dt>
          <dd>
            <Data>{item.basis}</Data>
          </dd>
        </div>
      </dl>
      <p className="sub small end-facts">
        <span>
          {t('fee', { fee: '' })}
          <Data>{item.fee}</Data>
        </span>
        {item.selfService && <span>{t('selfService')}</span>}
        {item.courier && <span>{t('courier')}</span>}
      </p>
    </article>
  );
}
