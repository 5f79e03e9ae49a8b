import { describe, expect, it } from 'vitest';
import { CIVIL, JOBS, MINUTE, World } from '../../../../tests/support/world.ts';
import type { Decision } from '../../intent/decision.ts';
import { lineFor, pickNext } from '../policy.ts';
import { serviceUnderWay } from './common.ts';

const take = (world: World, windowId: string, ticketId: string, number: string, offline = false) =>
  world.do('ticket.take', { windowId, ticketId, number, reason: '输号', offline });

describe('a refusal names what its words speak of', () => {
  it.each<[string, (world: World) => Decision, object]>([
    [
      'next at a window the hall has not',
      (world) => world.do('ticket.next', { windowId: 'window-99' }),
      { code: 'unknown-window', params: { window: 'window-99' } },
    ],
    [
      'take at a window the hall has not',
      (world) => take(world, 'window-99', 't', 'A001'),
      { code: 'unknown-window', params: { window: 'window-99' } },
    ],
    [
      'a number nobody can read',
      (world) => {
        world.open('window-1');
        return take(world, 'window-1', 't', 'ABC');
      },
      { code: 'number-mistyped', params: { number: 'ABC' } },
    ],
    [
      'a number of no queue',
      (world) => {
        world.open('window-1');
        return take(world, 'window-1', 't', 'Z900', true);
      },
      { code: 'unknown-ticket', params: { number: 'Z900' } },
    ],
    [
      'a number nobody holds',
      (world) => {
        world.open('window-1');
        return take(world, 'window-1', 't', 'a99');
      },
      { code: 'unknown-ticket', params: { number: 'A099' } },
    ],
    [
      'one that another window has',
      (world) => {
        const { id, number } = world.called('window-1');
        world.open('window-2');
        return take(world, 'window-2', id, number);
      },
      { code: 'ticket-elsewhere', params: { number: 'A001' } },
    ],
    [
      'one that another window serves',
      (world) => {
        const { id, number } = world.called('window-1');
        world.must('ticket.start', { windowId: 'window-1', ticketId: id, serviceId: 's' });
        world.open('window-2');
        return take(world, 'window-2', id, number);
      },
      { code: 'ticket-elsewhere', params: { number: 'A001' } },
    ],
    [
      'one this window does not serve',
      (world) => {
        const { id, number } = world.waiting({ queueId: CIVIL });
        world.open('window-4');
        return take(world, 'window-4', id, number);
      },
      { code: 'window-cannot-serve', params: { number: 'B001' } },
    ],
    [
      'a recall of one being served',
      (world) => {
        const ticketId = world.called().id;
        world.must('ticket.start', { windowId: 'window-1', ticketId, serviceId: 's' });
        return world.do('ticket.recall', { windowId: 'window-1', ticketId });
      },
      { code: 'ticket-over', params: { number: 'A001' } },
    ],
    [
      'a call too many',
      (world) => {
        const body = { windowId: 'window-1', ticketId: world.called().id };
        for (let call = 1; call < world.config.rules.maxCalls; call++) world.must('ticket.recall', body);
        return world.do('ticket.recall', body);
      },
      { code: 'called-too-often', params: { number: 'A001', times: 3 } },
    ],
    [
      'one being served did not come',
      (world) => {
        const ticketId = world.called().id;
        world.must('ticket.start', { windowId: 'window-1', ticketId, serviceId: 's' });
        return world.do('ticket.miss', { windowId: 'window-1', ticketId });
      },
      { code: 'ticket-over', params: { number: 'A001' } },
    ],
    [
      'back into the line from the line',
      (world) => world.do('ticket.restore', { ticketId: world.waiting().id }),
      { code: 'ticket-over', params: { number: 'A001' } },
    ],
    [
      'started at another window',
      (world) => {
        const ticketId = world.called('window-1').id;
        world.open('window-2');
        return world.do('ticket.start', { windowId: 'window-2', ticketId, serviceId: 's' });
      },
      { code: 'not-at-this-window', params: { number: 'A001' } },
    ],
    [
      'started at a window the hall has not',
      (world) =>
        world.do('ticket.start', { windowId: 'window-99', ticketId: world.called('window-1').id, serviceId: 's' }),
      { code: 'unknown-window', params: { window: 'window-99' } },
    ],
    [
      'sent to a queue the hall has not',
      (world) => {
        const body = { windowId: 'window-1', ticketId: world.called().id, toWindowId: null, reason: '改派' };
        return world.do('ticket.transfer', { ...body, toQueueId: 'queue-x' });
      },
      { code: 'unknown-queue', params: { queue: 'queue-x' } },
    ],
    [
      'sent to a window the hall has not',
      (world) => {
        const body = { windowId: 'window-1', ticketId: world.called().id, toQueueId: null, reason: '改派' };
        return world.do('ticket.transfer', { ...body, toWindowId: 'window-99' });
      },
      { code: 'unknown-window', params: { window: 'window-99' } },
    ],
    [
      'duty at a window the hall has not',
      (world) => world.do('window.resume', { windowId: 'window-99' }),
      { code: 'unknown-window', params: { window: 'window-99' } },
    ],
  ])('%s', (_, act, refusal) => {
    expect(act(new World())).toEqual({ ok: false, refusal });
  });
});

describe('two windows that were cut off took one ticket', () => {
  it('it stays at the first when the second, unheard, had taken another', () => {
    const world = new World();
    const ticket = world.called('window-2');
    const other = world.waiting();
    world.open('window-1');
    expect(take(world, 'window-1', ticket.id, ticket.number, true).ok).toBe(true);
    expect(take(world, 'window-1', other.id, other.number, true).ok).toBe(true);
    expect(world.ticket(ticket.id)).toMatchObject({ status: 'called', windowId: 'window-2', calls: 1 });
    expect(world.window('window-2')?.ticketId).toBe(ticket.id);
    expect(world.window('window-1')?.ticketId).toBe(other.id);
  });

  it('each has its own service under way, and of two at one window the newer', () => {
    const world = new World();
    const { id: ticketId, number } = world.called('window-1');
    const start = (windowId: string, serviceId: string) =>
      world.must('ticket.start', { windowId, ticketId, serviceId });
    const underWay = (windowId: string) => serviceUnderWay(world.state, world.ticket(ticketId), windowId)?.id;
    start('window-1', 's1');
    world.must('ticket.suspend', { windowId: 'window-1', ticketId, reason: '等材料' });
    world.pass(5);
    expect(take(world, 'window-1', ticketId, number).ok).toBe(true);
    expect(underWay('window-1')).toBeUndefined(); // called again, and not begun
    start('window-1', 's2');
    expect(underWay('window-1')).toBe('s2');
    world.open('window-2');
    expect(take(world, 'window-2', ticketId, number, true).ok).toBe(true);
    start('window-2', 's3');
    expect([underWay('window-1'), underWay('window-2')]).toEqual(['s2', 's3']);
    const another = world.waiting({ queueId: JOBS });
    expect(serviceUnderWay(world.state, another, 'window-1')).toBeUndefined();
    // An older one that was heard of later is still the older one.
    const s1 = world.service('s1')!;
    world.state.apply([{ type: 'service', id: 's0', body: { ...s1, id: 's0', startedAt: s1.startedAt - MINUTE } }]);
    expect(underWay('window-1')).toBe('s2');
  });
});

it('of two from the same moment the smaller id is first, in whatever order they were heard of', () => {
  for (const ids of [
    ['ta', 'tb'],
    ['tb', 'ta'],
  ]) {
    const world = new World();
    for (const ticketId of ids) world.waiting({ ticketId });
    const window = world.config.windows.find(({ id }) => id === 'window-1')!;
    expect(lineFor(world.state, window, world.day).map(({ ticket }) => ticket.id)).toEqual(['ta', 'tb']);
    expect(pickNext(world.state, window, world.day)?.ticket.id).toBe('ta');
  }
});
