import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { CallRow, DisplayView } from '../../shared/protocol/views.ts';
import { announcementKey, newCalls } from './announcement.ts';
import type { Sound, SoundState } from './sound.ts';

/** How long a call holds the large place when others are waiting behind it: long enough to read it twice. */
const SHOWN_MS = 4_000;

export interface Announcing {
  /** Key of the call being announced, else null: the large place shows it, so that eye and ear agree. */
  readonly current: string | null;
  readonly sound: SoundState;
  toggleSound(): void;
}

/** Announces new calls one after the other, each once. */
export function useAnnouncer(view: DisplayView, sound: Sound): Announcing {
  const known = useRef<ReadonlySet<string> | null>(null);
  const line = useRef<CallRow[]>([]);
  const busy = useRef(false);
  const [current, setCurrent] = useState<string | null>(null);
  const state = useSyncExternalStore(sound.subscribe, sound.state);
  const calls = useRef(view.calls);
  calls.current = view.calls;
  const volume = useRef(view.volume);
  volume.current = view.volume;

  useEffect(() => {
    const { known: now, fresh } = newCalls(known.current, view.calls, view.hallTime);
    known.current = now;
    line.current.push(...fresh);
    if (busy.current || line.current.length === 0) return;
    busy.current = true;
    void (async () => {
      for (let call = line.current.shift(); call; call = line.current.shift()) {
        const key = announcementKey(call);
        // Called back or away again while it waited its turn: a newer call of the same ticket follows by itself.
        if (!calls.current.some((each) => announcementKey(each) === key)) continue;
        setCurrent(key);
        await Promise.all([sound.say(call, volume.current), new Promise((done) => setTimeout(done, SHOWN_MS))]);
      }
      busy.current = false;
      setCurrent(null);
    })();
  }, [view, sound]);

  return { current, sound: state, toggleSound: sound.toggle };
}
