import type { ReactNode } from 'react';
import { launcherMessages } from '../../shared/messages/launcher.ts';
import type { LauncherContract } from '../../shared/protocol/demo-contract.ts';
import type { Client } from '../ui/connect.ts';
import { useDo } from '../ui/demo/use-do.ts';
import { useLocale, useMessages } from '../ui/locale.tsx';
import { useService, useWatch } from '../ui/service.ts';
import { FloorPlan } from './floor-plan.tsx';
import { Guide } from './guide.tsx';
import { HallStrip } from './hall-strip.tsx';

export function LauncherPage(): ReactNode {
  const t = useMessages(launcherMessages);
  const { locale, setLocale } = useLocale();
  const { view, connection } = useWatch((s: Client<LauncherContract>) => s.watch(), { service: 'launcher' });
  const launcher = useService<LauncherContract>('launcher');
  const act = useDo();
  const open = (id: string): void => act.run(`open ${id}`, () => launcher.open({ id }));
  const stop = (): void => act.run('hall', () => launcher.stopHall());
  const start = (): void => act.run('hall', () => launcher.startHall());
  const other = locale === 'en' ? 'zh-CN' : 'en';

  if (!view) return <p className="waiting-page">{t('connecting')}</p>;
  return (
    <div className="launcher">
      <header>
        <div>
          <h1>{t('title')}</h1>
          <p className="subtitle">{t('subtitle')}</p>
        </div>
        <button type="button" className="button" lang={other} onClick={() => setLocale(other)}>
          {t('otherLanguage')}
        </button>
        <button type="button" className="button act" onClick={() => act.run('all', () => launcher.openAll())}>
          {t('openAll')}
        </button>
      </header>
      {view.oldRuntime ? (
        <p className="note warn" role="status">
          {t('oldRuntime', { runtime: view.oldRuntime })}
        </p>
      ) : null}
      {connection !== 'up' || act.failed ? (
        <p className="note bad" role="alert">
          {t(connection === 'up' ? 'failed' : 'away')}
        </p>
      ) : null}
      <FloorPlan
        rooms={view.rooms}
        onOpen={open}
        onKill={(id) => act.run(`kill ${id}`, () => launcher.killStation({ id }))}
      />
      <Guide view={view} onOpen={open} onStop={stop} onStart={start} />
      <HallStrip view={view} busy={act.pending === 'hall'} onStop={stop} onStart={start} />
    </div>
  );
}
