import { describe, expect, it } from 'vitest';
import { CIVIL, JOBS, outcome, World } from '../../../../tests/support/world.ts';

const at = (ticketId: string, windowId = 'window-1') => ({ windowId, ticketId });

function serving(world = new World()) {
  const ticket = world.called();
  world.must('ticket.start', { ...at(ticket.id), serviceId: 's1' });
  return { world, ticket };
}

describe('ticket.start', () => {
  it('begins a service of this window and this clerk', () => {
    const { world, ticket } = serving();
    expect(world.ticket(ticket.id)).toMatchObject({ status: 'serving', serviceId: 's1', startedAt: world.now });
    expect(world.service('s1')).toMatchObject({
      ticketId: ticket.id,
      number: 'A001',
      windowId: 'window-1',
      clerk: { id: 'clerk-window-1' },
      rating: 'open',
    });
  });

  it('begins once', () => {
    const { world, ticket } = serving();
    expect(outcome(world.do('ticket.start', { ...at(ticket.id), serviceId: 's2' }))).toBe('window-busy');
  });

  it('of a ticket that is not here is refused', () => {
    const { world } = serving();
    const other = world.waiting();
    expect(outcome(world.do('ticket.start', { ...at(other.id), serviceId: 's2' }))).toBe('not-at-this-window');
  });
});

describe('ticket.finish', () => {
  it('ends the service, frees the window and asks for the rating', () => {
    const { world, ticket } = serving();
    world.pass(7);
    world.must('ticket.finish', { ...at(ticket.id), serviceId: 's1' });
    expect(world.ticket(ticket.id)).toMatchObject({ status: 'finished', finishedAt: world.now });
    expect(world.service('s1')).toMatchObject({ finishedAt: world.now, rating: 'asked' });
    expect(world.window('window-1')?.ticketId).toBeNull();
    expect(world.state.get('queueDay', `${world.day}:${JOBS}`)).toMatchObject({ finished: 1, handlingMs: 7 * 60_000 });
  });

  it('without a start, the service began with the call', () => {
    const world = new World();
    const ticket = world.called();
    const calledAt = world.now;
    world.pass(3);
    world.must('ticket.finish', { ...at(ticket.id), serviceId: 's1' });
    expect(world.service('s1')).toMatchObject({ startedAt: calledAt, finishedAt: world.now });
  });

  it('a clock that went back gives no negative service', () => {
    const { world, ticket } = serving();
    world.pass(-5);
    world.must('ticket.finish', { ...at(ticket.id), serviceId: 's1' });
    expect(world.state.get('queueDay', `${world.day}:${JOBS}`)?.handlingMs).toBe(0);
  });

  it('never ends the service of another window', () => {
    const { world, ticket } = serving();
    world.open('window-2');
    world.must('ticket.take', {
      windowId: 'window-2',
      ticketId: ticket.id,
      number: ticket.number,
      reason: '先办',
      offline: true,
    });
    expect(outcome(world.do('ticket.finish', { ...at(ticket.id, 'window-2'), serviceId: 's1' }))).toBe(
      'unknown-service',
    );
    expect(world.service('s1')?.finishedAt).toBeNull();
  });
});

describe('two windows that were cut off serve one ticket', () => {
  it.each([
    [['start-1', 'take-2', 'start-2', 'finish-1', 'finish-2']],
    [['take-2', 'start-1', 'start-2', 'finish-2', 'finish-1']],
    [['take-2', 'start-2', 'start-1', 'finish-1', 'finish-2']],
    [['start-1', 'finish-1', 'take-2', 'start-2', 'finish-2']],
    [['start-1', 'take-2', 'finish-1', 'start-2', 'finish-2']],
  ])('in the order %j both services stand', (order) => {
    const world = new World();
    const ticket = world.called();
    world.open('window-2');
    for (const step of order) {
      const n = step.slice(-1);
      const body = { ...at(ticket.id, `window-${n}`), serviceId: `s${n}` };
      if (step.startsWith('take'))
        world.must('ticket.take', {
          windowId: 'window-2',
          ticketId: ticket.id,
          number: ticket.number,
          reason: '持号人在窗口前',
          offline: true,
        });
      else if (step.startsWith('start')) world.must('ticket.start', body);
      else world.must('ticket.finish', body);
    }
    expect([world.service('s1'), world.service('s2')]).toMatchObject([
      { windowId: 'window-1', finishedAt: world.now, rating: 'asked' },
      { windowId: 'window-2', finishedAt: world.now, rating: 'asked' },
    ]);
    expect(world.ticket(ticket.id)).toMatchObject({ status: 'finished', conflict: 'served-twice' });
  });
});

describe('ticket.suspend', () => {
  it('frees the window, stays open, keeps the reason', () => {
    const { world, ticket } = serving();
    world.must('ticket.suspend', { ...at(ticket.id), reason: '取材料' });
    expect(world.ticket(ticket.id)).toMatchObject({ status: 'suspended', note: '取材料' });
    expect(world.window('window-1')?.ticketId).toBeNull();
    expect([...world.state.openTickets()].map((t) => t.id)).toContain(ticket.id);
  });
});

describe('ticket.transfer', () => {
  it('goes into the other line at the time it has waited, with its reason', () => {
    const { world, ticket } = serving();
    world.must('ticket.transfer', { ...at(ticket.id), toQueueId: CIVIL, toWindowId: null, reason: '选错事项' });
    expect(world.ticket(ticket.id)).toMatchObject({
      status: 'waiting',
      queueId: CIVIL,
      number: 'A001',
      waitingSince: ticket.waitingSince,
      serviceId: null,
      windowId: null,
      note: '选错事项',
    });
    expect(world.window('window-1')?.ticketId).toBeNull();
  });

  it.each([
    ['a queue that is not there', { toQueueId: 'x', toWindowId: null }, 'unknown-queue'],
    ['a window that is not there', { toQueueId: null, toWindowId: 'x' }, 'unknown-window'],
    ['nowhere', { toQueueId: null, toWindowId: null }, 'malformed'],
  ] as const)('to %s is refused', (_, to, code) => {
    const { world, ticket } = serving();
    expect(outcome(world.do('ticket.transfer', { ...at(ticket.id), ...to, reason: '选错事项' }))).toBe(code);
  });
});
