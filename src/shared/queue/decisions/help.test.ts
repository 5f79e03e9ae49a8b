import { expect, it } from 'vitest';
import { outcome, World } from '../../../../tests/support/world.ts';

it('a call for help is open until somebody answers it', () => {
  const world = new World();
  world.must('help.call', { helpId: 'h1', place: '1 号取号机' });
  expect(world.state.get('help', 'h1')).toMatchObject({
    status: 'open',
    place: '1 号取号机',
    stationId: 'dispenser-1',
    at: world.now,
  });
  world.must('help.answer', { helpId: 'h1' });
  expect(world.state.get('help', 'h1')?.status).toBe('answered');
});

it('an answer to nothing is refused', () => {
  expect(outcome(new World().do('help.answer', { helpId: 'x' }))).toBe('malformed');
});
