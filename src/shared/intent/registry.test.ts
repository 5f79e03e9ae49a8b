import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcome, World } from '../../../tests/support/world.ts';
import { isGranted } from '../queue/numbers.ts';
import type { Ticket } from '../queue/types.ts';
import { type RecordChange, readRecords } from './records.ts';
import { decide, HALL_STATION, KINDS, type KindName } from './registry.ts';

const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** A hall in the middle of its day: every status there is. */
function busyHall(): World {
  const world = new World();
  world.grant();
  world.open('window-1', 'window-2', 'window-3');
  for (let i = 0; i < 6; i++) world.waiting();
  for (const windowId of ['window-1', 'window-2', 'window-3']) world.must('ticket.next', { windowId });
  const [one, two] = ['window-1', 'window-2'].map((id) => world.window(id)!.ticketId!) as [string, string];
  world.must('ticket.start', { windowId: 'window-1', ticketId: one, serviceId: 's1' });
  world.must('ticket.finish', { windowId: 'window-2', ticketId: two, serviceId: 's2' });
  world.must('ticket.take', {
    windowId: 'window-2',
    ticketId: 'stub',
    number: 'A830',
    reason: '持号人在窗口前',
    offline: true,
  });
  world.must('help.call', { helpId: 'h1', place: '大厅' });
  return world;
}

describe('any intent at all is decided, never thrown', () => {
  it('unknown kinds, also those every object has', () => {
    const world = new World();
    for (const kind of ['case.unheard', '', 'toString', '__proto__', 'constructor', 'hasOwnProperty']) {
      expect(outcome(decide({ kind, version: 1, body: {} }, world.state, world.context()))).toBe('unknown-kind');
    }
  });

  it('a newer version than this program knows', () => {
    const world = new World();
    for (const kind of KIND_NAMES) {
      expect(outcome(decide({ kind, version: 99, body: {} }, world.state, world.context()))).toBe('unknown-kind');
    }
  });

  it('what only the hall may state', () => {
    const world = new World();
    for (const kind of ['hall.configure', 'range.grant'] as const) {
      expect(outcome(decide({ kind, version: 1, body: {} }, world.state, world.context()))).toBe('not-allowed');
      expect(
        outcome(decide({ kind, version: 1, body: {} }, world.state, world.context({ station: HALL_STATION }))),
      ).toBe('malformed');
    }
  });

  it('bodies that are anything', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KIND_NAMES),
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        fc.constantFrom('hall', 'station'),
        (kind, body, by) => {
          const world = new World();
          const decision = decide(
            { kind, version: 1, body },
            world.state,
            world.context({ by: by as 'hall' | 'station', station: HALL_STATION }),
          );
          expect(typeof decision.ok).toBe('boolean');
        },
      ),
      { numRuns: 400 },
    );
  });

  const id = fc.constantFrom(
    't00000001',
    't00000002',
    't00000004',
    'stub',
    's1',
    's2',
    'h1',
    'window-1',
    'window-2',
    'window-9',
    'nobody',
    '',
    '__proto__',
    '2026-03-02:queue-employment',
  );
  const value: fc.Arbitrary<unknown> = fc.oneof(
    { weight: 6, arbitrary: id },
    fc.constantFrom(
      'A001',
      'A830',
      'a 801',
      'B999999',
      'Ａ００１',
      'queue-employment',
      'queue-civil-affairs',
      'green',
      'elderly',
      'printed',
      'failed',
      '4',
      '2026-03-02',
      '12345678',
    ),
    fc.constantFrom(null, true, false, 1, 2, 5, -1, 1e308, [], {}),
    fc.constant({ id: 'x', name: 'y' }),
    fc.string({ maxLength: 70 }),
  );
  const NAMES = [
    'ticketId',
    'code',
    'queueId',
    'itemId',
    'priority',
    'priorityReason',
    'person',
    'number',
    'outcome',
    'reason',
    'windowId',
    'offline',
    'serviceId',
    'toQueueId',
    'toWindowId',
    'clerk',
    'evaluationId',
    'level',
    'reasons',
    'text',
    'channel',
    'helpId',
    'place',
    'day',
    'stationId',
  ];
  const almost = fc.record(Object.fromEntries(NAMES.map((name) => [name, value])), { requiredKeys: [] });
  /** Bodies that pass their schema, so that the decision itself is reached. */
  const fitting = fc.record({
    ticketId: id,
    code: fc.constant('12345678'),
    queueId: fc.constantFrom('queue-employment', 'queue-civil-affairs', 'x'),
    itemId: fc.constantFrom(null, 'x'),
    priority: fc.constantFrom('ordinary', 'green'),
    priorityReason: fc.constantFrom(null, 'elderly'),
    person: fc.constantFrom(null, { maskedName: '李*', key: 'k' }),
    number: fc.constantFrom('A001', 'A002', 'A801', 'a 801', 'A830', 'B1', 'Z5', 'x', ''),
    outcome: fc.constantFrom('printed', 'unknown', 'failed'),
    reason: fc.constantFrom('r', '先办'),
    windowId: id,
    offline: fc.boolean(),
    serviceId: id,
    toQueueId: fc.constantFrom(null, 'queue-civil-affairs', 'x'),
    toWindowId: fc.constantFrom(null, 'window-2', 'x'),
    clerk: fc.constant({ id: 'c', name: 'n' }),
    evaluationId: id,
    level: fc.constantFrom(1, 2, 3, 4, 5),
    reasons: fc.constantFrom([], ['108'], ['510']),
    text: fc.constantFrom('', '好'),
    channel: fc.constant('4'),
    helpId: id,
    place: fc.constant('p'),
    day: fc.constantFrom('2026-03-02', 'x'),
    stationId: id,
  });

  it.each([
    ['almost right', almost],
    ['of the right shape about the wrong things', fitting],
  ] as const)('sequences of bodies that are %s leave records that are whole', (_, body) => {
    const step = fc.record({
      kind: fc.constantFrom(...KIND_NAMES.filter((k) => k !== 'hall.configure')),
      body,
      minutes: fc.integer({ min: -30, max: 60 }),
      own: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const world = busyHall();
        for (const s of steps) {
          world.pass(s.minutes);
          const context = world.context(s.own ? { station: HALL_STATION } : {});
          const decision = decide({ kind: s.kind, version: 1, body: s.body }, world.state, context);
          if (!decision.ok) continue;
          // What one hall writes the next one must be able to read.
          for (const c of decision.changes)
            readRecords([{ type: c.type, id: c.id, body: JSON.parse(JSON.stringify(c.body)) as unknown }]);
          world.state.apply(decision.changes);
        }
        expectWhole(world);
      }),
      { numRuns: 250 },
    );
  });
});

/** What must hold of a hall's records after anything at all. */
function expectWhole(world: World): void {
  const byNumber = new Map<string, Ticket[]>();
  for (const ticket of world.state.all('ticket')) {
    if (ticket.mergedInto !== null) continue;
    const key = `${ticket.day} ${ticket.number}`;
    byNumber.set(key, [...(byNumber.get(key) ?? []), ticket]);
  }
  for (const tickets of byNumber.values()) {
    if (tickets.length > 1) for (const t of tickets) expect(t.conflict).not.toBe('none');
  }
  const holders = new Map<string, string[]>();
  for (const window of world.state.all('window')) {
    if (window.ticketId === null || window.day !== world.day) continue;
    holders.set(window.ticketId, [...(holders.get(window.ticketId) ?? []), window.id]);
  }
  for (const [ticketId, windows] of holders) {
    const ticket = world.state.get('ticket', ticketId);
    expect(ticket?.mergedInto).toBeNull();
    if (windows.length > 1) expect(ticket?.conflict).not.toBe('none');
  }
}

// ---- the life of a hall with honest stations ----

interface Dispenser {
  readonly id: string;
  /** Tickets asked for while the hall is silent: the station prints a granted number and tells the hall later. */
  readonly untold: (() => void)[];
}

const Life = fc.array(
  fc.record({
    act: fc.constantFrom(
      'request',
      'print-alone',
      'tell',
      'call',
      'take-online',
      'take-offline',
      'take-typed',
      'start',
      'finish',
      'miss',
      'restore',
      'suspend',
      'transfer',
      'grant',
    ),
    who: fc.nat({ max: 2 }),
    pick: fc.nat({ max: 20 }),
    late: fc.boolean(),
  }),
  { minLength: 5, maxLength: 60 },
);

function live(steps: { act: string; who: number; pick: number; late: boolean }[]) {
  const world = new World();
  const dispensers: Dispenser[] = [0, 1, 2].map((n) => ({ id: `dispenser-${n}`, untold: [] }));
  for (const d of dispensers) world.grant(d.id);
  world.open('window-1', 'window-2', 'window-6');
  const windows = ['window-1', 'window-2', 'window-6'];
  const used = new Map<string, number>();
  const onPaper: string[] = [];
  let offlineTakes = 0;
  let n = 0;

  for (const { act, who, pick, late } of steps) {
    const dispenser = dispensers[who]!;
    const windowId = windows[who]!;
    const ticketId = world.window(windowId)?.ticketId ?? '';
    world.pass(1);
    switch (act) {
      case 'request': {
        const body = world.wanted();
        world.must('ticket.request', body, { station: dispenser.id });
        onPaper.push(world.ticket(body.ticketId).number);
        world.must('ticket.paper', { ticketId: body.ticketId, outcome: 'printed' }, { station: dispenser.id });
        break;
      }
      case 'print-alone': {
        // The station uses its own ranges one number after the other, whatever the hall knows by now.
        const ranges = [...world.state.all('range')]
          .filter((r) => r.stationId === dispenser.id)
          .sort((a, b) => a.from - b.from);
        const range = ranges.find((r) => (used.get(r.id) ?? r.from) <= r.to);
        if (!range) break;
        const number = used.get(range.id) ?? range.from;
        used.set(range.id, number + 1);
        const body = world.wanted();
        const text = `A${String(number).padStart(3, '0')}`;
        onPaper.push(text);
        if (late) world.must('ticket.request', body, { station: dispenser.id }); // answered too late
        dispenser.untold.push(() => {
          world.must('ticket.issue', { ...body, number: text }, { station: dispenser.id });
          world.must('ticket.paper', { ticketId: body.ticketId, outcome: 'printed' }, { station: dispenser.id });
        });
        break;
      }
      case 'tell':
        for (const tell of dispenser.untold.splice(0)) tell();
        break;
      case 'grant':
        world.grant(dispenser.id);
        break;
      case 'call':
        world.do('ticket.next', { windowId });
        break;
      case 'take-online':
      case 'take-offline': {
        const all = [...world.state.all('ticket')].filter((t) => t.mergedInto === null && t.number !== '');
        const ticket = all[pick % Math.max(1, all.length)];
        if (!ticket) break;
        const offline = act === 'take-offline';
        if (
          world.do('ticket.take', { windowId, ticketId: ticket.id, number: ticket.number, reason: 'r', offline }).ok &&
          offline
        )
          offlineTakes++;
        break;
      }
      case 'take-typed': {
        // Somebody stands at the window with paper the hall may not have heard of.
        const number = onPaper[pick % Math.max(1, onPaper.length)];
        if (!number) break;
        n += 1;
        if (world.do('ticket.take', { windowId, ticketId: `stub-${n}`, number, reason: 'r', offline: true }).ok)
          offlineTakes++;
        break;
      }
      case 'start':
        n += 1;
        world.do('ticket.start', { windowId, ticketId, serviceId: `s${n}` });
        break;
      case 'finish':
        n += 1;
        world.do('ticket.finish', { windowId, ticketId, serviceId: `s${n}` });
        break;
      case 'miss':
        world.do('ticket.miss', { windowId, ticketId });
        break;
      case 'suspend':
        world.do('ticket.suspend', { windowId, ticketId, reason: 'r' });
        break;
      case 'transfer':
        world.do('ticket.transfer', {
          windowId,
          ticketId,
          toQueueId: null,
          toWindowId: windows[pick % 3]!,
          reason: 'r',
        });
        break;
      case 'restore': {
        const aside = [...world.state.all('ticket')].filter((t) => t.status === 'missed' || t.status === 'suspended');
        if (aside.length > 0) world.do('ticket.restore', { ticketId: aside[pick % aside.length]!.id });
        break;
      }
    }
    expectWhole(world);
  }
  for (const d of dispensers) for (const tell of d.untold.splice(0)) tell();
  expectWhole(world);
  return { world, onPaper, offlineTakes };
}

describe('whatever happens in a hall whose stations come and go', () => {
  it('no number is on two papers, and every paper is known in the end under its number', () => {
    fc.assert(
      fc.property(Life, (steps) => {
        const { world, onPaper } = live(steps);
        expect(new Set(onPaper).size).toBe(onPaper.length);
        const known = [...world.state.all('ticket')]
          .filter((t) => t.mergedInto === null && !t.stub)
          .map((t) => t.number);
        expect(known.sort()).toEqual([...onPaper].sort());
        for (const ticket of world.state.all('ticket')) expect(ticket.conflict).not.toBe('number-twice');
        for (const ticket of world.state.all('ticket')) if (ticket.stub) expect(ticket.mergedInto).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('one ticket, one window, unless two windows took it while cut off', () => {
    fc.assert(
      fc.property(Life, (steps) => {
        const { world, offlineTakes } = live(steps);
        if (offlineTakes > 0) return;
        for (const ticket of world.state.all('ticket')) expect(ticket.conflict).toBe('none');
        const held = [...world.state.all('window')].map((w) => w.ticketId).filter((t) => t !== null);
        expect(new Set(held).size).toBe(held.length);
      }),
    );
  });

  it('the hall and the dispensers never give out each other’s numbers', () => {
    fc.assert(
      fc.property(Life, (steps) => {
        const { world } = live(
          steps.filter((s) => s.act === 'request' || s.act === 'print-alone' || s.act === 'grant'),
        );
        for (const range of world.state.all('range'))
          expect(isGranted(`A${range.from}`) && isGranted(`A${range.to}`)).toBe(true);
        const ranges = [...world.state.all('range')].sort((a, b) => a.from - b.from);
        for (let i = 1; i < ranges.length; i++) expect(ranges[i]!.from).toBeGreaterThan(ranges[i - 1]!.to);
        for (const day of world.state.all('queueDay')) expect(isGranted(`A${day.nextNumber}`)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('a service that ended stays as it ended', () => {
    fc.assert(
      fc.property(Life, (steps) => {
        const seen = new Map<string, RecordChange['body']>();
        for (let upTo = 5; upTo <= steps.length; upTo += 5) {
          const { world } = live(steps.slice(0, upTo));
          for (const service of world.state.all('service')) {
            if (service.finishedAt === null) continue;
            const before = seen.get(service.id) as { finishedAt: number; windowId: string } | undefined;
            if (before) expect([service.finishedAt, service.windowId]).toEqual([before.finishedAt, before.windowId]);
            seen.set(service.id, service);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('a station stands at the window it was enrolled for', () => {
  const enrolled = (windowId?: string) => {
    const world = new World();
    world.must(
      'station.enrol',
      {
        stationId: 'counter-1',
        name: '1 号窗口',
        roles: ['counter', 'pad'],
        numbered: false,
        windowId,
        admitted: true,
      },
      { station: HALL_STATION },
    );
    return world;
  };
  const counter = { station: 'counter-1', by: 'hall' } as const;
  const open = (windowId: string) => ({ windowId, clerk: { id: 'c', name: '陈静' } });

  it('it acts for its own and for no other, whatever the kind', () => {
    const world = enrolled('window-1');
    expect(outcome(world.do('window.open', open('window-1'), counter))).toBe('done');
    const refused = world.ask('window.open', open('window-2'), counter);
    expect(refused).toEqual({ ok: false, refusal: { code: 'other-window', params: { window: 2 } } });
    const elsewhere = world.called('window-2');
    const body = { windowId: 'window-2', ticketId: elsewhere.id };
    for (const kind of ['ticket.recall', 'ticket.miss'] as const)
      expect(outcome(world.ask(kind, body, counter))).toBe('other-window');
    expect(outcome(world.ask('ticket.next', { windowId: 'window-2' }, counter))).toBe('other-window');
  });

  it('it does not rate another window’s services', () => {
    const world = enrolled('window-1');
    const { id } = world.called('window-2');
    for (const [kind, serviceId] of [
      ['ticket.start', 's'],
      ['ticket.finish', 's'],
    ] as const)
      world.must(kind, { windowId: 'window-2', ticketId: id, serviceId });
    expect(outcome(world.ask('evaluation.lapse', { serviceId: 's' }, counter))).toBe('other-window');
  });

  it('one enrolled before windows were kept acts as before', () => {
    const world = enrolled();
    for (const id of ['window-1', 'window-2']) expect(outcome(world.do('window.open', open(id), counter))).toBe('done');
  });

  it('put out it stays out, whatever is said of it, until it brings a code', () => {
    const world = enrolled('window-1');
    const own = { station: HALL_STATION };
    const record = () => world.state.get('station', 'counter-1');
    expect(outcome(world.do('station.revoke', { stationId: 'nobody' }, own))).toBe('unknown-station');
    expect(outcome(world.ask('station.revoke', { stationId: 'counter-1' }, counter))).toBe('not-allowed');
    world.must('station.revoke', { stationId: 'counter-1' }, own);
    const body = { stationId: 'counter-1', name: '新名字', roles: ['counter'], numbered: false, windowId: 'window-1' };
    world.must('station.enrol', body, own);
    expect(record()).toMatchObject({ name: '新名字', revoked: true });
    world.must('station.enrol', { ...body, admitted: true }, own);
    expect(record()).toEqual({ id: 'counter-1', name: '新名字', roles: ['counter'], windowId: 'window-1' });
  });

  it('another machine under its name gets digits no receipt bears, and none of the numbers the one before it held', () => {
    const world = new World();
    const own = { station: HALL_STATION };
    const enrol = (stationId: string, more: object = {}) =>
      world.must(
        'station.enrol',
        { ...{ stationId, name: stationId, roles: ['counter'], numbered: true, admitted: true }, ...more },
        own,
      );
    for (const id of ['dispenser-1', 'counter-2']) enrol(id);
    world.grant();
    const left = () => [...world.state.all('range')].filter(({ next, to }) => next <= to).length;
    expect(left()).toBeGreaterThan(0);
    enrol('dispenser-1', { replaces: 7 });
    expect(left()).toBe(0);
    expect(world.state.get('station', 'dispenser-1')).toMatchObject({ number: 3, replacedAt: 7 });
    // For good: also when it is enrolled again, and another after it.
    enrol('dispenser-1');
    expect(world.state.get('station', 'dispenser-1')).toMatchObject({ number: 3, replacedAt: 7 });
    enrol('counter-4');
    expect(world.state.get('station', 'counter-4')).toMatchObject({ number: 4 });
  });
});
