import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Level } from '../../shared/evaluation/types.ts';
import { padMessages } from '../../shared/messages/pad.ts';
import { signMessages } from '../../shared/messages/sign.ts';
import type { Ink } from '../../shared/pad/ink.ts';
import type { PadView } from '../../shared/protocol/counter-view.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { useLocale, useMessages } from '../ui/locale.tsx';
import { usePreferences } from '../ui/preferences.tsx';
import { Notice } from './notice.tsx';
import { Rate } from './rate.tsx';
import { Reasons } from './reasons.tsx';
import { Sign } from './sign.tsx';
import { TimeLeft } from './time-left.tsx';

type Stage = PadView['stage'];

interface Props {
  readonly view: PadView;
  /** The hall's time now, ms. */
  readonly now: number;
  /** Whether the station answers; while it does not, nothing can be pressed. */
  readonly up: boolean;
  readonly canWrite: boolean;
  readonly landscape: boolean;
  readonly sending: boolean;
  /** A rating was pressed that the station has not answered. */
  readonly owed: boolean;
  /** Why the last press came to nothing, in words. */
  readonly trouble: string | null;
  onRate(serviceId: string, level: Level, reasons: string[], text: string): void;
  onExplain(serviceId: string, reasons: string[], text: string): void;
  onMoreTime(serviceId: string): void;
  /** A signature is being kept. */
  readonly signing: boolean;
  onSign(requestId: string, ink: Ink): void;
  onDecline(requestId: string): void;
}

/** Who sits in front: changes when the next person comes, so that nothing of the one before stays on the pad. */
function visitor(stage: Stage): string {
  switch (stage.stage) {
    case 'closed':
    case 'idle':
      return 'nobody';
    case 'called':
      return `called ${stage.number}`;
    case 'serving':
    case 'rate':
    case 'explain':
    case 'sign':
    case 'signed':
    case 'thanks':
      return 'served';
  }
}

export function PadScreen(props: Props): ReactNode {
  const { view, now } = props;
  const stage = view.stage;
  const { locale, setLocale } = useLocale();
  const { text, setText, reset } = usePreferences();
  const large = text === 'large';
  const [moreAsked, setMoreAsked] = useState<string | null>(null);
  const t = useMessages(padMessages);

  const other = locale === 'en' ? 'zh-CN' : 'en';
  const who = visitor(stage);
  const before = useRef(who);
  useEffect(() => {
    if (before.current === who) return;
    before.current = who;
    if (who !== 'served') reset(); // whoever is served is the person who was called
  }, [who, reset]);

  const rating = stage.stage === 'rate' || stage.stage === 'explain' ? stage : null;
  const seconds = rating ? Math.max(0, Math.ceil((rating.until - now) / 1000)) : 0;
  const open = rating !== null && seconds > 0;
  const attended = stage.stage === 'called' || stage.stage === 'serving' || stage.stage === 'sign' || open;

  return (
    <div className="pad" data-stage={stage.stage}>
      <header>
        <span className="place">
          {t('window', { number: view.windowNumber })}
          {stage.stage === 'rate' ? <span> · {stage.itemName ?? stage.queueName}</span> : null}
        </span>
        {attended ? (
          <span className="choices">
            <BigButton onPress={() => setText(large ? 'standard' : 'large')}>
              {t(large ? 'ordinary' : 'large')}
            </BigButton>
            <BigButton lang={other} onPress={() => setLocale(other)}>
              {t('otherLanguage')}
            </BigButton>
          </span>
        ) : null}
      </header>
      {!props.up ? (
        <Notice name="away" title={t('away')} lines={[t(props.owed ? 'awayKept' : 'awayHint')]} />
      ) : stage.stage === 'sign' ? (
        <Sign
          key={stage.requestId}
          text={stage.text}
          sending={props.signing}
          trouble={props.trouble}
          onSign={(ink) => props.onSign(stage.requestId, ink)}
          onDecline={() => props.onDecline(stage.requestId)}
        />
      ) : stage.stage === 'explain' && open ? (
        <Reasons
          key={stage.serviceId}
          level={stage.level}
          canWrite={props.canWrite}
          perPage={large && props.landscape ? 4 : 8}
          sending={props.sending}
          back={t('skip')}
          onBack={() => props.onExplain(stage.serviceId, [], '')}
          onSubmit={(reasons, text) => props.onExplain(stage.serviceId, reasons, text)}
        />
      ) : rating && open ? (
        <Rate
          key={rating.serviceId}
          canWrite={props.canWrite}
          reasonsPerPage={large && props.landscape ? 4 : 8}
          sending={props.sending}
          onRate={(level, reasons, text) => props.onRate(rating.serviceId, level, reasons, text)}
        />
      ) : (
        <StagePage view={view} />
      )}
      <footer>
        {rating && open && props.up ? (
          <TimeLeft
            seconds={seconds}
            more={moreAsked !== rating.serviceId}
            onMore={() => {
              setMoreAsked(rating.serviceId);
              props.onMoreTime(rating.serviceId);
            }}
          />
        ) : (
          <span>{locale === 'en' ? view.hallNameEn : view.hallName}</span>
        )}
        {props.trouble && open ? (
          <span className="trouble" role="alert">
            {props.trouble}
          </span>
        ) : (
          <span className="help">{t('help', { phone: view.phone })}</span>
        )}
      </footer>
    </div>
  );
}

function StagePage({ view }: { view: PadView }): ReactNode {
  const t = useMessages(padMessages);
  const say = useMessages(signMessages);
  const stage = view.stage;
  switch (stage.stage) {
    case 'closed':
      return <Notice name="closed" title={t('closedTitle')} lines={[t('closedHint')]} />;
    case 'idle':
      return (
        <Notice
          name="idle"
          above={t('idleTitle')}
          title={t('window', { number: view.windowNumber })}
          lines={[t('idleClerk', { name: stage.clerkName }), t('idleHint')]}
        />
      );
    case 'called':
      return <Notice name="called" title={t('calledTitle', { number: stage.number })} lines={[t('calledHint')]} />;
    case 'serving':
      return (
        <Notice
          name="serving"
          above={t('servingNumber', { number: stage.number })}
          title={stage.itemName ?? t('servingTitle')}
          lines={[
            stage.itemName ? t('servingTitle') : null,
            t('servingClerk', { name: stage.clerkName }),
            t('servingHint'),
          ]}
        />
      );
    case 'explain':
    case 'thanks':
      return <Notice name="thanks" title={t('thanksTitle')} lines={[t('thanksHint')]} />;
    case 'sign':
      return null; // drawn above
    case 'signed':
      return (
        <Notice
          name="signed"
          title={say(stage.declined ? 'declinedTitle' : 'signedTitle')}
          lines={[say(stage.declined ? 'declinedHint' : 'signedHint')]}
        />
      );
    case 'rate':
      return <Notice name="lapsed" title={t('lapsedTitle')} lines={[t('lapsedHint', { phone: view.phone })]} />;
  }
}
