import { Checkbox } from 'antd';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import type { Item, Material } from '../../shared/catalogue/types.ts';
import type { CounterKey } from '../../shared/messages/counter.ts';
import { Data } from '../ui/staff/data.tsx';
import { useCounter } from './context.ts';
import { CTRL_KEYS } from './operations.ts';

const FORM = { original: 'formOriginal', copy: 'formCopy', electronic: 'formElectronic' } as const;
const NEED = { necessary: 'needNecessary', 'may-follow': 'needMayFollow', conditional: 'needConditional' } as const;
const NEED_TONE = { necessary: 'plain-tag', 'may-follow': 'guide', conditional: 'act' } as const;
const SOURCE = {
  applicant: 'sourceApplicant',
  department: 'sourceDepartment',
  'e-licence': 'sourceLicence',
} as const satisfies Record<Material['source'], CounterKey>;

interface Props {
  readonly tableRef: RefObject<HTMLTableElement | null>;
  readonly item: Item;
  readonly here: ReadonlySet<string>;
  /** Null: only to read. */
  readonly onTick: ((id: string) => void) | null;
}

const boxes = (table: HTMLTableElement | null): HTMLInputElement[] => [
  ...(table?.querySelectorAll<HTMLInputElement>('tbody input[type=checkbox]') ?? []),
];

/** The first material that is not ticked has the keyboard; the first one where all are. */
export function focusFirstLeft(table: HTMLTableElement | null): void {
  const all = boxes(table);
  (all.find((box) => !box.checked) ?? all[0])?.focus();
}

/** ↑ and ↓ go along the list, so that ticking it needs two keys. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const all = boxes(event.currentTarget);
  const at = all.indexOf(event.target as HTMLInputElement);
  if (step === 0 || at < 0) return;
  event.preventDefault();
  all[at + step]?.focus();
}

export function MaterialsTable({ tableRef, item, here, onTick }: Props): ReactNode {
  const { t } = useCounter();
  return (
    <table className="materials" ref={tableRef} onKeyDown={walk} aria-keyshortcuts={CTRL_KEYS.materials.aria}>
      <thead>
        <tr>
          {onTick && (
            <th className="tick" aria-label={t('guideCount', { done: here.size, all: item.materials.length })} />
          )}
          <th>{t('colMaterial')}</th>
          <th className="form">{t('colForm')}</th>
          <th className="need">{t('colNeed')}</th>
          <th className="source">{t('colSource')}</th>
        </tr>
      </thead>
      <tbody>
        {item.materials.map((material) => (
          <tr key={material.id}>
            {onTick && (
              <td className="tick">
                <Checkbox
                  checked={here.has(material.id)}
                  onChange={() => onTick(material.id)}
                  aria-label={t('tick', { name: material.name })}
                />
              </td>
            )}
            <td>
              <Data className="material">{material.name}</Data>
              {[material.standard, material.remark]
                .filter((line) => line !== undefined)
                .map((line) => (
                  <p key={line} className="sub small">
                    <Data>{line}</Data>
                  </p>
                ))}
            </td>
            <td>{material.forms.map((each) => t(FORM[each.form], { count: each.count })).join(' · ')}</td>
            <td>
              <span className={`tag ${NEED_TONE[material.need]}`}>{t(NEED[material.need])}</span>
            </td>
            <td className="sub">{t(SOURCE[material.source])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
