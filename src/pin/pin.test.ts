import { beforeAll, expect, test } from 'vitest';
import { hashPin, isPin } from './pin.ts';
import { PinGate } from './pin-gate.ts';

let pinHash: string;
beforeAll(async () => {
  pinHash = await hashPin('314159');
});

test('a PIN is known by its hash only', async () => {
  expect(pinHash).not.toContain('314159');
  expect(await isPin('314159', pinHash)).toBe(true);
  expect(await isPin('314158', pinHash)).toBe(false);
  expect(await isPin('', pinHash)).toBe(false);
  expect(await hashPin('314159')).not.toBe(pinHash);
});

test('a short PIN, or one the keypad cannot type, is refused when it is set', async () => {
  await expect(hashPin('12345')).rejects.toThrow('digits');
  await expect(hashPin('geheim1')).rejects.toThrow('digits');
});

test.each(['', '314159', 'scrypt$1$1$1$$', 'scrypt$3$8$1$AAAA$AAAA', 'scrypt$32768$8$1$AAAA$AAAA'])(
  'a damaged hash %j lets nobody out',
  async (damaged) => {
    expect(await isPin('314159', damaged)).toBe(false);
    expect(await isPin('', damaged)).toBe(false);
  },
);

test('each wrong PIN makes the next wait longer, up to a minute, and nothing is judged meanwhile', async () => {
  let now = 0;
  const gate = new PinGate(() => now);
  const waits: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const verdict = await gate.judge('000000', pinHash);
    if (verdict.verdict !== 'wrong') throw new Error(verdict.verdict);
    waits.push(verdict.waitMs);
    // Even the right one, too early, is answered like a wrong one.
    expect(await gate.judge('314159', pinHash)).toEqual({ verdict: 'wrong', waitMs: verdict.waitMs });
    now += verdict.waitMs;
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  expect(await gate.judge('314159', pinHash)).toEqual({ verdict: 'right' });
});

test('two at once: one is judged', async () => {
  const gate = new PinGate(() => 0);
  const verdicts = await Promise.all([gate.judge('000000', pinHash), gate.judge('314159', pinHash)]);
  expect(verdicts.map((each) => each.verdict)).toEqual(['wrong', 'wrong']);
});

test('without a PIN nobody is let out', async () => {
  expect(await new PinGate().judge('314159', null)).toEqual({ verdict: 'unset' });
});
