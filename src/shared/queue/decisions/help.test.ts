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

it('pressed again and again it is one call, until somebody has answered', () => {
  const world = new World();
  const open = () => [...world.state.all('help')].filter(({ status }) => status === 'open').map(({ id }) => id);
  const press = (helpId: string, place = '1 号取号机') => world.must('help.call', { helpId, place, once: true });
  press('h1');
  world.pass(1);
  press('h2');
  press('h3', '门口');
  expect(open()).toEqual(['h1', 'h3']);
  world.must('help.answer', { helpId: 'h1' });
  press('h4');
  expect(open()).toEqual(['h3', 'h4']);
});

it('an answer to nothing is refused', () => {
  expect(outcome(new World().do('help.answer', { helpId: 'x' }))).toBe('malformed');
});
