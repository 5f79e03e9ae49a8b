import { Button, Select } from 'antd';
import { type ReactNode, type RefObject, useId, useImperativeHandle, useState } from 'react';
import type { Item } from '../../../shared/catalogue/types.ts';
import { staffRefusalMessages } from '../../../shared/messages/refusal.ts';
import type { CaseOutcome } from '../../../shared/protocol/case-contract.ts';
import { useCounter } from '../context.ts';
import { KeyHint } from '../key-hint.tsx';
import { CTRL_KEYS } from '../operations.ts';
import { TroubleAt } from '../trouble.tsx';
import { Verdict } from '../verdict.tsx';

/** 收件 by a key; said in words when it is not possible. */
export type Receive = (accept: boolean) => void;

interface Props {
  readonly receiveRef: RefObject<Receive | null>;
  readonly item: Item;
  readonly here: ReadonlySet<string>;
  /** Before it is asked for. */
  readonly onReceiving: () => void;
  /** Papers were taken, and the ticks begin anew; or they were not, and stand. */
  readonly onReceived: (done: boolean) => void;
}

type Received = Extract<CaseOutcome, { ok: true }>;

/** 收件、受理: one press from the ticks to a number and its receipt. */
export function CaseBar({ receiveRef, item, here, onReceiving, onReceived }: Props): ReactNode {
  const { view, catalogue, act, say, pending, locale, t } = useCounter();
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
    onReceiving();
    const done = await act('case', accept ? 'case-accept' : 'case-receive', async (s) => {
      answer = await s.cases.receive({ itemId: item.id, taken, accept, collectHall });
      return answer;
    });
    if (done && answer) setLast(answer as Received);
    onReceived(done);
  };
  const can = (accept: boolean): boolean => serving && here.size > 0 && pending === null && !(accept && lacks);
  useImperativeHandle(receiveRef, () => (accept) => {
    if (can(accept)) return void receive(accept);
    if (pending === null) say('case', why() ?? t('caseTickFirst'));
  });

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
        <span className="answers">
          <Button
            size="large"
            disabled={!can(false)}
            onClick={() => void receive(false)}
            loading={pending === 'case-receive'}
            aria-keyshortcuts={CTRL_KEYS.receive.aria}
          >
            {t('caseReceive')} <KeyHint of={CTRL_KEYS.receive} />
          </Button>
          <Button
            size="large"
            type="primary"
            disabled={!can(true)}
            onClick={() => void receive(true)}
            loading={pending === 'case-accept'}
            aria-keyshortcuts={CTRL_KEYS.accept.aria}
          >
            {t(owes && here.size > 0 && !lacks ? 'caseReceiveOwed' : 'caseReceiveAccept')}{' '}
            <KeyHint of={CTRL_KEYS.accept} />
          </Button>
        </span>
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
