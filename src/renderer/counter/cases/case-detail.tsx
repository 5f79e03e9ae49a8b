import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { businessDay, clockTime } from '../../../shared/calendar/clock.ts';
import type { CaseView } from '../../../shared/protocol/case-view.ts';
import { groupedCase } from '../../ui/case-number.ts';
import { Data } from '../../ui/staff/data.tsx';
import { useCounter } from '../context.ts';
import { TroubleAt } from '../trouble.tsx';
import { type CaseAsking, CaseDialogs } from './case-dialogs.tsx';
import { CasePictures } from './case-pictures.tsx';
import { CaseSteps } from './case-steps.tsx';
import { eventWord, groupedCode } from './case-words.ts';
import { StatusTag } from './ticket-cases.tsx';

interface Props {
  readonly the: CaseView;
  readonly onBack: () => void;
  readonly onChanged: () => void;
}

/** One case: what is there, what is missing, what happened, and what may be done next. */
export function CaseDetail({ the, onBack, onChanged }: Props): ReactNode {
  const { view, catalogue, t } = useCounter();
  const [asking, ask] = useState<CaseAsking | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // A step takes its own button away, or out of use, and the keyboard with it: the case has it then, not its next step,
  // which a second Enter would do.
  useEffect(() => {
    const at = document.activeElement;
    if (asking === null && (!at || at === document.body || at.matches(':disabled'))) heading.current?.focus();
  });
  const materials = catalogue?.items.find((item) => item.id === the.itemId)?.materials ?? [];
  const nameOf = (id: string): string => materials.find((m) => m.id === id)?.name ?? id;
  const when = (at: number): string =>
    `${businessDay(at, view.utcOffsetMinutes)} ${clockTime(at, view.utcOffsetMinutes)}`;
  return (
    <article className="case-detail">
      <Button onClick={onBack}>{t('casesBack')}</Button>
      <header>
        <h2 ref={heading} tabIndex={-1}>
          <Data>{the.itemName}</Data>
        </h2>
        <StatusTag the={the} />
        <span className="spacer" />
        {the.maskedName && <Data>{the.maskedName}</Data>}
      </header>
      <dl className="facts-list">
        <div>
          <dt>{t('caseNumber')}</dt>
          <dd className="num case-no">{groupedCase(the.number)}</dd>
        </div>
        <div>
          <dt>{t('caseCodeName')}</dt>
          <dd className="num case-no">{groupedCode(the.code)}</dd>
        </div>
        {the.promisedBy !== null && (
          <div>
            <dt>{t('casesColDue')}</dt>
            <dd className="num">{the.promisedBy}</dd>
          </div>
        )}
        {!(the.from.here && the.collect.here) && (
          <>
            <div>
              <dt>{t('caseFrom')}</dt>
              <dd>
                <Data>{the.from.name}</Data>
              </dd>
            </div>
            <div>
              <dt>{t('caseCollect')}</dt>
              <dd>
                <Data>{the.collect.name}</Data>
              </dd>
            </div>
          </>
        )}
        <div>
          <dt>{t('caseTaken')}</dt>
          <dd>
            <Data>{the.taken.length === 0 ? '—' : the.taken.map(nameOf).join('、')}</Data>
          </dd>
        </div>
        {the.owed.length > 0 && (
          <div>
            <dt>{t('caseOwed')}</dt>
            <dd>
              {the.owed.map(({ id, by }) => (
                <p key={id}>
                  <Data>{nameOf(id)}</Data> <span className="tag warn">{t('caseBy', { day: by })}</span>
                </p>
              ))}
            </dd>
          </div>
        )}
        {the.missing.length > 0 && (
          <div>
            <dt>{t('caseMissing')}</dt>
            <dd>
              {the.missing.map(({ id, what }) => (
                <p key={id}>
                  <Data>
                    {nameOf(id)}：{what}
                  </Data>
                </p>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {the.reason && (
        <p className="aside-note">
          <Data>{t('caseReasonLine', { reason: the.reason })}</Data>
        </p>
      )}
      {the.conflict !== 'none' && (
        <p className="aside-note warn">
          {t(the.conflict === 'number-twice' ? 'caseConflictNumber' : 'caseConflictCode')}
        </p>
      )}
      <TroubleAt place="cases" />
      <CaseSteps the={the} onAsk={ask} onChanged={onChanged} />
      <CasePictures the={the} materials={materials} onChanged={onChanged} />
      <section>
        <h3 className="quiet">{t('caseHistory')}</h3>
        <ol className="case-history">
          {the.history.map((event) => {
            const word = eventWord(event.what);
            return (
              <li key={`${event.at} ${event.what}`}>
                <time className="num sub">{when(event.at)}</time>
                <span>{word ? t(word) : event.what}</span>
                <Data className="sub">{event.clerk}</Data>
              </li>
            );
          })}
        </ol>
      </section>
      {asking && (
        <CaseDialogs the={the} asking={asking} materials={materials} onClose={() => ask(null)} onChanged={onChanged} />
      )}
    </article>
  );
}
