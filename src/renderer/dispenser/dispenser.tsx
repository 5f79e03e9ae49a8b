import { type ReactNode, useState } from 'react';
import { dispenserMessages } from '../../shared/messages/dispenser.ts';
import type { IssueOutcome, StationContract } from '../../shared/protocol/station-contract.ts';
import type { DispenserView, TicketFacts } from '../../shared/protocol/views.ts';
import type { PriorityReason } from '../../shared/queue/types.ts';
import type { Client } from '../ui/connect.ts';
import { useFirstFrameTimes, useFirstFrameUntil } from '../ui/first-frame.ts';
import { todayText } from '../ui/hall-words.ts';
import { IdleGuard } from '../ui/kit/countdown.tsx';
import { HallHead, PublicFoot, Screen } from '../ui/kit/screen.tsx';
import { StateView } from '../ui/kit/state-view.tsx';
import { useLocale, useMessages } from '../ui/locale.tsx';
import { usePreferences } from '../ui/preferences.tsx';
import { useAct, useService, useWatch } from '../ui/service.ts';
import { useKeyboardScanner } from '../ui/use-keyboard-scanner.ts';
import { AllScreen } from './all.tsx';
import { ClassScreen } from './class.tsx';
import { DoneScreen } from './done.tsx';
import { HomeScreen } from './home.tsx';
import { NotReadyScreen } from './not-ready.tsx';
import { PriorityScreen } from './priority.tsx';
import { TroubleDialog } from './trouble-dialog.tsx';
import type { Wish } from './wish.ts';

type Step =
  | { readonly at: 'home' | 'priority' | 'all' }
  | { readonly at: 'class'; readonly classId: string }
  | { readonly at: 'done'; readonly ticket: TicketFacts; readonly reprint: boolean };

const HOME: Step = { at: 'home' };

export function Dispenser(): ReactNode {
  const t = useMessages(dispenserMessages);
  const { locale } = useLocale();
  const preferences = usePreferences();
  const station = useService<StationContract>();
  const { view, connection } = useWatch((s: Client<StationContract>) => s.dispenser.watch());
  const { view: catalogue } = useWatch((s: Client<StationContract>) => s.session.catalogue());
  const act = useAct();
  useKeyboardScanner(connection === 'up');
  const [step, setStep] = useState<Step>(HOME);
  const [reason, setReason] = useState<PriorityReason | null>(null);

  const somebody = step.at !== 'home' || reason !== null || view?.card.state === 'present' || act.trouble !== null;
  const changed = preferences.text !== 'standard' || preferences.reach !== 'normal' || locale !== 'zh-CN';
  const idle = !somebody && !changed && view?.card.state === 'none' && !act.pending;
  const firstFrame = useFirstFrameTimes(idle ? catalogue : null, view?.hallTime ?? 0);
  // A printer whose line is just being opened is there in a moment.
  useFirstFrameUntil(view !== null && view.ready !== 'starting');

  const home = (): void => {
    act.dismiss();
    setStep(HOME);
  };

  /** Nothing of this person stays: not here, and not in the service. */
  const finish = (): void => {
    setStep(HOME);
    setReason(null);
    act.dismiss();
    preferences.reset();
    station.dispenser.endSession({}).catch(() => undefined); // away: it has forgotten already
  };

  /** The person is still here, and wants the screen as they made it. */
  const forgetCard = (): void => {
    home();
    station.dispenser.endSession({}).catch(() => undefined);
  };

  if (!view) {
    return (
      <Screen name="starting" head={null} foot={null}>
        <StateView state="starting" title={t('starting.title')}>
          {t('starting.text')}
        </StateView>
      </Screen>
    );
  }

  const issued = async (what: string, call: () => Promise<IssueOutcome>): Promise<void> => {
    const outcome = await act.run(what, call);
    if (outcome) setStep({ at: 'done', ticket: outcome.ticket, reprint: outcome.reprint });
  };
  /** The slip speaks the language of who takes it. */
  const inEnglish = locale === 'en' ? { locale } : {};
  const press = (wish: Wish): void => {
    void issued(wish.itemId ?? wish.queueId, () =>
      station.dispenser.press({
        ...wish,
        priority: reason ? 'green' : 'ordinary',
        priorityReason: reason,
        ...inEnglish,
      }),
    );
  };
  const reprint = (ticketId: string): void => {
    void issued('reprint', () => station.dispenser.reprint({ ticketId, ...inEnglish }));
  };

  const callStaff = async (): Promise<'called' | 'unheard'> => {
    const { stationName } = await station.session.info();
    const outcome = await station.session.callStaff({ place: stationName.slice(0, 60) });
    return outcome.ok && !outcome.offline ? 'called' : 'unheard';
  };
  const frame = {
    head: (
      <HallHead
        title={locale === 'en' ? view.hall.nameEn : view.hall.name}
        line={headLine(view)}
        hallTime={view.hallTime}
        utcOffsetMinutes={view.utcOffsetMinutes}
        restarting={connection !== 'up'}
      />
    ),
    foot: <PublicFoot callStaff={callStaff} desk={view.hall.missedDesk} phone={view.hall.phone} />,
  };

  function headLine({ opening, openWindows }: DispenserView): string {
    const windows =
      openWindows > 0 && preferences.text === 'standard' ? [t('head.windows', { count: openWindows })] : [];
    return [todayText(opening.today, locale), ...windows].join(' · ');
  }

  function screen(shown: DispenserView): ReactNode {
    if (step.at === 'done') {
      return (
        <DoneScreen
          foot={frame.foot}
          view={shown}
          catalogue={catalogue}
          ticket={step.ticket}
          again={step.reprint}
          reprinting={act.pending === 'reprint'}
          onReprint={() => reprint(step.ticket.ticketId)}
          onEnd={finish}
        />
      );
    }
    const cardExpired = shown.card.state === 'present' && shown.card.expired;
    if (shown.ready !== 'yes' || cardExpired) {
      return <NotReadyScreen {...frame} view={shown} catalogue={catalogue} onForget={forgetCard} />;
    }
    const chosen = step.at === 'class' ? shown.classes.find((each) => each.id === step.classId) : undefined;
    if (chosen) {
      return (
        <ClassScreen
          {...frame}
          catalogue={catalogue}
          chosen={chosen}
          pending={act.pending}
          onPress={press}
          onBack={home}
        />
      );
    }
    switch (step.at) {
      case 'home':
      case 'class': // the hall no longer has it
        return (
          <HomeScreen
            {...frame}
            view={shown}
            reason={reason}
            pending={act.pending}
            firstFrame={firstFrame}
            onClass={(classId) => setStep({ at: 'class', classId })}
            onAll={() => setStep({ at: 'all' })}
            onPriority={() => (reason ? setReason(null) : setStep({ at: 'priority' }))}
            onReprint={reprint}
          />
        );
      case 'priority':
        return (
          <PriorityScreen
            {...frame}
            onChoose={(chosen) => {
              setReason(chosen);
              home();
            }}
            onBack={home}
          />
        );
      case 'all':
        return <AllScreen {...frame} catalogue={catalogue} pending={act.pending} onPress={press} onBack={home} />;
    }
  }

  return (
    <>
      {screen(view)}
      <TroubleDialog trouble={act.trouble} onClose={act.dismiss} onReprint={reprint} />
      {step.at === 'done' ? null : <IdleGuard key="somebody" active={somebody} onEnd={finish} />}
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
