import { expect, it } from 'vitest';
import { outcome, World } from '../../../../tests/support/world.ts';

const HALL = { station: 'hall' };

/** A ticket that two windows called while one of them was cut off. */
function servedTwice(world: World) {
  const ticket = world.called('window-2');
  for (const windowId of ['window-1', 'window-3']) world.open(windowId);
  const body = {
    windowId: 'window-1',
    ticketId: ticket.id,
    number: ticket.number,
    reason: '持号人在窗口前',
    offline: true,
  };
  world.must('ticket.take', body);
  return { id: ticket.id, takeAgain: () => world.must('ticket.take', { ...body, windowId: 'window-3' }) };
}

it('what happened twice is settled once somebody has looked into it, and may happen again', () => {
  const world = new World();
  const { id, takeAgain } = servedTwice(world);
  expect(world.ticket(id).conflict).toBe('served-twice');
  const before = world.ticket(id);
  world.must('ticket.settle', { ticketId: id, conflict: 'served-twice' }, HALL);
  expect(world.ticket(id)).toEqual({ ...before, conflict: 'none' });
  world.must('ticket.settle', { ticketId: id, conflict: 'served-twice' }, HALL); // pressed at two desks
  takeAgain();
  expect(world.ticket(id).conflict).toBe('served-twice');
});

it('what the keeper has not seen stays', () => {
  const world = new World();
  const { id } = servedTwice(world);
  world.must('ticket.settle', { ticketId: id, conflict: 'number-twice' }, HALL);
  expect(world.ticket(id).conflict).toBe('served-twice');
});

it('a ticket that nobody knows is not settled', () => {
  expect(outcome(new World().do('ticket.settle', { ticketId: 'x', conflict: 'served-twice' }, HALL))).toBe(
    'unknown-ticket',
  );
});

it('no station settles what the keeper has to look into', () => {
  const world = new World();
  const { id } = servedTwice(world);
  const body = { ticketId: id, conflict: 'served-twice' } as const;
  expect(outcome(world.do('ticket.settle', body, { station: 'counter-1' }))).toBe('not-allowed');
  expect(world.ticket(id).conflict).toBe('served-twice');
});
