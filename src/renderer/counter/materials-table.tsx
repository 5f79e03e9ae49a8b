import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import type { Item, Material } from '../../shared/catalogue/types.ts';
import type { CounterKey } from '../../shared/messages/counter.ts';
import { Data } from '../ui/staff/data.tsx';
import { useCounter } from './context.ts';

const FORM = { original: 'formOriginal', copy: 'formCopy', electronic: 'formElectronic' } as const;
const NEED = { necessary: 'needNecessary', 'may-follow': 'needMayFollow', conditional: 'needConditional' } as const;
const NEED_TONE = { necessary: 'plain-tag', 'may-follow': 'guide', conditional: 'act' } as const;
const SOURCE = {
  applicant: 'sourceApplicant',
  department: 'sourceDepartment',
  'e-licence': 'sourceLicence',
} as const satisfies Record<Material['source'], CounterKey>;

interface Props {
  readonly item: Item;
  readonly here: ReadonlySet<string>;
  /** Null: only to read. */
  readonly onTick: ((id: string) => void) | null;
}

export function MaterialsTable({ item, here, onTick }: Props): ReactNode {
  const { t } = useCounter();
  return (
    <table className="materials">
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
