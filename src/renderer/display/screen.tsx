import type { ReactNode } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import { displayMessages } from '../../shared/messages/display.ts';
import type { CallRow, DisplayView } from '../../shared/protocol/views.ts';
import { useLocale, useMessages } from '../ui/locale.tsx';
import { announcementKey, windowRange } from './announcement.ts';
import { Foot } from './foot.tsx';
import { Quiet } from './quiet.tsx';
import type { SoundState } from './sound.ts';
import { SoundButton } from './sound-button.tsx';

/** Rows beside the large call: as many as stay readable at twelve metres. */
const ROWS = 6;

interface Props {
  readonly view: DisplayView;
  /** The hall's time now, ms. */
  readonly now: number;
  /** The instant of what is shown when it may be old, else null. */
  readonly staleAt: number | null;
  /** Key of the call being announced, else null. */
  readonly announcing: string | null;
  readonly sound: SoundState;
  onSound(): void;
}

export function DisplayScreen({ view, now, staleAt, announcing, sound, onSound }: Props): ReactNode {
  const t = useMessages(displayMessages);
  const { locale } = useLocale();
  const featured = view.calls.find((call) => announcementKey(call) === announcing) ?? view.calls[0] ?? null;
  const others = view.calls.filter((call) => call !== featured).slice(0, ROWS);
  const time = (ms: number): string => clockTime(ms, view.utcOffsetMinutes);

  return (
    <div className="display" data-state={featured ? 'calls' : view.opening.state}>
      <header>
        <span className="where">
          <b>{view.areaName ?? (locale === 'en' ? view.hallNameEn : view.hallName)}</b>
          <span className="windows">
            {view.windows.length > 0 ? (
              <span>{t('windows', { numbers: windowRange(view.windows, t('and')) })}</span>
            ) : null}
            {view.pausedWindows.length > 0 ? (
              <span className="paused">{t('paused', { numbers: windowRange(view.pausedWindows, t('and')) })}</span>
            ) : null}
          </span>
        </span>
        <span className="clock">
          <SoundButton state={sound} onPress={onSound} />
          <time>{time(now)}</time>
        </span>
      </header>
      {staleAt !== null ? (
        <p className="stale" role="status">
          {t('staleAt', { time: time(staleAt) })}
        </p>
      ) : null}
      {featured ? (
        <main className="board">
          <Called call={featured} />
          <ol className="others" aria-label={t('alsoCalled')}>
            {others.map((call) => (
              <li key={call.ticketId} data-serving={call.serving || undefined}>
                <span className="number">{call.number}</span>
                <span className="what">{call.serving ? t('nowServing') : call.queueName}</span>
                <span className="to">{t('window', { number: call.windowNumber })}</span>
              </li>
            ))}
          </ol>
        </main>
      ) : (
        <Quiet view={view} />
      )}
      <Foot view={view} />
    </div>
  );
}

/** The one call that dominates. A new announcement is a new element, so that its short emphasis is drawn again. */
function Called({ call }: { call: CallRow }): ReactNode {
  const t = useMessages(displayMessages);
  const about = [call.maskedName, call.queueName].filter(Boolean).join(' · ');
  return (
    <section className="called" aria-live="polite">
      <div className="sheet" key={announcementKey(call)}>
        <p className="lead">{t(call.serving ? 'nowServing' : 'pleaseGo')}</p>
        <p className="number" data-length={Math.max(4, call.number.length)}>
          {call.number}
        </p>
        <p className="window">{t('window', { number: call.windowNumber })}</p>
        <p className="about">{about}</p>
      </div>
    </section>
  );
}
