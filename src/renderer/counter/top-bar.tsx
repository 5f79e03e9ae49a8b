import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import type { CounterKey } from '../../shared/messages/counter.ts';
import type { LinkView } from '../../shared/protocol/views.ts';
import { Data } from '../ui/staff/data.tsx';
import { useCounter, useNow } from './context.ts';
import { KeyHint } from './key-hint.tsx';
import { CTRL_KEYS, KEYS } from './operations.ts';
import { OwnPinDialog } from './pin/pin-dialogs.tsx';

interface LinkWords {
  readonly key: CounterKey;
  readonly tone: string;
  readonly dot: string;
}

const LINK_WORDS: Readonly<Record<LinkView['state'], LinkWords>> = {
  online: { key: 'linkOnline', tone: 'good', dot: '' },
  connecting: { key: 'linkConnecting', tone: 'warn', dot: 'warn' },
  offline: { key: 'linkOffline', tone: 'warn', dot: 'warn' },
  silent: { key: 'linkSilent', tone: 'warn', dot: 'warn' },
  refused: { key: 'linkRefused', tone: 'bad', dot: 'bad' },
};

/** Nobody knows how the hall stands while the station service is away. */
const RESTARTING: LinkWords = { key: 'linkRestarting', tone: 'warn', dot: 'warn' };

export function TopBar({ onSignOff, onCases }: { onSignOff: () => void; onCases: () => void }): ReactNode {
  const { view, connection, pending, act, t } = useCounter();
  const { window, link } = view;
  const clerk = window.clerk;
  const own = view.staff.find((person) => person.id === clerk?.id);
  const post = own?.post;
  const [ownPin, setOwnPin] = useState(false);
  const off = pending !== null || connection !== 'up' || view.locked;
  const words = connection === 'up' ? LINK_WORDS[link.state] : RESTARTING;
  return (
    <header className="top">
      <h1>{t('window', { number: window.number })}</h1>
      <span className="tag act">{t(window.comprehensive ? 'comprehensive' : 'special')}</span>
      {clerk ? (
        <>
          <Data className="sub clerk">{post ? `${clerk.name} · ${post}` : clerk.name}</Data>
          <Button type="text" className="sign-off" onClick={onSignOff} disabled={off}>
            {t('signOff')} <kbd>{KEYS['sign-off']}</kbd>
          </Button>
          {own && (
            <Button type="text" className="sign-off" onClick={() => setOwnPin(true)} disabled={off}>
              {t(own.pin === 'set' ? 'pinChange' : 'pinMake')}
            </Button>
          )}
          {own?.pin === 'set' && (
            <Button
              type="text"
              className="sign-off"
              onClick={() => void act('operations', 'lock', (s) => s.counter.lock({}))}
              disabled={off}
            >
              {t('lock')}
            </Button>
          )}
          {ownPin && own && <OwnPinDialog person={own} onClose={() => setOwnPin(false)} />}
        </>
      ) : (
        <span className="sub">{t('nobodySignedOn')}</span>
      )}
      <span className="spacer" />
      {clerk && (
        <Button
          onClick={onCases}
          disabled={connection !== 'up' || view.locked}
          aria-keyshortcuts={CTRL_KEYS.cases.aria}
        >
          {t('cases')} <KeyHint of={CTRL_KEYS.cases} />
        </Button>
      )}
      <span className="mute area">
        <Data>{view.hall.name}</Data>
      </span>
      <span className={`tag ${words.tone}`} role="status">
        <i className={`dot ${words.dot}`} aria-hidden="true" /> {t(words.key)}
      </span>
      <Clock />
    </header>
  );
}

function Clock(): ReactNode {
  const { view } = useCounter();
  return <time className="num clock">{clockTime(useNow(), view.utcOffsetMinutes)}</time>;
}
