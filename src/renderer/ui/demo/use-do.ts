import { useCallback } from 'react';
import { useAct } from '../service.ts';

export interface Do {
  /** Calls a procedure that answers nothing, unless another is under way. */
  run(what: string, call: () => Promise<unknown>): void;
  readonly pending: string | null;
  /** The last call did not come through. */
  readonly failed: boolean;
}

/** For the demo's own pages, whose calls either come through or do not: there is nothing to refuse. */
export function useDo(): Do {
  const act = useAct();
  const { run: start } = act;
  const run = useCallback(
    (what: string, call: () => Promise<unknown>) => {
      void start(what, async () => {
        await call();
        return { ok: true as const };
      });
    },
    [start],
  );
  return { run, pending: act.pending, failed: act.trouble !== null };
}
