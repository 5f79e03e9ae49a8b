import type { ReactNode } from 'react';
import { clockTime, hoursText } from '../../shared/calendar/clock.ts';
import { Data } from '../ui/staff/data.tsx';
import { LanguageButton } from '../ui/staff/language.tsx';
import { Attention } from './attention.tsx';
import { useDesk } from './context.ts';
import { Counts } from './counts.tsx';
import { Queues } from './queues.tsx';
import { Ratings } from './ratings.tsx';
import { Recent } from './recent.tsx';
import { SignOut } from './sign-out.tsx';
import { SlipLayouts } from './slip-layouts.tsx';
import { StaffPins } from './staff-pins.tsx';
import { Stations } from './stations.tsx';
import { Tokens } from './tokens.tsx';
import { Windows } from './windows.tsx';

/** The whole hall on one page: first what needs a hand, then how things stand. */
export function Board(): ReactNode {
  const { view, now, live, t } = useDesk();
  return (
    <div className="desk">
      <header className="top">
        <h1>
          <Data>{view.hall.name}</Data>
        </h1>
        <span className="sub">{t('title')}</span>
        <OpeningTag />
        <span className="spacer" />
        {live && (
          <span className="tag good">
            <i className="dot" aria-hidden="true" /> {t('live')}
          </span>
        )}
        <SlipLayouts />
        <StaffPins />
        <Tokens />
        <LanguageButton />
        <SignOut />
        <time className="num clock">{clockTime(now, view.utcOffsetMinutes)}</time>
      </header>
      {!live && (
        <div className="band" role="status">
          <b>{t('lost', { time: clockTime(now, view.utcOffsetMinutes) })}</b>
          <span>{t('lostHint')}</span>
        </div>
      )}
      <main className={live ? 'board' : 'board stale'}>
        <Counts />
        <div className="columns">
          <div className="col queues-col">
            <Queues />
            <Ratings />
          </div>
          <div className="col windows-col">
            <Windows />
          </div>
          <div className="col side-col">
            <Attention />
            <Stations />
          </div>
          <div className="col recent-col">
            <Recent />
          </div>
        </div>
      </main>
    </div>
  );
}

function OpeningTag(): ReactNode {
  const { view, t } = useDesk();
  const { opening } = view;
  const at = (minutes: number): string => hoursText([{ from: minutes, to: minutes }]).split(' ')[0] ?? '';
  if (opening.state === 'open') return <span className="tag act">{t('open', { time: at(opening.closesAt) })}</span>;
  return (
    <span className="tag warn">
      {opening.opensAt === null ? t('closedToday') : t('closedUntil', { time: at(opening.opensAt) })}
    </span>
  );
}
