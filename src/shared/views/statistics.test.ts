import { expect, it } from 'vitest';
import { JOBS, World } from '../../../tests/support/world.ts';
import { dayStatistics } from './statistics.ts';

it('a day counts each ticket once, in its queue and in the hall, and averages what was waited and served', () => {
  const world = new World();
  world.open('window-1');
  const served = world.waiting();
  world.waiting();
  world.waiting({ queueId: 'queue-civil-affairs' });
  world.pass(10);
  world.must('ticket.next', { windowId: 'window-1' });
  world.must('ticket.start', { windowId: 'window-1', ticketId: served.id, serviceId: 's1' });
  world.pass(4);
  world.must('ticket.finish', { windowId: 'window-1', ticketId: served.id, serviceId: 's1' });
  world.must('evaluation.submit', {
    evaluationId: 'e1',
    serviceId: 's1',
    level: 4,
    reasons: [],
    text: '',
    channel: '4',
  });
  const { tickets, queues, averageServiceMs, ratings } = dayStatistics(world.state, world.day);
  expect(tickets).toEqual({
    ...{ issued: 3, waiting: 2, serving: 0, finished: 1, missed: 0, voided: 0 },
    averageWaitMs: 600_000,
  });
  expect(queues.find(({ id }) => id === JOBS)).toMatchObject({ issued: 2, waiting: 1, finished: 1 });
  expect(queues.find(({ id }) => id === 'queue-civil-affairs')).toMatchObject({ issued: 1, averageWaitMs: 0 });
  expect(averageServiceMs).toBe(240_000);
  expect(ratings).toEqual({ levels: [0, 1, 0, 0, 0], notRated: 0 });
});

it('another day is not counted', () => {
  const world = new World();
  world.waiting();
  expect(dayStatistics(world.state, '2026-03-01').tickets.issued).toBe(0);
});
