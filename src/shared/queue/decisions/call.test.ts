import { describe, expect, it } from 'vitest';
import { JOBS, outcome, World } from '../../../../tests/support/world.ts';
import type { Ticket } from '../types.ts';

const at = (windowId: string, ticketId: string) => ({ windowId, ticketId });
const take = (world: World, ticket: Pick<Ticket, 'id' | 'number'>, windowId: string, offline = false) =>
  world.do('ticket.take', { windowId, ticketId: ticket.id, number: ticket.number, reason: '先办', offline });

describe('ticket.next', () => {
  it('calls the first of the line to this window', () => {
    const world = new World();
    const first = world.called();
    expect(world.ticket(first.id)).toMatchObject({
      status: 'called',
      windowId: 'window-1',
      calls: 1,
      calledAt: world.now,
    });
    expect(world.window('window-1')).toMatchObject({ ticketId: first.id, status: 'open' });
  });

  it('leaves the question open on a station', () => {
    const world = new World();
    world.waiting();
    world.open('window-1');
    expect(world.do('ticket.next', { windowId: 'window-1' }, { by: 'station' })).toEqual({ ok: true, changes: [] });
  });

  it.each([
    [
      'a window that is not of this hall',
      (w: World) => w.do('ticket.next', { windowId: 'window-99' }),
      'unknown-window',
    ],
    ['a window nobody signed on at', (w: World) => w.do('ticket.next', { windowId: 'window-1' }), 'window-closed'],
    [
      'a window that has somebody',
      (w: World) => {
        w.called();
        return w.do('ticket.next', { windowId: 'window-1' });
      },
      'window-busy',
    ],
    [
      'an empty line',
      (w: World) => {
        w.open('window-1');
        return w.do('ticket.next', { windowId: 'window-1' });
      },
      'nobody-waiting',
    ],
    [
      'a window of yesterday',
      (w: World) => {
        w.open('window-1');
        w.pass(24 * 60);
        w.waiting();
        return w.do('ticket.next', { windowId: 'window-1' });
      },
      'window-closed',
    ],
  ] as const)('refuses %s', (_, act, code) => {
    expect(outcome(act(new World()))).toBe(code);
  });

  it('two windows never get the same one', () => {
    const world = new World();
    world.waiting();
    world.waiting();
    world.open('window-1', 'window-2');
    world.must('ticket.next', { windowId: 'window-1' });
    world.must('ticket.next', { windowId: 'window-2' });
    expect(world.window('window-1')?.ticketId).not.toBe(world.window('window-2')?.ticketId);
  });
});

describe('ticket.take with the hall there', () => {
  it('takes a waiting, a missed and a suspended ticket', () => {
    for (const before of ['waiting', 'missed', 'suspended'] as const) {
      const world = new World();
      const ticket = before === 'waiting' ? world.waiting() : world.called('window-2');
      if (before === 'missed') world.must('ticket.miss', at('window-2', ticket.id));
      if (before === 'suspended') world.must('ticket.suspend', { ...at('window-2', ticket.id), reason: '取材料' });
      world.open('window-1');
      expect(outcome(take(world, ticket, 'window-1'))).toBe('done');
      expect(world.ticket(ticket.id)).toMatchObject({ status: 'called', windowId: 'window-1', conflict: 'none' });
    }
  });

  it.each([
    ['a window that is not there', (w: World) => take(w, w.waiting(), 'window-99'), 'unknown-window'],
    ['a closed window', (w: World) => take(w, w.waiting(), 'window-1'), 'window-closed'],
    [
      'what is no number',
      (w: World) => {
        w.open('window-1');
        return take(w, { id: 'x', number: '你好' }, 'window-1');
      },
      'number-mistyped',
    ],
    [
      'a number nobody knows',
      (w: World) => {
        w.open('window-1');
        return take(w, { id: 'x', number: 'A321' }, 'window-1');
      },
      'unknown-ticket',
    ],
    [
      'one that is at another window',
      (w: World) => {
        const t = w.called('window-2');
        w.open('window-1');
        return take(w, t, 'window-1');
      },
      'ticket-elsewhere',
    ],
    [
      'one that is over',
      (w: World) => {
        const t = w.called('window-2');
        w.must('ticket.finish', { ...at('window-2', t.id), serviceId: 's' });
        w.open('window-1');
        return take(w, t, 'window-1');
      },
      'ticket-over',
    ],
    [
      'one of a queue this window does not serve',
      (w: World) => {
        const t = w.waiting();
        w.open('window-12');
        return take(w, t, 'window-12');
      },
      'window-cannot-serve',
    ],
    [
      'while somebody is being served',
      (w: World) => {
        const t = w.called();
        w.must('ticket.start', { ...at('window-1', t.id), serviceId: 's' });
        return take(w, w.waiting(), 'window-1');
      },
      'window-busy',
    ],
  ] as const)('refuses %s', (_, act, code) => {
    expect(outcome(act(new World()))).toBe(code);
  });

  it('one that was put aside at a window and then taken back is over, not elsewhere', () => {
    const world = new World();
    const ticket = world.called('window-1');
    world.must('ticket.suspend', { windowId: 'window-1', ticketId: ticket.id, reason: '等材料' });
    world.must('ticket.cancel', { ticketId: ticket.id, reason: '不办了' });
    world.open('window-2');
    const body = { windowId: 'window-2', ticketId: ticket.id, number: ticket.number, reason: '输号', offline: false };
    expect(outcome(world.do('ticket.take', body))).toBe('ticket-over');
  });

  it('finds a ticket by its number as people type it', () => {
    const world = new World();
    const ticket = world.waiting();
    world.open('window-1');
    expect(outcome(take(world, { id: 'made-up', number: ' a1 ' }, 'window-1'))).toBe('done');
    expect(world.ticket(ticket.id).status).toBe('called');
  });

  it('who was called here and not begun goes back to the own place in the line', () => {
    const world = new World();
    const first = world.called();
    world.pass(5);
    const second = world.waiting();
    expect(outcome(take(world, second, 'window-1'))).toBe('done');
    expect(world.ticket(first.id)).toMatchObject({
      status: 'waiting',
      windowId: null,
      calls: 0,
      waitingSince: first.waitingSince,
    });
    expect(world.window('window-1')?.ticketId).toBe(second.id);
  });
});

describe('ticket.take while cut off is a fact', () => {
  it('the same ticket the hall had picked for this window: nothing changes', () => {
    const world = new World();
    const ticket = world.called();
    const before = world.ticket(ticket.id);
    expect(outcome(take(world, ticket, 'window-1', true))).toBe('done');
    expect(world.ticket(ticket.id)).toEqual(before);
  });

  it('… also when the window knew only the number: what it says later finds the ticket', () => {
    const world = new World();
    const ticket = world.called();
    expect(outcome(take(world, { id: 'stub', number: ticket.number }, 'window-1', true))).toBe('done');
    expect(outcome(world.do('ticket.start', { ...at('window-1', 'stub'), serviceId: 's1' }))).toBe('done');
    expect(world.ticket(ticket.id).status).toBe('serving');
  });

  it('another window has it: both stand, and the keeper is told', () => {
    const world = new World();
    const ticket = world.called('window-2');
    world.open('window-1');
    expect(outcome(take(world, ticket, 'window-1', true))).toBe('done');
    expect(world.ticket(ticket.id)).toMatchObject({ conflict: 'served-twice', windowId: 'window-1' });
    expect([world.window('window-1')?.ticketId, world.window('window-2')?.ticketId]).toEqual([ticket.id, ticket.id]);
  });

  it('a ticket that another window finished does not come back into the line when this one takes another', () => {
    const world = new World();
    const ticket = world.called('window-2');
    world.open('window-1');
    take(world, ticket, 'window-1', true);
    world.must('ticket.finish', { ...at('window-2', ticket.id), serviceId: 's2' });
    const next = world.waiting();
    expect(outcome(take(world, next, 'window-1', true))).toBe('done');
    expect(world.ticket(ticket.id).status).toBe('finished');
    expect(world.window('window-1')?.ticketId).toBe(next.id);
  });

  it('a prefix no queue has is refused', () => {
    const world = new World();
    world.open('window-1');
    expect(outcome(take(world, { id: 'x', number: 'Z900' }, 'window-1', true))).toBe('unknown-ticket');
  });
});

describe('ticket.recall', () => {
  it('counts up to the hall’s limit', () => {
    const world = new World();
    const ticket = world.called();
    expect([1, 2, 3].map(() => outcome(world.do('ticket.recall', at('window-1', ticket.id))))).toEqual([
      'done',
      'done',
      'called-too-often',
    ]);
    expect(world.ticket(ticket.id).calls).toBe(3);
  });
});

describe('ticket.miss', () => {
  it('may come back within the day, and is void after the hall’s number of misses', () => {
    const world = new World();
    const ticket = world.called();
    world.must('ticket.miss', at('window-1', ticket.id));
    expect(world.ticket(ticket.id)).toMatchObject({ status: 'missed', missed: 1, windowId: null });
    for (let n = 2; n <= 3; n++) {
      world.must('ticket.restore', { ticketId: ticket.id });
      world.must('ticket.next', { windowId: 'window-1' });
      world.must('ticket.miss', at('window-1', ticket.id));
    }
    expect(world.ticket(ticket.id)).toMatchObject({ status: 'void', missed: 3 });
    expect(outcome(world.do('ticket.restore', { ticketId: ticket.id }))).toBe('ticket-over');
  });
});

describe('ticket.restore', () => {
  it('keeps the time it has waited', () => {
    const world = new World();
    const ticket = world.called();
    world.must('ticket.suspend', { ...at('window-1', ticket.id), reason: '取材料' });
    world.pass(30);
    world.must('ticket.restore', { ticketId: ticket.id });
    expect(world.ticket(ticket.id)).toMatchObject({ status: 'waiting', waitingSince: ticket.waitingSince, calls: 0 });
  });

  it('of a waiting one, or of nothing, is refused', () => {
    const world = new World();
    expect(outcome(world.do('ticket.restore', { ticketId: world.waiting().id }))).toBe('ticket-over');
    expect(outcome(world.do('ticket.restore', { ticketId: 'x' }))).toBe('unknown-ticket');
  });
});

describe.each(['ticket.recall', 'ticket.miss'] as const)('%s', (kind) => {
  it('is for the window that has the ticket, while it is called', () => {
    const world = new World();
    const ticket = world.called();
    world.open('window-2');
    expect(outcome(world.do(kind, at('window-2', ticket.id)))).toBe('not-at-this-window');
    expect(outcome(world.do(kind, at('window-99', ticket.id)))).toBe('unknown-window');
    expect(outcome(world.do(kind, at('window-1', 'x')))).toBe('unknown-ticket');
    world.must('ticket.start', { ...at('window-1', ticket.id), serviceId: 's' });
    expect(outcome(world.do(kind, at('window-1', ticket.id)))).toBe('ticket-over');
  });
});

it('queues of the sample hall are what these tests think', () => {
  expect(new World().config.queues[0]).toMatchObject({ id: JOBS, prefix: 'A' });
});
