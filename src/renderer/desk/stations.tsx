import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import type { DeskKey } from '../../shared/messages/desk.ts';
import { deviceMessages } from '../../shared/messages/device.ts';
import { linkMessages, linkTroubleKey } from '../../shared/messages/link.ts';
import { staffMessages, troubleWords } from '../../shared/messages/staff.ts';
import type { DeskView } from '../../shared/protocol/desk-view.ts';
import { Data } from '../ui/staff/data.tsx';
import { useDesk } from './context.ts';
import { Enrol } from './enrol.tsx';
import { Replace } from './replace.tsx';
import { Roll } from './roll.tsx';
import { Tablets } from './tablets.tsx';
import { Troubles } from './troubles.tsx';
import { whenText } from './when.ts';

type Station = DeskView['stations'][number];

const ROLES: Readonly<Record<string, DeskKey>> = {
  dispenser: 'roleDispenser',
  counter: 'roleCounter',
  kiosk: 'roleKiosk',
  display: 'roleDisplay',
  pad: 'rolePad',
};

const REBUILT = {
  damaged: 'rebuiltDamaged',
  missing: 'rebuiltMissing',
  behind: 'rebuiltBehind',
  replaced: 'rebuiltReplaced',
} as const satisfies Record<NonNullable<Station['rebuilt']>['reason'], DeskKey>;

/** Every station of the hall, those in trouble first. */
export function Stations(): ReactNode {
  const { view, t } = useDesk();
  const stations = [...view.stations].sort((a, b) => trouble(b) - trouble(a));
  const on = stations.filter((station) => station.connected).length;
  return (
    <section className="card stations">
      <div className="line">
        <h2>{t('stations', { on, all: stations.length })}</h2>
        <span className="spacer" />
        <Enrol />
      </div>
      {stations.length === 0 && <p className="sub">{t('noStations')}</p>}
      <ul>
        {stations.map((station) => (
          <StationRow key={station.id} station={station} />
        ))}
      </ul>
    </section>
  );
}

function trouble(station: Station): number {
  if (!station.connected) return 3;
  if (station.turnedAway) return 2;
  const states = station.devices.map((report) => report.health.state);
  if (states.includes('down')) return 2;
  return states.includes('attention') ? 1 : 0;
}

function StationRow({ station }: { station: Station }): ReactNode {
  const { view, now, locale, live, hall, act, t } = useDesk();
  const words = staffMessages.in(locale);
  const what = `revoke ${station.id}`;
  const ailing = station.devices.flatMap(({ device, health }) =>
    health.state === 'ready' ? [] : [{ device, health }],
  );
  const time = (at: number): string => whenText(at, now, view.utcOffsetMinutes);
  const away = station.turnedAway && !station.revoked ? ('refusedSince' as const) : ('offlineSince' as const);
  const roles = station.roles.map((role) => (ROLES[role] ? t(ROLES[role]) : role)).join(locale === 'en' ? ', ' : '、');
  return (
    <li>
      <div className="line">
        <i className={`dot ${station.connected ? '' : 'bad'}`} aria-hidden="true" />
        <Data className="name">{station.name}</Data>
        <span className="mute small">{roles}</span>
        <span className="tags">
          {station.pending > 0 && <span className="tag warn">{t('pending', { count: station.pending })}</span>}
          {station.refused > 0 && <span className="tag warn">{t('refusedLines', { count: station.refused })}</span>}
          {station.behind > 0 && !station.connected && (
            <span className="tag warn">{t('behind', { count: station.behind })}</span>
          )}
          {station.revoked && <span className="tag bad">{t('revoked')}</span>}
          <span className={station.connected ? 'sub small' : 'tag bad'}>
            {station.connected
              ? ailing.length === 0
                ? t(station.devices.length > 0 ? 'devicesFine' : 'devicesNone')
                : t('online')
              : t(away, { time: time(station.turnedAway?.at ?? station.since) })}
          </span>
          {(!station.connected || station.revoked) && <Replace station={station} />}
          {!station.revoked && (
            <Popconfirm
              title={t('revokeTitle', { name: station.name })}
              description={<p className="revoke">{t('revokeText')}</p>}
              okText={t('revokeYes')}
              okButtonProps={{ danger: true }}
              cancelText={t('revokeNo')}
              placement="left"
              onConfirm={() => void act.run(what, () => hall.desk.revoke({ stationId: station.id }))}
            >
              <Button
                size="small"
                disabled={!live || act.pending !== null}
                loading={act.pending === what}
                aria-label={t('revokeLabel', { name: station.name })}
              >
                {t('revoke')}
              </Button>
            </Popconfirm>
          )}
        </span>
      </div>
      {station.revoked && <p className="sub small">{t('revokedHint')}</p>}
      <TurnedAway station={station} />
      {station.rebuilt && (
        <p className="ailing small attention">
          <b>{t(REBUILT[station.rebuilt.reason], { time: time(station.rebuilt.at) })}</b>{' '}
          <span className="sub">
            {t('rebuiltText', { lines: station.rebuilt.lines, pending: station.rebuilt.pending })}
            {station.rebuilt.uncertain > 0 && t('rebuiltUncertain', { count: station.rebuilt.uncertain })}
          </span>
        </p>
      )}
      {ailing.map(({ device, health }) => (
        <p key={device} className={`ailing small ${health.state}`}>
          <b>
            {words(`device.${device}`)} {troubleWords(health, locale)}
          </b>{' '}
          <span className="sub">{deviceMessages.in(locale)(`${health.code}.keeper`)}</span>
        </p>
      ))}
      {station.devices.map(({ device, roll }) => roll && <Roll key={device} station={station} roll={roll} />)}
      <Tablets station={station.id} />
      <Troubles station={station} />
    </li>
  );
}

/** Why the hall refuses it, and the way out; while it stands in line, it is another machine that goes by its name. */
function TurnedAway({ station }: { station: Station }): ReactNode {
  const { view, now, locale, t } = useDesk();
  const why = linkTroubleKey(station.turnedAway?.reason ?? null);
  if (!station.turnedAway || station.revoked || why === null) return null;
  const time = whenText(station.turnedAway.at, now, view.utcOffsetMinutes);
  return (
    <p className={`ailing small ${station.connected ? 'attention' : 'down'}`}>
      {station.connected && <b>{t('otherRefused', { time })} </b>}
      <span className="sub">{linkMessages.in(locale)(why)}</span>
    </p>
  );
}
