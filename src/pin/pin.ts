import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { PIN_HASH } from '../shared/identity/pin-hash.ts';

/** Written along with each hash, so that it can be raised later. */
const COST = { N: 1 << 15, r: 8, p: 1 } as const;
const HASH_BYTES = 32;
/** A few digits are soon tried through; with fewer than this even the delays would not help. */
const SHORTEST_PIN = 6;

/** @throws when the PIN is too short or not all digits: the keypad has no letters */
export async function hashPin(pin: string): Promise<string> {
  if (!/^\d+$/.test(pin) || pin.length < SHORTEST_PIN) throw new Error(`a PIN has at least ${SHORTEST_PIN} digits`);
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, HASH_BYTES, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** False also for a hash that is not one: a damaged setting lets nobody out. */
export async function isPin(pin: string, pinHash: string): Promise<boolean> {
  const match = PIN_HASH.exec(pinHash);
  if (!match) return false;
  const [, N, r, p, salt = '', hash = ''] = match;
  const wanted = Buffer.from(hash, 'base64');
  try {
    const given = await derive(pin, Buffer.from(salt, 'base64'), wanted.length, {
      N: Number(N),
      r: Number(r),
      p: Number(p),
    });
    return wanted.length >= 16 && timingSafeEqual(given, wanted);
  } catch {
    return false; // a cost this machine refuses
  }
}

function derive(pin: string, salt: Buffer, length: number, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
