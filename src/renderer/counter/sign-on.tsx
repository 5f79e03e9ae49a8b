import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { Data } from '../ui/staff/data.tsx';
import { useCounter } from './context.ts';
import { TroubleAt } from './trouble.tsx';

/** From this many people on a name is found faster by typing. */
const MANY = 12;

/** 上岗: the clerk chooses their own name. */
export function SignOn(): ReactNode {
  const { view, act, pending, t } = useCounter();
  const [wanted, setWanted] = useState('');
  const { staff } = view;
  const shown = staff.filter((person) => person.name.includes(wanted.trim()));
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
              disabled={pending !== null}
              onClick={() => void act('sign-on', person.id, (s) => s.counter.signOn({ clerkId: person.id }))}
            >
              <Data className="name">{person.name}</Data>
              <Data className="sub small">{person.post}</Data>
              <span className="tag act">{t('signOn')}</span>
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}
