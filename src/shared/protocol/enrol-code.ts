/**
 * The code a keeper carries from the desk to a new station, e.g. `K7QM-2XWD` or, where the hall is reached over TLS,
 * `K7QM-2XWD-3FHA-9PQX-BN5T-LC2E`: eight letters the hall knows once, then the fingerprint of the hall's own key. The
 * station compares the fingerprint before it says anything, and says the first part only to that key.
 */
export interface EnrolCode {
  /** What the hall is told. */
  readonly secret: string;
  /** The fingerprint as `fingerprint` writes it; null when the code has none. */
  readonly fingerprint: string | null;
}

const GROUP = 4;
const SECRET_GROUPS = 2;
/**
 * 80 bits: the key is to be found to which a long-lived fingerprint belongs, not one within the code's day. Sixty could
 * be searched by somebody who rents machines.
 */
const FINGERPRINT_BYTES = 10;
/** Thirty-two that nobody mistakes for each other, so that each carries five bits. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Spaces and letter case do not count. */
export function readEnrolCode(text: string): EnrolCode {
  const groups = text.replace(/\s/g, '').toUpperCase().split('-');
  const rest = groups.slice(SECRET_GROUPS).join('-');
  return { secret: groups.slice(0, SECRET_GROUPS).join('-'), fingerprint: rest === '' ? null : rest };
}

/** The code as it is shown: `secret`, and after it the fingerprint where there is one. */
export function enrolCodeText({ secret, fingerprint }: EnrolCode): string {
  return fingerprint === null ? secret : `${secret}-${fingerprint}`;
}

/** The beginning of a SHA-256 in letters to be typed: `3FHA-9PQX-BN5T-LC2E`. */
export function fingerprint(sha256: Uint8Array): string {
  let bits = 0n;
  for (const byte of sha256.subarray(0, FINGERPRINT_BYTES)) bits = (bits << 8n) | BigInt(byte);
  const letters: string[] = [];
  for (let n = 0; n < (FINGERPRINT_BYTES * 8) / 5; n++) {
    letters.unshift(LETTERS[Number(bits & 31n)]!);
    bits >>= 5n;
  }
  return letters.join('').replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
}
