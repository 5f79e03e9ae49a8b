import { z } from 'zod';
import { accept, kind, put, refuse } from '../intent/decision.ts';
import type { StateReader } from '../intent/state.ts';
import { type PinStanding, pinStanding, StaffPin } from './types.ts';

const PinHash = StaffPin.shape.hash.unwrap();

export function standingOf(state: StateReader, staffId: string, now: number): PinStanding {
  return pinStanding(state.config().rules.staffPin, state.get('staffPin', staffId), now);
}

function isStaff(state: StateReader, id: string): boolean {
  return state.config().staff?.some((person) => person.id === id) === true;
}

/**
 * 设工号密码: a person sets their own, at a counter that has seen the one before, or the code of the desk. `revision`: of the
 * one it takes the place of, 0 for none. Of two that were set while counters were cut off the first the hall hears counts;
 * one that the desk has cleared meanwhile is not set.
 */
export const setPin = kind({
  version: 1,
  body: z.object({
    staffId: z.string(),
    hash: PinHash,
    revision: z.number().int().min(0),
    /** The code that was typed, by its id; null where none was needed. */
    codeId: z.string().max(64).nullable(),
  }),
  decide(body, state, context) {
    const { staffId, hash, revision, codeId } = body;
    if (context.actor.kind !== 'clerk' || context.actor.id !== staffId || !isStaff(state, staffId))
      return refuse('not-allowed', { kind: 'staff.setPin' });
    const before = state.get('staffPin', staffId);
    if (revision !== (before?.revision ?? 0)) return refuse('pin-changed');
    const standing = standingOf(state, staffId, context.now);
    if (standing === 'needs-code' || (standing === 'code' && codeId !== before?.code?.id))
      return refuse('pin-needs-code');
    return accept(put('staffPin', { id: staffId, hash, revision: revision + 1, setAt: context.now, code: null }));
  },
});

/** 重设 at the desk: the PIN counts no more, and the next one is set with this code. */
export const clearPin = kind({
  version: 1,
  body: z.object({ staffId: z.string(), codeId: z.string().max(64), codeHash: PinHash, until: z.number() }),
  decide({ staffId, codeId, codeHash, until }, state) {
    if (!isStaff(state, staffId)) return refuse('not-allowed', { kind: 'staff.clearPin' });
    const revision = (state.get('staffPin', staffId)?.revision ?? 0) + 1;
    const code = { id: codeId, hash: codeHash, until };
    return accept(put('staffPin', { id: staffId, hash: null, revision, setAt: null, code }));
  },
});
