import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOBS, outcome, World } from '../../../tests/support/world.ts';
import { sampleHall } from '../catalogue/sample/hall.ts';
import type { Context, Decision } from '../intent/decision.ts';
import { type RecordChange, readRecords } from '../intent/records.ts';
import { type BodyOf, decide, HALL_STATION, type KindName } from '../intent/registry.ts';
import { formatCaseNumber } from './number.ts';
import type { Case } from './types.ts';

/** An item with every sort of material, promised in some days. */
function hallWithItem(): { world: World; item: World['config']['items'][number] } {
  const base = new World().config;
  const item = {
    ...base.items[0]!,
    promisedLimitDays: 5,
    legalLimitDays: 10,
    handling: 'promised' as const,
    materials: [
      {
        id: 'm1',
        name: '身份证',
        forms: [{ form: 'original' as const, count: 1 }],
        need: 'necessary' as const,
        source: 'applicant' as const,
      },
      {
        id: 'm2',
        name: '申请表',
        forms: [{ form: 'electronic' as const, count: 1 }],
        need: 'necessary' as const,
        source: 'applicant' as const,
      },
      {
        id: 'm3',
        name: '照片',
        forms: [{ form: 'copy' as const, count: 2 }],
        need: 'may-follow' as const,
        source: 'applicant' as const,
      },
      {
        id: 'm4',
        name: '委托书',
        forms: [{ form: 'original' as const, count: 1 }],
        need: 'conditional' as const,
        source: 'applicant' as const,
      },
    ],
  };
  // Nobody's post is limited, so that one person could do everything.
  const staff = base.staff!.map(({ may: _, ...person }) => person);
  return { world: new World({ ...base, staff, items: [item, ...base.items.slice(1)] }), item };
}

const original = [{ form: 'original' as const, count: 1 }];
const electronic = [{ form: 'electronic' as const, count: 1 }];
const copies = [{ form: 'copy' as const, count: 2 }];
const TAKEN = [
  { id: 'm1', forms: original },
  { id: 'm2', forms: electronic },
];
const ALL = [...TAKEN, { id: 'm3', forms: copies }];

const clerk = (id: string): Partial<Context> => ({ station: 'counter-1', actor: { kind: 'clerk', id } });
const OWN: Partial<Context> = { station: HALL_STATION };
const ACCEPTS = clerk('staff-chen');
const DECIDES = clerk('staff-wu');

class Cases {
  readonly world: World;
  readonly itemId: string;
  #running = 0;

  constructor() {
    const { world, item } = hallWithItem();
    this.world = world;
    this.itemId = item.id;
  }

  wanted(over: Partial<BodyOf<'case.receive'>> = {}): BodyOf<'case.receive'> {
    this.#running += 1;
    const running = this.#running;
    const { world, itemId } = this;
    return {
      caseId: `case-${running}`,
      number: formatCaseNumber(world.config, { itemId, day: world.day, station: 7, running }),
      code: String(running).padStart(8, '0'),
      day: world.day,
      running,
      itemId,
      applicant: { maskedName: '李*国', key: 'k' },
      taken: ALL,
      windowId: 'window-1',
      ticketId: null,
      collectHall: null,
      ...over,
    };
  }

  do<K extends KindName>(kind: K, body: BodyOf<K>, who: Partial<Context> = ACCEPTS): string {
    return outcome(this.world.do(kind, body, who));
  }

  received(over: Partial<BodyOf<'case.receive'>> = {}): string {
    const body = this.wanted(over);
    this.world.must('case.receive', body, ACCEPTS);
    return body.caseId;
  }

  accepted(): string {
    const caseId = this.received();
    this.world.must('case.accept', { caseId, owed: [] }, ACCEPTS);
    return caseId;
  }

  the(caseId: string): Case {
    return this.world.state.get('case', caseId)!;
  }
}

describe('a case on its way', () => {
  it('from the papers to the result in its holder’s hand', () => {
    const cases = new Cases();
    const caseId = cases.received();
    expect(cases.the(caseId)).toMatchObject({ status: 'received', receivedBy: { id: 'staff-chen', name: '陈静' } });
    expect(cases.do('case.accept', { caseId, owed: [] })).toBe('done');
    // Monday the 2nd and five working days.
    expect(cases.the(caseId)).toMatchObject({ status: 'accepted', promisedBy: '2026-03-09' });
    expect(cases.do('case.decide', { caseId, outcome: 'granted', reason: null }, DECIDES)).toBe('done');
    expect(cases.do('case.ready', { caseId }, DECIDES)).toBe('done');
    expect(cases.do('case.handOver', { caseId, receiver: '李*国', via: 'window' })).toBe('done');
    const the = cases.the(caseId);
    expect(the).toMatchObject({ status: 'handed-over', outcome: 'granted', decidedBy: { id: 'staff-wu' } });
    expect(the.history.map((event) => event.what)).toEqual(['received', 'accepted', 'granted', 'ready', 'handed-over']);
    // Thirty days later the stations forget it.
    expect(the.day).toBe('2026-04-01');
    expect(cases.world.state.get('caseProgress', the.code)).toMatchObject({ status: 'handed-over', day: '2026-04-01' });
  });

  it('keeps the version and the name of its item, whatever the catalogue says later', () => {
    const cases = new Cases();
    const caseId = cases.received();
    const { config } = cases.world;
    const items = config.items.map((item) => ({ ...item, version: 'later', name: '别的' }));
    cases.world.state.apply([{ type: 'config', id: 'hall', body: { ...config, items } }]);
    cases.world.must('case.accept', { caseId, owed: [] }, ACCEPTS);
    expect(cases.the(caseId)).toMatchObject({
      itemVersion: config.items[0]!.version,
      itemName: config.items[0]!.name,
    });
  });

  it.each<[string, (c: Cases, id: string) => string, string]>([
    [
      'decided before it is accepted',
      (c, caseId) => c.do('case.decide', { caseId, outcome: 'granted', reason: null }, DECIDES),
      'case-wrong-step',
    ],
    ['ready before it is decided', (c, caseId) => c.do('case.ready', { caseId }), 'case-wrong-step'],
    [
      'handed over before it is ready',
      (c, caseId) => c.do('case.handOver', { caseId, receiver: 'r', via: 'window' }),
      'case-wrong-step',
    ],
    [
      'supplied with what nobody asked for',
      (c, caseId) => c.do('case.supplemented', { caseId, taken: TAKEN }),
      'case-wrong-step',
    ],
    [
      'accepted by no clerk',
      (c, caseId) =>
        c.do('case.accept', { caseId, owed: [] }, { station: 'counter-1', actor: { kind: 'citizen', id: '' } }),
      'not-allowed',
    ],
    [
      'accepted at a dispenser',
      (c, caseId) => {
        c.world.must(
          'station.enrol',
          { stationId: 'd', name: 'd', roles: ['dispenser'], numbered: false },
          { station: 'hall' },
        );
        return c.do('case.accept', { caseId, owed: [] }, { ...ACCEPTS, station: 'd' });
      },
      'not-allowed',
    ],
    ['another case', (c) => c.do('case.accept', { caseId: 'nobody', owed: [] }), 'unknown-case'],
    ['received again', (c, caseId) => c.do('case.receive', c.wanted({ caseId })), 'case-exists'],
  ])('a received case is not %s', (_, act, code) => {
    const cases = new Cases();
    const caseId = cases.received();
    const before = cases.the(caseId);
    expect(act(cases, caseId)).toBe(code);
    expect(cases.the(caseId)).toEqual(before);
  });
});

describe('受审分离', () => {
  it('who accepted may not decide; anybody else may', () => {
    const cases = new Cases();
    const caseId = cases.accepted();
    expect(cases.do('case.decide', { caseId, outcome: 'granted', reason: null })).toBe('same-person-decides');
    expect(cases.do('case.decide', { caseId, outcome: 'denied', reason: '不符合条件' }, DECIDES)).toBe('done');
  });
});

describe('the published list is the only basis', () => {
  it.each([
    ['a material it does not name', [{ id: 'm9', forms: original }]],
    ['a form it does not ask for', [{ id: 'm1', forms: copies }]],
    [
      'a material twice',
      [
        { id: 'm1', forms: original },
        { id: 'm1', forms: original },
      ],
    ],
  ])('%s is not taken', (_, taken) => {
    const cases = new Cases();
    expect(cases.do('case.receive', cases.wanted({ taken }))).toBe('unknown-material');
  });

  it('no case without its necessary materials, and none for an item the hall does not offer', () => {
    const cases = new Cases();
    const caseId = cases.received({ taken: [{ id: 'm1', forms: original }] });
    expect(cases.do('case.accept', { caseId, owed: [] })).toBe('materials-missing');
    expect(cases.do('case.receive', cases.wanted({ itemId: 'x', taken: [] }))).toBe('unknown-item');
  });

  it('what may follow is owed until a day within the promised limit, and is there before it is granted', () => {
    const cases = new Cases();
    const caseId = cases.received({ taken: TAKEN });
    const owed = (id: string, by: string) => cases.do('case.accept', { caseId, owed: [{ id, by }] });
    expect(cases.do('case.accept', { caseId, owed: [] })).toBe('materials-missing');
    expect(owed('m1', '2026-03-05')).toBe('materials-missing');
    expect(owed('m3', '2026-03-10')).toBe('owed-too-long');
    expect(owed('m3', '2026-03-01')).toBe('owed-too-long');
    expect(owed('m3', '2026-03-09')).toBe('done');
    const grant = () => cases.do('case.decide', { caseId, outcome: 'granted', reason: null }, DECIDES);
    expect(grant()).toBe('materials-owed');
    expect(cases.do('case.supplemented', { caseId, taken: [{ id: 'm1', forms: original }] })).toBe('unknown-material');
    expect(cases.do('case.supplemented', { caseId, taken: [{ id: 'm3', forms: copies }] })).toBe('done');
    expect(cases.the(caseId)).toMatchObject({ status: 'accepted', owed: [] });
    expect(grant()).toBe('done');
  });
});

describe('一次性告知', () => {
  it('names every necessary material that is missing, and is said once', () => {
    const cases = new Cases();
    const caseId = cases.received({ taken: [] });
    const tell = (...ids: string[]) =>
      cases.do('case.supplement', { caseId, list: ids.map((id) => ({ id, what: '请带来' })) });
    expect(tell('m1')).toBe('supplement-incomplete');
    expect(tell('m1', 'm2', 'm9')).toBe('unknown-material');
    expect(tell('m1', 'm2', 'm3')).toBe('done');
    expect(cases.do('case.supplemented', { caseId, taken: TAKEN })).toBe('done');
    expect(cases.the(caseId)).toMatchObject({ status: 'supplement', supplement: { open: ['m3'] } });
    expect(cases.do('case.supplemented', { caseId, taken: [{ id: 'm3', forms: copies }] })).toBe('done');
    expect(cases.the(caseId).status).toBe('received');
    expect(tell('m1', 'm2')).toBe('supplement-once');
    expect(cases.do('case.accept', { caseId, owed: [] })).toBe('done');
  });
});

describe('numbers and codes that stand on paper', () => {
  it('a number on two papers loses neither case, and somebody is told', () => {
    const cases = new Cases();
    const first = cases.received();
    const { number } = cases.the(first);
    const second = cases.received({ number });
    expect(cases.the(second)).toMatchObject({ number, conflict: 'number-twice' });
    expect(cases.the(first).conflict).toBe('none');
    expect(cases.world.state.get('caseNumber', number)).toEqual({ id: number, caseId: first, others: [second] });
  });

  it('a progress code shows the live case that had it first; it is free again when that is over', () => {
    const cases = new Cases();
    const first = cases.received({ code: '11112222' });
    const second = cases.received({ code: '11112222' });
    expect(cases.the(second).conflict).toBe('code-twice');
    cases.world.must('case.accept', { caseId: second, owed: [] }, ACCEPTS);
    expect(cases.world.state.get('caseProgress', '11112222')).toMatchObject({ caseId: first, status: 'received' });
    cases.world.must('case.withdraw', { caseId: first, reason: '不办了' }, ACCEPTS);
    const third = cases.received({ code: '11112222' });
    expect(cases.the(third).conflict).toBe('none');
    expect(cases.world.state.get('caseProgress', '11112222')).toMatchObject({ caseId: third });
  });

  it('the day remembers the highest running number, in whatever order the hall hears of them', () => {
    const cases = new Cases();
    cases.received({ running: 5 });
    cases.received({ running: 3 });
    expect(cases.world.state.get('caseDay', 'counter-1:2026-03-02')).toMatchObject({ last: 5, stationId: 'counter-1' });
  });

  it('every counter has digits of its own, and keeps them', () => {
    const { world } = hallWithItem();
    const enrol = (stationId: string, numbered: boolean) =>
      world.must('station.enrol', { stationId, name: stationId, roles: ['counter'], numbered }, { station: 'hall' });
    enrol('a', true);
    enrol('b', false);
    enrol('c', true);
    enrol('a', true);
    enrol('b', true);
    expect([...world.state.all('station')].map((s) => [s.id, s.number])).toEqual([
      ['a', 1],
      ['b', 3],
      ['c', 2],
    ]);
  });

  it('a line that enrolled a station before stations had numbers is decided as it was then', () => {
    const { world } = hallWithItem();
    const body = { stationId: 'a', name: 'a', roles: ['counter'] };
    const old = decide({ kind: 'station.enrol', version: 1, body }, world.state, world.context({ station: 'hall' }));
    expect(old).toEqual({
      ok: true,
      changes: [{ type: 'station', id: 'a', body: { id: 'a', name: 'a', roles: ['counter'] } }],
    });
  });
});

describe('posts (岗位)', () => {
  it('who accepts does not decide and who decides does not accept, where the hall says what a post is for', () => {
    const cases = new Cases();
    cases.world.must('hall.configure', { config: { ...cases.world.config, staff: sampleHall.staff } }, OWN);
    const caseId = cases.received();
    const [guide, approver] = [clerk('staff-he'), clerk('staff-wu')];
    for (const who of [guide, approver]) {
      expect(cases.do('case.accept', { caseId, owed: [] }, who)).toBe('post-cannot-accept');
      expect(cases.do('case.refuse', { caseId, reason: '不属于本机关' }, who)).toBe('post-cannot-accept');
      const list = [{ id: 'm1', what: '补' }];
      expect(cases.do('case.supplement', { caseId, list }, who)).toBe('post-cannot-accept');
    }
    expect(cases.do('case.accept', { caseId, owed: [] }, clerk('staff-chen'))).toBe('done');
    const granted = { caseId, outcome: 'granted', reason: null } as const;
    for (const who of ['staff-lin', 'staff-he']) {
      const decision = cases.world.do('case.decide', granted, clerk(who));
      expect(decision).toMatchObject({ refusal: { code: 'post-cannot-decide', params: { post: expect.any(String) } } });
    }
    expect(cases.do('case.decide', granted, approver)).toBe('done');
    // Papers are taken and results handed over by whoever sits there.
    expect(cases.do('case.ready', { caseId }, guide)).toBe('done');
    expect(cases.do('case.handOver', { caseId, receiver: '李*国', via: 'window' }, guide)).toBe('done');
  });

  it('somebody the hall’s file does not name any more did what they did', () => {
    const cases = new Cases();
    cases.world.must('hall.configure', { config: { ...cases.world.config, staff: sampleHall.staff } }, OWN);
    const caseId = cases.received();
    expect(cases.do('case.accept', { caseId, owed: [] }, clerk('staff-gone'))).toBe('done');
  });
});

// ---- whatever clerks do ----

const STEPS = ['accept', 'refuse', 'supplement', 'supplemented', 'decide', 'ready', 'handOver', 'withdraw'] as const;
const Deed = fc.record({
  what: fc.constantFrom('receive' as const, ...STEPS),
  pick: fc.nat({ max: 3 }),
  who: fc.constantFrom('staff-chen', 'staff-wu', 'staff-lin'),
  granted: fc.boolean(),
  taken: fc.constantFrom(TAKEN, ALL, [], [{ id: 'm3', forms: copies }]),
});

function deed(cases: Cases, ids: string[], d: typeof Deed extends fc.Arbitrary<infer T> ? T : never): Decision | null {
  const { world } = cases;
  const who = clerk(d.who);
  if (d.what === 'receive') {
    const body = cases.wanted({ taken: d.taken });
    const decision = world.do('case.receive', body, who);
    if (decision.ok) ids.push(body.caseId);
    return decision;
  }
  const caseId = ids[d.pick % Math.max(1, ids.length)] ?? 'nobody';
  switch (d.what) {
    case 'accept':
      return world.do('case.accept', { caseId, owed: d.granted ? [] : [{ id: 'm3', by: world.day }] }, who);
    case 'refuse':
      return world.do('case.refuse', { caseId, reason: '不属于本机关' }, who);
    case 'supplement':
      return world.do('case.supplement', { caseId, list: ['m1', 'm2'].map((id) => ({ id, what: '补' })) }, who);
    case 'supplemented':
      return d.taken.length === 0 ? null : world.do('case.supplemented', { caseId, taken: d.taken }, who);
    case 'decide':
      return world.do('case.decide', { caseId, outcome: d.granted ? 'granted' : 'denied', reason: '理由' }, who);
    case 'ready':
      return world.do('case.ready', { caseId }, who);
    case 'handOver':
      return world.do('case.handOver', { caseId, receiver: '李*国', via: 'window' }, who);
    case 'withdraw':
      return world.do('case.withdraw', { caseId, reason: '不办了' }, who);
  }
}

describe('whatever clerks do', () => {
  it('nobody decides what they accepted, nothing goes on without its materials, and what is over stays', () => {
    fc.assert(
      fc.property(fc.array(Deed, { maxLength: 40 }), (deeds) => {
        const cases = new Cases();
        const ids: string[] = [];
        const over = new Map<string, Case>();
        for (const d of deeds) {
          cases.world.pass(1);
          const decision = deed(cases, ids, d);
          for (const c of (decision?.ok ? decision.changes : []) as RecordChange[])
            readRecords([{ type: c.type, id: c.id, body: JSON.parse(JSON.stringify(c.body)) as unknown }]);
          for (const id of ids) {
            const the = cases.the(id);
            if (the.decidedBy) expect(the.decidedBy.id).not.toBe(the.acceptedBy!.id);
            if (the.acceptedBy) for (const m of ['m1', 'm2']) expect(the.taken.map((t) => t.id)).toContain(m);
            if (the.outcome === 'granted') expect(the.owed).toEqual([]);
            expect(the.history.length).toBeLessThanOrEqual(24);
            expect(cases.world.state.get('caseProgress', the.code)?.status).toBe(the.status);
            if (over.has(id)) expect(the).toEqual(over.get(id));
            if (the.day !== undefined) over.set(id, the);
          }
        }
        expect(new Set(ids.map((id) => cases.the(id).number)).size).toBe(ids.length);
      }),
      { numRuns: 150 },
    );
  });
});

it('tickets know nothing of cases', () => {
  const cases = new Cases();
  cases.world.waiting({ queueId: JOBS });
  expect(cases.world.state.shelf.size).toBe(0);
});
