import { type ReactNode, useState } from 'react';
import type { CaseProgress } from '../../shared/case/types.ts';
import { kioskMessages } from '../../shared/messages/kiosk.ts';
import type { StationContract } from '../../shared/protocol/station-contract.ts';
import type { ProgressView } from '../../shared/protocol/views.ts';
import type { Client } from '../ui/connect.ts';
import { FindItems } from '../ui/find-items.tsx';
import { useFirstFrameTimes, useFirstFrameUntil } from '../ui/first-frame.ts';
import { todayText } from '../ui/hall-words.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { IdleGuard } from '../ui/kit/countdown.tsx';
import { HallHead, PublicFoot, Screen } from '../ui/kit/screen.tsx';
import { StateView } from '../ui/kit/state-view.tsx';
import { useLocale, useMessages } from '../ui/locale.tsx';
import { usePreferences } from '../ui/preferences.tsx';
import { useAct, useService, useWatch } from '../ui/service.ts';
import { useKeyboardScanner } from '../ui/use-keyboard-scanner.ts';
import { CaseResult } from './case-result.tsx';
import { ClassesScreen, ClassScreen } from './classes.tsx';
import { HomeScreen } from './home.tsx';
import { ItemScreen } from './item.tsx';
import { PrintDialog } from './print-dialog.tsx';
import { type ProgressAnswer, ProgressScreen } from './progress.tsx';
import { ProgressResult } from './progress-result.tsx';
import { useScan } from './use-scan.ts';

type Step =
  | { readonly at: 'find' | 'classes' }
  | { readonly at: 'progress'; readonly scanned?: ProgressAnswer; readonly scan?: number }
  | { readonly at: 'class'; readonly classId: string }
  | { readonly at: 'item'; readonly itemId: string }
  | { readonly at: 'progress-result'; readonly progress: ProgressView }
  | { readonly at: 'case-result'; readonly progress: CaseProgress };

export function Kiosk(): ReactNode {
  const t = useMessages(kioskMessages);
  const { locale } = useLocale();
  const preferences = usePreferences();
  const station = useService<StationContract>();
  const { view, connection } = useWatch((s: Client<StationContract>) => s.kiosk.watch());
  const { view: catalogue } = useWatch((s: Client<StationContract>) => s.session.catalogue());
  const act = useAct();
  /** The way from home to here; empty at home. */
  const [way, setWay] = useState<readonly Step[]>([]);
  /** The list being printed for this person, until they have read how it went. */
  const [jobId, setJobId] = useState<string | null>(null);

  const go = (step: Step): void => setWay([...way, step]);
  const back = (): void => {
    act.dismiss();
    setWay(way.slice(0, -1));
  };
  /** Nothing of this person stays: not here, and not in the service. */
  const end = (): void => {
    setWay([]);
    setJobId(null);
    act.dismiss();
    preferences.reset();
    station.kiosk.endSession({}).catch(() => undefined); // away: it has forgotten already
  };

  const lookUp = async (code: string): Promise<ProgressAnswer | null> => {
    const answer = await act.run('progress', async () => ({
      ok: true as const,
      found: await station.kiosk.progress({ code }),
    }));
    if (!answer) return null;
    if (answer.found.state === 'case') {
      go({ at: 'case-result', progress: answer.found.case });
      return null;
    }
    if (answer.found.state !== 'found') return answer.found.state;
    go({ at: 'progress-result', progress: answer.found.progress });
    return null;
  };

  useKeyboardScanner(connection === 'up');
  useScan(view?.scan, async (scan, id) => {
    const answer =
      scan.kind === 'code' ? await lookUp(scan.code) : scan.kind === 'other-hall' ? scan.kind : 'scan-unknown';
    if (answer) go({ at: 'progress', scanned: answer, scan: id });
  });

  const somebody = way.length > 0;
  const changed = preferences.text !== 'standard' || preferences.reach !== 'normal' || locale !== 'zh-CN';
  const idle = !somebody && !changed && view?.link.state === 'online';
  const firstFrame = useFirstFrameTimes(idle ? catalogue : null, view?.hallTime ?? 0);
  useFirstFrameUntil(view !== null && catalogue !== null);

  if (!view || !catalogue) {
    return (
      <Screen name="starting" head={null} foot={null}>
        <StateView state="starting" title={t('starting')}>
          {t('starting.text')}
        </StateView>
      </Screen>
    );
  }

  const callStaff = async (): Promise<'called' | 'unheard'> => {
    const { stationName } = await station.session.info();
    const outcome = await station.session.callStaff({ place: stationName.slice(0, 60) });
    return outcome.ok && !outcome.offline ? 'called' : 'unheard';
  };
  const print = async (itemId: string): Promise<void> => {
    const outcome = await act.run('print', () => station.kiosk.printMaterials({ itemId }));
    if (outcome) setJobId(outcome.jobId);
  };
  const hallName = locale === 'en' ? view.hall.nameEn : view.hall.name;
  const frame = {
    head: (
      <HallHead
        title={t('head.title')}
        line={preferences.text === 'large' ? hallName : [hallName, todayText(view.opening.today, locale)].join(' · ')}
        hallTime={view.hallTime}
        utcOffsetMinutes={view.utcOffsetMinutes}
        restarting={connection !== 'up'}
      />
    ),
    foot: <PublicFoot callStaff={callStaff} desk={view.hall.missedDesk} phone={view.hall.phone} />,
  };
  const actions = (more?: ReactNode): ReactNode => (
    <div className="actions">
      <BigButton icon="back" onPress={back}>
        {t('back')}
      </BigButton>
      <BigButton onPress={end}>{t('end')}</BigButton>
      {more}
    </div>
  );
  const openItem = (itemId: string): void => go({ at: 'item', itemId });

  function screen(shown: NonNullable<typeof view>, config: NonNullable<typeof catalogue>): ReactNode {
    const step = way.at(-1);
    switch (step?.at) {
      case undefined:
        return (
          <HomeScreen
            {...frame}
            catalogue={config}
            firstFrame={firstFrame}
            online={shown.link.state === 'online'}
            onFind={() => go({ at: 'find' })}
            onGuide={() => go({ at: 'classes' })}
            onProgress={() => go({ at: 'progress' })}
            onItem={openItem}
          />
        );
      case 'find':
        return (
          <Screen name="find" {...frame}>
            <FindItems catalogue={config} onPick={(item) => openItem(item.id)} />
            {actions()}
          </Screen>
        );
      case 'classes':
        return (
          <ClassesScreen
            {...frame}
            catalogue={config}
            actions={actions()}
            onClass={(classId) => go({ at: 'class', classId })}
          />
        );
      case 'class':
        return (
          <ClassScreen {...frame} catalogue={config} classId={step.classId} actions={actions()} onItem={openItem} />
        );
      case 'item':
        return (
          <ItemScreen
            {...frame}
            catalogue={config}
            itemId={step.itemId}
            printer={shown.printer}
            desk={shown.hall.missedDesk}
            printing={act.pending === 'print'}
            actions={actions}
            onPrint={() => void print(step.itemId)}
          />
        );
      case 'progress':
        return (
          <ProgressScreen
            key={step.scan ?? 'typed'}
            {...frame}
            desk={shown.hall.missedDesk}
            pending={act.pending === 'progress'}
            trouble={act.trouble}
            actions={actions}
            lookUp={lookUp}
            {...(step.scanned ? { scanned: step.scanned } : {})}
          />
        );
      case 'case-result':
        return (
          <CaseResult
            {...frame}
            progress={step.progress}
            hallId={config.id}
            desk={shown.hall.missedDesk}
            utcOffsetMinutes={shown.utcOffsetMinutes}
            actions={actions()}
          />
        );
      case 'progress-result':
        return (
          <ProgressResult
            {...frame}
            progress={step.progress}
            catalogue={config}
            desk={shown.hall.missedDesk}
            utcOffsetMinutes={shown.utcOffsetMinutes}
            actions={actions()}
          />
        );
    }
  }

  const atItem = way.at(-1)?.at === 'item';
  return (
    <>
      {screen(view, catalogue)}
      <PrintDialog
        paper={jobId === null ? null : view.paper?.jobId === jobId ? view.paper.state : 'waiting'}
        trouble={atItem ? act.trouble : null}
        desk={view.hall.missedDesk}
        onClose={() => {
          setJobId(null);
          act.dismiss();
        }}
      />
      <IdleGuard key="somebody" active={somebody} afterSeconds={60} warnSeconds={30} onEnd={end} />
      {/* Only the language or the size was changed: nothing is lost by changing it back. */}
      <IdleGuard
        key="changed"
        active={!somebody && changed}
        afterSeconds={60}
        warnSeconds={0}
        onEnd={preferences.reset}
      />
    </>
  );
}
