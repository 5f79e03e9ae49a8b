import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useDesk } from './context.ts';

/** Leaves the desk on this machine: the hall takes the session's cookie back, and the code is asked for again. */
export function SignOut(): ReactNode {
  const { live, t } = useDesk();
  const [failed, setFailed] = useState(false);
  const leave = async (): Promise<void> => {
    const done = await fetch('logout', { method: 'POST' }).then(
      (response) => response.ok,
      () => false,
    );
    if (done) location.reload();
    else setFailed(true);
  };
  return (
    <>
      {failed && (
        <span className="trouble" role="alert">
          {t('logoutFailed')}
        </span>
      )}
      <Button disabled={!live} onClick={() => void leave()}>
        {t('logout')}
      </Button>
    </>
  );
}
