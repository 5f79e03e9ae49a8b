import type { AnyContractRouter } from '@orpc/contract';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Refusal } from '../../shared/intent/decision.ts';
import { type Client, connect, type LineState, ServiceAway, type ServiceName } from './connect.ts';

/** The service behind this page, typed by its contract: `useService<StationContract>()`. */
export function useService<C extends AnyContractRouter>(service: ServiceName = 'station'): Client<C> {
  return connect<C>(service).client;
}

export interface Watched<V> {
  /** The last view heard; kept on screen while the service is away. Null before the first. */
  readonly view: V | null;
  /** `up` only when the view comes from the line of the moment. */
  readonly connection: LineState;
}

/**
 * Follows a `watch` procedure: `useWatch((s: Client<StationContract>) => s.dispenser.watch())`.
 * Subscribes again on a new line, and when `key` changes (what the selected procedure depends on); a new key drops the old view.
 */
export function useWatch<S extends object, V>(
  select: (service: S) => Promise<AsyncIterator<V, unknown, unknown>>,
  options: { readonly service?: ServiceName; readonly key?: string } = {},
): Watched<V> {
  const connection = connect<AnyContractRouter>(options.service);
  const key = options.key ?? '';
  const generation = useSyncExternalStore(connection.subscribe, connection.generation);
  const line = useSyncExternalStore(connection.subscribe, connection.state);
  const [heard, setHeard] = useState<{ view: V; generation: number; key: string } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const selecting = useRef(select);
  selecting.current = select;

  useEffect(() => {
    void attempt; // one more attempt is one more subscription
    if (line !== 'up') return;
    let stopped = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let iterator: AsyncIterator<V, unknown, unknown> | undefined;
    const follow = async (): Promise<void> => {
      try {
        iterator = await selecting.current(connection.client as unknown as S);
        while (!stopped) {
          const next = await iterator.next();
          if (stopped || next.done) break;
          setHeard({ view: next.value, generation, key });
        }
      } catch {
        // The line went away (a new one starts this again), or the service failed: ask once more.
      }
      if (stopped) await iterator?.return?.().catch(() => undefined);
      else retry = setTimeout(() => setAttempt((n) => n + 1), 1_000);
    };
    void follow();
    return () => {
      stopped = true;
      clearTimeout(retry);
      void iterator?.return?.().catch(() => undefined);
    };
  }, [connection, generation, line, key, attempt]);

  const view = heard && heard.key === key ? heard.view : null;
  if (!view) return { view: null, connection: line === 'restarting' ? 'restarting' : 'starting' };
  return { view, connection: line === 'up' && heard?.generation === generation ? 'up' : 'restarting' };
}

/**
 * The hall's time (ms since 1970), ticking every `stepMs` on from the view's `hallTime`.
 * Counted with the machine's steady clock: a wrong or changed time of day on this machine does not matter.
 */
export function useHallClock(hallTime: number, stepMs = 1_000): number {
  const base = useRef({ hallTime, at: performance.now() });
  if (base.current.hallTime !== hallTime) base.current = { hallTime, at: performance.now() };
  const now = (): number => base.current.hallTime + (performance.now() - base.current.at);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return now();
}

/**
 * Why a press came to nothing. `away`: it was not sent, pressing again is safe.
 * `no-answer`: it was sent and the service went away; it may have been done. `failed`: the service broke over it.
 */
export type Trouble = (
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'away' | 'no-answer' | 'failed' }
) & {
  /** The press it belongs to: the `what` given to `run`. */
  readonly what: string;
};

type AnyOutcome = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

export interface Act {
  /**
   * Calls a procedure unless one is already under way (then the press is ignored).
   * Gives what it answered, or null when refused, failed or ignored; the reason then stands in `trouble`.
   */
  run<O extends AnyOutcome>(what: string, call: () => Promise<O>): Promise<Extract<O, { ok: true }> | null>;
  /** What is under way: the `what` given to `run`, so that the pressed button can show it. */
  readonly pending: string | null;
  /** Words for it: `troubleText` in trouble.ts. */
  readonly trouble: Trouble | null;
  dismiss(): void;
}

export function useAct(): Act {
  const busy = useRef(false);
  const [pending, setPending] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = useCallback<Act['run']>(async (what, call) => {
    if (busy.current) return null;
    busy.current = true;
    setPending(what);
    setTrouble(null);
    try {
      const outcome = await call();
      if (outcome.ok) return outcome as Extract<typeof outcome, { ok: true }>;
      setTrouble({ kind: 'refused', refusal: outcome.refusal, what });
    } catch (error) {
      setTrouble({ kind: error instanceof ServiceAway ? 'away' : isAbort(error) ? 'no-answer' : 'failed', what });
    } finally {
      busy.current = false;
      setPending(null);
    }
    return null;
  }, []);
  const dismiss = useCallback(() => setTrouble(null), []);
  return { run, pending, trouble, dismiss };
}

/** A line that closes rejects what was under way as aborted. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
