import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CIVIL, JOBS, World } from '../../../tests/support/world.ts';
import { aheadOf, loads, serviceMinutes, servingWindows, waitRange } from './wait.ts';

describe('expected wait', () => {
  it('nobody can say when no window is on duty', () => {
    const world = new World();
    const ticket = world.waiting();
    world.waiting();
    expect(aheadOf(world.state, ticket)).toEqual({ ahead: 0, wait: null });
  });

  it('is at once when nobody is before you and a window is free, not when it is serving', () => {
    const world = new World();
    world.open('window-4');
    const first = world.waiting();
    expect(aheadOf(world.state, first)).toEqual({ ahead: 0, wait: { low: 0, high: 0 } });
    world.must('ticket.next', { windowId: 'window-4' });
    const second = world.waiting();
    expect(aheadOf(world.state, second).ahead).toBe(0);
    expect(aheadOf(world.state, second).wait!.low).toBeGreaterThan(0);
  });

  it('is a range around the minutes, rounded outwards', () => {
    expect(waitRange(20)).toEqual({ low: 15, high: 25 });
    expect(waitRange(1)).toEqual({ low: 1, high: 2 });
  });

  it('never promises nonsense: low is not above high, both whole and finite', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100_000, noNaN: true }), (minutes) => {
        const range = waitRange(minutes);
        expect(range.low).toBeGreaterThanOrEqual(1);
        expect(range.low).toBeLessThanOrEqual(range.high);
        expect(Number.isSafeInteger(range.low) && Number.isSafeInteger(range.high)).toBe(true);
      }),
    );
  });

  it('starts from the usual length and follows the day’s own as it gathers', () => {
    const world = new World();
    const usual = world.config.queues.find((q) => q.id === JOBS)!.usualMinutes;
    expect(serviceMinutes(world.state, world.config, JOBS, world.day)).toBe(usual);
    world.open('window-1');
    for (let i = 1; i <= 5; i++) {
      world.waiting();
      world.must('ticket.next', { windowId: 'window-1' });
      const ticketId = world.window('window-1')!.ticketId!;
      world.must('ticket.start', { windowId: 'window-1', ticketId, serviceId: `s${i}` });
      world.pass(20);
      world.must('ticket.finish', { windowId: 'window-1', ticketId, serviceId: `s${i}` });
      if (i === 1)
        expect(serviceMinutes(world.state, world.config, JOBS, world.day)).toBeCloseTo(usual * 0.8 + 20 * 0.2);
    }
    expect(serviceMinutes(world.state, world.config, JOBS, world.day)).toBeCloseTo(20);
  });
});

describe('the load of queues', () => {
  it('counts who waits, how long, and who is on duty for them', () => {
    const world = new World();
    world.open('window-1', 'window-4');
    world.waiting();
    world.pass(5);
    world.waiting();
    world.waiting({ queueId: CIVIL });
    const load = loads(world.state, world.now, world.day);
    expect(load.get(JOBS)).toMatchObject({ waiting: 2, longestWaitMs: 5 * 60_000, windows: 2 });
    expect(load.get(CIVIL)).toMatchObject({ waiting: 1, longestWaitMs: 0, windows: 1 });
  });

  it('a window that was open yesterday is not on duty today', () => {
    const world = new World();
    world.open('window-1');
    world.pass(24 * 60);
    expect(loads(world.state, world.now, world.day).get(JOBS)?.windows).toBe(0);
  });

  it('a paused window is not on duty', () => {
    const world = new World();
    world.open('window-1');
    world.must('window.pause', { windowId: 'window-1', reason: '暂离' });
    expect(loads(world.state, world.now, world.day).get(JOBS)?.windows).toBe(0);
  });
});

describe('people before a ticket', () => {
  it('counts everybody its windows call first, a priority ticket goes before', () => {
    const world = new World();
    world.open('window-1');
    world.waiting({ queueId: CIVIL });
    world.pass(1);
    const first = world.waiting();
    world.pass(1);
    const second = world.waiting();
    world.pass(1);
    const elder = world.waiting({ priority: 'green', priorityReason: 'elderly' });
    expect(aheadOf(world.state, elder).ahead).toBe(0);
    expect(aheadOf(world.state, first).ahead).toBe(2); // the elder, and one of another queue at the same window
    expect(aheadOf(world.state, second).ahead).toBe(3);
  });

  it('a long line of another queue at the only window is a long wait, whatever the own queue', () => {
    const world = new World();
    world.open('window-1');
    for (let i = 0; i < 20; i++) world.waiting({ queueId: CIVIL });
    const load = loads(world.state, world.now, world.day).get(JOBS)!;
    expect(load).toMatchObject({ waiting: 0, ahead: 20 });
    expect(load.wait!.low).toBeGreaterThan(60);
  });

  it('a line at windows that do not serve you is not before you', () => {
    const world = new World();
    world.open('window-4', 'window-7');
    for (let i = 0; i < 5; i++) world.waiting({ queueId: CIVIL });
    expect(loads(world.state, world.now, world.day).get(JOBS)).toMatchObject({ ahead: 0, wait: { low: 0, high: 0 } });
  });

  it('names the windows on duty, and none when none is', () => {
    const world = new World();
    const ticket = world.waiting();
    expect(servingWindows(world.state, ticket, world.day)).toEqual([]);
    world.open('window-5', 'window-3');
    expect(servingWindows(world.state, ticket, world.day)).toEqual([3, 5]);
  });

  it('two tickets of one moment are not both last', () => {
    const world = new World();
    world.open('window-1');
    const a = world.waiting();
    const b = world.waiting();
    expect([aheadOf(world.state, a).ahead, aheadOf(world.state, b).ahead].sort()).toEqual([0, 1]);
  });
});
