import { RPCHandler } from '@orpc/server/ws';
import { type BrowserContext, hallRouter } from '../desk-api/router.ts';
import { openApi } from '../open-api/http.ts';
import type { ApiTokens } from '../open-api/tokens.ts';
import type { DeskAccess } from './desk-access.ts';
import type { HallService } from './service.ts';

/** One hall that is open, with what its doors need. */
export interface OpenHall {
  readonly hall: HallService;
  readonly access: DeskAccess;
  readonly rpc: RPCHandler<BrowserContext>;
  readonly api: ReturnType<typeof openApi>;
}

export function openHall(parts: { hall: HallService; access: DeskAccess; tokens: ApiTokens }): OpenHall {
  const { hall, access, tokens } = parts;
  return { hall, access, rpc: new RPCHandler(hallRouter(hall, tokens)), api: openApi(hall, tokens) };
}

/** Somebody is inside a hall; it stays open at least until they leave. */
export interface Visit extends OpenHall {
  leave(): void;
}

/** The halls behind one door. */
export interface Halls {
  /** By name, or the only one there is for null. Null when there is no such hall; rejects when it cannot be opened now. */
  enter(id: string | null): Promise<Visit | null>;
  close(): Promise<void>;
}

/** A server for one hall: it goes by no name and by its own. */
export function oneHall(open: OpenHall): Halls {
  const visit = { ...open, leave: () => undefined };
  return {
    enter: async (id) => (id === null || id === open.hall.authority.state.config().id ? visit : null),
    close: () => open.hall.close(),
  };
}

/** Nobody was inside for so long: the hall is closed and its memory given back. It opens again for the next who comes. */
const IDLE_MS = 5 * 60_000;

interface Kept {
  readonly open: Promise<OpenHall | null>;
  inside: number;
  closing: NodeJS.Timeout | undefined;
}

/** All halls of a database: each is opened when its first station or browser comes, and closed when it lay idle. */
export class ManyHalls implements Halls {
  readonly #ids: () => Promise<readonly string[]>;
  readonly #open: (id: string) => Promise<OpenHall | null>;
  readonly #idleMs: number;
  readonly #kept = new Map<string, Kept>();

  /** `open` resolves with null for a hall that is not set up yet. */
  constructor(options: {
    ids: () => Promise<readonly string[]>;
    open: (id: string) => Promise<OpenHall | null>;
    idleMs?: number;
  }) {
    this.#ids = options.ids;
    this.#open = options.open;
    this.#idleMs = options.idleMs ?? IDLE_MS;
  }

  /** Halls that are open now. */
  get openNow(): readonly string[] {
    return [...this.#kept.keys()];
  }

  async enter(id: string | null): Promise<Visit | null> {
    const name = id === null || !this.#kept.has(id) ? await this.#find(id) : id;
    if (name === null) return null;
    const kept = this.#keep(name);
    clearTimeout(kept.closing);
    kept.inside++;
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      if (--kept.inside === 0) this.#closeLater(name, kept);
    };
    try {
      const open = await kept.open;
      if (open) return { ...open, leave };
      this.#forget(name, kept);
      return null;
    } catch (error) {
      this.#forget(name, kept);
      throw error;
    }
  }

  async close(): Promise<void> {
    const all = [...this.#kept.values()];
    this.#kept.clear();
    for (const kept of all) {
      clearTimeout(kept.closing);
      await (await kept.open.catch(() => null))?.hall.close();
    }
  }

  async #find(id: string | null): Promise<string | null> {
    const ids = await this.#ids();
    if (id === null) return ids.length === 1 ? ids[0]! : null;
    return ids.includes(id) ? id : null;
  }

  #keep(id: string): Kept {
    const known = this.#kept.get(id);
    if (known) return known;
    const kept: Kept = { open: this.#open(id), inside: 0, closing: undefined };
    this.#kept.set(id, kept);
    return kept;
  }

  #forget(id: string, kept: Kept): void {
    if (this.#kept.get(id) === kept) this.#kept.delete(id);
  }

  #closeLater(id: string, kept: Kept): void {
    kept.closing = setTimeout(() => {
      this.#forget(id, kept);
      void kept.open.then((open) => open?.hall.close());
    }, this.#idleMs);
    kept.closing.unref();
  }
}
