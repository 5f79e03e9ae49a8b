import { Button, Drawer, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { businessDay } from '../../shared/calendar/clock.ts';
import type { CounterView } from '../../shared/protocol/counter-view.ts';
import type { StationContract } from '../../shared/protocol/station-contract.ts';
import { Qr } from '../ui/kit/qr.tsx';
import { useService } from '../ui/service.ts';
import { useCounter, useNow } from './context.ts';
import { TroubleAt } from './trouble.tsx';
import './pads.css';

type Pads = NonNullable<CounterView['pads']>;

/** Tablets that are this window's pad: those there are, and the code that lets in another. */
export function PadsDrawer({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const { view, t } = useCounter();
  const station = useService<StationContract>();
  const { pads } = view;
  if (!pads) return null;
  const close = (): void => {
    // A code nobody looks at lets nobody in.
    if (pads.code) station.counter.dropPadCode({}).catch(() => undefined); // away: it ends by itself
    onClose();
  };
  return (
    <Drawer
      title={t('pads')}
      open={open}
      onClose={close}
      size="30rem"
      closable={{ 'aria-label': t('close') }}
      className="pads-drawer"
    >
      <TroubleAt place="pads" />
      <p className="sub">{t('padsHint')}</p>
      <Paired pads={pads} />
      {pads.trouble === null ? <Pair pads={pads} /> : <Door trouble={pads.trouble} />}
    </Drawer>
  );
}

function Door({ trouble }: { trouble: NonNullable<Pads['trouble']> }): ReactNode {
  const { t } = useCounter();
  if (trouble === 'opening') return <p className="aside-note">{t('padDoorOpening')}</p>;
  return <p className="aside-note warn">{t(`padDoor.${trouble}`)}</p>;
}

function Paired({ pads }: { pads: Pads }): ReactNode {
  const { view, connection, pending, act, t } = useCounter();
  if (pads.list.length === 0) return <p className="none">{t('padsNone')}</p>;
  return (
    <ul className="pads">
      {pads.list.map(({ padId, pairedAt, connected }, place) => (
        <li key={padId}>
          <i className={connected ? 'dot' : 'dot warn'} aria-hidden="true" />
          <b>
            {t('pads')} {place + 1}
          </b>
          <span>{t(connected ? 'padConnected' : 'padAway')}</span>
          <span className="sub">{t('padSince', { date: businessDay(pairedAt, view.utcOffsetMinutes) })}</span>
          <span className="spacer" />
          <Popconfirm
            title={t('padEndAsk')}
            description={t('padEndText')}
            okText={t('padEnd')}
            okButtonProps={{ danger: true }}
            cancelText={t('padKeep')}
            placement="left"
            onConfirm={() => void act('pads', `pad ${padId}`, (s) => s.counter.endPad({ padId }))}
          >
            <Button size="small" disabled={pending !== null || connection !== 'up'}>
              {t('padEnd')}
            </Button>
          </Popconfirm>
        </li>
      ))}
    </ul>
  );
}

function Pair({ pads }: { pads: Pads }): ReactNode {
  const { connection, pending, act, t } = useCounter();
  const now = useNow();
  const { code, url, fingerprint } = pads;
  const busy = pending !== null || connection !== 'up';
  if (!code || !url || code.until <= now) {
    return (
      <Button
        type="primary"
        disabled={busy}
        loading={pending === 'pad-code'}
        onClick={() => void act('pads', 'pad-code', (s) => s.counter.newPadCode({}))}
      >
        {t('padNew')}
      </Button>
    );
  }
  return (
    <section className="pair">
      <p>{t('padStep1')}</p>
      <p className="address num">{url}</p>
      <div className="qr">
        <Qr text={`${url}/pad/#${code.text}`} />
      </div>
      <p>{t('padStep2')}</p>
      <p className="digits num">{code.text}</p>
      <p className="sub small">{t('padCodeLeft', { time: minutesLeft(code.until - now) })}</p>
      <p className="sub small">{t('padStep0')}</p>
      <p className="sub small fingerprint">
        {t('padFingerprint')} <span className="num">{fingerprint}</span>
      </p>
      <Button disabled={busy} onClick={() => void act('pads', 'pad-code', (s) => s.counter.dropPadCode({}))}>
        {t('padCodeDone')}
      </Button>
    </section>
  );
}

/** `4:05` */
function minutesLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
