import { Button } from 'antd';
import type { ReactNode } from 'react';
import { clockTime } from '../../../shared/calendar/clock.ts';
import type { CaseView } from '../../../shared/protocol/case-view.ts';
import { useCounter } from '../context.ts';
import type { Place } from '../use-deeds.ts';
import { declinedAt } from './case-words.ts';

const OVER: ReadonlySet<CaseView['status']> = new Set(['refused', 'handed-over', 'withdrawn']);

/** A signature on the pad: asked for, waited for, there; or left to paper. */
export function CaseSignature({ the, place }: { the: CaseView; place: Place }): ReactNode {
  const { view, connection, act, pending, t } = useCounter();
  const { caseId } = the;
  const mine = view.signing?.caseId === caseId ? view.signing : null;
  const asked = mine?.state === 'asked' || mine?.state === 'waiting';
  const last = the.attachments.findLast(({ signed }) => signed !== undefined);
  const declined = declinedAt(the);
  const busy = pending !== null || connection !== 'up';
  if (OVER.has(the.status) && !last && declined === null) return null;
  return (
    <span className="case-signature" role="status">
      {asked ? (
        <>
          <span className="tag act">{t(mine.state === 'waiting' ? 'signWaiting' : 'signAsked')}</span>
          <Button
            disabled={busy}
            onClick={() => void act(place, `sign ${caseId}`, (s) => s.cases.dropSignature({ caseId }))}
          >
            {t('signDrop')}
          </Button>
        </>
      ) : (
        <>
          {(declined !== null || mine?.state === 'declined') && (
            <span className="tag warn">
              {t('signDeclined', declined === null ? {} : { time: clockTime(declined, view.utcOffsetMinutes) })}
            </span>
          )}
          {last && (
            <span className="tag good">{t('signThere', { time: clockTime(last.at, view.utcOffsetMinutes) })}</span>
          )}
          {view.padThere && the.holder.here && !OVER.has(the.status) && (
            <Button
              disabled={busy}
              loading={pending === `sign ${caseId}`}
              onClick={() => void act(place, `sign ${caseId}`, (s) => s.cases.askSignature({ caseId }))}
            >
              {t(last ? 'signAgain' : 'signAsk')}
            </Button>
          )}
        </>
      )}
    </span>
  );
}
