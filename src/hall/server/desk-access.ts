import { randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HallStore } from '../store/types.ts';

const COOKIE = 'onewindow-desk';
const SETTING = 'keeper-code';
const SESSION_MS = 12 * 3_600_000;
const TRIES = 5;
const TRIES_WINDOW_MS = 60_000;

/** Who may see the desk: whoever knows the keeper's code. The code is kept only as a salted hash. */
export class DeskAccess {
  readonly #clock: () => number;
  readonly #sessions = new Map<string, number>();
  readonly #failures: number[] = [];
  #stored: { salt: string; hash: string };

  private constructor(stored: { salt: string; hash: string }, clock: () => number) {
    this.#stored = stored;
    this.#clock = clock;
  }

  /** `fresh`: the code just made, to be told once to the person who started the hall; null when there was one already. */
  static async open(
    store: HallStore,
    options: { renew: boolean; clock: () => number },
  ): Promise<{ access: DeskAccess; fresh: string | null }> {
    const read = (text: string) => new DeskAccess(JSON.parse(text) as { salt: string; hash: string }, options.clock);
    const known = options.renew ? null : await store.getSetting(SETTING);
    if (known !== null) return { access: read(known), fresh: null };
    const fresh = String(randomInt(100_000_000)).padStart(8, '0');
    const salt = randomBytes(16).toString('base64');
    const made = JSON.stringify({ salt, hash: hashed(fresh, salt) });
    if (options.renew) await store.setSetting(SETTING, made);
    // Of two servers that start together on an empty database only one makes the code.
    const stands = options.renew ? made : await store.settleSetting(SETTING, made);
    return { access: read(stands), fresh: stands === made ? fresh : null };
  }

  /** The session's cookie, or why there is none. */
  login(code: string): { ok: true; cookie: string } | { ok: false; status: 401 | 429 } {
    const now = this.#clock();
    while (this.#failures.length > 0 && this.#failures[0]! < now - TRIES_WINDOW_MS) this.#failures.shift();
    if (this.#failures.length >= TRIES) return { ok: false, status: 429 };
    const given = Buffer.from(hashed(code.replace(/\s/g, ''), this.#stored.salt), 'base64');
    if (!timingSafeEqual(given, Buffer.from(this.#stored.hash, 'base64'))) {
      this.#failures.push(now);
      return { ok: false, status: 401 };
    }
    const token = randomBytes(32).toString('base64url');
    this.#sessions.set(token, now + SESSION_MS);
    return { ok: true, cookie: `${COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${SESSION_MS / 1000}` };
  }

  isKeeper(request: IncomingMessage): boolean {
    const token = /(?:^|;\s*)onewindow-desk=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
    const until = token === undefined ? undefined : this.#sessions.get(token);
    return until !== undefined && until > this.#clock();
  }
}

function hashed(code: string, salt: string): string {
  return scryptSync(code, Buffer.from(salt, 'base64'), 32).toString('base64');
}
