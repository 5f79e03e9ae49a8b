import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type DeskKey, deskMessages } from '../../shared/messages/desk.ts';
import { useMessages } from '../ui/locale.tsx';

/** The keeper's code opens the desk. The hall answers with a cookie, which the page's next connection carries. */
export function Login(): ReactNode {
  const t = useMessages(deskMessages);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<DeskKey | null>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || code.trim() === '') return;
    setBusy(true);
    setWrong(null);
    const result = await postCode(code.trim());
    if (result === null) return location.reload();
    setWrong(result);
    setBusy(false);
  };

  return (
    <main className="login">
      <form onSubmit={submit}>
        <h1>{t('loginTitle')}</h1>
        <label htmlFor="keeper-code" className="sub">
          {t('loginHint')}
        </label>
        <Input.Password
          id="keeper-code"
          value={code}
          onChange={(event) => {
            setCode(event.target.value);
            setWrong(null);
          }}
          placeholder={t('code')}
          autoComplete="current-password"
          inputMode="numeric"
          maxLength={40}
          size="large"
          ref={focusOnAppear}
        />
        {wrong && (
          <p className="trouble" role="alert">
            {t(wrong)}
          </p>
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={busy} disabled={code.trim() === ''}>
          {t('login')}
        </Button>
      </form>
    </main>
  );
}

/** Null when the door is open; otherwise why not. */
async function postCode(code: string): Promise<DeskKey | null> {
  try {
    const response = await fetch('login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    if (response.ok) return null;
    if (response.status === 429) return 'loginTooMany';
    return response.status === 400 || response.status === 401 ? 'loginWrong' : 'loginAway';
  } catch {
    return 'loginAway';
  }
}

function focusOnAppear(field: InputRef | null): void {
  field?.focus();
}
