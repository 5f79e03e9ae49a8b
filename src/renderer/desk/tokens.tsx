import { Button, Checkbox, Input, Modal, Popconfirm } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { businessDay } from '../../shared/calendar/clock.ts';
import type { DeskKey } from '../../shared/messages/desk.ts';
import { refusalMessages } from '../../shared/messages/refusal.ts';
import type { HallContract } from '../../shared/protocol/hall-contract.ts';
import { API_SCOPES, type ApiScope } from '../../shared/protocol/open-contract.ts';
import type { Client } from '../ui/connect.ts';
import { Data } from '../ui/staff/data.tsx';
import { useDesk } from './context.ts';

type Row = Awaited<ReturnType<Client<HallContract>['desk']['apiTokens']>>[number];

const SCOPES = {
  queues: 'scopeQueues',
  progress: 'scopeProgress',
  statistics: 'scopeStatistics',
  evaluations: 'scopeEvaluations',
} as const satisfies Record<ApiScope, DeskKey>;

/** 接口令牌: which other systems may ask the hall for what; a token is shown when it is made, and never again. */
export function Tokens(): ReactNode {
  const { hall, live, locale, t } = useDesk();
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [made, setMade] = useState<{ name: string; token: string } | null>(null);
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  /** Does it, and looks what there is then. */
  const run = async (act: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      await act();
      setRows(await hall.desk.apiTokens());
    } catch {
      setFailed(true);
    }
    setBusy(false);
  };
  const make = (name: string, scopes: ApiScope[]): Promise<void> =>
    run(async () => setMade({ name, token: (await hall.desk.newApiToken({ name, scopes })).token }));
  const close = (): void => {
    setRows(null);
    setMade(null);
  };
  return (
    <>
      <Button disabled={!live} loading={busy && rows === null} onClick={() => void run(async () => undefined)}>
        {t('tokens')}
      </Button>
      <Modal open={rows !== null} title={t('tokens')} footer={null} width="44rem" onCancel={close} destroyOnHidden>
        <div className="tokens">
          <p className="sub">{t('tokensText')}</p>
          {failed && <p role="alert">{refusalMessages.in(locale)('failed')}</p>}
          {made && <Made {...made} />}
          <Rows rows={rows ?? []} end={(id) => void run(() => hall.desk.revokeApiToken({ id }))} busy={busy} />
          <NewToken make={make} busy={busy} />
        </div>
      </Modal>
    </>
  );
}

/** The one moment in which the token can be read. */
function Made({ name, token }: { name: string; token: string }): ReactNode {
  const { t } = useDesk();
  return (
    <div className="made" role="status">
      <p>
        <b>{t('tokenMade', { name })}</b> {t('tokenMadeText')}
      </p>
      <Input
        readOnly
        value={token}
        aria-label={t('tokenLabel', { name })}
        onFocus={({ target }) => target.select()}
        className="num"
      />
    </div>
  );
}

function Rows({ rows, end, busy }: { rows: readonly Row[]; end: (id: string) => void; busy: boolean }): ReactNode {
  const { view, live, locale, t } = useDesk();
  const day = (at: number): string => businessDay(at, view.utcOffsetMinutes);
  if (rows.length === 0) return <p>{t('tokensNone')}</p>;
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>{t('tokenSystem')}</th>
          <th>{t('tokenScopes')}</th>
          <th>{t('tokenSince')}</th>
          <th className="end" />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, scopes, createdAt, revokedAt }) => (
          <tr key={id}>
            <th scope="row">
              <Data>{name}</Data>
            </th>
            <td>{scopes.map((scope) => t(SCOPES[scope])).join(locale === 'en' ? ', ' : '、')}</td>
            <td className="num">{day(createdAt)}</td>
            <td className="end">
              {revokedAt === null ? (
                <Popconfirm
                  title={t('tokenEndTitle', { name })}
                  description={t('tokenEndText')}
                  okText={t('tokenEnd')}
                  okButtonProps={{ danger: true }}
                  cancelText={t('revokeNo')}
                  onConfirm={() => end(id)}
                >
                  <Button size="small" disabled={!live || busy} aria-label={t('tokenEndLabel', { name })}>
                    {t('tokenEnd')}
                  </Button>
                </Popconfirm>
              ) : (
                <span className="mute">{t('tokenEnded', { day: day(revokedAt) })}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NewToken({
  make,
  busy,
}: {
  make: (name: string, scopes: ApiScope[]) => Promise<void>;
  busy: boolean;
}): ReactNode {
  const { live, t } = useDesk();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiScope[]>([]);
  const ready = live && name.trim() !== '' && scopes.length > 0;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready || busy) return;
    await make(name.trim(), scopes);
    setName('');
    setScopes([]);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h3>{t('tokenNew')}</h3>
      <Input
        value={name}
        onChange={(event) => setName(event.target.value)}
        placeholder={t('tokenName')}
        aria-label={t('tokenName')}
        maxLength={60}
      />
      <Checkbox.Group
        value={scopes}
        onChange={setScopes}
        options={API_SCOPES.map((scope) => ({ value: scope, label: t(SCOPES[scope]) }))}
      />
      <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>
        {t('tokenMake')}
      </Button>
    </form>
  );
}
