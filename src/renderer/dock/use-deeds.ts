import { useCallback, useState } from 'react';

/**
 * Calls that come through or do not. Unlike a form's, none waits for another: keys may be pressed as fast as fingers
 * are, on two windows at once, and a press that was left out would be a device that lies.
 */
export function useDeeds(): { run(call: () => Promise<unknown>): void; failed: boolean } {
  const [failed, setFailed] = useState(false);
  const run = useCallback((call: () => Promise<unknown>) => {
    call().then(
      () => setFailed(false),
      () => setFailed(true),
    );
  }, []);
  return { run, failed };
}
