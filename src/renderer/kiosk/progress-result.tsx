import type { ReactNode } from 'react';
import { clockTime } from '../../shared/calendar/clock.ts';
import type { HallConfig } from '../../shared/catalogue/types.ts';
import { kioskMessages } from '../../shared/messages/kiosk.ts';
import type { ProgressView } from '../../shared/protocol/views.ts';
import { waitText } from '../ui/hall-words.ts';
import { Notice, type NoticeState } from '../ui/kit/notice.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { useItemName, useLocale, useMessages, usePick } from '../ui/locale.tsx';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly progress: ProgressView;
  readonly catalogue: HallConfig;
  readonly desk: string;
  readonly utcOffsetMinutes: number;
  readonly actions: ReactNode;
}

const STATE: Readonly<Record<ProgressView['status'], NoticeState>> = {
  waiting: 'guide',
  called: 'guide',
  serving: 'good',
  suspended: 'warn',
  finished: 'good',
  missed: 'warn',
  void: 'bad',
};

/** Where a number stands. No name: whoever holds the paper may not be whom it was given to. */
export function ProgressResult({ head, foot, progress, catalogue, desk, utcOffsetMinutes, actions }: Props): ReactNode {
  const t = useMessages(kioskMessages);
  const { locale } = useLocale();
  const pick = usePick();
  const nameOf = useItemName();
  const item = catalogue.items.find(({ name }) => name === progress.itemName);
  const queue = catalogue.queues.find((each) => each.name === progress.queueName);
  const areaDef = catalogue.areas.find((each) => each.name === progress.areaName);
  const area = pick({ zh: progress.areaName, en: areaDef?.nameEn ?? progress.areaName });
  const { status } = progress;
  const facts: readonly (readonly [string, string])[] = [
    ...(status === 'waiting'
      ? ([
          [t('progress.ahead'), t('progress.ahead.value', { ahead: progress.ahead })],
          [t('progress.wait'), waitText(progress.wait, locale).replace(/^(约|about) /, '')],
          [t('progress.area'), area],
        ] as const)
      : []),
    ...(status === 'waiting'
      ? []
      : ([[t('progress.issued'), clockTime(progress.issuedAt, utcOffsetMinutes)]] as const)),
    ...(progress.finishedAt === null
      ? []
      : ([[t('progress.finished'), clockTime(progress.finishedAt, utcOffsetMinutes)]] as const)),
  ];
  return (
    <Screen
      name="progress-result"
      head={head}
      foot={foot}
      split
      lead={
        <section className="progress-card">
          <p className="progress-number">{progress.number}</p>
          <p className="progress-what">
            {item ? nameOf(item).title : pick({ zh: progress.queueName, en: queue?.nameEn ?? progress.queueName })}
          </p>
          <dl>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      }
    >
      <Notice state={STATE[status]} title={t(`status.${status}`)} live>
        {t(`status.${status}.text`, { desk, area, window: progress.windowNumber ?? '' })}
      </Notice>
      {actions}
    </Screen>
  );
}
