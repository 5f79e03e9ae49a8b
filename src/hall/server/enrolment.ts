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
  /**
   * `byCode`: it brought a code that was good, and is in whatever was before. `replaces`: it is another machine, which
   * goes on after this line of the one before it; null when it is not.
   */
  | { readonly ok: true; readonly row: StationRow; readonly byCode: boolean; readonly replaces: number | null }
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
 * its fingerprint follows, so that the station knows the hall before it says the code. `replaces`: it is good for this
 * station alone, and lets another machine in under its name.
 */
export async function newEnrolCode(
  store: HallStore,
  now: number,
  { reusable = false, replaces = null }: { reusable?: boolean; replaces?: string | null } = {},
): Promise<{ code: string; validUntil: number }> {
  const letters = Array.from({ length: 8 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
  const secret = `${letters.slice(0, 4)}-${letters.slice(4)}`;
  const validUntil = now + CODE_VALID_MS;
  const hash = replaces === null ? codeHash(secret) : replacementHash(replaces, secret);
  await store.addCode({ hash, validUntil, reusable });
  const pin = (await knownPins(store))[0];
  const known = pin === undefined ? null : fingerprint(Buffer.from(pin, 'base64url'));
  return { code: enrolCodeText({ secret, fingerprint: known }), validUntil };
}

function codeHash(code: string): string {
  return sha256(`onewindow-enrol ${readEnrolCode(code).secret}`);
}

/** Of a code that is bound to a station; a line feed is in no name and no code. */
function replacementHash(station: string, code: string): string {
  return sha256(`onewindow-replace ${station}\n${readEnrolCode(code).secret}`);
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
   * needed for a role or a window it was not enrolled for, and after it was put out. Another key needs a code that was
   * made for its name.
   */
  async admit(hello: Hello, at: Admitting): Promise<Admission> {
    const { record } = at;
    if (!signatureValid(hello, proofText(at.nonce, at.hallId, hello.station, at.channel)))
      return { ok: false, reason: 'signature-wrong' };
    const known = await this.#store.station(hello.station); // another server process may have enrolled it
    const out = record?.revoked === true;
    if (out && hello.enrolCode === null) return { ok: false, reason: 'revoked' };
    const isOther = known !== null && known.publicKey !== hello.publicKey;
    if (isOther && hello.enrolCode === null) return { ok: false, reason: 'key-unknown' };
    const now = this.#clock();
    // A key that was enrolled for one role or window does not open another.
    const more = known?.roles.length ? hello.roles.some((role) => !known.roles.includes(role)) : false;
    const moved = record?.windowId !== undefined && hello.window !== null && record.windowId !== hello.window;
    // What it did at the window it leaves must have been handed in from there.
    if (moved && hello.lastSeq > at.lastSeq)
      return { ok: false, reason: 'window-not-enrolled', detail: `lines of ${record.windowId} first` };
    let isNewMachine = false;
    const needed = !known || more || moved || out || isOther;
    if (needed) {
      if (hello.enrolCode === null) return { ok: false, reason: whyCode(known !== null, more) };
      // Who acts for a window says for which.
      if (hello.window === null && record?.windowId === undefined && hello.roles.some(isAtWindow))
        return { ok: false, reason: 'malformed', detail: 'window' };
      const redeemed = !isOther && (await this.#store.redeemCode(codeHash(hello.enrolCode), now));
      // Whoever brings a code made for the name goes on for the machine before it, also when the first try was cut off.
      isNewMachine = !redeemed && (await this.#store.redeemCode(replacementHash(hello.station, hello.enrolCode), now));
      if (!redeemed && !isNewMachine)
        return { ok: false, reason: isOther ? 'key-unknown' : out ? 'revoked' : 'code-not-valid' };
    }
    const station = {
      id: hello.station,
      name: hello.name,
      roles: hello.roles,
      publicKey: hello.publicKey,
      enrolledAt: known?.enrolledAt ?? now,
      version: hello.version,
    };
    // Hundreds come back at once after an outage, and nothing is new of them: no durable write for each.
    if (!known || !isSame(known, station)) await this.#store.saveStation(station);
    const row = known ? { ...known, ...station } : newRow(station);
    this.stations.set(row.id, row);
    return { ok: true, row, byCode: needed, replaces: isNewMachine ? at.lastSeq : null };
  }
}

/** A station nothing was heard of yet. */
export function newRow(station: EnrolledStation): StationRow {
  return { ...station, lastSeq: 0, lastHash: '', server: '', since: 0, seenAt: station.enrolledAt, report: null };
}

function isSame(known: StationRow, said: EnrolledStation): boolean {
  return (
    known.name === said.name &&
    known.version === said.version &&
    known.publicKey === said.publicKey &&
    known.roles.join() === said.roles.join()
  );
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
