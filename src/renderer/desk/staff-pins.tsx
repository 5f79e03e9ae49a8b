import { Button, Modal, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import type { DeskKey } from '../../shared/messages/desk.ts';
import { refusalMessages } from '../../shared/messages/refusal.ts';
import type { DeskView } from '../../shared/protocol/desk-view.ts';
import { Data } from '../ui/staff/data.tsx';
import { useDesk } from './context.ts';
import { whenText } from './when.ts';

type Person = DeskView['staff'][number];
interface Made {
  readonly name: string;
  readonly code: string;
  readonly validUntil: number;
}

const STANDING = {
  none: 'staffPinNone',
  set: 'staffPinSet',
  code: 'staffPinCode',
  'needs-code': 'staffPinNeedsCode',
} as const satisfies Record<Person['pin'], DeskKey>;

/** 工号密码: who has one; a code with which somebody sets theirs is shown when it is made, and never again. */
export function StaffPins(): ReactNode {
  const { view, hall, live, locale, t } = useDesk();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const clear = async ({ id, name }: Person): Promise<void> => {
    setBusy(id);
    setMade(null);
    setFailed(null);
    const answer = await hall.desk.clearPin({ staffId: id }).catch(() => null);
    if (answer?.ok) setMade({ name, code: answer.code, validUntil: answer.validUntil });
    else setFailed(refusalMessages.in(locale)('failed'));
    setBusy(null);
  };
  const close = (): void => {
    setOpen(false);
    setMade(null);
    setFailed(null);
  };
  if (view.staff.length === 0) return null;
  return (
    <>
      <Button disabled={!live} onClick={() => setOpen(true)}>
        {t('staffPins')}
      </Button>
      <Modal open={open} title={t('staffPins')} footer={null} width="44rem" onCancel={close} destroyOnHidden>
        <div className="tokens">
          <p className="sub">{t(view.pinRequired ? 'staffPinsRequired' : 'staffPinsOwnChoice')}</p>
          {failed !== null && <p role="alert">{failed}</p>}
          {made && <MadeCode {...made} />}
          <table className="plain-table">
            <thead>
              <tr>
                <th>{t('staffName')}</th>
                <th>{t('staffPost')}</th>
                <th>{t('staffPin')}</th>
                <th className="end" />
              </tr>
            </thead>
            <tbody>
              {view.staff.map((person) => (
                <Row key={person.id} person={person} busy={busy} clear={() => void clear(person)} />
              ))}
            </tbody>
          </table>
        </div>
      </Modal>
    </>
  );
}

function Row({ person, busy, clear }: { person: Person; busy: string | null; clear: () => void }): ReactNode {
  const { view, now, live, t } = useDesk();
  const { id, name, post, pin, until } = person;
  const time = until === null ? '' : whenText(until, now, view.utcOffsetMinutes);
  const button = (onClick?: () => void): ReactNode => (
    <Button
      size="small"
      disabled={!live || busy !== null}
      loading={busy === id}
      aria-label={t(pin === 'set' ? 'staffPinResetLabel' : 'staffPinGiveLabel', { name })}
      {...(onClick ? { onClick } : {})}
    >
      {t(pin === 'set' ? 'staffPinReset' : 'staffPinGive')}
    </Button>
  );
  return (
    <tr>
      <th scope="row">
        <Data>{name}</Data>
      </th>
      <td>
        <Data>{post}</Data>
      </td>
      <td>{t(STANDING[pin], { time })}</td>
      <td className="end">
        {pin === 'set' ? (
          <Popconfirm
            title={t('staffPinResetTitle', { name })}
            description={<p className="revoke">{t('staffPinResetText')}</p>}
            okText={t('staffPinReset')}
            okButtonProps={{ danger: true }}
            cancelText={t('staffPinKeep')}
            placement="left"
            onConfirm={clear}
          >
            {button()}
          </Popconfirm>
        ) : (
          button(clear)
        )}
      </td>
    </tr>
  );
}

/** The one moment in which the code can be read. */
function MadeCode({ name, code, validUntil }: Made): ReactNode {
  const { view, now, t } = useDesk();
  const time = whenText(validUntil, now, view.utcOffsetMinutes);
  return (
    <div className="made" role="status">
      <p>
        <b>{t('staffPinMade', { name })}</b> {t('staffPinMadeText', { time })}
      </p>
      <p className="code num">{code.replace(/^(\d{4})/, '$1 ')}</p>
    </div>
  );
}
