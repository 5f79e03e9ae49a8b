import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../../../shared/intent/decision.ts';
import type { Pairing } from '../../../shared/pad/types.ts';
import type { CounterView } from '../../../shared/protocol/counter-view.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import type { StationCore } from '../service/core.ts';

/** The clerk shows a code and a colleague types it: minutes, not hours. */
const CODE_MS = 5 * 60_000;
/** A million codes, this many guesses at one. */
const WRONG_TRIES = 5;
/** Browsers keep a cookie no longer; each visit begins it anew. */
const COOKIE_SECONDS = 400 * 86_400;
/** Sent over TLS to this very host and port alone, at every path, to no script (RFC 6265bis, 4.1.3.2). */
const COOKIE = '__Host-onewindow-pad';

interface Code {
  readonly text: string;
  readonly until: number;
  wrong: number;
}

/** Where the door stands, for the counter's screen. */
export type DoorState =
  | { readonly state: 'closed'; readonly why: 'opening' | 'port-busy' | 'certificate' | 'not-possible' }
  | { readonly state: 'open'; readonly url: string; readonly fingerprint: string };

export type Redeemed =
  | { readonly ok: true; readonly cookie: string }
  | { readonly ok: false; readonly why: 'wrong' | 'full' | 'not-now' };

/**
 * Tablets that are this window's pad over the network: a code shown at the counter lets one in, a token on it says from
 * then on which it is. Of the token the hall's records have the hash alone.
 */
export class PadPairings {
  door: DoorState = { state: 'closed', why: 'opening' };
  readonly #core: StationCore;
  readonly #windowId: string;
  readonly #actor: Actor;
  readonly #station: string;
  #code: Code | null = null;
  #cancelCode: () => void = () => undefined;
  /** Pads that are connected now, with the way to end their connection. */
  readonly #live = new Map<string, () => void>();
  readonly #stop = new AbortController();

  constructor(options: { core: StationCore; windowId: string; station: string }) {
    this.#core = options.core;
    this.#windowId = options.windowId;
    this.#station = options.station;
    this.#actor = { kind: 'station', id: options.station };
    void this.#endThoseGone();
  }

  close(): void {
    this.#cancelCode();
    this.#stop.abort();
  }

  setDoor(door: DoorState): void {
    this.door = door;
    this.#core.changes.changed();
  }

  view(): NonNullable<CounterView['pads']> {
    const { door } = this;
    return {
      url: door.state === 'open' ? door.url : null,
      fingerprint: door.state === 'open' ? door.fingerprint : null,
      trouble: door.state === 'closed' ? door.why : null,
      code: this.#code && { text: this.#code.text, until: this.#code.until },
      list: this.#mine().map(({ id, pairedAt }) => ({ padId: id, pairedAt, connected: this.#live.has(id) })),
    };
  }

  #mine(): Pairing[] {
    if (!this.#core.known) return [];
    return [...this.#core.state.all('pairing')]
      .filter((each) => each.stationId === this.#station && each.windowId === this.#windowId)
      .sort((a, b) => a.pairedAt - b.pairedAt);
  }

  /** A new code; the one before opens nothing any more. */
  newCode(): Outcome {
    if (!this.#core.known) return { ok: false, refusal: { code: 'malformed' } };
    const text = String(randomInt(1_000_000)).padStart(6, '0');
    this.#setCode({ text, until: this.#core.now() + CODE_MS, wrong: 0 });
    this.#cancelCode = this.#core.runtime.after(CODE_MS, () => this.#setCode(null));
    return this.#done();
  }

  dropCode(): Outcome {
    this.#setCode(null);
    return this.#done();
  }

  #setCode(code: Code | null): void {
    this.#cancelCode();
    this.#code = code;
    this.#core.changes.changed();
  }

  #done(): Outcome {
    return { ok: true, offline: !this.#core.link.online };
  }

  end(padId: string): Outcome {
    return this.#core.act('pad.end', { padId, windowId: this.#windowId }, this.#actor);
  }

  /** A tablet says a code. The pairing is in the journal before its token is given. */
  redeem(given: string): Redeemed {
    const code = this.#code;
    if (!code || !this.#core.known) return { ok: false, why: 'wrong' };
    if (!same(given, code.text)) {
      code.wrong++;
      if (code.wrong >= WRONG_TRIES) this.#setCode(null);
      return { ok: false, why: 'wrong' };
    }
    const padId = this.#core.runtime.newId();
    const token = randomBytes(32).toString('base64url');
    const outcome = this.#core.act(
      'pad.pair',
      { padId, windowId: this.#windowId, tokenHash: hashOf(token) },
      this.#actor,
    );
    if (!outcome.ok) return { ok: false, why: outcome.refusal.code === 'too-many-pads' ? 'full' : 'not-now' };
    this.#setCode(null);
    return { ok: true, cookie: cookieOf(`${padId}.${token}`) };
  }

  /** Whose pad it is who sent these cookies; null when it is none of this window. */
  known(cookies: string | undefined): string | null {
    const value = valueIn(cookies);
    if (value === null || !this.#core.known) return null;
    const dot = value.indexOf('.');
    const pairing = this.#core.state.get('pairing', value.slice(0, dot));
    if (!pairing || pairing.stationId !== this.#station || pairing.windowId !== this.#windowId) return null;
    return same(hashOf(value.slice(dot + 1)), pairing.tokenHash) ? pairing.id : null;
  }

  /** The same cookie for another long time. */
  renewed(cookies: string | undefined): string | null {
    const value = valueIn(cookies);
    return value === null ? null : cookieOf(value);
  }

  /** A pad is connected. Of two with one token the newer one counts. Returns what to do when it has gone. */
  join(padId: string, hangUp: () => void): () => void {
    this.#live.get(padId)?.();
    this.#live.set(padId, hangUp);
    this.#core.changes.changed();
    return () => {
      if (this.#live.get(padId) !== hangUp) return;
      this.#live.delete(padId);
      this.#core.changes.changed();
    };
  }

  /** A pairing that was ended here or at the desk ends its connection too. */
  async #endThoseGone(): Promise<void> {
    const ids = () => ({ ids: this.#mine().map(({ id }) => id) });
    for await (const mine of this.#core.changes.views(ids, this.#stop.signal, JSON.stringify)) {
      if (!this.#core.known) continue;
      for (const [padId, hangUp] of [...this.#live]) if (!mine.ids.includes(padId)) hangUp();
    }
  }
}

function cookieOf(value: string): string {
  return `${COOKIE}=${value}; HttpOnly; Secure; SameSite=Strict; Path=/; Max-Age=${COOKIE_SECONDS}`;
}

function valueIn(cookies: string | undefined): string | null {
  return /(?:^|;\s*)__Host-onewindow-pad=([\w-]{1,64}\.[\w-]{43})(?:;|$)/.exec(cookies ?? '')?.[1] ?? null;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
