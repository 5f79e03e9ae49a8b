import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CIVIL, JOBS, MINUTE, World } from '../../../tests/support/world.ts';
import type { WindowDef } from '../catalogue/types.ts';
import { callable, canServe, lineFor, pickNext } from './policy.ts';
import type { Ticket } from './types.ts';

const anywhere = (world: World): WindowDef => world.config.windows.find((w) => w.id === 'window-1')!;
const numbers = (world: World, window = anywhere(world)) =>
  lineFor(world.state, window, world.day).map((c) => c.ticket.number);

describe('who is next', () => {
  it('whoever waits longest, over all queues of the window', () => {
    const world = new World();
    world.waiting();
    world.pass(1);
    world.waiting({ queueId: CIVIL });
    world.pass(1);
    world.waiting();
    expect(numbers(world)).toEqual(['A001', 'B001', 'A002']);
  });

  it('a priority ticket has its head start, and not more', () => {
    const world = new World();
    world.waiting();
    world.pass(14);
    world.waiting({ priority: 'green', priorityReason: 'elderly' });
    expect(numbers(world)).toEqual(['A002', 'A001']);
    const later = new World();
    later.waiting();
    later.pass(16);
    later.waiting({ priority: 'green', priorityReason: 'elderly' });
    expect(numbers(later)).toEqual(['A001', 'A002']);
  });

  it('a number nobody may be holding is not called', () => {
    const world = new World();
    world.must('ticket.request', world.wanted());
    expect(numbers(world)).toEqual([]);
    world.must('ticket.paper', { ticketId: 't00000001', outcome: 'unknown' });
    expect(numbers(world)).toEqual(['A001']);
  });

  it('a ticket for a certain window is called there and nowhere else', () => {
    const world = new World();
    const ticket = world.called('window-1');
    world.must('ticket.transfer', {
      windowId: 'window-1',
      ticketId: ticket.id,
      toQueueId: null,
      toWindowId: 'window-4',
      reason: '专窗办理',
    });
    expect(numbers(world)).toEqual([]);
    const four = world.config.windows.find((w) => w.id === 'window-4')!;
    expect(lineFor(world.state, four, world.day)[0]?.reason).toBe('for-this-window');
  });

  it('says why: priority, called back, longest wait', () => {
    const world = new World();
    const missed = world.called();
    world.must('ticket.miss', { windowId: 'window-1', ticketId: missed.id });
    world.must('ticket.restore', { ticketId: missed.id });
    world.waiting({ priority: 'green', priorityReason: 'pregnant' });
    world.waiting();
    const reasons = Object.fromEntries(
      lineFor(world.state, anywhere(world), world.day).map((c) => [c.ticket.number, c.reason]),
    );
    expect(reasons).toEqual({ A001: 'called-back', A002: 'priority', A003: 'longest-wait' });
  });

  it('yesterday’s tickets are not called today', () => {
    const world = new World();
    world.waiting();
    world.pass(24 * 60);
    expect(numbers(world)).toEqual([]);
  });
});

const Arrival = fc.record({
  gap: fc.integer({ min: 0, max: 20 }),
  queueId: fc.constantFrom(JOBS, CIVIL),
  green: fc.boolean(),
  printed: fc.boolean(),
});

function fill(world: World, arrivals: { gap: number; queueId: string; green: boolean; printed: boolean }[]): void {
  for (const a of arrivals) {
    world.now += a.gap * MINUTE;
    const body = world.wanted({
      queueId: a.queueId,
      priority: a.green ? 'green' : 'ordinary',
      priorityReason: a.green ? 'elderly' : null,
    });
    world.must('ticket.request', body);
    if (a.printed) world.must('ticket.paper', { ticketId: body.ticketId, outcome: 'printed' });
  }
}

describe('for any line of people', () => {
  it('the next one is the first of the line', () => {
    fc.assert(
      fc.property(fc.array(Arrival, { maxLength: 25 }), fc.integer({ min: 1, max: 12 }), (arrivals, n) => {
        const world = new World();
        fill(world, arrivals);
        const window = world.config.windows.find((w) => w.number === n)!;
        const line = lineFor(world.state, window, world.day);
        expect(pickNext(world.state, window, world.day)).toEqual(line[0]);
        for (const { ticket } of line) expect(callable(ticket) && canServe(window, ticket)).toBe(true);
      }),
    );
  });

  it('priority never starves the ordinary: at most those who came within the head start go first', () => {
    fc.assert(
      fc.property(fc.array(Arrival, { minLength: 1, maxLength: 25 }), (arrivals) => {
        const world = new World();
        fill(world, arrivals);
        const headStart = world.config.rules.priorityHeadStartMinutes * MINUTE;
        const line = lineFor(world.state, anywhere(world), world.day).map((c) => c.ticket);
        const precedes = (a: Ticket, b: Ticket) => line.indexOf(a) < line.indexOf(b);
        for (const ordinary of line.filter((t) => t.priority === 'ordinary')) {
          for (const other of line) {
            if (other === ordinary) continue;
            const allowed = other.waitingSince <= ordinary.waitingSince + (other.priority === 'green' ? headStart : 0);
            if (precedes(other, ordinary)) expect(allowed).toBe(true);
          }
        }
      }),
    );
  });

  it('with priority people coming without end, an ordinary one is still called', () => {
    const world = new World();
    world.open('window-1');
    const patient = world.waiting();
    let called = 0;
    while (world.ticket(patient.id).status === 'waiting' && called < 50) {
      world.pass(1);
      world.waiting({ priority: 'green', priorityReason: 'elderly' });
      world.must('ticket.next', { windowId: 'window-1' });
      const ticketId = world.window('window-1')!.ticketId!;
      called += 1;
      if (ticketId !== patient.id)
        world.must('ticket.finish', { windowId: 'window-1', ticketId, serviceId: `s${called}` });
    }
    expect(called).toBeLessThanOrEqual(world.config.rules.priorityHeadStartMinutes + 1);
  });
});
