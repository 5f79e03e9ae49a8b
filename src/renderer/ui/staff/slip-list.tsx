import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { clockTime } from '../../../shared/calendar/clock.ts';
import { slipMessages } from '../../../shared/messages/slips.ts';
import type { PrinterPlace, SlipRow } from '../../../shared/protocol/counter-view.ts';
import type { StationView } from '../../../shared/protocol/desk-view.ts';
import { useLocale } from '../locale.tsx';
import { Data } from './data.tsx';
import './slip-list.css';

interface Props {
  readonly slips: readonly SlipRow[];
  readonly printers: readonly PrinterPlace[];
  /** Of the printer beside this screen: whoever stands there says whether it came out. */
  readonly uncertain: StationView['uncertain'];
  readonly utcOffsetMinutes: number;
  /** Name of the act under way: `print ID`, `printed ID`, `reprint ID`. */
  readonly pending: string | null;
  readonly disabled: boolean;
  onPrint(ticketId: string, stationId: string): void;
  onResolve(jobId: string, outcome: 'printed' | 'reprint'): void;
}

/** Slips that did not come out or perhaps did not, each with the way to its paper. */
export function SlipList(props: Props): ReactNode {
  const { slips, uncertain } = props;
  const { locale } = useLocale();
  const t = slipMessages.in(locale);
  const listed = new Set(slips.map(({ ticketId }) => ticketId));
  const others = uncertain.filter(({ ticketId }) => ticketId === null || !listed.has(ticketId));
  if (slips.length === 0 && others.length === 0) return <p className="sub">{t('none')}</p>;
  return (
    <ul className="slip-list">
      {others.map((job) => (
        <li key={job.jobId}>
          <div className="what">
            <b className="num">{job.number || t('paper')}</b>
            <p className="sub small">
              {t('paperUnknown')} · <time className="num">{clockTime(job.at, props.utcOffsetMinutes)}</time>
            </p>
          </div>
          <Resolve {...props} jobId={job.jobId} />
        </li>
      ))}
      {slips.map((row) => (
        <Slip key={row.ticketId} {...props} row={row} />
      ))}
      {slips.some(({ state }) => state === 'void') && <p className="mute small">{t('restored')}</p>}
    </ul>
  );
}

function Slip(props: Props & { readonly row: SlipRow }): ReactNode {
  const { row, printers, uncertain, pending, disabled } = props;
  const { locale } = useLocale();
  const t = slipMessages.in(locale);
  const job = uncertain.find(({ ticketId }) => ticketId === row.ticketId);
  const over = row.state === 'printing' || row.state === 'printed';
  const what = `print ${row.ticketId}`;
  const places = printers.map(({ stationId, name, areaName, own }) => ({
    key: stationId,
    label: own ? t('here', { place: name }) : areaName ? t('placeIn', { place: name, area: areaName }) : name,
  }));
  const none = [{ key: '', label: t('noPlace'), disabled: true }];
  return (
    <li>
      <div className="what">
        <p>
          <b className="num">{row.number}</b> <Data>{row.queueName}</Data>
        </p>
        <p className={`small slip-${row.state}`}>{t(row.state, { place: row.place ?? t('otherPlace') })}</p>
        <p className="sub small">
          {t('taken', { place: row.issuedBy, time: clockTime(row.at, props.utcOffsetMinutes) })}
        </p>
      </div>
      {job && <Resolve {...props} jobId={job.jobId} />}
      {!over && (
        <Dropdown
          trigger={['click']}
          disabled={disabled || (pending !== null && pending !== what)}
          menu={{ items: places.length > 0 ? places : none, onClick: ({ key }) => props.onPrint(row.ticketId, key) }}
        >
          <Button loading={pending === what} aria-label={t('elsewhereLabel', { number: row.number })}>
            {t('elsewhere')}
          </Button>
        </Dropdown>
      )}
    </li>
  );
}

function Resolve({ jobId, pending, disabled, onResolve }: Props & { readonly jobId: string }): ReactNode {
  const { locale } = useLocale();
  const t = slipMessages.in(locale);
  return (
    <>
      {(['printed', 'reprint'] as const).map((outcome) => (
        <Button
          key={outcome}
          disabled={disabled || (pending !== null && pending !== `${outcome} ${jobId}`)}
          loading={pending === `${outcome} ${jobId}`}
          onClick={() => onResolve(jobId, outcome)}
        >
          {t(outcome === 'printed' ? 'cameOut' : 'again')}
        </Button>
      ))}
    </>
  );
}
