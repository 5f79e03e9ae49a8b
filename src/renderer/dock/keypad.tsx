import type { ReactNode } from 'react';
import { dockMessages } from '../../shared/messages/dock.ts';
import {
  DOCK_ANSWERS,
  DOCK_KEYS,
  type DockAnswer,
  type DockEvaluator,
  type DockKey,
  type DockKeypad,
  KEYPAD_FAULTS,
} from '../../shared/protocol/demo-contract.ts';
import { useMessages } from '../ui/locale.tsx';
import { Device } from './device.tsx';
import { Faults } from './faults.tsx';
import { pressWords } from './press-words.ts';

interface Props<D, K> {
  readonly device: D;
  onPress(key: K): void;
  onFault(fault: string, on: boolean): void;
}

/** The clerk's keys, and its six digits. */
export function Keypad({ device, onPress, onFault }: Props<DockKeypad, DockKey>): ReactNode {
  const t = useMessages(dockMessages);
  return (
    <Device device={device}>
      <div className="casing">
        <div className="digits-row">
          <Digits label={t('waiting')} places={device.shows.waiting} />
          <Digits label={t('ticket')} places={device.shows.ticket} />
        </div>
        <div className="keys">
          {DOCK_KEYS.map((key) => (
            <button key={key} type="button" className="key" data-key={key} onClick={() => onPress(key)}>
              {t(`key-${key}`)}
            </button>
          ))}
        </div>
      </div>
      <LastPress device={device} />
      <Faults all={KEYPAD_FAULTS} on={device.faults} onSet={onFault} />
    </Device>
  );
}

/** The citizen's four answers; their lamps are lit while a rating is asked for. */
export function Evaluator({ device, onPress, onFault }: Props<DockEvaluator, DockAnswer>): ReactNode {
  const t = useMessages(dockMessages);
  const { asking } = device.shows;
  return (
    <Device device={device}>
      <div className="casing" data-asking={asking || undefined}>
        <p className="lamp-word">{t(asking ? 'asking' : 'notAsking')}</p>
        <div className="answers">
          {DOCK_ANSWERS.map((key) => (
            <button key={key} type="button" className="key answer" data-key={key} onClick={() => onPress(key)}>
              {t(`key-${key}`)}
            </button>
          ))}
        </div>
      </div>
      <LastPress device={device} />
      <Faults all={KEYPAD_FAULTS} on={device.faults} onSet={onFault} />
    </Device>
  );
}

function Digits({ label, places }: { label: string; places: string }): ReactNode {
  return (
    <p className="digits">
      <small>{label}</small>
      <b>
        {[...places].map((digit, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is by where it stands
          <span key={place}>{digit}</span>
        ))}
      </b>
    </p>
  );
}

/** What was sent, and what came of it. */
function LastPress({ device }: { device: DockKeypad | DockEvaluator }): ReactNode {
  const t = useMessages(dockMessages);
  const { tone, words } = pressWords(device);
  const { lastPress } = device;
  return (
    <div className="outcome" data-tone={tone}>
      <p role="status">{lastPress ? t(words, { key: t(`key-${lastPress.key}`) }) : t(words)}</p>
      <p className="wire">{lastPress ? (lastPress.frame.toUpperCase().match(/../g) ?? []).join(' ') : ''}</p>
    </div>
  );
}
