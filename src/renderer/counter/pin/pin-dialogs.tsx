import type { ReactNode } from 'react';
import type { PinStanding } from '../../../shared/staff/types.ts';
import { Ask } from '../ask.tsx';
import { useCounter } from '../context.ts';
import { PinFields } from './pin-fields.tsx';
import { usePinForm } from './use-pin-form.ts';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly pin: PinStanding;
}

/** 上岗 as somebody who has a PIN, or who has to set one first. */
export function SignOnDialog({ person, onClose }: { person: Person; onClose: () => void }): ReactNode {
  const { act, t } = useCounter();
  const setting = person.pin === 'code';
  const form = usePinForm(person.pin, setting);
  const { id: clerkId, name } = person;
  return (
    <Ask
      title={t(setting ? 'pinSetTitle' : 'pinTitle', { name })}
      hint={setting ? t('pinSetHint') : t('pinHint')}
      confirm={t(setting ? 'pinSetAndSignOn' : 'signOn')}
      ready={form.ready}
      onClose={onClose}
      onConfirm={async () => {
        const { pin, proof } = form;
        const done = await act('dialog', clerkId, async (s) => {
          const set = setting ? await s.counter.setPin({ clerkId, pin, proof }) : null;
          return set && !set.ok ? set : s.counter.signOn({ clerkId, pin });
        });
        if (!done) form.again();
        return done;
      }}
    >
      <PinFields {...form} onChange={form.change} />
      {form.complaint && <p role="alert">{form.complaint}</p>}
    </Ask>
  );
}

/** 工号密码 of the person who is signed on. */
export function OwnPinDialog({ person, onClose }: { person: Person; onClose: () => void }): ReactNode {
  const { act, t } = useCounter();
  const form = usePinForm(person.pin, true);
  return (
    <Ask
      title={t('pinSetTitle', { name: person.name })}
      hint={t(person.pin === 'code' ? 'pinSetHint' : 'pinOwnHint')}
      confirm={t('pinSet')}
      ready={form.ready}
      onClose={onClose}
      onConfirm={async () => {
        const { pin, proof } = form;
        const done = await act('dialog', 'pin', (s) => s.counter.setPin({ clerkId: person.id, pin, proof }));
        if (!done) form.again();
        return done;
      }}
    >
      <PinFields {...form} onChange={form.change} />
      {form.complaint && <p role="alert">{form.complaint}</p>}
    </Ask>
  );
}
