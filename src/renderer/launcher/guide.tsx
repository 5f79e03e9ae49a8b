import type { ReactNode } from 'react';
import { launcherMessages } from '../../shared/messages/launcher.ts';
import type { DemoRoom, LauncherView } from '../../shared/protocol/demo-contract.ts';
import { useMessages } from '../ui/locale.tsx';

const STEPS = [
  { title: 'step1', hint: 'step1Hint', kind: 'dock' },
  { title: 'step2', hint: 'step2Hint', kind: 'dispenser' },
  { title: 'step3', hint: 'step3Hint', kind: 'counter' },
  { title: 'step4', hint: 'step4Hint', kind: 'pad' },
] as const;

interface Props {
  readonly view: LauncherView;
  onOpen(id: string): void;
  onStop(): void;
  onStart(): void;
}

/** 走一遍: what to do with all this, in five steps, each with the door to where it happens. */
export function Guide({ view, onOpen, onStop, onStart }: Props): ReactNode {
  const t = useMessages(launcherMessages);
  const first = (kind: DemoRoom['kind']): DemoRoom | undefined =>
    view.rooms
      .filter((room) => room.kind === kind)
      .toSorted((a, b) => (a.windowNumber ?? 0) - (b.windowNumber ?? 0))[0];
  const running = view.hall.state === 'running';
  return (
    <aside className="guide" aria-labelledby="guide">
      <h2 id="guide">{t('guideTitle')}</h2>
      <ol>
        {STEPS.map((step) => {
          const room = first(step.kind);
          return (
            <li key={step.title}>
              <b>{t(step.title)}</b>
              <p>{t(step.hint)}</p>
              {room ? (
                <button type="button" className="link" onClick={() => onOpen(room.id)}>
                  {t(room.state === 'closed' ? 'open' : 'show', { room: t(room.kind) })}
                </button>
              ) : null}
            </li>
          );
        })}
        <li>
          <b>{t('step5')}</b>
          <p>{t('step5Hint')}</p>
          <button type="button" className="link" onClick={running ? onStop : onStart}>
            {t(running ? 'stopHall' : 'startHall')}
          </button>
        </li>
      </ol>
    </aside>
  );
}
