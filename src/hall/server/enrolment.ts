import { createPublicKey, randomInt, verify } from 'node:crypto';
import type { RecordBody } from '../../shared/intent/records.ts';
import { enrolCodeText, fingerprint, readEnrolCode } from '../../shared/protocol/enrol-code.ts';
import type { FromStation, LinkRole, RefusedReason } from '../../shared/protocol/link.ts';
import { proofText } from '../../shared/protocol/link.ts';
import { sha256 } from '../authority/chain.ts';
import type { EnrolledStation, HallStore, StationRow } from '../store/types.ts';
import { knownPins } from './tls/identity.ts';

type Hello = Extract<FromStation, { t: 'hello' }>;
export type Admission =
  /** `byCode`: it brought a code that was good, and is in whatever was before. */
  | { readonly ok: true; readonly row: StationRow; readonly byCode: boolean }
  | { readonly ok: false; readonly reason: RefusedReason; readonly detail?: string };

/** Against what a station's hello is held. */
export interface Admitting {
  readonly nonce: string;
  readonly hallId: string;
  /** `plain`, or the pin of the key the hall showed. */
  readonly channel: string;
  /** The station in the hall's records; undefined before its first enrolment. */
  readonly record: RecordBody<'station'> | undefined;
  /** Number of its last line the hall has. */
  readonly lastSeq: number;
}

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

  /**
   * A station proves itself with its key; a new one brings a code, and its key is kept from then on. A code is also
   * needed for a role or a window it was not enrolled for, and after it was put out.
   */
  async admit(hello: Hello, at: Admitting): Promise<Admission> {
    const { record } = at;
    if (!signatureValid(hello, proofText(at.nonce, at.hallId, hello.station, at.channel)))
      return { ok: false, reason: 'signature-wrong' };
    const known = await this.#store.station(hello.station); // another server process may have enrolled it
    const out = record?.revoked === true;
    if (out && hello.enrolCode === null) return { ok: false, reason: 'revoked' };
    if (known && known.publicKey !== hello.publicKey) return { ok: false, reason: 'key-unknown' };
    const now = this.#clock();
    // A key that was enrolled for one role or window does not open another.
    const more = known?.roles.length ? hello.roles.some((role) => !known.roles.includes(role)) : false;
    const moved = record?.windowId !== undefined && hello.window !== null && record.windowId !== hello.window;
    // What it did at the window it leaves must have been handed in from there.
    if (moved && hello.lastSeq > at.lastSeq)
      return { ok: false, reason: 'window-not-enrolled', detail: `lines of ${record.windowId} first` };
    const needed = !known || more || moved || out;
    if (needed) {
      if (hello.enrolCode === null) return { ok: false, reason: whyCode(known !== null, more) };
      // Who acts for a window says for which.
      if (hello.window === null && record?.windowId === undefined && hello.roles.some(isAtWindow))
        return { ok: false, reason: 'malformed', detail: 'window' };
      if (!(await this.#store.redeemCode(codeHash(hello.enrolCode), now)))
        return { ok: false, reason: out ? 'revoked' : 'code-not-valid' };
    }
    const station = {
      id: hello.station,
      name: hello.name,
      roles: hello.roles,
      publicKey: hello.publicKey,
      enrolledAt: known?.enrolledAt ?? now,
      version: hello.version,
    };
    await this.#store.saveStation(station);
    const row = known ? { ...known, ...station } : newRow(station);
    this.stations.set(row.id, row);
    return { ok: true, row, byCode: needed };
  }
}

/** A station nothing was heard of yet. */
export function newRow(station: EnrolledStation): StationRow {
  return { ...station, lastSeq: 0, lastHash: '', server: '', since: 0, seenAt: station.enrolledAt, report: null };
}

function isAtWindow(role: LinkRole): boolean {
  return role === 'counter' || role === 'pad';
}

function whyCode(known: boolean, more: boolean): RefusedReason {
  if (!known) return 'not-enrolled';
  return more ? 'roles-not-enrolled' : 'window-not-enrolled';
}

function signatureValid(hello: Hello, text: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(hello.publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, Buffer.from(hello.signature, 'base64'));
  } catch {
    return false; // not a key at all
  }
}
