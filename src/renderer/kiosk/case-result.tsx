import type { ReactNode } from 'react';
import { businessDay } from '../../shared/calendar/clock.ts';
import type { CaseProgress } from '../../shared/case/types.ts';
import { kioskMessages } from '../../shared/messages/kiosk.ts';
import { groupedCase } from '../ui/case-number.ts';
import { Notice, type NoticeState } from '../ui/kit/notice.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { useMessages } from '../ui/locale.tsx';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly progress: CaseProgress;
  /** This hall. */
  readonly hallId: string;
  readonly desk: string;
  readonly utcOffsetMinutes: number;
  readonly actions: ReactNode;
}

const STATE: Readonly<Record<CaseProgress['status'], NoticeState>> = {
  received: 'guide',
  supplement: 'warn',
  accepted: 'guide',
  refused: 'bad',
  decided: 'good',
  sent: 'guide',
  ready: 'good',
  'handed-over': 'good',
  withdrawn: 'warn',
};

/** Where a case stands. No name: whoever holds the receipt may not be whom it was given to. */
export function CaseResult({ head, foot, progress, hallId, desk, utcOffsetMinutes, actions }: Props): ReactNode {
  const t = useMessages(kioskMessages);
  const { status, promisedBy, decidedAt } = progress;
  const day = (ms: number): string => businessDay(ms, utcOffsetMinutes);
  const facts: readonly (readonly [string, string])[] = [
    [t('case.received'), day(progress.receivedAt)],
    ...(promisedBy === null || decidedAt !== null ? [] : ([[t('case.promised'), promisedBy]] as const)),
    ...(decidedAt === null ? [] : ([[t('case.decided'), day(decidedAt)]] as const)),
  ];
  const elsewhere = status === 'ready' && progress.collectHall !== hallId;
  return (
    <Screen
      name="case-result"
      head={head}
      foot={foot}
      split
      lead={
        <section className="progress-card">
          <p className="progress-what" lang="zh-CN">
            {progress.itemName}
          </p>
          <p className="case-number">
            <span>{t('case.number')}</span> {groupedCase(progress.number)}
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
      <Notice state={STATE[status]} title={t(`case.${status}`)} live>
        {elsewhere ? t('case.ready.elsewhere') : t(`case.${status}.text`, { desk })}
      </Notice>
      {actions}
    </Screen>
  );
}
