import type { ReactNode } from 'react';
import { launcherMessages } from '../../shared/messages/launcher.ts';
import type { LauncherView } from '../../shared/protocol/demo-contract.ts';
import { useMessages } from '../ui/locale.tsx';

const STATES = {
  starting: { word: 'hallStarting', hint: 'hallStartingHint', tag: 'act' },
  running: { word: 'hallRunning', hint: 'hallRunningHint', tag: 'good' },
  stopped: { word: 'hallStopped', hint: 'hallStoppedHint', tag: 'warn' },
  failed: { word: 'hallFailed', hint: 'hallFailedHint', tag: 'bad' },
} as const;

interface Props {
  readonly view: LauncherView;
  readonly busy: boolean;
  onStop(): void;
  onStart(): void;
}

/** The hall server: how it is, the plug to pull, and where a browser finds it. */
export function HallStrip({ view, busy, onStop, onStart }: Props): ReactNode {
  const t = useMessages(launcherMessages);
  const { hall } = view;
  const state = STATES[hall.state];
  const running = hall.state === 'running';
  return (
    <section className="hall" data-hall={hall.state} aria-label={t('hallTitle')}>
      <div className="hall-state" role="status">
        <h2>
          {t('hallTitle')} <span className={`tag ${state.tag}`}>{t(state.word)}</span>
        </h2>
        <p>{t(state.hint)}</p>
      </div>
      {running ? (
        <button type="button" className="button plug out" disabled={busy} onClick={onStop}>
          {t('stopHall')}
        </button>
      ) : (
        <button type="button" className="button plug in" disabled={busy || hall.state === 'starting'} onClick={onStart}>
          {t('startHall')}
        </button>
      )}
      <dl>
        <dt>{t('browser')}</dt>
        <dd>{hall.url ?? t('none')}</dd>
        <dt>{t('keeperCode')}</dt>
        <dd className="code">{hall.keeperCode ?? t('none')}</dd>
        <dt>{t('dataDir')}</dt>
        <dd title={view.dataDir}>{view.dataDir}</dd>
      </dl>
    </section>
  );
}
