import { createPublicKey, randomInt, verify } from 'node:crypto';
import { enrolCodeText, fingerprint, readEnrolCode } from '../../shared/protocol/enrol-code.ts';
import type { FromStation, RefusedReason } from '../../shared/protocol/link.ts';
import { proofText } from '../../shared/protocol/link.ts';
import { sha256 } from '../authority/chain.ts';
import type { HallStore, StationRow } from '../store/types.ts';
import { knownPins } from './tls/identity.ts';

type Hello = Extract<FromStation, { t: 'hello' }>;
export type Admission =
  | { readonly ok: true; readonly row: StationRow }
  | { readonly ok: false; readonly reason: RefusedReason };

const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_VALID_MS = 24 * 3_600_000;

/**
 * Makes a code that enrols one station (or, for a demo, any number), e.g. `K7QM-2XWD`. Where the hall has a key for TLS
 * its fingerprint follows, so that the station knows the hall before it says the code.
 */
export async function newEnrolCode(
  store: HallStore,
  now: number,
  reusable = false,
): Promise<{ code: string; validUntil: number }> {
  const letters = Array.from({ length: 8 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
  const secret = `${letters.slice(0, 4)}-${letters.slice(4)}`;
  const validUntil = now + CODE_VALID_MS;
  await store.addCode({ hash: codeHash(secret), validUntil, reusable });
  const pin = (await knownPins(store))[0];
  const known = pin === undefined ? null : fingerprint(Buffer.from(pin, 'base64url'));
  return { code: enrolCodeText({ secret, fingerprint: known }), validUntil };
}

function codeHash(code: string): string {
  return sha256(`onewindow-enrol ${readEnrolCode(code).secret}`);
}

/** Who knows which stations belong to the hall. */
export class Enrolment {
  readonly #store: HallStore;
  readonly #clock: () => number;
  readonly stations = new Map<string, StationRow>();

  constructor(store: HallStore, rows: readonly StationRow[], clock: () => number) {
    this.#store = store;
    this.#clock = clock;
    for (const row of rows) this.stations.set(row.id, row);
  }

  /** A station proves itself with its key; a new one brings a code, and its key is kept from then on. */
  async admit(hello: Hello, nonce: string, hallId: string, channel: string): Promise<Admission> {
    if (!signatureValid(hello, proofText(nonce, hallId, hello.station, channel)))
      return { ok: false, reason: 'signature-wrong' };
    const known = await this.#store.station(hello.station); // another server process may have enrolled it
    if (known?.revoked) return { ok: false, reason: 'revoked' };
    if (known && known.publicKey !== hello.publicKey) return { ok: false, reason: 'key-unknown' };
    const now = this.#clock();
    // A key that was enrolled for one role does not open another.
    const more = known?.roles.length ? hello.roles.some((role) => !known.roles.includes(role)) : false;
    if (!known || more) {
      if (hello.enrolCode === null) return { ok: false, reason: known ? 'roles-not-enrolled' : 'not-enrolled' };
      if (!(await this.#store.redeemCode(codeHash(hello.enrolCode), now)))
        return { ok: false, reason: 'code-not-valid' };
    }
    const row: StationRow = {
      id: hello.station,
      name: hello.name,
      roles: hello.roles,
      publicKey: hello.publicKey,
      lastSeq: 0,
      lastHash: '',
      revoked: false,
      enrolledAt: known?.enrolledAt ?? now,
      seenAt: now,
      version: hello.version,
    };
    await this.#store.saveStation(row);
    this.stations.set(row.id, row);
    return { ok: true, row };
  }
}

function signatureValid(hello: Hello, text: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(hello.publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, Buffer.from(hello.signature, 'base64'));
  } catch {
    return false; // not a key at all
  }
}
