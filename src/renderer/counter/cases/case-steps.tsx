import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { CaseView } from '../../../shared/protocol/case-view.ts';
import { useCounter } from '../context.ts';
import type { Station } from '../use-deeds.ts';
import type { CaseAsking } from './case-dialogs.tsx';
import { CaseSignature } from './case-signature.tsx';

interface Props {
  readonly the: CaseView;
  readonly onAsk: (asking: CaseAsking) => void;
  readonly onChanged: () => void;
}

/** What may be done with a case now; the likely step stands out, and is at the end of the row. */
export function CaseSteps({ the, onAsk, onChanged }: Props): ReactNode {
  const { view, act, pending, t } = useCounter();
  const { caseId } = the;
  const mine = the.acceptedBy?.id === view.window.clerk?.id;
  const owes = the.owed.length > 0;
  const printer = view.devices.some(({ device }) => device === 'ticketPrinter');

  const step = async (what: string, call: (s: Station) => ReturnType<Station['cases']['accept']>): Promise<void> => {
    if (await act('cases', what, call)) onChanged();
  };
  const button = (words: string, onClick: () => void, main = false): ReactNode => (
    <Button key={words} type={main ? 'primary' : 'default'} size="large" disabled={pending !== null} onClick={onClick}>
      {words}
    </Button>
  );
  const withdraw = button(t('caseWithdraw'), () => onAsk('withdraw'));
  const refuse = button(t('caseRefuse'), () => onAsk('refuse'));

  const steps = (): ReactNode => {
    switch (the.status) {
      case 'received':
        return [
          withdraw,
          refuse,
          !the.told && button(t('caseTell'), () => onAsk('tell')),
          button(t('caseAccept'), () => void step('case-accept', (s) => s.cases.accept({ caseId })), true),
        ];
      case 'supplement':
        return [withdraw, refuse, button(t('caseBring'), () => onAsk('bring'), true)];
      case 'accepted':
        return [
          withdraw,
          owes && button(t('caseBring'), () => onAsk('bring'), mine),
          !mine && button(t('caseDeny'), () => onAsk('deny')),
          !mine && !owes && button(t('caseGrant'), () => onAsk('grant'), true),
        ];
      case 'decided':
        if (!the.collect.here) return button(t('caseSend', { hall: the.collect.name }), () => onAsk('send'), true);
        return button(t('caseReady'), () => void step('case-ready', (s) => s.cases.ready({ caseId })), true);
      case 'sent':
        return button(t('caseArrived'), () => void step('case-ready', (s) => s.cases.ready({ caseId })), true);
      case 'ready':
        return button(t('caseHandOver'), () => onAsk('hand-over'), true);
      case 'refused':
      case 'handed-over':
      case 'withdrawn':
        return null;
    }
  };

  return (
    <div className="case-steps">
      {!the.holder.here && <p className="sub">{t('caseHeldElsewhere', { hall: the.holder.name })}</p>}
      {the.holder.here && the.status === 'accepted' && mine && <p className="sub">{t('caseNotMine')}</p>}
      <div className="row">
        {printer &&
          button(t('caseReceiptAgain'), () => void step('case-print', (s) => s.cases.printReceipt({ caseId })))}
        <CaseSignature the={the} place="cases" />
        <span className="spacer" />
        {the.holder.here && steps()}
      </div>
    </div>
  );
}
