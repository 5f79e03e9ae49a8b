import { describe, expect, it } from 'vitest';
import { World } from '../../../tests/support/world.ts';
import { DeskView } from '../protocol/desk-view.ts';
import { deskView } from './desk.ts';

const show = (world: World) =>
  DeskView.parse(deskView(world.state, { now: world.now, day: world.day }, { position: 0, stations: [], recent: [] }));

describe('the keeper’s live page', () => {
  it('counts the day: issued, waiting, serving, finished, missed, numbers given out without the hall', () => {
    const world = new World();
    world.waiting();
    world.called();
    world.must('ticket.start', { windowId: 'window-1', ticketId: 't00000001', serviceId: 's1' });
    world.pass(6);
    world.must('ticket.finish', { windowId: 'window-1', ticketId: 't00000001', serviceId: 's1' });
    world.must('ticket.next', { windowId: 'window-1' });
    world.must('ticket.miss', { windowId: 'window-1', ticketId: 't00000002' });
    world.must('ticket.issue', { ...world.wanted(), number: 'A801' });
    expect(show(world).counts).toMatchObject({
      issued: 3,
      waiting: 1,
      serving: 0,
      finished: 1,
      missed: 1,
      offlineNumbers: 1,
      averageServiceMs: 6 * 60_000,
    });
  });

  it('a stub and the ticket it turned out to be are counted once', () => {
    const world = new World();
    world.open('window-1');
    world.must('ticket.take', { windowId: 'window-1', ticketId: 'stub', number: 'A801', reason: 'r', offline: true });
    expect(show(world).counts.issued).toBe(1);
    world.must('ticket.issue', { ...world.wanted(), number: 'A801' });
    expect(show(world).counts.issued).toBe(1);
  });

  it('shows a ticket two windows served', () => {
    const world = new World();
    const ticket = world.called('window-1');
    world.open('window-2');
    world.must('ticket.take', {
      windowId: 'window-2',
      ticketId: ticket.id,
      number: ticket.number,
      reason: 'r',
      offline: true,
    });
    expect(show(world).conflicts).toMatchObject([{ number: 'A001', conflict: 'served-twice' }]);
  });

  it('shows ratings by level, best first, and never whose', () => {
    const world = new World();
    const ticket = world.called();
    world.must('ticket.finish', { windowId: 'window-1', ticketId: ticket.id, serviceId: 's1' });
    world.must('evaluation.submit', {
      evaluationId: 'e',
      serviceId: 's1',
      level: 4,
      reasons: [],
      text: '很好很好',
      channel: '4',
    });
    expect(show(world).ratings).toEqual({ levels: [0, 1, 0, 0, 0], notRated: 0 });
    expect(JSON.stringify(show(world))).not.toContain('很好很好');
  });

  it('a window of yesterday is closed and empty today', () => {
    const world = new World();
    world.called();
    world.pass(24 * 60);
    expect(show(world).windows[0]).toMatchObject({ status: 'closed', ticketNumber: null, clerkName: null, served: 0 });
    expect(show(world).counts.issued).toBe(0);
  });

  it('help that was called stands until it is answered', () => {
    const world = new World();
    world.must('help.call', { helpId: 'h', place: '1 号取号机' });
    expect(show(world).help).toMatchObject([{ place: '1 号取号机' }]);
    world.must('help.answer', { helpId: 'h' });
    expect(show(world).help).toEqual([]);
  });
});
