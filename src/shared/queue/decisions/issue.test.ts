import { describe, expect, it } from 'vitest';
import { CIVIL, JOBS, MONDAY_TEN, outcome, World } from '../../../../tests/support/world.ts';

const person = { maskedName: '李*英', key: 'k1' };

describe('ticket.request', () => {
  it('gives the next number of its queue', () => {
    const world = new World();
    expect([world.waiting().number, world.waiting().number, world.waiting({ queueId: CIVIL }).number]).toEqual([
      'A001',
      'A002',
      'B001',
    ]);
  });

  it('starts again the next day', () => {
    const world = new World();
    world.waiting();
    world.pass(24 * 60);
    expect(world.waiting().number).toBe('A001');
  });

  it('leaves the question open on a station', () => {
    const world = new World();
    expect(world.do('ticket.request', world.wanted(), { by: 'station' })).toEqual({ ok: true, changes: [] });
  });

  it.each([
    ['an unknown queue', (w: World) => w.do('ticket.request', w.wanted({ queueId: 'nowhere' })), 'unknown-queue'],
    [
      'after closing time',
      (w: World) => {
        w.now = MONDAY_TEN + 11 * 3_600_000;
        return w.do('ticket.request', w.wanted());
      },
      'hall-closed',
    ],
    [
      'a person who already holds one',
      (w: World) => {
        w.waiting({ person });
        return w.do('ticket.request', w.wanted({ person }));
      },
      'already-holds-ticket',
    ],
  ] as const)('refuses %s', (_, act, code) => {
    expect(outcome(act(new World()))).toBe(code);
  });

  it('names the ticket the person already holds; another queue, or one that is over, is no hindrance', () => {
    const world = new World();
    const held = world.waiting({ person });
    expect(world.ask('ticket.request', world.wanted({ person }))).toMatchObject({
      refusal: { params: { number: 'A001', ticketId: held.id } },
    });
    expect(outcome(world.ask('ticket.request', world.wanted({ person, queueId: CIVIL })))).toBe('done');
    world.must('ticket.cancel', { ticketId: held.id, reason: 'holder' });
    expect(outcome(world.ask('ticket.request', world.wanted({ person })))).toBe('done');
  });

  it('asked twice under one id is one ticket', () => {
    const world = new World();
    const ticket = world.waiting();
    world.must('ticket.request', world.wanted({ ticketId: ticket.id }));
    expect(world.ticket(ticket.id)).toEqual(ticket);
    expect(world.waiting().number).toBe('A002');
  });

  it('goes round a number that is already on paper or typed at a window', () => {
    const world = new World();
    world.open('window-1');
    world.must('ticket.take', {
      windowId: 'window-1',
      ticketId: 'stub',
      number: 'A001',
      reason: '持号人在窗口前',
      offline: true,
    });
    world.must('ticket.issue', { ...world.wanted(), number: 'A002' });
    expect(world.waiting().number).toBe('A003');
  });
});

describe('ticket.issue', () => {
  it('takes the printed number over and uses the range up', () => {
    const world = new World();
    world.grant();
    world.must('ticket.issue', { ...world.wanted(), number: 'A601' });
    expect(world.ticket('t00000001')).toMatchObject({ number: 'A601', paper: 'pending', issuedBy: 'dispenser-1' });
    expect([...world.state.all('range')]).toMatchObject([{ from: 601, next: 602 }]);
  });

  it('the printed number wins over the one the hall gave too late', () => {
    const world = new World();
    world.grant();
    const wanted = world.wanted();
    world.must('ticket.request', wanted);
    world.must('ticket.issue', { ...wanted, number: 'A801' });
    expect(world.ticket(wanted.ticketId).number).toBe('A801');
    expect(world.state.ticketByNumber(world.day, 'A001')).toBeUndefined();
    expect(world.state.ticketByNumber(world.day, 'A801')?.id).toBe(wanted.ticketId);
  });

  it('is never refused for the person, the hour or a range that is used up', () => {
    const world = new World();
    world.waiting({ person });
    world.now = MONDAY_TEN + 12 * 3_600_000;
    expect(outcome(world.do('ticket.issue', { ...world.wanted({ person }), number: 'A9999' }))).toBe('done');
  });

  it('one number on two papers: both stand, both are marked', () => {
    const world = new World();
    world.must('ticket.issue', { ...world.wanted(), number: 'A801' });
    world.must('ticket.issue', { ...world.wanted(), number: 'a 801' });
    expect(['t00000001', 't00000002'].map((id) => world.ticket(id))).toMatchObject([
      { number: 'A801', conflict: 'number-twice', status: 'waiting' },
      { number: 'A801', conflict: 'number-twice', status: 'waiting' },
    ]);
  });

  it.each(['A', '', '第一号'])('%j is no number', (number) => {
    const world = new World();
    expect(outcome(world.do('ticket.issue', { ...world.wanted(), number }))).toBe('unknown-queue');
  });
});

describe('a number served while its dispenser was cut off', () => {
  function servedUnknown() {
    const world = new World();
    world.open('window-1', 'window-2');
    world.must('ticket.take', {
      windowId: 'window-1',
      ticketId: 'stub',
      number: 'A801',
      reason: '持号人在窗口前',
      offline: true,
    });
    return world;
  }

  it('stands at its window before anybody knows the ticket', () => {
    const world = servedUnknown();
    expect(world.ticket('stub')).toMatchObject({
      stub: true,
      number: 'A801',
      status: 'called',
      windowId: 'window-1',
      queueId: JOBS,
    });
  });

  it('becomes one with the ticket when the dispenser is heard, and what the window says later finds it', () => {
    const world = servedUnknown();
    world.must('ticket.start', { windowId: 'window-1', ticketId: 'stub', serviceId: 's1' });
    world.must('ticket.issue', { ...world.wanted({ itemId: 'item', person }), number: 'A801' });
    expect(world.ticket('t00000001')).toMatchObject({
      number: 'A801',
      status: 'serving',
      stub: false,
      windowId: 'window-1',
      serviceId: 's1',
      person,
      conflict: 'none',
    });
    expect(world.ticket('stub')).toMatchObject({ status: 'void', mergedInto: 't00000001' });
    expect(world.window('window-1')?.ticketId).toBe('t00000001');
    expect(world.service('s1')).toMatchObject({ ticketId: 't00000001', itemId: 'item' });
    expect(world.state.ticketByNumber(world.day, 'A801')?.id).toBe('t00000001');
    world.must('ticket.finish', { windowId: 'window-1', ticketId: 'stub', serviceId: 's1' });
    expect(world.ticket('t00000001').status).toBe('finished');
  });

  it('a late word that the paper failed takes nothing away from somebody who is being served', () => {
    const world = servedUnknown();
    world.must('ticket.issue', { ...world.wanted(), number: 'A801' });
    world.must('ticket.paper', { ticketId: 't00000001', outcome: 'failed' });
    expect(world.ticket('t00000001').status).toBe('called');
  });

  it('two windows typed it: both are heard to the end, under the ids they know, and the keeper sees it', () => {
    const world = servedUnknown();
    world.must('ticket.take', {
      windowId: 'window-2',
      ticketId: 'stub-2',
      number: 'A801',
      reason: '持号人在窗口前',
      offline: true,
    });
    world.must('ticket.start', { windowId: 'window-1', ticketId: 'stub', serviceId: 's1' });
    world.must('ticket.issue', { ...world.wanted(), number: 'A801' });
    world.must('ticket.start', { windowId: 'window-2', ticketId: 'stub-2', serviceId: 's2' });
    world.must('ticket.finish', { windowId: 'window-1', ticketId: 'stub', serviceId: 's1' });
    world.must('ticket.finish', { windowId: 'window-2', ticketId: 'stub-2', serviceId: 's2' });
    expect([world.service('s1'), world.service('s2')]).toMatchObject([
      { ticketId: 't00000001', windowId: 'window-1', finishedAt: world.now, rating: 'asked' },
      { ticketId: 't00000001', windowId: 'window-2', finishedAt: world.now, rating: 'asked' },
    ]);
    expect(world.ticket('t00000001')).toMatchObject({ status: 'finished', conflict: 'served-twice' });
    expect([world.window('window-1')?.ticketId, world.window('window-2')?.ticketId]).toEqual([null, null]);
  });
});

describe('ticket.paper', () => {
  it.each([
    ['printed', 'waiting', null],
    ['unknown', 'waiting', null],
    ['failed', 'void', 'paper-failed'],
  ] as const)('%s: the ticket is %s', (result, status, note) => {
    const world = new World();
    world.must('ticket.request', world.wanted());
    world.must('ticket.paper', { ticketId: 't00000001', outcome: result });
    expect(world.ticket('t00000001')).toMatchObject({ paper: result, status, note });
  });

  it('a reprint that failed takes nothing away', () => {
    const world = new World();
    const ticket = world.waiting();
    world.must('ticket.paper', { ticketId: ticket.id, outcome: 'failed' });
    expect(world.ticket(ticket.id)).toEqual(ticket);
  });

  it('of nothing is refused', () => {
    expect(outcome(new World().do('ticket.paper', { ticketId: 'x', outcome: 'printed' }))).toBe('unknown-ticket');
  });
});

describe('ticket.cancel', () => {
  it('takes a waiting ticket out of the line, with its reason', () => {
    const world = new World();
    const ticket = world.waiting();
    world.must('ticket.cancel', { ticketId: ticket.id, reason: 'holder' });
    expect(world.ticket(ticket.id)).toMatchObject({ status: 'void', note: 'holder', finishedAt: world.now });
    expect([...world.state.openTickets()]).toEqual([]);
  });

  it('is refused at a window, when over, and of nothing', () => {
    const world = new World();
    const ticket = world.called();
    expect(outcome(world.do('ticket.cancel', { ticketId: ticket.id, reason: '' }))).toBe('ticket-elsewhere');
    world.must('ticket.finish', { windowId: 'window-1', ticketId: ticket.id, serviceId: 's' });
    expect(outcome(world.do('ticket.cancel', { ticketId: ticket.id, reason: '' }))).toBe('ticket-over');
    expect(outcome(world.do('ticket.cancel', { ticketId: 'x', reason: '' }))).toBe('unknown-ticket');
  });
});

describe('the number on the slip', () => {
  it('wins over the one a hall put back from an older copy gave the second time', () => {
    const world = new World();
    const wanted = world.wanted();
    world.must('ticket.request', wanted);
    expect(world.ticket(wanted.ticketId).number).toBe('A001');
    world.must('ticket.paper', { ticketId: wanted.ticketId, outcome: 'printed', number: 'A007' });
    expect(world.ticket(wanted.ticketId)).toMatchObject({ number: 'A007', conflict: 'none' });
  });

  it('another station cannot say what number a slip bears', () => {
    const world = new World();
    const wanted = world.wanted();
    world.must('ticket.request', wanted);
    world.must(
      'ticket.paper',
      { ticketId: wanted.ticketId, outcome: 'printed', number: 'A007' },
      { station: 'dispenser-9' },
    );
    expect(world.ticket(wanted.ticketId).number).toBe('A001');
  });

  it('is marked when another live ticket bears it', () => {
    const world = new World();
    const first = world.wanted();
    const second = world.wanted();
    world.must('ticket.request', first);
    world.must('ticket.request', second);
    world.must('ticket.paper', { ticketId: second.ticketId, outcome: 'printed', number: 'A001' });
    expect(world.ticket(first.ticketId).conflict).toBe('number-twice');
    expect(world.ticket(second.ticketId).conflict).toBe('number-twice');
  });
});

describe('range.grant', () => {
  it('only the hall gives numbers away', () => {
    const world = new World();
    const body = { day: world.day, queueId: JOBS, stationId: 'dispenser-1' };
    expect(outcome(world.do('range.grant', body))).toBe('not-allowed');
    expect(outcome(world.do('range.grant', body, { station: 'hall' }))).toBe('done');
  });

  it('two dispensers hold different numbers', () => {
    const world = new World();
    world.grant('dispenser-1');
    world.grant('dispenser-2');
    expect([...world.state.all('range')].map((r) => [r.stationId, r.from, r.to])).toEqual([
      ['dispenser-1', 601, 640],
      ['dispenser-2', 641, 680],
    ]);
  });

  it('grants above what a lost history granted', () => {
    const world = new World();
    const body = { day: world.day, queueId: JOBS, stationId: 'dispenser-1', atLeast: 681 };
    expect(outcome(world.do('range.grant', body, { station: 'hall' }))).toBe('done');
    world.grant('dispenser-2');
    expect([...world.state.all('range')].map((r) => [r.from, r.to])).toEqual([
      [681, 720],
      [721, 760],
    ]);
  });

  it('says when a day has no numbers left', () => {
    const world = new World();
    const body = { day: world.day, queueId: JOBS, stationId: 'dispenser-1' };
    let given = 0;
    while (outcome(world.do('range.grant', body, { station: 'hall' })) === 'done') given += 1;
    expect(given).toBe(200 / 40 + Math.floor(2500 / 40));
    expect(outcome(world.do('range.grant', body, { station: 'hall' }))).toBe('no-numbers-left');
  });
});

describe('range.retire', () => {
  it('leaves a dispenser’s own granted numbers alone from now on, and nobody else’s', () => {
    const world = new World();
    world.grant('dispenser-1');
    world.grant('dispenser-2');
    world.must('range.retire', {}, { station: 'dispenser-1' });
    world.grant('dispenser-1');
    const ranges = [...world.state.all('range')].map(({ stationId, from, to, next }) => [stationId, from, to, next]);
    expect(ranges).toEqual([
      ['dispenser-1', 601, 640, 641],
      ['dispenser-2', 641, 680, 641],
      ['dispenser-1', 681, 720, 681],
    ]);
  });
});

describe('a hall that was put back hears a window before the dispenser', () => {
  const taken = (world: World, ticketId: string, number: string) => {
    world.open('window-1');
    const at = { windowId: 'window-1', ticketId };
    world.must('ticket.take', { ...at, number, reason: '大厅服务没有应答', offline: true });
    world.must('ticket.start', { ...at, serviceId: 's1' });
  };

  it.each(['ticket.request', 'ticket.issue'] as const)('%s makes the stub of its own id the ticket it is', (kind) => {
    const world = new World();
    const wanted = world.wanted({ person });
    taken(world, wanted.ticketId, 'A017');
    expect(world.ticket(wanted.ticketId).stub).toBe(true);
    world.must(kind, kind === 'ticket.issue' ? { ...wanted, number: 'A017' } : wanted);
    world.must('ticket.paper', { ticketId: wanted.ticketId, outcome: 'printed', number: 'A017' });
    expect(world.ticket(wanted.ticketId)).toMatchObject({
      ...{ stub: false, number: 'A017', code: wanted.code, person, issuedBy: 'dispenser-1', paper: 'printed' },
      ...{ status: 'serving', windowId: 'window-1', serviceId: 's1', conflict: 'none' },
    });
  });

  it('a number typed at a window is the ticket whose paper bears it, though the hall gave it another meanwhile', () => {
    const world = new World();
    taken(world, 'typed', 'A017');
    const wanted = world.wanted();
    world.must('ticket.request', wanted);
    expect(world.ticket(wanted.ticketId).number).toBe('A001');
    world.must('ticket.paper', { ticketId: wanted.ticketId, outcome: 'printed', number: 'A017' });
    expect(world.ticket(wanted.ticketId)).toMatchObject({
      ...{ number: 'A017', code: wanted.code, paper: 'printed', status: 'serving', conflict: 'none', stub: false },
    });
    expect(world.ticket('typed')).toMatchObject({ status: 'void', mergedInto: wanted.ticketId });
    expect(world.window('window-1')?.ticketId).toBe(wanted.ticketId);
  });
});
