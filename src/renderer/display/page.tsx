import { type ReactNode, useRef, useState } from 'react';
import { displayMessages } from '../../shared/messages/display.ts';
import type { DisplayView } from '../../shared/protocol/views.ts';
import { useMessages } from '../ui/locale.tsx';
import { useHallClock } from '../ui/service.ts';
import { DisplayScreen } from './screen.tsx';
import { openSound } from './sound.ts';
import { useDisplayView } from './source.ts';
import { useAnnouncer } from './use-announcer.ts';

export function DisplayPage(): ReactNode {
  const { view, connection } = useDisplayView();
  const t = useMessages(displayMessages);
  if (view) return <Live view={view} live={view.live && connection === 'up'} />;
  return (
    <div className="display" data-state="connecting">
      <header />
      <main className="quiet">
        <h1>{t('connecting')}</h1>
        <p>{t('connectingHint')}</p>
      </main>
    </div>
  );
}

function Live({ view, live }: { view: DisplayView; live: boolean }): ReactNode {
  const [sound] = useState(openSound);
  const now = useHallClock(view.hallTime);
  const announcer = useAnnouncer(view, sound);
  const lastLive = useRef(view.hallTime);
  if (live) lastLive.current = now;
  return (
    <DisplayScreen
      view={view}
      now={now}
      staleAt={live ? null : lastLive.current}
      announcing={announcer.current}
      sound={announcer.sound}
      onSound={announcer.toggleSound}
    />
  );
}
