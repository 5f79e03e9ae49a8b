import { type ReactNode, type RefObject, useEffect, useImperativeHandle, useRef } from 'react';
import type { Item } from '../../shared/catalogue/types.ts';
import { Data } from '../ui/staff/data.tsx';
import { CaseBar, type Receive } from './cases/case-bar.tsx';
import { useCounter } from './context.ts';
import { KeyHint } from './key-hint.tsx';
import { focusFirstLeft, MaterialsTable } from './materials-table.tsx';
import { CTRL_KEYS } from './operations.ts';

/** What keys do with the guide. */
export interface Guide {
  /** The first paper that is not ticked has the keyboard; from there ↑ ↓ and the space bar. */
  toMaterials(): void;
  receive(accept: boolean): void;
}

interface Props {
  readonly guideRef: RefObject<Guide | null>;
  readonly item: Item;
  /** Ids of the materials that are ticked. */
  readonly here: ReadonlySet<string>;
  /** With all that are ticked now. Null: only to read. */
  readonly onTick: ((materials: readonly string[]) => void) | null;
  /** What is ticked is about to be received; or was not. */
  readonly onReceiving: (begun: boolean) => void;
  /** Has the keyboard when it comes. */
  readonly keyboard: boolean;
}

/** What the item asks for: the published list, and nothing else. What is ticked is what a case is received with. */
export function ItemGuide({ guideRef, item, here, onTick, onReceiving, keyboard }: Props): ReactNode {
  const { t } = useCounter();
  const checkable = onTick !== null;
  const table = useRef<HTMLTableElement>(null);
  const receive = useRef<Receive>(null);
  const tick = (id: string): void => {
    const after = new Set(here);
    if (!after.delete(id)) after.add(id);
    onTick?.([...after]);
  };
  useImperativeHandle(guideRef, () => ({
    toMaterials: () => focusFirstLeft(table.current),
    receive: (accept) => receive.current?.(accept),
  }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it comes, not when it changes
  useEffect(() => {
    if (keyboard) focusFirstLeft(table.current);
  }, []);

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
        <h3 className="with-key">
          {t('guideTitle')} {checkable && <KeyHint of={CTRL_KEYS.materials} />}
        </h3>
        <span className="sub small">{t('guideRule', { version: item.version })}</span>
        <span className="spacer" />
        {checkable && (
          <span className="sub small num">{t('guideCount', { done: here.size, all: item.materials.length })}</span>
        )}
      </div>
      <MaterialsTable tableRef={table} item={item} here={here} onTick={checkable ? tick : null} />
      {onTick && (
        <CaseBar
          receiveRef={receive}
          item={item}
          here={here}
          onReceiving={() => onReceiving(true)}
          onReceived={(done) => (done ? onTick([]) : onReceiving(false))}
        />
      )}
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
