import { expect, it } from 'vitest';
import { outcome, World } from '../../../tests/support/world.ts';
import { MOST_PADS } from './types.ts';

const HASH = 'ab'.repeat(32);
const pad = (n: number, windowId = 'window-1') => ({ padId: `p${n}`, windowId, tokenHash: HASH });

it('a tablet is the pad of the window whose code it knew, until somebody ends it', () => {
  const world = new World();
  world.must('pad.pair', pad(1));
  expect(world.state.get('pairing', 'p1')).toMatchObject({
    windowId: 'window-1',
    tokenHash: HASH,
    pairedAt: world.now,
  });
  world.must('pad.end', { padId: 'p1', windowId: 'window-1' });
  expect(world.state.get('pairing', 'p1')).toBeUndefined();
});

it.each([
  ['a window the hall does not have', pad(1, 'window-99'), 'unknown-window'],
  ['a token that is no hash', { ...pad(1), tokenHash: 'secret' }, 'malformed'],
])('a pairing with %s is refused', (_, body, code) => {
  expect(outcome(new World().do('pad.pair', body))).toBe(code);
});

it('nobody takes over a pairing by its id', () => {
  const world = new World();
  world.must('pad.pair', pad(1));
  expect(outcome(world.do('pad.pair', { ...pad(1, 'window-2'), tokenHash: 'cd'.repeat(32) }))).toBe('malformed');
  expect(world.state.get('pairing', 'p1')).toMatchObject({ windowId: 'window-1', tokenHash: HASH });
});

it('a window has few tablets, whatever other windows have', () => {
  const world = new World();
  for (let n = 0; n < MOST_PADS; n++) world.must('pad.pair', pad(n));
  expect(outcome(world.do('pad.pair', pad(9)))).toBe('too-many-pads');
  world.must('pad.pair', pad(9, 'window-2'));
});

it('a pad is ended by its own window, and once', () => {
  const world = new World();
  world.must('pad.pair', pad(1));
  expect(outcome(world.do('pad.end', { padId: 'p1', windowId: 'window-2' }))).toBe('unknown-pad');
  world.must('pad.end', { padId: 'p1', windowId: 'window-1' });
  expect(outcome(world.do('pad.end', { padId: 'p1', windowId: 'window-1' }))).toBe('unknown-pad');
});
