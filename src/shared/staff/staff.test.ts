import { describe, expect, it } from 'vitest';
import { World } from '../../../tests/support/world.ts';
import { sampleHall } from '../catalogue/sample/hall.ts';
import type { BodyOf } from '../intent/registry.ts';
import { standingOf } from './decisions.ts';
import { isGuessable, PIN_DIGITS } from './types.ts';

const CHEN = 'staff-chen';
const hash = (n: number) => `scrypt$2$8$1$AAAA$${String(n).padStart(4, 'A')}`;
const HOUR = 3_600_000;
const at = (id: string) => ({ station: 'counter-1', actor: { kind: 'clerk', id } as const });
const DESK = { station: 'hall', actor: { kind: 'keeper', id: 'desk' } as const };

function hall(staffPin?: 'required' | 'own-choice') {
  const { staffPin: _, ...rules } = sampleHall.rules;
  const world = new World({ ...sampleHall, rules: staffPin ? { ...rules, staffPin } : rules });
  const body = (over: Partial<BodyOf<'staff.setPin'>> = {}) => ({
    staffId: CHEN,
    hash: hash(1),
    revision: 0,
    codeId: null,
    ...over,
  });
  return {
    world,
    standing: () => standingOf(world.state, CHEN, world.now),
    pin: () => world.state.get('staffPin', CHEN),
    set: (over: Partial<BodyOf<'staff.setPin'>> = {}, actor = CHEN) => {
      const decision = world.do('staff.setPin', body(over), at(actor));
      return decision.ok ? null : decision.refusal.code;
    },
    clear: (codeId = 'code-1') =>
      world.must('staff.clearPin', { staffId: CHEN, codeId, codeHash: hash(9), until: world.now + 24 * HOUR }, DESK),
    open: (pin: number | null | undefined, by: 'hall' | 'station' = 'hall') => {
      const clerk = { id: CHEN, name: '陈静' };
      const said = pin === undefined ? {} : { pin };
      const decision = world.ask('window.open', { windowId: 'window-1', clerk, ...said }, { ...at(CHEN), by });
      return decision.ok ? null : decision.refusal.code;
    },
  };
}

describe('a staff PIN', () => {
  it('is set by its person alone, and from then on counts; what is kept is its hash', () => {
    const { set, pin, standing, world } = hall();
    expect(standing()).toBe('none');
    expect(set({}, 'staff-lin')).toBe('not-allowed');
    expect(
      world.ask('staff.setPin', { staffId: 'nobody', hash: hash(1), revision: 0, codeId: null }, at('nobody')),
    ).toMatchObject({
      refusal: { code: 'not-allowed' },
    });
    expect(set({ hash: '314159' })).toBe('malformed');
    expect(set()).toBeNull();
    expect(standing()).toBe('set');
    expect(pin()).toEqual({ id: CHEN, hash: hash(1), revision: 1, setAt: world.now, code: null });
  });

  it('is changed on top of the one that was proved: of two set while cut off the first to be heard counts', () => {
    const { set, pin } = hall();
    set();
    expect(set({ hash: hash(2), revision: 1 })).toBeNull();
    expect(set({ hash: hash(3), revision: 1 })).toBe('pin-changed');
    expect(pin()?.hash).toBe(hash(2));
  });

  it('that the desk cleared counts no more, and the next one needs the code, in time and once', () => {
    const { set, clear, standing, world, pin } = hall();
    set();
    clear();
    expect([standing(), pin()?.hash]).toEqual(['code', null]);
    expect(set({ hash: hash(2), revision: 1 })).toBe('pin-changed'); // set at a counter that had not heard of it
    expect(set({ hash: hash(2), revision: 2 })).toBe('pin-needs-code');
    expect(set({ hash: hash(2), revision: 2, codeId: 'other' })).toBe('pin-needs-code');
    world.now += 24 * HOUR + 1;
    expect(standing()).toBe('needs-code'); // also where nobody has to have one
    expect(set({ hash: hash(2), revision: 2, codeId: 'code-1' })).toBe('pin-needs-code');
    clear('code-2');
    expect(set({ hash: hash(2), revision: 3, codeId: 'code-2' })).toBeNull();
    expect([standing(), pin()?.code]).toEqual(['set', null]);
  });

  it('is cleared by the hall alone', () => {
    const { world } = hall();
    const body = { staffId: CHEN, codeId: 'c', codeHash: hash(9), until: world.now };
    world.must('station.enrol', { stationId: 'counter-1', name: '1', roles: ['counter'], numbered: true }, DESK);
    expect(world.ask('staff.clearPin', body, at(CHEN))).toMatchObject({ refusal: { code: 'not-allowed' } });
  });

  it('is needed by everybody where the hall says so, and the first is set with a code of the desk', () => {
    const { set, clear, standing } = hall('required');
    expect([standing(), set()]).toEqual(['needs-code', 'pin-needs-code']);
    clear();
    expect(set({ revision: 1, codeId: 'code-1' })).toBeNull();
    expect(hall('own-choice').standing()).toBe('none');
  });

  it('of a guessable kind is known as such', () => {
    expect(['000000', '123456', '987654'].map(isGuessable)).toEqual([true, true, true]);
    expect(['314159', '121212', '123457'].map(isGuessable)).toEqual([false, false, false]);
    expect(['12345', '1234567890123', '12345a'].some((pin) => PIN_DIGITS.test(pin))).toBe(false);
  });
});

describe('signing on', () => {
  it('says which PIN was proved; a program that knows of none is refused where one is needed, and the hall takes over what a counter proved', () => {
    const { open, set } = hall();
    expect([open(undefined), open(null)]).toEqual([null, null]);
    set();
    for (const by of ['hall', 'station'] as const) expect(open(undefined, by)).toBe('pin-needed');
    expect(open(1)).toBeNull();
    expect(open(null)).toBeNull(); // signed on at a counter that was cut off before it was set
    expect(hall('required').open(undefined)).toBe('pin-needed');
  });
});
