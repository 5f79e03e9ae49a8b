import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { CaseView } from '../../../shared/protocol/case-view.ts';
import { groupedCase } from '../../ui/case-number.ts';
import { Data } from '../../ui/staff/data.tsx';
import { useCounter } from '../context.ts';
import { CaseSignature } from './case-signature.tsx';
import { groupedCode, STATUS_TONE, STATUS_WORDS } from './case-words.ts';

/** What was received for the person at the window, with the numbers that stand on their receipts. */
export function TicketCases({ onOpen }: { onOpen: (caseId: string) => void }): ReactNode {
  const { view, act, pending, t } = useCounter();
  if (view.cases.length === 0) return null;
  const printer = view.devices.some(({ device }) => device === 'ticketPrinter');
  return (
    <section className="ticket-cases" aria-label={t('casesOfTicket')}>
      <h3 className="quiet">{t('casesOfTicket')}</h3>
      <ul>
        {view.cases.map((each) => (
          <li key={each.caseId}>
            <div>
              <p className="row">
                <Data className="what">{each.itemName}</Data>
                <StatusTag the={each} />
              </p>
              <p className="case-no num">{groupedCase(each.number)}</p>
              <p className="sub small">{t('caseCode', { code: groupedCode(each.code) })}</p>
            </div>
            <span className="spacer" />
            <span className="row">
              <CaseSignature the={each} place="case" />
              {printer && (
                <Button
                  disabled={pending !== null}
                  onClick={() =>
                    void act('case', `print ${each.caseId}`, (s) => s.cases.printReceipt({ caseId: each.caseId }))
                  }
                >
                  {t('caseReceiptAgain')}
                </Button>
              )}
              <Button onClick={() => onOpen(each.caseId)}>{t('caseOpen')}</Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function StatusTag({ the }: { the: CaseView }): ReactNode {
  const { t } = useCounter();
  const outcome = the.outcome === null ? '' : ` · ${t(the.outcome === 'granted' ? 'caseGranted' : 'caseDenied')}`;
  return (
    <span className={`tag ${STATUS_TONE[the.status]}`}>
      {t(STATUS_WORDS[the.status])}
      {outcome}
    </span>
  );
}
