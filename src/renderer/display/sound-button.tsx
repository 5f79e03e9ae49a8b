import type { ReactNode } from 'react';
import { displayMessages } from '../../shared/messages/display.ts';
import { useMessages } from '../ui/locale.tsx';
import type { SoundState } from './sound.ts';

const WORDS = { on: 'soundOn', chime: 'soundNoVoice', silent: 'soundSilent', blocked: 'soundBlocked' } as const;

/** For the hall's keeper: what sounds here, and the switch. The choice stays on this machine. */
export function SoundButton({ state, onPress }: { state: SoundState; onPress(): void }): ReactNode {
  const t = useMessages(displayMessages);
  return (
    <button type="button" className="sound" data-sound={state} onClick={onPress}>
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z" />
        {state === 'on' || state === 'chime' ? (
          <path d="M15.5 9a4.5 4.5 0 010 6" />
        ) : (
          <path d="M15.5 9.5l5 5M20.5 9.5l-5 5" />
        )}
        {state === 'on' ? <path d="M18 6.5a8 8 0 010 11" /> : null}
      </svg>
      {state === 'on' ? <span className="visually-hidden">{t(WORDS[state])}</span> : <span>{t(WORDS[state])}</span>}
    </button>
  );
}
