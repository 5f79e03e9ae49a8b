import { createHmac, randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HallStore } from '../store/types.ts';

const COOKIE = 'onewindow-desk';
const SETTING = 'keeper-code';
/** Only in a demo hall is the code itself kept, so that the launcher can show it. */
const DEMO_SETTING = 'demo-keeper-code';
const SESSION_MS = 12 * 3_600_000;
const TRIES = 5;
const TRIES_WINDOW_MS = 60_000;

/** Who may see the desk: whoever knows the keeper's code. The code is kept only as a salted hash. */
export class DeskAccess {
  readonly #clock: () => number;
  readonly #failures: number[] = [];
  #stored: { salt: string; hash: string };

  private constructor(stored: { salt: string; hash: string }, clock: () => number) {
    this.#stored = stored;
    this.#clock = clock;
  }

  /** `fresh`: the code just made, to be told once to the person who started the hall; null when there was one already. */
  static async open(
    store: HallStore,
    options: { renew: boolean; clock: () => number; demo?: boolean },
  ): Promise<{ access: DeskAccess; fresh: string | null }> {
    const read = (text: string) => new DeskAccess(JSON.parse(text) as { salt: string; hash: string }, options.clock);
    const known = options.renew ? null : await store.getSetting(SETTING);
    if (known !== null) {
      return { access: read(known), fresh: options.demo ? await store.getSetting(DEMO_SETTING) : null };
    }
    const fresh = String(randomInt(100_000_000)).padStart(8, '0');
    const salt = randomBytes(16).toString('base64');
    const made = JSON.stringify({ salt, hash: hashed(fresh, salt) });
    if (options.renew) await store.setSetting(SETTING, made);
    // Of two servers that start together on an empty database only one makes the code.
    const stands = options.renew ? made : await store.settleSetting(SETTING, made);
    if (options.demo && stands === made) await store.setSetting(DEMO_SETTING, fresh);
    return { access: read(stands), fresh: stands === made ? fresh : null };
  }

  /** The session's cookie, or why there is none. `secure`: it is never to be sent in plain. `path`: where the hall's pages lie. */
  login(
    code: string,
    { secure, path }: { secure: boolean; path: string },
  ): { ok: true; cookie: string } | { ok: false; status: 401 | 429 } {
    const now = this.#clock();
    while (this.#failures.length > 0 && this.#failures[0]! < now - TRIES_WINDOW_MS) this.#failures.shift();
    if (this.#failures.length >= TRIES) return { ok: false, status: 429 };
    const given = Buffer.from(hashed(code.replace(/\s/g, ''), this.#stored.salt), 'base64');
    if (!timingSafeEqual(given, Buffer.from(this.#stored.hash, 'base64'))) {
      this.#failures.push(now);
      return { ok: false, status: 401 };
    }
    const facts = `${now + SESSION_MS}.${randomBytes(12).toString('base64url')}`;
    return {
      ok: true,
      cookie: `${COOKIE}=${facts}.${this.#seal(facts)}; HttpOnly; SameSite=Strict; Path=${path}; Max-Age=${SESSION_MS / 1000}${secure ? '; Secure' : ''}`,
    };
  }

  /** Takes the cookie out of this browser. Sessions are sealed and not listed: all of them end with a new code. */
  logout({ path }: { path: string }): string {
    return `${COOKIE}=; HttpOnly; SameSite=Strict; Path=${path}; Max-Age=0`;
  }

  isKeeper(request: IncomingMessage): boolean {
    const cookie = /(?:^|;\s*)onewindow-desk=((\d+)\.[\w-]+)\.([\w-]+)/.exec(request.headers.cookie ?? '');
    if (!cookie) return false;
    const [, facts, until, seal] = cookie as unknown as [string, string, string, string];
    const wanted = Buffer.from(this.#seal(facts));
    const given = Buffer.from(seal);
    return given.length === wanted.length && timingSafeEqual(given, wanted) && Number(until) > this.#clock();
  }

  /** Sealed with the hash of the code: holds at every server of the hall and over its restarts, until the code is renewed. */
  #seal(facts: string): string {
    return createHmac('sha256', this.#stored.hash).update(facts).digest('base64url');
  }
}

function hashed(code: string, salt: string): string {
  return scryptSync(code, Buffer.from(salt, 'base64'), 32).toString('base64');
}
