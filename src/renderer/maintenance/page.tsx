import { Button, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import { maintenanceMessages } from '../../shared/messages/maintenance.ts';
import { staffRefusalMessages } from '../../shared/messages/refusal.ts';
import { slipMessages } from '../../shared/messages/slips.ts';
import { codePoint } from '../../shared/paper/proof.ts';
import type { StationView } from '../../shared/protocol/desk-view.ts';
import type { StationContract } from '../../shared/protocol/station-contract.ts';
import type { Client } from '../ui/connect.ts';
import { useLocale } from '../ui/locale.tsx';
import { useAct, useHallClock, useService, useWatch } from '../ui/service.ts';
import { Data } from '../ui/staff/data.tsx';
import { LanguageButton } from '../ui/staff/language.tsx';
import { SlipList } from '../ui/staff/slip-list.tsx';
import { useTextScale } from '../ui/staff/text-scale.ts';
import { staffTheme } from '../ui/staff/theme.ts';
import { troubleText } from '../ui/trouble.ts';
import { Devices } from './devices.tsx';
import { Standing } from './standing.tsx';

/** Nobody stands there any more: the public's screen comes back. */
const IDLE_MS = 120_000;

/** 本机维护: what whoever has the keeper's code may see and do at a machine without a clerk. */
export function MaintenancePage(): ReactNode {
  const { locale } = useLocale();
  const scale = useTextScale();
  const { view, connection } = useWatch((s: Client<StationContract>) => s.keeper.watch());
  const t = maintenanceMessages.in(locale);
  useLeaveWhenIdle();
  return (
    <ConfigProvider
      locale={locale === 'en' ? enUS : zhCN}
      theme={staffTheme(scale)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <div className="maintenance">
        <header>
          <h1>{t('title')}</h1>
          <span className="sub">{view && <Data>{view.stationName}</Data>}</span>
          <span className="spacer" />
          <LanguageButton />
          <Button onClick={() => window.close()}>{t('back')}</Button>
        </header>
        {view ? (
          <Board view={view} up={connection === 'up'} />
        ) : (
          <p className="sub" aria-busy="true">
            {t('starting')}
          </p>
        )}
      </div>
    </ConfigProvider>
  );
}

function Board({ view, up }: { readonly view: StationView; readonly up: boolean }): ReactNode {
  const { locale } = useLocale();
  const station = useService<StationContract>();
  const act = useAct();
  const now = useHallClock(view.hallTime);
  const t = maintenanceMessages.in(locale);
  const words = slipMessages.in(locale);
  return (
    <main inert={!up}>
      {act.trouble && (
        <p className="trouble" role="alert">
          {troubleText(act.trouble, locale, staffRefusalMessages)}
        </p>
      )}
      <section className="card">
        <h2>{t('devices')}</h2>
        <Devices view={view} act={act} />
      </section>
      <section className="card">
        <h2>{words('title')}</h2>
        <SlipList
          slips={view.slips}
          printers={view.printers}
          uncertain={view.uncertain}
          utcOffsetMinutes={view.utcOffsetMinutes}
          pending={act.pending}
          disabled={!up}
          onPrint={(ticketId, stationId) =>
            void act.run(`print ${ticketId}`, () => station.keeper.printElsewhere({ ticketId, stationId }))
          }
          onResolve={(jobId, outcome) =>
            void act.run(`${outcome} ${jobId}`, () => station.keeper.resolvePrint({ jobId, outcome }))
          }
        />
      </section>
      {view.missing.length > 0 && (
        <section className="card">
          <h2>{t('missing')}</h2>
          <p className="sub small">{t('missingHint')}</p>
          <ul>
            {view.missing.map(({ char, times }) => (
              <li key={char}>{t('missingTimes', { char, code: codePoint(char), times })}</li>
            ))}
          </ul>
        </section>
      )}
      <section className="card">
        <h2>{t('standing')}</h2>
        <Standing view={view} />
        <p className="mute small num">{clockTime(now, view.utcOffsetMinutes)}</p>
      </section>
    </main>
  );
}

function useLeaveWhenIdle(): void {
  useEffect(() => {
    let timer = setTimeout(leave, IDLE_MS);
    function leave(): void {
      window.close();
    }
    const touched = (): void => {
      clearTimeout(timer);
      timer = setTimeout(leave, IDLE_MS);
    };
    addEventListener('pointerdown', touched, { capture: true });
    addEventListener('keydown', touched, { capture: true });
    return () => {
      clearTimeout(timer);
      removeEventListener('pointerdown', touched, { capture: true });
      removeEventListener('keydown', touched, { capture: true });
    };
  }, []);
}
