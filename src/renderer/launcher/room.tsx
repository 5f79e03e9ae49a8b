import type { ReactNode } from 'react';
import { launcherMessages } from '../../shared/messages/launcher.ts';
import type { DemoRoom } from '../../shared/protocol/demo-contract.ts';
import { useMessages } from '../ui/locale.tsx';

const STATES = {
  closed: { word: 'stateClosed', tag: '' },
  opening: { word: 'stateOpening', tag: 'act' },
  open: { word: 'stateOpen', tag: 'good' },
  restarting: { word: 'stateRestarting', tag: 'warn' },
} as const;

/** Rooms with a station service of their own; a pad lives on its counter's, desk and dock on none. */
const HAS_SERVICE: ReadonlySet<DemoRoom['kind']> = new Set(['dispenser', 'counter', 'kiosk', 'display']);

interface Props {
  readonly room: DemoRoom;
  onOpen(id: string): void;
  onKill(id: string): void;
}

/** One room of the plan: a press opens it, or brings its window to the front. */
export function Room({ room, onOpen, onKill }: Props): ReactNode {
  const t = useMessages(launcherMessages);
  const state = STATES[room.state];
  const name = t(room.kind);
  const label = room.windowNumber === null ? name : `${t('window', { number: room.windowNumber })} ${name}`;
  const running = room.state === 'open' || room.state === 'restarting';
  return (
    <div className="room" data-room={room.id} data-state={room.state}>
      <button
        type="button"
        className="room-open"
        aria-label={t(room.state === 'closed' ? 'open' : 'show', { room: label })}
        onClick={() => onOpen(room.id)}
      >
        <span className="room-name">
          <b>{name}</b>
          <span className={`tag ${state.tag}`}>{t(state.word)}</span>
        </span>
        <small>{t(`${room.kind}Hint`)}</small>
      </button>
      {running && HAS_SERVICE.has(room.kind) ? (
        <button
          type="button"
          className="room-kill"
          aria-label={t('killOf', { room: label })}
          disabled={room.state === 'restarting'}
          onClick={() => onKill(room.id)}
        >
          {t('kill')}
        </button>
      ) : null}
    </div>
  );
}
