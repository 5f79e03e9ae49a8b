import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcome, World } from '../../../tests/support/world.ts';
import { sampleHall } from '../catalogue/sample/hall.ts';
import { type BodyOf, decide, KINDS, type KindName } from '../intent/registry.ts';
import type { Case } from './types.ts';

const item = sampleHall.items.find((each) => each.materials.every((m) => m.need !== 'conditional'))!;
const taken = item.materials.map(({ id, forms }) => ({ id, forms }));
const CLERKS = { accepts: 'staff-lin', decides: 'staff-wu' };

/** A hall or a district in memory, with one station of every sort. */
class Hall {
  readonly world: World;
  readonly id: string;

  constructor(id: string) {
    this.id = id;
    const partners = ['hall-a', 'hall-b'].map((each) => ({ id: each, name: each }));
    this.world = new World({ ...sampleHall, id, cases: { hallNumber: '01', keptDays: 30, partners } });
    const stations = { counter: 'counter', gateway: 'gateway', 'hall-a': 'hall', 'hall-b': 'hall' };
    for (const [station, role] of Object.entries(stations)) {
      const body = { id: station, name: station, roles: [role] };
      this.world.state.apply([{ type: 'station', id: station, body }]);
    }
  }

  does<K extends KindName>(station: string, kind: K, body: BodyOf<K>, clerk = CLERKS.accepts): string {
    const context = this.world.context({ station, actor: { kind: 'clerk', id: clerk } });
    const decision = decide({ kind, version: KINDS[kind].version, body }, this.world.state, context);
    if (decision.ok) this.world.state.apply(decision.changes);
    return outcome(decision);
  }

  get case(): Case | undefined {
    return this.world.state.get('case', 'case-1');
  }

  receives(collectHall: string): string {
    return this.does('counter', 'case.receive', {
      caseId: 'case-1',
      number: 'NUMBER-1',
      code: '40283171',
      day: this.world.day,
      running: 1,
      itemId: item.id,
      applicant: { maskedName: '李*英', key: null },
      taken,
      windowId: null,
      ticketId: null,
      collectHall,
    });
  }

  steps(kind: 'accept' | 'decide' | 'send' | 'ready' | 'handOver' | 'withdraw'): string {
    const caseId = 'case-1';
    switch (kind) {
      case 'accept':
        return this.does('counter', 'case.accept', { caseId, owed: [] });
      case 'decide':
        return this.does('counter', 'case.decide', { caseId, outcome: 'granted', reason: null }, CLERKS.decides);
      case 'send':
        return this.does('counter', 'case.send', { caseId });
      case 'ready':
        return this.does('counter', 'case.ready', { caseId });
      case 'handOver':
        return this.does('counter', 'case.handOver', { caseId, receiver: '李*英', via: 'window' });
      case 'withdraw':
        return this.does('counter', 'case.withdraw', { caseId, reason: '不办了' });
    }
  }
}

const halls = () => ({ a: new Hall('hall-a'), b: new Hall('hall-b'), district: new Hall('district') });
type Halls = ReturnType<typeof halls>;

/** What a gateway does: tells what one side knows later than the other. */
function up(from: Hall, { district }: Halls, the = from.case): string {
  return the ? district.does(from.id, 'case.share', { the }) : 'nothing';
}
function down(to: Hall, { district }: Halls, the = district.case): string {
  return the ? to.does('gateway', 'case.mirror', { the }) : 'nothing';
}
function untilQuiet(all: Halls): void {
  for (let round = 0; round < 3; round += 1) {
    for (const hall of [all.a, all.b]) {
      up(hall, all);
      down(hall, all);
    }
  }
}

describe('a case collected in another hall', () => {
  it('goes from hall to hall, and both see where it is', () => {
    const all = halls();
    expect(all.a.receives('hall-b')).toBe('done');
    expect([all.a.steps('accept'), all.a.steps('decide')]).toEqual(['done', 'done']);
    expect(all.a.steps('ready')).toBe('collected-elsewhere');
    expect(all.a.steps('send')).toBe('done');
    untilQuiet(all);
    expect(all.b.case).toMatchObject({ status: 'sent', holder: 'hall-b', number: 'NUMBER-1' });
    expect(all.a.steps('ready')).toBe('case-elsewhere');
    expect([all.b.steps('ready'), all.b.steps('handOver')]).toEqual(['done', 'done']);
    untilQuiet(all);
    for (const hall of [all.a, all.district]) expect(hall.case).toEqual(all.b.case);
    expect(all.a.case).toMatchObject({ status: 'handed-over', handedOver: { receiver: '李*英' } });
    // Whoever holds the receipt finds it at either hall.
    for (const hall of [all.a, all.b])
      expect(hall.world.state.get('caseProgress', '40283171')).toMatchObject({ status: 'handed-over' });
  });

  it('is not acted on by a hall that does not hold it, and not told by one that has nothing to do with it', () => {
    const all = halls();
    all.a.receives('hall-b');
    untilQuiet(all);
    expect(all.b.steps('withdraw')).toBe('case-elsewhere');
    const stolen = { ...all.a.case!, revision: 9, holder: 'hall-b', status: 'handed-over' as const };
    expect(up(all.b, all, stolen)).toBe('case-elsewhere');
    expect(all.district.does('hall-b', 'case.share', { the: { ...stolen, id: 'x', hall: 'hall-c' } })).toBe(
      'unknown-case',
    );
    expect(
      all.district.does('hall-b', 'case.share', { the: { ...stolen, id: 'x', hall: 'c', collectHall: 'd' } }),
    ).toBe('not-shared');
    expect(all.district.does('counter', 'case.share', { the: all.a.case! })).toBe('not-allowed');
    expect(all.b.does('counter', 'case.mirror', { the: stolen })).toBe('not-allowed');
  });

  it('is told twice or late without harm: neither a change nor a refusal', () => {
    const all = halls();
    all.a.receives('hall-b');
    const first = all.a.case!;
    all.a.steps('accept');
    untilQuiet(all);
    const { revision } = all.district.case!;
    for (const the of [first, all.a.case!, first]) expect(up(all.a, all, the)).toBe('done');
    expect(down(all.a, all, first)).toBe('done');
    expect([all.district.case!.revision, all.a.case!.revision]).toEqual([revision, revision]);
  });

  it('that one person accepted and decided is not taken over', () => {
    const all = halls();
    all.a.receives('hall-b');
    all.a.steps('accept');
    const broken = { ...all.a.case!, revision: 3, status: 'decided' as const, decidedBy: all.a.case!.acceptedBy };
    expect(up(all.a, all, broken)).toBe('same-person-decides');
  });

  it('keeps its code to itself where another case of the hall has the same', () => {
    const all = halls();
    all.a.receives('hall-b');
    const other = { ...all.a.case!, id: 'case-2', number: 'NUMBER-2', hall: 'hall-b' };
    all.b.world.state.apply([
      { type: 'case', id: 'case-2', body: other },
      {
        type: 'caseProgress',
        id: other.code,
        body: {
          id: other.code,
          caseId: 'case-2',
          number: 'NUMBER-2',
          itemName: other.itemName,
          status: 'received',
          receivedAt: 1,
          promisedBy: null,
          decidedAt: null,
          collectHall: 'hall-b',
        },
      },
    ]);
    untilQuiet(all);
    expect(all.b.case).toMatchObject({ number: 'NUMBER-1' });
    expect(all.b.world.state.get('caseProgress', other.code)).toMatchObject({ number: 'NUMBER-2' });
    expect(all.b.world.state.get('caseNumber', 'NUMBER-1')).toMatchObject({ caseId: 'case-1' });
  });

  it('stands the same everywhere in the end, however late, often and out of order it is told', () => {
    // Most ways shall lead somewhere: a withdrawal ends them.
    const step = fc.oneof(
      { weight: 40, arbitrary: fc.constantFrom('accept', 'decide', 'send', 'ready', 'handOver') },
      { weight: 1, arbitrary: fc.constant('withdraw') },
    );
    const hall = fc.constantFrom('a' as const, 'b' as const);
    const move = fc.oneof(
      { weight: 3, arbitrary: fc.tuple(fc.constant('step' as const), hall, step) },
      {
        weight: 2,
        arbitrary: fc.tuple(fc.constantFrom('up' as const, 'down' as const), hall, fc.constantFrom(0, 0, 0, 1, 2, 5)),
      },
    );
    let arrived = 0;
    fc.assert(
      fc.property(fc.array(move, { minLength: 20, maxLength: 80, size: 'max' }), (moves) => {
        const all = halls();
        all.a.receives('hall-b');
        const said: { up: Case[]; down: Case[] } = { up: [], down: [] };
        let handedOver = 0;
        for (const [what, which, how] of moves) {
          const at = all[which];
          if (what === 'step') {
            if (at.steps(how as 'accept') === 'done' && how === 'handOver') handedOver += 1;
          } else {
            // The news of now, or any that was ever on the way, once more.
            const fresh = what === 'up' ? at.case : all.district.case;
            if (fresh) said[what].push(fresh);
            const the = said[what].at(-1 - ((how as number) % Math.max(1, said[what].length)));
            if (the) (what === 'up' ? up : down)(at, all, the);
          }
        }
        untilQuiet(all);
        expect(all.b.case).toEqual(all.a.case);
        expect(all.district.case).toEqual(all.a.case);
        expect(handedOver).toBeLessThanOrEqual(1);
        expect(all.a.case!.status === 'handed-over').toBe(handedOver === 1);
        arrived += handedOver;
      }),
      { numRuns: 300 },
    );
    expect(arrived).toBeGreaterThan(0);
  });
});
