import { expect, it } from 'vitest';
import { ACCEPTS, DECIDES, receiving } from '../../../tests/support/cases.ts';
import { World } from '../../../tests/support/world.ts';
import type { Actor } from '../intent/decision.ts';
import type { BodyOf, KindName } from '../intent/registry.ts';

/** Steps of one case at a counter, each answered with its refusal or null. */
function counter() {
  const world = new World();
  const body = receiving(1);
  const act = <K extends KindName>(kind: K, words: BodyOf<K>, actor: Actor = ACCEPTS) => {
    const decision = world.do(kind, words, { station: 'counter-1', actor });
    return decision.ok ? null : decision.refusal;
  };
  const { caseId } = body;
  return { world, body, caseId, act, the: () => world.state.get('case', caseId)! };
}

const STEPS: readonly [KindName, (caseId: string) => object][] = [
  ['case.accept', (caseId) => ({ caseId, owed: [] })],
  ['case.refuse', (caseId) => ({ caseId, reason: '不属于本机关' })],
  ['case.withdraw', (caseId) => ({ caseId, reason: '不办了' })],
  ['case.ready', (caseId) => ({ caseId })],
];

it.each<Actor>([
  { kind: 'citizen', id: '' },
  { kind: 'citizen', id: 'staff-chen' },
  { kind: 'clerk', id: '' },
])('a case is a clerk’s deed, not that of %o', (nobody) => {
  const { act, body, caseId } = counter();
  expect(act('case.receive', body, nobody)).toEqual({ code: 'not-allowed', params: { kind: 'case.receive' } });
  expect(act('case.receive', body)).toBeNull();
  for (const [kind, words] of STEPS)
    expect(act(kind, words(caseId) as never, nobody)).toEqual({ code: 'not-allowed', params: { kind: 'case' } });
});

it('a result is not collected at a hall nobody knows', () => {
  const { act, body } = counter();
  expect(act('case.receive', { ...body, collectHall: 'hall-nowhere' })?.code).toBe('unknown-hall');
});

it('papers are there once, in a form the list asks for', () => {
  const { act, body } = counter();
  const [first] = body.taken;
  const twice = { ...body, taken: [...body.taken, first!] };
  expect(act('case.receive', twice)).toEqual({ code: 'unknown-material', params: { material: first!.id } });
  const forms = [...first!.forms, { form: 'photocopy-of-a-copy' as never, count: 1 }];
  expect(act('case.receive', { ...body, taken: [{ ...first!, forms }] })).not.toBeNull();
});

it('a denial has its reason, a refusal and a withdrawal keep theirs, and each step says what it was', () => {
  const denied = counter();
  denied.act('case.receive', denied.body);
  expect(denied.act('case.accept', { caseId: denied.caseId, owed: [] })).toBeNull();
  const bare = { caseId: denied.caseId, outcome: 'denied' as const, reason: null };
  expect(denied.act('case.decide', bare, DECIDES)).toEqual({ code: 'reason-missing' });
  expect(denied.act('case.decide', { ...bare, reason: '不符合条件' }, DECIDES)).toBeNull();
  expect(denied.the()).toMatchObject({ outcome: 'denied', reason: '不符合条件' });
  const late = denied.act('case.withdraw', { caseId: denied.caseId, reason: '不办了' });
  expect(late).toEqual({ code: 'case-wrong-step', params: { number: denied.body.number, status: 'decided' } });

  const refused = counter();
  refused.act('case.receive', refused.body);
  expect(refused.act('case.refuse', { caseId: refused.caseId, reason: '不属于本机关' })).toBeNull();
  expect(refused.the()).toMatchObject({ status: 'refused', reason: '不属于本机关' });
  expect(refused.the().history.map(({ what, clerk }) => [what, clerk])).toEqual([
    ['received', '陈静'],
    ['refused', '陈静'],
  ]);
});

it('one that waits for papers may be refused too', () => {
  const { world, act, body, caseId, the } = counter();
  act('case.receive', { ...body, taken: [] });
  const item = world.config.items.find(({ id }) => id === body.itemId)!;
  const list = item.materials.filter((m) => m.need === 'necessary').map(({ id }) => ({ id, what: '请带来' }));
  expect(act('case.supplement', { caseId, list })).toBeNull();
  expect(the().history.at(-1)?.what).toBe('supplement');
  expect(act('case.refuse', { caseId, reason: '逾期未补' })).toBeNull();
  expect(the().status).toBe('refused');
});

it('an item the hall offers no longer stops what is decided by its list', () => {
  const { world, act, body, caseId } = counter();
  act('case.receive', body);
  const items = world.config.items.filter(({ id }) => id !== body.itemId);
  world.state.apply([{ type: 'config', id: 'hall', body: { ...world.config, items } }]);
  expect(act('case.accept', { caseId, owed: [] })).toEqual({ code: 'unknown-item' });
  expect(act('case.supplement', { caseId, list: [{ id: '1', what: '请带来' }] })).toEqual({ code: 'unknown-item' });
});

it('a clerk the hall does not list is kept by the id alone', () => {
  const { act, body, the } = counter();
  act('case.receive', body, { kind: 'clerk', id: 'staff-new' });
  expect(the().receivedBy).toEqual({ id: 'staff-new', name: '' });
});
