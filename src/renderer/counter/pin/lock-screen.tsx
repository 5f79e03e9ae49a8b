import { Button, Modal } from 'antd';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Data } from '../../ui/staff/data.tsx';
import { useCounter } from '../context.ts';
import { SignOn } from '../sign-on.tsx';
import { TroubleAt } from '../trouble.tsx';
import { PinFields } from './pin-fields.tsx';
import { usePinForm } from './use-pin-form.ts';

/** Over everything, dialogs too: they wait below as they are. */
const OVER_ALL = 3000;

/** 锁屏: what stands on the screen is not seen and not lost; it is there again after the PIN. */
export function LockScreen(): ReactNode {
  const { view } = useCounter();
  const [other, setOther] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const { clerk } = view.window;
  return (
    <Modal
      open
      centered
      closable={false}
      footer={null}
      keyboard={false}
      width={other ? '60rem' : '32rem'}
      zIndex={OVER_ALL}
      mask={{ closable: false }}
      rootClassName="lock"
      afterOpenChange={(open) => open && body.current?.querySelector('input')?.focus()}
    >
      <div ref={body}>
        {other ? (
          <>
            <SignOn />
            <Button size="large" onClick={() => setOther(false)}>
              <Back name={clerk?.name ?? ''} />
            </Button>
          </>
        ) : (
          <Unlock onOther={() => setOther(true)} />
        )}
      </div>
    </Modal>
  );
}

function Back({ name }: { name: string }): ReactNode {
  const { t } = useCounter();
  return <>{t('lockBack', { name })}</>;
}

function Unlock({ onOther }: { onOther: () => void }): ReactNode {
  const { view, act, pending, connection, dismiss, t } = useCounter();
  const { clerk } = view.window;
  const standing = view.staff.find(({ id }) => id === clerk?.id)?.pin ?? 'set';
  const setting = standing === 'code';
  const form = usePinForm(standing, setting);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { pin, proof, ready } = form;
    if (!ready || !clerk) return;
    const done = await act('lock', 'unlock', async (s) => {
      const set = setting ? await s.counter.setPin({ clerkId: clerk.id, pin, proof }) : null;
      return set && !set.ok ? set : s.counter.unlock({ pin });
    });
    if (!done) form.again();
  };
  return (
    <form className="ask" onSubmit={submit}>
      <h2>{t('locked')}</h2>
      <p className="sub">
        <Data>{clerk?.name ?? ''}</Data> · {t('window', { number: view.window.number })}
      </p>
      {standing === 'needs-code' ? (
        <p role="alert">{t('pinNeedsCode')}</p>
      ) : (
        <>
          {setting && <p className="sub">{t('pinSetHint')}</p>}
          <PinFields {...form} onChange={form.change} />
          {form.complaint && <p role="alert">{form.complaint}</p>}
        </>
      )}
      <TroubleAt place="lock" />
      <div className="answers">
        <Button
          size="large"
          onClick={() => {
            dismiss();
            onOther();
          }}
        >
          {t('lockOther')}
        </Button>
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          disabled={!form.ready || connection !== 'up'}
          loading={pending !== null}
        >
          {t('unlock')}
        </Button>
      </div>
    </form>
  );
}
