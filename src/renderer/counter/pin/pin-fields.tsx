import { Button, Input, type InputRef } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useCounter } from '../context.ts';
import './pin.css';

/** As long as the longest code. */
const MOST_DIGITS = 12;
const ROWS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface Props {
  /** What each field is for, in order. */
  readonly labels: readonly string[];
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  /** Another number for each failed try: the keyboard goes back to the first field. */
  readonly round: number;
}

/** Fields nobody reads over a shoulder, typed on the keyboard or touched on the pad; the pad fills the field that was used last. */
export function PinFields({ labels, values, onChange, round }: Props): ReactNode {
  const { t } = useCounter();
  const id = useId();
  const [at, setAt] = useState(0);
  const fields = useRef<(InputRef | null)[]>([]);
  useEffect(() => {
    if (round > 0) fields.current[0]?.focus();
  }, [round]);
  const change = (field: number, text: string): void => {
    const digits = text.replace(/\D/g, '').slice(0, MOST_DIGITS);
    onChange(labels.map((_, i) => (i === field ? digits : (values[i] ?? ''))));
  };
  const now = values[at] ?? '';
  return (
    <div className="pin">
      <div className="pin-fields">
        {labels.map((label, i) => (
          <div key={label}>
            <label htmlFor={`${id}${i}`}>{label}</label>
            <Input
              id={`${id}${i}`}
              ref={(field) => {
                fields.current[i] = field;
              }}
              type="password"
              inputMode="numeric"
              autoComplete="off"
              size="large"
              className="num"
              value={values[i] ?? ''}
              onFocus={() => setAt(i)}
              onChange={(event) => change(i, event.target.value)}
            />
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would want a legend nobody needs to see */}
      <div
        className="pin-pad"
        role="group"
        aria-label={t('pinPad')}
        // The field keeps the keyboard while the pad is touched.
        onMouseDown={(event) => event.preventDefault()}
      >
        {ROWS.map((digit) => (
          <Button key={digit} onClick={() => change(at, now + digit)}>
            {digit}
          </Button>
        ))}
        <Button onClick={() => change(at, '')}>{t('pinClear')}</Button>
        <Button onClick={() => change(at, `${now}0`)}>0</Button>
        <Button onClick={() => change(at, now.slice(0, -1))}>{t('pinBack')}</Button>
      </div>
    </div>
  );
}
