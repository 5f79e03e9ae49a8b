import type { ReactNode } from 'react';
import { isUsable } from '../../shared/device/health.ts';
import { dispenserMessages } from '../../shared/messages/dispenser.ts';
import type { DispenserView } from '../../shared/protocol/views.ts';
import type { PriorityReason } from '../../shared/queue/types.ts';
import { waitText } from '../ui/hall-words.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { Tile } from '../ui/kit/tile.tsx';
import { useLocale, useMessages, usePick } from '../ui/locale.tsx';
import { usePreferences } from '../ui/preferences.tsx';
import { CardBand } from './card-band.tsx';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly view: DispenserView;
  readonly reason: PriorityReason | null;
  readonly pending: string | null;
  readonly firstFrame: string | undefined;
  onClass(classId: string): void;
  onAll(): void;
  onPriority(): void;
  onReprint(ticketId: string): void;
}

/** One glance: lay the card down, or touch what you came for; the wait is told before choosing. */
export function HomeScreen({
  head,
  foot,
  view,
  reason,
  pending,
  firstFrame,
  onClass,
  onAll,
  onPriority,
  onReprint,
}: Props): ReactNode {
  const t = useMessages(dispenserMessages);
  const { locale } = useLocale();
  const pick = usePick();
  const large = usePreferences().text === 'large';
  const held = view.card.state === 'present' ? view.card.held[0] : undefined;
  const asksForCard = view.card.state === 'none' && view.reader !== null && isUsable(view.reader);
  const heldQueue = held && view.classes.find((each) => each.queueId === held.queueId);
  return (
    <Screen
      name="home"
      head={head}
      lead={<CardBand card={view.card} reader={view.reader} />}
      foot={foot}
      split
      firstFrame={firstFrame}
    >
      <div className="home-ask">
        {held ? (
          <>
            <h2>
              {t('home.held', {
                number: held.number,
                queue: pick({ zh: held.queueName, en: heldQueue?.nameEn ?? held.queueName }),
              })}
            </h2>
            <BigButton kind="act" icon="print" pending={pending === 'reprint'} onPress={() => onReprint(held.ticketId)}>
              {t('done.reprint')}
            </BigButton>
          </>
        ) : (
          <h2>
            {reason
              ? t('home.priority.on', { reason: t(`reason.${reason}`) })
              : t(large && asksForCard ? 'home.ask.large' : 'home.ask')}
          </h2>
        )}
      </div>
      <div className="tiles home-tiles">
        {view.classes.map((each) => (
          <Tile
            key={each.id}
            title={pick({ zh: each.name, en: each.nameEn })}
            hint={large ? undefined : pick({ zh: each.hint, en: each.hintEn })}
            facts={[
              ...(large
                ? []
                : [
                    <span key="ahead">
                      {t('home.ahead')} <b>{each.ahead}</b> {t('home.people')}
                    </span>,
                  ]),
              <Emphasised key="wait" text={waitText(each.wait, locale)} />,
            ]}
            onPress={() => onClass(each.id)}
          />
        ))}
      </div>
      <div className="home-more">
        <BigButton grow hint={large ? undefined : t('home.all.hint')} onPress={onAll}>
          {t('home.all')}
        </BigButton>
        <BigButton grow on={reason !== null} hint={large ? undefined : t('home.priority.hint')} onPress={onPriority}>
          {reason ? t('home.priority.off') : t('home.priority')}
        </BigButton>
      </div>
    </Screen>
  );
}

/** The figures of a sentence stand out. */
function Emphasised({ text }: { text: string }): ReactNode {
  const [before, figures, after] = text.split(/(\d[\d–]*)/, 3);
  return (
    <span>
      {before}
      {figures ? <b>{figures}</b> : null}
      {after}
    </span>
  );
}
