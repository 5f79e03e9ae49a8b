import { randomBytes } from 'node:crypto';
import { uuidv7 } from '../shared/identity/uuid.ts';

/** What the hall takes from the world around it: time and chance. Tests bring their own. */
export interface HallRuntime {
  /** The hall's clock, ms since 1970. */
  now(): number;
  newId(): string;
  /** Runs something after what is under way; what arrives meanwhile is gathered. */
  later(run: () => void): void;
  /** Runs again and again; the returned function stops it. */
  every(ms: number, run: () => void): () => void;
}

export function systemRuntime(now: () => number): HallRuntime {
  return {
    now,
    newId: () => uuidv7(Date.now(), randomBytes(10)),
    later: setImmediate,
    every(ms, run) {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
  };
}
