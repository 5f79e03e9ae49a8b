import { Input, type InputRef } from 'antd';
import { type ReactNode, useId } from 'react';
import { useCounter } from './context.ts';

/** The same length as the contract allows. */
const MAX_REASON = 60;

export interface Reason {
  /** One of the offered ones, or null. */
  readonly chosen: string | null;
  /** Words of one's own, which count while none of the offered ones is chosen; null: never asked for. */
  readonly own: string | null;
}

export function reasonText(reason: Reason): string {
  return (reason.chosen ?? reason.own ?? '').trim();
}

interface Props {
  readonly reasons: readonly string[];
  readonly value: Reason;
  readonly onChange: (reason: Reason) => void;
  /** Side by side, where a dialog asks more than this. */
  readonly two?: boolean;
}

/** Radio buttons as large rows: arrow keys choose, Enter confirms. The last one takes words. */
export function ReasonChoice({ reasons, value, onChange, two }: Props): ReactNode {
  const { t } = useCounter();
  const group = useId();
  const own = value.chosen === null ? value.own : null;
  return (
    <fieldset className={two ? 'choices two' : 'choices'}>
      <legend className="quiet">{t('reason')}</legend>
      {reasons.map((reason) => (
        <label key={reason} className="choice">
          <input
            type="radio"
            name={group}
            checked={value.chosen === reason}
            onChange={() => onChange({ ...value, chosen: reason })}
          />
          {reason}
        </label>
      ))}
      <label className="choice">
        <input
          type="radio"
          name={group}
          checked={own !== null}
          onChange={() => onChange({ chosen: null, own: value.own ?? '' })}
        />
        {t('reasonOther')}
      </label>
      {own !== null && (
        <Input
          className="own-reason"
          value={own}
          onChange={(event) => onChange({ chosen: null, own: event.target.value })}
          placeholder={t('reasonOtherHint')}
          aria-label={t('reasonOtherHint')}
          maxLength={MAX_REASON}
          ref={focusOnAppear}
        />
      )}
    </fieldset>
  );
}

/** Words of one's own were asked for: the field takes them at once. */
function focusOnAppear(field: InputRef | null): void {
  field?.focus();
}
