import { hashPin } from '../../../pin/pin.ts';
import { PinGate } from '../../../pin/pin-gate.ts';
import type { Refusal, RefusalCode } from '../../../shared/intent/decision.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import { standingOf } from '../../../shared/staff/decisions.ts';
import { isGuessable, PIN_DIGITS, type PinStanding } from '../../../shared/staff/types.ts';
import type { StationCore } from './core.ts';

/** `revision`: of the PIN that was typed; null where none is needed. */
export type Proof =
  | { readonly ok: true; readonly revision: number | null }
  | { readonly ok: false; readonly refusal: Refusal };

/** 工号密码 at a counter: typed here, judged here against what the hall last told, with the hall there or not. */
export class StaffPins {
  readonly #core: StationCore;
  /** One for each person: whoever tries one name over and over waits, and nobody else does. */
  readonly #gates = new Map<string, PinGate>();

  constructor(core: StationCore) {
    this.#core = core;
  }

  standing(staffId: string): PinStanding {
    return standingOf(this.#core.state, staffId, this.#core.now());
  }

  /** Whether this is the person. */
  async prove(staffId: string, pin: string | undefined): Promise<Proof> {
    const standing = this.standing(staffId);
    if (standing === 'none') return { ok: true, revision: null };
    if (standing !== 'set') return no('pin-needs-code');
    if (pin === undefined) return no('pin-needed');
    const record = this.#core.state.get('staffPin', staffId);
    const wrong = await this.#judge(staffId, pin, record?.hash ?? null);
    if (wrong) return wrong;
    // Cleared or changed while it was judged: what was typed proves nothing any more.
    const now = this.#core.state.get('staffPin', staffId);
    return record && now?.revision === record.revision ? { ok: true, revision: record.revision } : no('pin-changed');
  }

  /** Sets the person's own PIN; `proof`: the one before, or the code of the desk, where one of them is needed. */
  async set(staffId: string, pin: string, proof: string | undefined): Promise<Outcome> {
    const core = this.#core;
    if (!core.known) return no('not-allowed');
    if (!PIN_DIGITS.test(pin) || isGuessable(pin)) return no('pin-unfit');
    const standing = this.standing(staffId);
    if (standing === 'needs-code') return no('pin-needs-code');
    const record = core.state.get('staffPin', staffId);
    if (standing !== 'none') {
      const asked = standing === 'set' ? record?.hash : record?.code?.hash;
      if (proof === undefined) return no(standing === 'set' ? 'pin-needed' : 'pin-needs-code');
      const wrong = await this.#judge(staffId, proof, asked ?? null);
      if (wrong) return wrong;
    }
    return core.actContended(
      'staff.setPin',
      {
        staffId,
        hash: await hashPin(pin),
        revision: record?.revision ?? 0,
        codeId: standing === 'code' ? (record?.code?.id ?? null) : null,
      },
      { kind: 'clerk', id: staffId },
    );
  }

  async #judge(staffId: string, typed: string, hash: string | null): Promise<Extract<Outcome, { ok: false }> | null> {
    const gate = this.#gates.get(staffId) ?? new PinGate(() => this.#core.runtime.uptime());
    this.#gates.set(staffId, gate);
    const verdict = await gate.judge(typed, hash);
    if (verdict.verdict === 'right') return null;
    return no('pin-wrong', { seconds: verdict.verdict === 'wrong' ? Math.ceil(verdict.waitMs / 1000) : 0 });
  }
}

function no(code: RefusalCode, params?: Refusal['params']): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: params ? { code, params } : { code } };
}
