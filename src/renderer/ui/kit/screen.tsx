import { type ReactNode, useEffect, useRef, useState } from 'react';
import { clockTime } from '../../../shared/calendar/clock.ts';
import { touchMessages } from '../../../shared/messages/touch.ts';
import { useLocale, useMessages } from '../locale.tsx';
import { usePreferences } from '../preferences.tsx';
import { useHallClock } from '../service.ts';
import { useSpoken } from '../spoken.ts';
import { BigButton } from './button.tsx';
import { Dialog } from './dialog.tsx';
import './screen.css';

export interface ScreenProps {
  /** Names the screen for tests and for whoever reads the page: `home`, `class`, `done`. */
  readonly name: string;
  readonly head: ReactNode;
  /** What is told, not touched: stays above when the screen is lowered, stands at the left on a wide one if `split`. */
  readonly lead?: ReactNode;
  /** What is touched. */
  readonly children: ReactNode;
  readonly foot: ReactNode;
  readonly split?: boolean;
  /** Given: this screen may be the first one at the next start; see ui/first-frame.ts. */
  readonly firstFrame?: string;
}

/** The frame of every public screen: head, what is told, what is touched, foot. */
export function Screen({ name, head, lead, children, foot, split = false, firstFrame }: ScreenProps): ReactNode {
  const main = useRef<HTMLElement>(null);
  useSpoken(main);
  return (
    <div
      className={`screen${split ? ' split' : ''}${lead ? ' has-lead' : ''}`}
      data-screen={name}
      data-first-frame={firstFrame}
    >
      <header className="screen-head">{head}</header>
      <main className="screen-main" ref={main}>
        {lead ? <div className="screen-lead">{lead}</div> : null}
        <div className="screen-body">{children}</div>
      </main>
      <footer className="screen-foot">{foot}</footer>
    </div>
  );
}

export interface HallHeadProps {
  readonly title: string;
  readonly line?: ReactNode;
  readonly hallTime: number;
  readonly utcOffsetMinutes: number;
  readonly restarting?: boolean;
}

/** Whose hall, how it stands today, and the time. */
export function HallHead({ title, line, hallTime, utcOffsetMinutes, restarting = false }: HallHeadProps): ReactNode {
  const t = useMessages(touchMessages);
  const { locale } = useLocale();
  const now = useHallClock(hallTime);
  const local = now + utcOffsetMinutes * 60_000;
  const date = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', day: 'numeric' }).format(local);
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' }).format(local);
  return (
    <>
      <div>
        <h1>{title}</h1>
        {restarting ? (
          <p className="tag warn" role="status">
            {t('line.restarting')}
          </p>
        ) : (
          <p data-live>{line}</p>
        )}
      </div>
      <div className="screen-clock" data-live>
        <time>{clockTime(now, utcOffsetMinutes)}</time>
        <p>{locale === 'en' ? `${weekday}, ${date}` : `${date} ${weekday}`}</p>
      </div>
    </>
  );
}

export interface PublicFootProps {
  /** Calls a person; says whether they will hear of it. */
  callStaff(): Promise<'called' | 'unheard'>;
  readonly desk: string;
  readonly phone: string;
}

/** What one person was told is not told to the next. */
const TOLD_MS = 60_000;

/** The same four things at the same place on every public screen. */
export function PublicFoot({ callStaff, desk, phone }: PublicFootProps): ReactNode {
  const t = useMessages(touchMessages);
  const { locale, setLocale } = useLocale();
  const { text, setText, reach, setReach } = usePreferences();
  const [call, setCall] = useState<'none' | 'calling' | 'called' | 'unheard'>('none');
  const press = (): void => {
    setCall('calling');
    callStaff().then(setCall, () => setCall('unheard'));
  };
  const close = (): void => setCall('none');
  const told = call === 'called' || call === 'unheard';
  useEffect(() => {
    if (!told) return;
    const timer = setTimeout(() => setCall('none'), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);
  const other = locale === 'en' ? 'zh-CN' : 'en';
  return (
    <nav className="public-foot" aria-label={t('foot.label')}>
      <BigButton onPress={() => setText(text === 'large' ? 'standard' : 'large')}>
        {t(text === 'large' ? 'foot.standard' : 'foot.large')}
      </BigButton>
      <BigButton lang={other} onPress={() => setLocale(other)}>
        {t('foot.language')}
      </BigButton>
      <span className="portrait-only">
        <BigButton onPress={() => setReach(reach === 'low' ? 'normal' : 'low')}>
          {t(reach === 'low' ? 'foot.high' : 'foot.low')}
        </BigButton>
      </span>
      <span className="public-foot-call">
        <BigButton kind="guide" pending={call === 'calling'} onPress={press}>
          {t('foot.call')}
        </BigButton>
      </span>
      <Dialog
        open={told}
        title={t(call === 'unheard' ? 'call.away' : 'call.done')}
        onClose={close}
        actions={
          <BigButton kind="act" onPress={close}>
            {t('call.ok')}
          </BigButton>
        }
      >
        {call === 'unheard' ? t('call.go', { desk, phone }) : t('call.wait')}
      </Dialog>
    </nav>
  );
}
