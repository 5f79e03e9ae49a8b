import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { Data } from '../ui/staff/data.tsx';
import { useCounter } from './context.ts';
import { SignOnDialog } from './pin/pin-dialogs.tsx';
import { TroubleAt } from './trouble.tsx';

/** From this many people on a name is found faster by typing. */
const MANY = 12;

/** 上岗: the clerk chooses their own name, and proves it with the PIN where there is one. */
export function SignOn(): ReactNode {
  const { view, act, pending, t } = useCounter();
  const [wanted, setWanted] = useState('');
  const [proving, setProving] = useState<string | null>(null);
  const { staff } = view;
  const shown = staff.filter((person) => person.name.includes(wanted.trim()));
  const prover = staff.find(({ id, pin }) => id === proving && pin !== 'none' && pin !== 'needs-code');
  if (staff.length === 0) {
    return (
      <main className="sign-on">
        <h2>{t('noStaff')}</h2>
        <p className="sub">{t('noStaffHint')}</p>
      </main>
    );
  }
  return (
    <main className="sign-on">
      <h2>{t('signOnTitle', { number: view.window.number })}</h2>
      <p className="sub">{t('signOnHint')}</p>
      {staff.length >= MANY && (
        <Input
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          placeholder={t('findStaff')}
          aria-label={t('findStaff')}
          allowClear
        />
      )}
      <TroubleAt place="sign-on" />
      {shown.length === 0 && <p className="sub">{t('noSuchStaff')}</p>}
      <ul className="staff">
        {shown.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className="plain person"
              disabled={pending !== null || person.pin === 'needs-code'}
              onClick={() => {
                if (person.pin !== 'none') setProving(person.id);
                else void act('sign-on', person.id, (s) => s.counter.signOn({ clerkId: person.id }));
              }}
            >
              <Data className="name">{person.name}</Data>
              <Data className="sub small">{person.post}</Data>
              {person.pin === 'needs-code' ? (
                <span className="tag warn">{t('pinNeedsCodeTag')}</span>
              ) : (
                <span className="tag act">{t(person.pin === 'code' ? 'pinFirst' : 'signOn')}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {shown.some(({ pin }) => pin === 'needs-code') && <p className="sub">{t('pinNeedsCode')}</p>}
      {prover && <SignOnDialog person={prover} onClose={() => setProving(null)} />}
    </main>
  );
}
