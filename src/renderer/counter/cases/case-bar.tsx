import { Button, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { Item } from '../../../shared/catalogue/types.ts';
import { staffRefusalMessages } from '../../../shared/messages/refusal.ts';
import type { CaseOutcome } from '../../../shared/protocol/case-contract.ts';
import { useCounter } from '../context.ts';
import { TroubleAt } from '../trouble.tsx';
import { Verdict } from '../verdict.tsx';

interface Props {
  readonly item: Item;
  readonly here: ReadonlySet<string>;
  /** Papers were taken: the ticks begin anew. */
  readonly onReceived: () => void;
}

type Received = Extract<CaseOutcome, { ok: true }>;

/** 收件、受理: one press from the ticks to a number and its receipt. */
export function CaseBar({ item, here, onReceived }: Props): ReactNode {
  const { view, catalogue, act, pending, locale, t } = useCounter();
  const collect = useId();
  const partners = catalogue?.cases?.partners ?? [];
  /** 通办: where the result shall be collected; null: here. */
  const [collectHall, setCollectHall] = useState<string | null>(null);
  const [last, setLast] = useState<Received | null>(null);
  const lacks = item.materials.some((m) => m.need === 'necessary' && !here.has(m.id));
  const owes = item.materials.some((m) => m.need === 'may-follow' && !here.has(m.id));
  const serving = view.current?.status === 'serving';
  const why = (): string | null => {
    if (!serving) return t('caseStartFirst');
    if (here.size === 0) return last ? null : t('caseTickFirst');
    if (lacks) return t('caseLacks');
    return owes ? t('caseOwes') : null;
  };

  const receive = async (accept: boolean): Promise<void> => {
    const taken = item.materials.filter((m) => here.has(m.id)).map((m) => m.id);
    let answer: CaseOutcome | null = null;
    const done = await act('case', accept ? 'case-accept' : 'case-receive', async (s) => {
      answer = await s.cases.receive({ itemId: item.id, taken, accept, collectHall });
      return answer;
    });
    if (!done || !answer) return;
    setLast(answer as Received);
    onReceived();
  };

  return (
    <div className="case-bar">
      <Verdict item={item} here={here} />
      <TroubleAt place="case" />
      {last && here.size === 0 && <ReceiptLine received={last} />}
      {last?.notAccepted && here.size === 0 && (
        <p className="trouble" role="alert">
          {staffRefusalMessages.in(locale)(last.notAccepted.code, last.notAccepted.params)}
        </p>
      )}
      <div className="row">
        <span className="sub small">{why()}</span>
        <span className="spacer" />
        {partners.length > 0 && (
          <span className="collect">
            <label htmlFor={collect}>{t('caseCollect')}</label>
            <Select
              id={collect}
              size="large"
              popupMatchSelectWidth={false}
              value={collectHall ?? ''}
              onChange={(id) => setCollectHall(id === '' ? null : id)}
              options={[
                { value: '', label: t('caseCollectHere') },
                ...partners.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </span>
        )}
        <Button
          size="large"
          disabled={!serving || here.size === 0 || pending !== null}
          onClick={() => void receive(false)}
          loading={pending === 'case-receive'}
        >
          {t('caseReceive')}
        </Button>
        <Button
          size="large"
          type="primary"
          disabled={!serving || here.size === 0 || lacks || pending !== null}
          onClick={() => void receive(true)}
          loading={pending === 'case-accept'}
        >
          {t(owes && here.size > 0 && !lacks ? 'caseReceiveOwed' : 'caseReceiveAccept')}
        </Button>
      </div>
    </div>
  );
}

function ReceiptLine({ received }: { received: Received }): ReactNode {
  const { t } = useCounter();
  return (
    <p className={received.receipt ? 'sub small' : 'aside-note warn'} role="status">
      {t(received.receipt ? 'caseReceiptPrinting' : 'caseReceiptNone')}
      {received.offline && ` · ${t('caseOffline')}`}
    </p>
  );
}
