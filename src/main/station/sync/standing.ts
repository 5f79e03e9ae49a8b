import type { LinkTrouble } from '../../../shared/protocol/link.ts';

/**
 * Refusals after which a station states nothing more until the hall lets it in again: its numbers may be on other
 * slips by now, or nobody would ever call them. Others (a program too old, a code) leave its journal and its numbers its own.
 */
const STOPPING: ReadonlySet<string> = new Set<LinkTrouble>(['journal-behind', 'key-unknown', 'other-hall', 'revoked']);

/** Why the hall took this station out of service, kept over restarts; null while it may work. */
export class Standing {
  #stopped: LinkTrouble | null;
  readonly #keep: (stopped: string) => void;

  /** `kept`: what was kept last, null at first. */
  constructor(kept: string | null, keep: (stopped: string) => void) {
    this.#stopped = kept !== null && STOPPING.has(kept) ? (kept as LinkTrouble) : null;
    this.#keep = keep;
  }

  get stopped(): LinkTrouble | null {
    return this.#stopped;
  }

  refused(reason: LinkTrouble): void {
    if (STOPPING.has(reason)) this.#become(reason);
  }

  welcomed(): void {
    this.#become(null);
  }

  #become(stopped: LinkTrouble | null): void {
    if (stopped === this.#stopped) return;
    this.#stopped = stopped;
    this.#keep(stopped ?? '');
  }
}
