import { Button, Checkbox, Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { Material } from '../../../shared/catalogue/types.ts';
import type { CaseView } from '../../../shared/protocol/case-view.ts';
import { Data } from '../../ui/staff/data.tsx';
import { Ask } from '../ask.tsx';
import { useCounter } from '../context.ts';
import { ReasonDialog } from '../reason-dialog.tsx';
import type { Station } from '../use-deeds.ts';

/** What is asked before a step of a case. */
export type CaseAsking = 'withdraw' | 'refuse' | 'tell' | 'bring' | 'grant' | 'deny' | 'send' | 'hand-over';

interface Props {
  readonly the: CaseView;
  readonly asking: CaseAsking;
  readonly materials: readonly Material[];
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function CaseDialogs({ the, asking, materials, onClose, onChanged }: Props): ReactNode {
  const { act, t } = useCounter();
  const { caseId } = the;
  const step = async (call: (s: Station) => ReturnType<Station['cases']['accept']>): Promise<boolean> => {
    const done = await act('dialog', asking, call);
    if (done) onChanged();
    return done;
  };
  switch (asking) {
    case 'withdraw':
      return (
        <ReasonDialog
          title={t('caseWithdraw')}
          hint={t('caseWithdrawHint')}
          reasons={[t('caseWithdrawOwn'), t('caseWithdrawWrong')]}
          likely={false}
          confirm={t('caseWithdraw')}
          onClose={onClose}
          onConfirm={(reason) => step((s) => s.cases.withdraw({ caseId, reason }))}
        />
      );
    case 'refuse':
      return (
        <ReasonDialog
          title={t('caseRefuse')}
          hint={t('caseRefuseHint')}
          reasons={[t('caseRefuseOther'), t('caseRefuseNeedless')]}
          likely={false}
          confirm={t('caseRefuse')}
          onClose={onClose}
          onConfirm={(reason) => step((s) => s.cases.refuse({ caseId, reason }))}
        />
      );
    case 'deny':
      return (
        <ReasonDialog
          title={t('caseDenyConfirm')}
          hint={t('caseDenyHint')}
          reasons={[t('caseDenyConditions'), t('caseDenyPapers')]}
          likely={false}
          confirm={t('caseDenyConfirm')}
          onClose={onClose}
          onConfirm={(reason) => step((s) => s.cases.decide({ caseId, outcome: 'denied', reason }))}
        />
      );
    case 'grant':
      return (
        <Ask
          title={t('caseGrantAsk', { item: the.itemName })}
          hint={t('caseGrantHint')}
          confirm={t('caseGrant')}
          ready
          final
          onConfirm={() => step((s) => s.cases.decide({ caseId, outcome: 'granted', reason: null }))}
          onClose={onClose}
        />
      );
    case 'send':
      return (
        <Ask
          title={t('caseSendAsk', { hall: the.collect.name })}
          hint={t('caseSendHint')}
          confirm={t('caseSend', { hall: the.collect.name })}
          ready
          final
          onConfirm={() => step((s) => s.cases.send({ caseId }))}
          onClose={onClose}
        />
      );
    case 'tell':
      return (
        <TellDialog
          the={the}
          materials={materials}
          onClose={onClose}
          onConfirm={(list) => step((s) => s.cases.supplement({ caseId, list }))}
        />
      );
    case 'bring':
      return (
        <BringDialog
          ids={the.status === 'accepted' ? the.owed.map(({ id }) => id) : the.missing.map(({ id }) => id)}
          materials={materials}
          onClose={onClose}
          onConfirm={(taken) => step((s) => s.cases.supplemented({ caseId, taken }))}
        />
      );
    case 'hand-over':
      return (
        <HandOverDialog
          the={the}
          onClose={onClose}
          onConfirm={(receiver) => step((s) => s.cases.handOver({ caseId, receiver }))}
        />
      );
  }
}

interface TellProps {
  readonly the: CaseView;
  readonly materials: readonly Material[];
  readonly onClose: () => void;
  readonly onConfirm: (list: { id: string; what: string }[]) => Promise<boolean>;
}

/** 一次性告知: what is necessary and not there is on it, whether the clerk thinks of it or not. */
function TellDialog({ the, materials, onClose, onConfirm }: TellProps): ReactNode {
  const { t } = useCounter();
  const absent = (m: Material): boolean => m.need === 'necessary' && !the.taken.includes(m.id);
  const [words, setWords] = useState<ReadonlyMap<string, string>>(
    new Map(materials.filter(absent).map((m) => [m.id, t('caseTellDefault')])),
  );
  const change = (id: string, what: string | null): void => {
    const next = new Map(words);
    if (what === null) next.delete(id);
    else next.set(id, what);
    setWords(next);
  };
  const list = [...words].map(([id, what]) => ({ id, what: what.trim() }));
  return (
    <Ask
      title={t('caseTell')}
      hint={t('caseTellHint')}
      confirm={t('caseTellConfirm')}
      ready={list.length > 0 && list.every(({ what }) => what !== '')}
      wide
      onConfirm={() => onConfirm(list)}
      onClose={onClose}
    >
      <ul className="tell-list">
        {materials.map((m) => (
          <li key={m.id}>
            <Checkbox
              checked={words.has(m.id)}
              disabled={absent(m)}
              onChange={(event) => change(m.id, event.target.checked ? t('caseTellDefault') : null)}
            >
              <Data>{m.name}</Data>
            </Checkbox>
            {words.has(m.id) && (
              <Input
                value={words.get(m.id)}
                onChange={(event) => change(m.id, event.target.value)}
                aria-label={`${m.name}：${t('caseTellWhat')}`}
                placeholder={t('caseTellWhat')}
                maxLength={120}
              />
            )}
          </li>
        ))}
      </ul>
    </Ask>
  );
}

interface BringProps {
  readonly ids: readonly string[];
  readonly materials: readonly Material[];
  readonly onClose: () => void;
  readonly onConfirm: (taken: string[]) => Promise<boolean>;
}

function BringDialog({ ids, materials, onClose, onConfirm }: BringProps): ReactNode {
  const { t } = useCounter();
  const [here, setHere] = useState<readonly string[]>(ids);
  return (
    <Ask
      title={t('caseBring')}
      hint={t('caseBringHint')}
      confirm={t('caseBring')}
      ready={here.length > 0}
      onConfirm={() => onConfirm([...here])}
      onClose={onClose}
    >
      <Checkbox.Group
        className="tell-list"
        value={[...here]}
        onChange={(values) => setHere(values as string[])}
        options={ids.map((id) => ({ value: id, label: materials.find((m) => m.id === id)?.name ?? id }))}
      />
    </Ask>
  );
}

interface HandOverProps {
  readonly the: CaseView;
  readonly onClose: () => void;
  readonly onConfirm: (receiver: string) => Promise<boolean>;
}

/** Whoever stands at the window is named anew: what the case says is a choice, never a default. */
function HandOverDialog({ the, onClose, onConfirm }: HandOverProps): ReactNode {
  const { t } = useCounter();
  const field = useId();
  const [receiver, setReceiver] = useState('');
  return (
    <Ask
      title={t('caseHandOver')}
      hint={t('caseHandOverHint')}
      confirm={t('caseHandOver')}
      ready={receiver.trim() !== ''}
      onConfirm={() => onConfirm(receiver.trim())}
      onClose={onClose}
    >
      <label className="receiver" htmlFor={field}>
        {t('caseReceiver')}
      </label>
      <Input
        id={field}
        size="large"
        value={receiver}
        onChange={(event) => setReceiver(event.target.value)}
        maxLength={60}
        autoComplete="off"
      />
      {the.maskedName !== '' && (
        <Button className="applicant" size="large" onClick={() => setReceiver(the.maskedName)}>
          {t('caseReceiverSelf', { name: the.maskedName })}
        </Button>
      )}
    </Ask>
  );
}
