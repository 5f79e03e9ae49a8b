import type { ReactNode } from 'react';
import { Button, Group } from 'react-aria-components';
import { touchMessages } from '../../../shared/messages/touch.ts';
import { useMessages } from '../locale.tsx';
import { Icon } from './icon.tsx';
import './keys.css';

interface KeysProps {
  readonly value: string;
  readonly maxLength: number;
  onChange(value: string): void;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Ten digits, as on a telephone. */
export function NumberPad({ value, maxLength, onChange }: KeysProps): ReactNode {
  const t = useMessages(touchMessages);
  const type = (digit: string): void => onChange((value + digit).slice(0, maxLength));
  return (
    <Group className="number-pad" aria-label={t('key.pad')}>
      {DIGITS.map((digit) => (
        <Key key={digit} onPress={() => type(digit)}>
          {digit}
        </Key>
      ))}
      <Key word onPress={() => onChange('')}>
        {t('key.clear')}
      </Key>
      <Key onPress={() => type('0')}>0</Key>
      <Key word onPress={() => onChange(value.slice(0, -1))}>
        {t('key.delete')}
      </Key>
    </Group>
  );
}

/** Letters for pinyin and digits. Characters come from the keyboard of whoever has one. */
export function TouchKeyboard({ value, maxLength, onChange }: KeysProps): ReactNode {
  const t = useMessages(touchMessages);
  const type = (letter: string): void => onChange((value + letter).slice(0, maxLength));
  return (
    <Group className="keyboard" aria-label={t('key.board')}>
      {ROWS.map((row, place) => (
        <div className="keyboard-row" key={row}>
          {place === 3 ? (
            <Key word wide onPress={() => onChange('')}>
              {t('key.clear')}
            </Key>
          ) : null}
          {[...row].map((letter) => (
            <Key key={letter} onPress={() => type(letter)}>
              {letter}
            </Key>
          ))}
          {place === 3 ? (
            <Key word wide onPress={() => onChange(value.slice(0, -1))}>
              <Icon name="delete" />
              <span className="visually-hidden">{t('key.delete')}</span>
            </Key>
          ) : null}
        </div>
      ))}
    </Group>
  );
}

function Key(props: { children: ReactNode; word?: boolean; wide?: boolean; onPress(): void }): ReactNode {
  return (
    <Button className={`key${props.word ? ' word' : ''}${props.wide ? ' wide' : ''}`} onPress={props.onPress}>
      {props.children}
    </Button>
  );
}
