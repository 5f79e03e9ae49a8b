import { randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ApiScope } from '../../shared/protocol/open-contract.ts';
import { sha256 } from '../authority/chain.ts';
import type { HallStore } from '../store/types.ts';

const PREFIX = 'api-token:';

/** What the hall keeps of a token: never the token. */
const Kept = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(ApiScope),
  hash: z.string(),
  createdAt: z.number(),
  revokedAt: z.number().nullable(),
});
type Kept = z.infer<typeof Kept>;
export type ApiTokenRow = Omit<Kept, 'hash'>;

/**
 * Who may ask the hall over its open interface. A token is `ow1.ID.SECRET`; only the SHA-256 of its 32 random bytes is
 * kept. Read from the store at every request, so that one taken back at any server ends at all of them at once.
 */
export class ApiTokens {
  readonly #store: HallStore;
  readonly #clock: () => number;

  constructor(store: HallStore, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Makes a token and tells it this once. */
  async make(name: string, scopes: readonly ApiScope[]): Promise<{ id: string; token: string }> {
    const id = randomBytes(4).toString('hex');
    const secret = randomBytes(32).toString('base64url');
    const kept: Kept = {
      id,
      name,
      scopes: [...scopes],
      hash: sha256(secret),
      createdAt: this.#clock(),
      revokedAt: null,
    };
    await this.#store.setSetting(PREFIX + id, JSON.stringify(kept));
    return { id, token: `ow1.${id}.${secret}` };
  }

  /** What the bearer of an `Authorization` header may read; null when there is no valid token in it. */
  async scopesOf(authorization: string | undefined): Promise<readonly ApiScope[] | null> {
    const [, id, secret] = /^Bearer ow1\.([0-9a-f]{8})\.([\w-]{43})$/i.exec(authorization ?? '') ?? [];
    if (id === undefined || secret === undefined) return null;
    const text = await this.#store.getSetting(PREFIX + id.toLowerCase());
    if (text === null) return null;
    const kept = read(text);
    const fits = timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(kept.hash));
    return fits && kept.revokedAt === null ? kept.scopes : null;
  }

  /** All there ever were, the newest first. */
  async list(): Promise<ApiTokenRow[]> {
    const rows = (await this.#store.settingsUnder(PREFIX)).map(read);
    return rows.map(({ hash: _, ...row }) => row).sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Takes a token back; false when there is none with this id. */
  async revoke(id: string): Promise<boolean> {
    const text = await this.#store.getSetting(PREFIX + id);
    if (text === null) return false;
    const kept = read(text);
    await this.#store.setSetting(PREFIX + id, JSON.stringify({ ...kept, revokedAt: kept.revokedAt ?? this.#clock() }));
    return true;
  }
}

function read(text: string): Kept {
  return Kept.parse(JSON.parse(text));
}
