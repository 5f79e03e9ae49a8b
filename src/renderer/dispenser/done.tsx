import { type ReactNode, useState } from 'react';
import type { HallConfig } from '../../shared/catalogue/types.ts';
import { dispenserMessages } from '../../shared/messages/dispenser.ts';
import type { DispenserView, TicketFacts } from '../../shared/protocol/views.ts';
import { waitText, windowsText } from '../ui/hall-words.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { IdleGuard, useCountdown } from '../ui/kit/countdown.tsx';
import { Working } from '../ui/kit/icon.tsx';
import { Notice } from '../ui/kit/notice.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { StateView } from '../ui/kit/state-view.tsx';
import { useItemName, useLocale, useMessages, usePick } from '../ui/locale.tsx';
import { usePreferences } from '../ui/preferences.tsx';

interface Props {
  readonly foot: ReactNode;
  readonly view: DispenserView;
  readonly catalogue: HallConfig | null;
  readonly ticket: TicketFacts;
  readonly again: boolean;
  readonly reprinting: boolean;
  onReprint(): void;
  onEnd(): void;
}

type Paper = 'printing' | 'printed' | 'failed' | 'unknown' | 'elsewhere';

/** How long the screen stays by itself once there is nothing more to wait for. */
const STAY_SECONDS: Readonly<Record<Exclude<Paper, 'printing'>, number>> = {
  printed: 8,
  failed: 30,
  unknown: 30,
  elsewhere: 30,
};
const LONGER_SECONDS = 40;
/** Who reads large letters reads longer, and so does who reads a second language. */
const UNHURRIED = 2;

/** The number across the room; where to sit, how long; the phone takes over. Honest about the paper. */
export function DoneScreen({ foot, view, catalogue, ticket, again, reprinting, onReprint, onEnd }: Props): ReactNode {
  const t = useMessages(dispenserMessages);
  const { locale } = useLocale();
  const pace = usePreferences().text === 'large' || locale === 'en' ? UNHURRIED : 1;
  const [longer, setLonger] = useState(0);
  const paper = paperOf(view.paper, ticket.ticketId);
  const desk = view.hall.missedDesk;
  const stay =
    paper === 'printing' || reprinting
      ? null
      : { id: `${paper}-${longer}`, seconds: longer > 0 ? LONGER_SECONDS : STAY_SECONDS[paper] * pace };
  const left = useCountdown(stay, onEnd);

  const timing = (
    <>
      <div className="done-hall">{locale === 'en' ? view.hall.nameEn : view.hall.name}</div>
      <div className="done-left">
        {left === null ? null : (
          <>
            <span>{t('done.back', { seconds: left })}</span>
            <BigButton onPress={() => setLonger((n) => n + 1)}>{t('done.more')}</BigButton>
          </>
        )}
      </div>
    </>
  );

  if (paper === 'failed') {
    return (
      <Screen name="paper-failed" head={timing} foot={foot}>
        <StateView
          state="broken"
          title={t('done.failed')}
          actions={
            <BigButton kind="act" onPress={onEnd}>
              {t('done.ok')}
            </BigButton>
          }
        >
          {/* A first slip that failed voids its number; a second one takes nothing away. */}
          {t(again ? 'done.failed.again' : 'done.failed.text', { number: ticket.number, desk })}
        </StateView>
      </Screen>
    );
  }

  if (paper === 'elsewhere') {
    return (
      <Screen name="paper-elsewhere" head={timing} foot={foot}>
        <StateView
          state="refused"
          title={t('done.elsewhere', { number: ticket.number })}
          actions={
            <BigButton kind="act" onPress={onEnd}>
              {t('done.ok')}
            </BigButton>
          }
        >
          <p className="state-do">
            {t('done.elsewhere.text', { place: view.paper?.place ?? t('done.elsewhere.other') })}
          </p>
        </StateView>
      </Screen>
    );
  }

  return (
    <Screen
      name="done"
      head={timing}
      foot={foot}
      split
      lead={
        <>
          <h1 className="done-title" role="status">
            {paper === 'printing' || reprinting ? (
              <>
                {t('done.printing')} <Working />
              </>
            ) : (
              t(paper === 'unknown' ? 'done.unknown' : again ? 'done.again' : 'done.take')
            )}
          </h1>
          <Ticket ticket={ticket} catalogue={catalogue} />
        </>
      }
    >
      {paper === 'unknown' ? (
        <Notice state="warn" title={t('done.unknown.title')}>
          {t('done.unknown.text', { number: ticket.number, desk })}
        </Notice>
      ) : (
        <Seat ticket={ticket} cardLies={view.card.state === 'present'} desk={desk} />
      )}
      <section className="done-phone">
        <p>
          {t('done.qr')}
          <b>{t('done.code', { code: ticket.code.replace(/^(\d{4})/, '$1 ') })}</b>
        </p>
      </section>
      <div className="actions">
        {paper === 'unknown' ? null : (
          <BigButton icon="print" pending={reprinting} disabled={paper === 'printing'} onPress={onReprint}>
            {t('done.reprint')}
          </BigButton>
        )}
        <BigButton kind="act" onPress={onEnd}>
          {t('done.ok')}
        </BigButton>
      </div>
      {/* Paper that never comes must not keep a number on the screen for the next person. */}
      <IdleGuard active={stay === null} onEnd={onEnd} />
    </Screen>
  );
}

function paperOf(paper: DispenserView['paper'], ticketId: string): Paper {
  if (!paper || paper.ticketId !== ticketId || paper.state === 'waiting') return 'printing';
  return paper.state;
}

function Ticket({ ticket, catalogue }: Pick<Props, 'ticket' | 'catalogue'>): ReactNode {
  const t = useMessages(dispenserMessages);
  const { locale } = useLocale();
  const pick = usePick();
  const nameOf = useItemName();
  const queue = pick({ zh: ticket.queueName, en: ticket.queueNameEn });
  const item = catalogue?.items.find(({ name }) => name === ticket.itemName);
  const what = item ? nameOf(item).title : (ticket.itemName ?? queue);
  const facts = [
    [t('done.ahead'), t('done.ahead.value', { ahead: ticket.ahead })],
    [t('done.wait'), waitText(ticket.wait, locale).replace(/^(约|about) /, '')],
    [t('done.windows'), ticket.windows.length > 0 ? windowsText(ticket.windows, locale) : t('done.windows.none')],
  ] as const;
  return (
    <section className="ticket">
      <p data-said className={`ticket-number${ticket.number.length > 4 ? ' long' : ''}`}>
        {ticket.number}
      </p>
      <p className="ticket-what">{[what, ticket.maskedName].filter(Boolean).join(' · ')}</p>
      {ticket.priorityReason ? (
        <p className="ticket-priority">{t('done.priority', { reason: t(`reason.${ticket.priorityReason}`) })}</p>
      ) : null}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Where to go now. The letter of the area stands large, as it does on the pillar over there. */
function Seat({ ticket, cardLies, desk }: { ticket: TicketFacts; cardLies: boolean; desk: string }): ReactNode {
  const t = useMessages(dispenserMessages);
  const area = usePick()({ zh: ticket.areaName, en: ticket.areaNameEn });
  const letter = /[A-Z0-9]/.exec(ticket.areaName)?.[0];
  return (
    <Notice state="guide" sign={letter} title={t('done.sit', { area })}>
      {cardLies ? t('done.card') : t('done.missed', { desk })}
    </Notice>
  );
}
