import { z } from 'zod';
import { PIN_HASH } from '../identity/pin-hash.ts';

/** What a person signs on with (工号密码), as the hall and its counters know it: by its hash alone. `id` is the person's. */
export const StaffPin = z.object({
  id: z.string(),
  hash: z.string().max(300).regex(PIN_HASH).nullable(),
  /** Counts its changes: a sign-on says which one was proved. */
  revision: z.number().int().min(1),
  /** ms, by the hall's clock; null while there is none. */
  setAt: z.number().nullable(),
  /** 一次性码 of the desk: whoever has it sets the next one. Hashed likewise. */
  code: z.object({ id: z.string().max(64), hash: z.string().max(300).regex(PIN_HASH), until: z.number() }).nullable(),
});
export type StaffPin = z.infer<typeof StaffPin>;

/** Shorter ones are soon tried through; longer ones nobody types. */
export const PIN_DIGITS = /^\d{6,12}$/;

/**
 * What it takes to sign on as somebody. `none`: nothing. `set`: the PIN. `code`: a new PIN, set with the code of the desk.
 * `needs-code`: the same, and the desk has to give a code first.
 */
export const PinStanding = z.enum(['none', 'set', 'code', 'needs-code']);
export type PinStanding = z.infer<typeof PinStanding>;

export function pinStanding(
  rule: 'required' | 'own-choice' | undefined,
  pin: StaffPin | undefined,
  now: number,
): PinStanding {
  if (pin?.hash != null) return 'set';
  if (pin?.code) return now <= pin.code.until ? 'code' : 'needs-code';
  return rule === 'required' ? 'needs-code' : 'none';
}

/** The first ones anybody tries: one digit, or digits in a row. */
export function isGuessable(pin: string): boolean {
  const steps = new Set([...pin.slice(1)].map((digit, i) => Number(digit) - Number(pin[i])));
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0]!);
}
