import { randomBytes, randomInt } from 'node:crypto';
import { hashPin } from '../../pin/pin.ts';
import type { Refusal } from '../../shared/intent/decision.ts';
import type { Authority } from '../authority/authority.ts';

const CODE_VALID_MS = 24 * 3_600_000;

/**
 * 重设工号密码: the person's PIN counts no more, and a code is made, told here once, with which they set the next one. Only
 * its hash is kept and travels to counters.
 */
export async function newPinCode(
  authority: Authority,
  staffId: string,
): Promise<{ ok: true; code: string; validUntil: number } | { ok: false; refusal: Refusal }> {
  const code = String(randomInt(100_000_000)).padStart(8, '0');
  const validUntil = authority.now() + CODE_VALID_MS;
  const body = {
    staffId,
    codeId: randomBytes(12).toString('base64url'),
    codeHash: await hashPin(code),
    until: validUntil,
  };
  const refusal = await authority.own('staff.clearPin', body, { kind: 'keeper', id: 'desk' });
  return refusal ? { ok: false, refusal } : { ok: true, code, validUntil };
}
