import { Button, Drawer, Input, type InputRef } from 'antd';
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { businessDay } from '../../../shared/calendar/clock.ts';
import type { CaseView } from '../../../shared/protocol/case-view.ts';
import type { StationContract } from '../../../shared/protocol/station-contract.ts';
import { useService } from '../../ui/service.ts';
import { Data } from '../../ui/staff/data.tsx';
import { useCounter, useNow } from '../context.ts';
import { CaseDetail } from './case-detail.tsx';
import { shortened } from './case-words.ts';
import { StatusTag } from './ticket-cases.tsx';

const PAGE = 20;

interface Props {
  readonly open: boolean;
  /** The case to begin with; null: the list. */
  readonly caseId: string | null;
  readonly onCase: (caseId: string | null) => void;
  readonly onClose: () => void;
}

/** Every open case of the hall, and any case by its number or progress code; from there its next step. */
export function CasesDrawer({ open, caseId, onCase, onClose }: Props): ReactNode {
  const { view, connection, t } = useCounter();
  const field = useRef<InputRef>(null);
  const list = useCases(open);
  const close = (): void => {
    onCase(null);
    onClose();
  };
  const shown = useCase(open ? caseId : null, [...list.cases, ...view.cases], list.round);
  return (
    <Drawer
      title={t('cases')}
      open={open}
      onClose={close}
      size="52rem"
      closable={{ 'aria-label': t('close') }}
      className="cases-drawer"
      destroyOnHidden
      // The drawer takes the keyboard for itself when it has come: after that the field has it.
      afterOpenChange={(now) => now && field.current?.focus()}
    >
      <div inert={connection !== 'up'}>
        {caseId === null ? (
          <CaseList list={list} onCase={onCase} field={field} />
        ) : shown ? (
          <CaseDetail key={shown.caseId} the={shown} onBack={() => onCase(null)} onChanged={list.reload} />
        ) : (
          <Button onClick={() => onCase(null)}>{t('casesBack')}</Button>
        )}
      </div>
    </Drawer>
  );
}

interface Cases {
  readonly cases: readonly CaseView[];
  /** What was looked for, when the list is what was found. */
  readonly found: string | null;
  readonly more: boolean;
  readonly failed: boolean;
  readonly find: (text: string) => void;
  readonly loadMore: () => void;
  readonly reload: () => void;
  /** Raised with every `reload`. */
  readonly round: number;
}

/** The case that is open, as it stands: also when it is over and has left the list. */
function useCase(caseId: string | null, listed: readonly CaseView[], round: number): CaseView | null {
  const { view } = useCounter();
  const station = useService<StationContract>();
  const [asked, setAsked] = useState<CaseView | null>(null);
  const row = listed.find((each) => each.caseId === caseId) ?? null;
  const known = asked?.caseId === caseId ? asked : row;
  const number = known?.number ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new view or round is the reason to ask again
  useEffect(() => {
    if (number === null) return;
    let gone = false;
    station.cases.find({ text: number }).then(
      (cases) => {
        const the = cases.find((each) => each.caseId === caseId);
        if (!gone && the) setAsked(the);
      },
      () => undefined, // what is shown stays; the list says that it cannot be read
    );
    return () => {
      gone = true;
    };
  }, [caseId, number, station, view, round]);
  return known;
}

/** Asks the station again whenever something at the counter changed while the list is open. */
function useCases(open: boolean): Cases {
  const { view } = useCounter();
  const station = useService<StationContract>();
  const [wanted, setWanted] = useState<{ text: string | null; pages: number }>({ text: null, pages: 1 });
  const [answer, setAnswer] = useState<{ cases: readonly CaseView[]; more: boolean }>({ cases: [], more: false });
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new view or round is the reason to ask again
  useEffect(() => {
    if (!open) return;
    let gone = false;
    const ask = async (): Promise<void> => {
      if (wanted.text !== null) {
        const cases = await station.cases.find({ text: wanted.text });
        if (!gone) setAnswer({ cases, more: false });
        return;
      }
      const { cases, next } = await station.cases.list({ before: null, limit: Math.min(100, wanted.pages * PAGE) });
      if (!gone) setAnswer({ cases, more: next !== null && wanted.pages * PAGE < 100 });
    };
    ask().then(
      () => !gone && setFailed(false),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [open, wanted, station, view, round]);

  useEffect(() => {
    if (!open) setWanted({ text: null, pages: 1 });
  }, [open]);

  return {
    ...answer,
    found: wanted.text,
    failed,
    find: useCallback((text) => setWanted({ text: text.trim() === '' ? null : text.trim(), pages: 1 }), []),
    loadMore: () => setWanted({ text: null, pages: wanted.pages + 1 }),
    reload: useCallback(() => setRound((n) => n + 1), []),
    round,
  };
}

interface CaseListProps {
  readonly list: Cases;
  readonly onCase: (caseId: string) => void;
  readonly field: RefObject<InputRef | null>;
}

function CaseList({ list, onCase, field }: CaseListProps): ReactNode {
  const { view, t } = useCounter();
  const today = businessDay(useNow(), view.utcOffsetMinutes);
  return (
    <div className="case-list">
      <Input.Search
        size="large"
        placeholder={t('casesFind')}
        aria-label={t('casesFind')}
        enterButton={t('casesFindGo')}
        allowClear
        autoFocus
        ref={field}
        onSearch={list.find}
        maxLength={60}
      />
      {list.failed && <p className="trouble">{t('casesFailed')}</p>}
      {list.found === null && <h3 className="quiet">{t('casesOpenTitle')}</h3>}
      {list.cases.length === 0 && !list.failed && (
        <p className="empty sub">{list.found === null ? t('casesNone') : t('casesNotFound', { text: list.found })}</p>
      )}
      {list.cases.length > 0 && (
        <table className="materials">
          <thead>
            <tr>
              <th>{t('casesColItem')}</th>
              <th>{t('casesColWho')}</th>
              <th>{t('casesColStatus')}</th>
              <th>{t('casesColDue')}</th>
            </tr>
          </thead>
          <tbody>
            {list.cases.map((each) => (
              <tr key={each.caseId}>
                <td>
                  <button type="button" className="plain case-row" onClick={() => onCase(each.caseId)}>
                    <Data className="material">{each.itemName}</Data>
                    <span className="sub small num">{shortened(each.number)}</span>
                  </button>
                </td>
                <td>
                  {each.maskedName ? (
                    <Data>{each.maskedName}</Data>
                  ) : (
                    <span className="mute no-name">{t('casesNoName')}</span>
                  )}
                </td>
                <td>
                  <StatusTag the={each} />
                </td>
                <td className="num">
                  {each.promisedBy ?? '—'}
                  {each.status === 'accepted' && each.promisedBy !== null && each.promisedBy < today && (
                    <span className="tag bad overdue">{t('caseOverdue')}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.more && <Button onClick={list.loadMore}>{t('casesMore')}</Button>}
    </div>
  );
}
