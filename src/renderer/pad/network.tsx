import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { connect } from '../ui/connect.ts';
import { Away, PadPage } from './page.tsx';
import { Pairing } from './pairing.tsx';
import { askSession, type Session } from './session.ts';

const AGAIN_MS = 2_000;
/** A cable that was pulled does not end a socket: whether the station is there is asked. */
const BEAT_MS = 1_500;

/**
 * The pad in a plain browser: a tablet at a window, let in by the station that serves the page. A tablet that is not
 * paired, or is not any more, asks for the code; whatever else is amiss passes, and the page waits for it.
 */
export function NetworkPad(): ReactNode {
  const [session, setSession] = useState<Session | null>(null);
  const paired = session?.paired === true;

  const ask = useCallback(async () => {
    const answer = await askSession();
    if (answer) setSession(answer);
    return answer;
  }, []);

  useEffect(() => {
    if (session) return;
    void ask();
    const timer = setInterval(() => void ask(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [session, ask]);

  useEffect(() => {
    if (!paired) return;
    let asking = false;
    const line = connect('station');
    const beat = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      const answer = await askSession();
      asking = false;
      if (!answer && line.state() === 'up') line.drop();
      // The pairing was ended. A new page, so that nothing goes on dialling.
      if (answer?.paired === false) location.reload();
    };
    const timer = setInterval(() => void beat(), BEAT_MS);
    const stop = line.subscribe(() => {
      if (line.state() === 'restarting') void beat();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [paired]);

  useEffect(keepAwake, []);

  if (!session) return <Away />;
  return session.paired ? <PadPage /> : <Pairing place={session} onPaired={() => void ask()} />;
}

/** A tablet at a window must not go dark. Where the browser has no such wish, its settings must say so. */
function keepAwake(): () => void {
  const wish = (): void => {
    if (document.visibilityState === 'visible') void navigator.wakeLock?.request('screen').catch(() => undefined);
  };
  wish();
  document.addEventListener('visibilitychange', wish);
  return () => document.removeEventListener('visibilitychange', wish);
}
