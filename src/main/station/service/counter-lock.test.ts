import { expect, it } from 'vitest';
import type { PinStanding } from '../../../shared/staff/types.ts';
import type { StationCore } from './core.ts';
import type { Counter } from './counter.ts';
import { CounterLock } from './counter-lock.ts';
import type { StaffPins } from './staff-pins.ts';

const MINUTE = 60_000;

function counter(counterLockMinutes?: number) {
  const now = { uptime: 0, standing: 'set' as PinStanding, clerk: { id: 'staff-chen', name: '陈静' } as object | null };
  const core = {
    known: true,
    runtime: { uptime: () => now.uptime },
    state: { config: () => ({ rules: { counterLockMinutes } }) },
    changes: { changed: () => undefined },
    link: { online: false },
  } as unknown as StationCore;
  const pins = {
    standing: () => now.standing,
    prove: async (_id: string, pin: string) =>
      pin === 'right' ? { ok: true, revision: 1 } : { ok: false, refusal: { code: 'pin-wrong' } },
  } as unknown as StaffPins;
  const lock = new CounterLock(core, { window: () => ({ clerk: now.clerk }) } as unknown as Counter, pins);
  const pass = (minutes: number) => {
    now.uptime += minutes * MINUTE;
    lock.tick();
    return lock.locked;
  };
  return { lock, now, pass };
}

it('a counter nobody touches locks itself, and each touch begins the time anew; ten minutes where the hall’s file says nothing', async () => {
  const { lock, pass } = counter();
  await lock.unlock('right');
  expect([pass(9), pass(0.9)]).toEqual([false, false]);
  lock.touch();
  expect([pass(9.9), pass(0.1)]).toEqual([false, true]);
  lock.touch(); // whoever touches it now has proved nothing
  expect(lock.locked).toBe(true);
  expect([await lock.unlock('wrong'), lock.locked]).toMatchObject([{ ok: false }, true]);
  expect([await lock.unlock('right'), lock.locked, pass(9.9)]).toMatchObject([{ ok: true }, false, false]);
});

it('as long as the hall’s file says, and never with 0', async () => {
  const [three, never] = [counter(3), counter(0)];
  for (const { lock } of [three, never]) await lock.unlock('right');
  expect([three.pass(2.9), three.pass(0.1), never.pass(1000)]).toEqual([false, true, false]);
  expect([never.lock.lock().ok, never.lock.locked]).toEqual([true, true]); // by hand all the same
});

it('begins locked under the name of somebody who has a PIN, and is nobody’s hindrance without one', () => {
  const { lock, now, pass } = counter();
  expect(lock.locked).toBe(true);
  now.standing = 'none';
  expect([lock.locked, pass(1000), lock.lock().ok]).toEqual([false, false, false]);
  lock.touch();
  now.standing = 'set'; // set just now, by the one who is at it
  expect([lock.locked, pass(0)]).toEqual([false, false]);
  now.clerk = null;
  expect([pass(1000), lock.lock().ok]).toEqual([false, false]);
});

it('a PIN that the desk cleared opens nothing: the lock stays until a new one is set', () => {
  const { lock, now } = counter();
  lock.lock();
  for (const standing of ['code', 'needs-code'] as const) {
    now.standing = standing;
    expect(lock.locked).toBe(true);
  }
});
