import { describe, expect, it } from 'vitest';
import { outcome, World } from '../../../../tests/support/world.ts';
import { callable } from '../policy.ts';

const HERE = 'dispenser-1';
const THERE = 'counter-1';
const PATIENCE = 90_000;

function hall(): World {
  const world = new World();
  for (const [stationId, role] of [
    [HERE, 'dispenser'],
    ['dispenser-2', 'dispenser'],
    [THERE, 'counter'],
  ] as const)
    world.must('station.enrol', { stationId, name: stationId, roles: [role], numbered: false }, { station: 'hall' });
  return world;
}

/** A ticket of dispenser-1 whose slip came to this. */
function slip(world: World, paper: 'pending' | 'printed' | 'unknown' | 'failed'): string {
  const wanted = world.wanted();
  world.must('ticket.request', wanted);
  if (paper !== 'pending') world.must('ticket.paper', { ticketId: wanted.ticketId, outcome: paper });
  return wanted.ticketId;
}

const ask = (world: World, ticketId: string, over: { jobId?: string; stationId?: string } = {}, station = THERE) =>
  world.do(
    'ticket.printElsewhere',
    { ticketId, jobId: 'j1', stationId: THERE, until: world.now + PATIENCE, ...over },
    { station },
  );

const says = (world: World, ticketId: string, result: 'printed' | 'unknown' | 'failed', station = THERE) =>
  world.must('ticket.paper', { ticketId, outcome: result }, { station });

describe('a slip that did not come out is printed by another machine', () => {
  it('a ticket that was void for want of paper stands again where it stood, and is called once its slip is out', () => {
    const world = hall();
    const id = slip(world, 'failed');
    const { waitingSince } = world.ticket(id);
    world.pass(3);
    expect(outcome(ask(world, id))).toBe('done');
    expect(world.ticket(id)).toMatchObject({ status: 'waiting', paper: 'pending', note: null, waitingSince });
    expect(callable(world.ticket(id))).toBe(false);
    says(world, id, 'printed');
    expect(world.ticket(id)).toMatchObject({ paper: 'printed', slipAt: { outcome: 'printed', stationId: THERE } });
    expect(callable(world.ticket(id))).toBe(true);
  });

  it('it is void again when no slip came out there either', () => {
    const world = hall();
    const id = slip(world, 'failed');
    ask(world, id);
    says(world, id, 'failed');
    expect(world.ticket(id)).toMatchObject({ status: 'void', note: 'paper-failed', slipAt: { outcome: 'failed' } });
  });

  it('one that may have its slip stays called whatever becomes of the second', () => {
    const world = hall();
    const id = slip(world, 'unknown');
    ask(world, id);
    expect(callable(world.ticket(id))).toBe(true);
    says(world, id, 'failed');
    expect(world.ticket(id)).toMatchObject({ status: 'waiting', paper: 'unknown', slipAt: { outcome: 'failed' } });
    expect(outcome(ask(world, id, { jobId: 'j2', stationId: 'dispenser-2' }))).toBe('done');
    says(world, id, 'printed', 'dispenser-2');
    expect(world.ticket(id)).toMatchObject({ paper: 'printed', slipAt: { jobId: 'j2', outcome: 'printed' } });
  });

  it('its own machine no longer answers for the paper, unless the slip came out there after all', () => {
    const world = hall();
    const id = slip(world, 'pending');
    expect(outcome(ask(world, id, {}, HERE))).toBe('done'); // its keeper stands before it
    says(world, id, 'failed', HERE);
    expect(world.ticket(id)).toMatchObject({ status: 'waiting', paper: 'pending' });
    says(world, id, 'printed', HERE);
    expect(world.ticket(id)).toMatchObject({ paper: 'printed', slipAt: { outcome: null } });
    says(world, id, 'failed');
    expect(world.ticket(id)).toMatchObject({ paper: 'printed', slipAt: { outcome: 'failed' } });
  });

  it('a machine nobody asked takes no slip away', () => {
    const world = hall();
    for (const paper of ['unknown', 'pending'] as const) {
      const id = slip(world, paper);
      says(world, id, 'failed', 'dispenser-2');
      expect(world.ticket(id)).toMatchObject({ status: 'waiting', paper });
    }
  });

  it('told twice it is asked once; another machine is asked when the first had its time', () => {
    const world = hall();
    const id = slip(world, 'failed');
    ask(world, id);
    const asked = world.ticket(id);
    ask(world, id);
    expect(world.ticket(id)).toEqual(asked);
    expect(outcome(ask(world, id, { jobId: 'j2', stationId: 'dispenser-2' }))).toBe('paper-still-coming');
    world.pass(2);
    expect(outcome(ask(world, id, { jobId: 'j2', stationId: 'dispenser-2' }))).toBe('done');
  });

  it.each([
    ['a ticket nobody knows', (w: World) => ask(w, 'nobody'), 'unknown-ticket'],
    ['one whose own machine may still print it', (w: World) => ask(w, slip(w, 'pending')), 'paper-still-coming'],
    [
      'one that was given back',
      (w: World) => {
        const id = slip(w, 'printed');
        w.must('ticket.cancel', { ticketId: id, reason: 'holder' });
        return ask(w, id);
      },
      'ticket-over',
    ],
    [
      'one of yesterday',
      (w: World) => {
        const id = slip(w, 'failed');
        w.pass(24 * 60);
        return ask(w, id);
      },
      'ticket-over',
    ],
    ['a machine nobody knows', (w: World) => ask(w, slip(w, 'failed'), { stationId: 'nowhere' }), 'unknown-station'],
    [
      'a machine that was put out',
      (w: World) => {
        w.must('station.revoke', { stationId: 'dispenser-2' }, { station: 'hall' });
        return ask(w, slip(w, 'failed'), { stationId: 'dispenser-2' });
      },
      'unknown-station',
    ],
  ] as const)('%s is refused', (_, act, code) => {
    expect(outcome(act(hall()))).toBe(code);
  });
});
