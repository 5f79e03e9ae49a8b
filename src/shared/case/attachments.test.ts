import { expect, it } from 'vitest';
import { ACCEPTS, DECIDES, receiving } from '../../../tests/support/cases.ts';
import { World } from '../../../tests/support/world.ts';
import type { BodyOf } from '../intent/registry.ts';
import { isDetached, MOST_ATTACHMENTS } from './attachments.ts';
import type { Case } from './types.ts';

const COUNTER = { station: 'counter-1', actor: ACCEPTS };

function received(): { world: World; caseId: string; material: string; the: () => Case } {
  const world = new World();
  const body = receiving(1);
  world.must('case.receive', body, COUNTER);
  const { caseId } = body;
  return { world, caseId, material: body.taken[0]!.id, the: () => world.state.get('case', caseId)! };
}

function page(n: number, material: string | null): BodyOf<'case.attach'>['attachments'][number] {
  return {
    hash: n.toString(16).padStart(64, '0'),
    mediaType: 'image/jpeg',
    bytes: 1000 + n,
    purpose: 'page',
    material,
  };
}

it('pages belong to the case in their order, with who made them and where', () => {
  const { world, caseId, material, the } = received();
  world.must('case.attach', { caseId, attachments: [page(1, material), page(2, material)] }, COUNTER);
  world.must('case.attach', { caseId, attachments: [page(3, null)] }, COUNTER);
  expect(the().attachments?.map(({ hash, material: of }) => [Number.parseInt(hash, 16), of])).toEqual([
    [1, material],
    [2, material],
    [3, null],
  ]);
  expect(the().attachments?.[0]).toMatchObject({
    mediaType: 'image/jpeg',
    bytes: 1001,
    purpose: 'page',
    hall: world.config.id,
    stationId: 'counter-1',
    by: { id: ACCEPTS.id },
    at: world.now,
  });
  expect([the().revision, the().history.map(({ what }) => what)]).toEqual([3, ['received', 'attached', 'attached']]);
});

it('the same page of the same material is there once, however often it is said', () => {
  const { world, caseId, material, the } = received();
  world.must('case.attach', { caseId, attachments: [page(1, material), page(1, material)] }, COUNTER);
  const { revision } = the();
  world.must('case.attach', { caseId, attachments: [page(1, material)] }, COUNTER);
  expect([the().attachments?.length, the().revision]).toEqual([1, revision]);
  // One sheet may be two materials: both are named.
  world.must('case.attach', { caseId, attachments: [page(1, null)] }, COUNTER);
  expect(the().attachments).toHaveLength(2);
});

it('pages that were scanned while the case went on elsewhere are taken over; a station begins none at a case that is over', () => {
  const { world, caseId, material, the } = received();
  world.must('case.withdraw', { caseId, reason: '不办了' }, { ...COUNTER, actor: DECIDES });
  const body = { caseId, attachments: [page(1, material)] };
  expect(world.ask('case.attach', body, { ...COUNTER, by: 'station' })).toMatchObject({
    ok: false,
    refusal: { code: 'case-wrong-step' },
  });
  world.must('case.attach', body, COUNTER);
  expect([the().status, the().attachments?.length, the().day !== undefined]).toEqual(['withdrawn', 1, true]);
});

it('a page of a material that is not on the list, too many pages, and pages of nobody’s case are refused', () => {
  const { world, caseId, material } = received();
  const refused = (body: BodyOf<'case.attach'>, over = {}) => {
    const decision = world.ask('case.attach', body, { ...COUNTER, ...over });
    return decision.ok ? null : decision.refusal.code;
  };
  expect(refused({ caseId, attachments: [page(1, 'no-such')] })).toBe('unknown-material');
  expect(refused({ caseId: 'other', attachments: [page(1, null)] })).toBe('unknown-case');
  expect(refused({ caseId: '../etc', attachments: [page(1, null)] })).toBe('malformed');
  expect(refused({ caseId, attachments: [page(1, null)] }, { actor: { kind: 'citizen', id: '' } })).toBe('not-allowed');
  for (let n = 0; n < MOST_ATTACHMENTS; n += 30)
    world.must(
      'case.attach',
      { caseId, attachments: Array.from({ length: 30 }, (_, i) => page(n + i, material)) },
      COUNTER,
    );
  expect(refused({ caseId, attachments: [page(MOST_ATTACHMENTS, material)] })).toBe('attachments-full');
});

const takingAway = (caseId: string, { hash, material }: { hash: string; material: string | null }) =>
  ({ caseId, hash, material, reason: 'wrong-case' }) as const;

it('a page that was taken away is gone, and it is known who took it away, when and why', () => {
  const { world, caseId, material, the } = received();
  const [one, two] = [page(1, material), page(2, material)];
  world.must('case.attach', { caseId, attachments: [one, two] }, COUNTER);
  world.now += 60_000;
  world.must('case.detach', takingAway(caseId, one), { ...COUNTER, actor: DECIDES });
  expect(the().attachments?.map(({ hash }) => hash)).toEqual([two.hash]);
  expect(the().detached).toEqual([
    { hash: one.hash, material, at: world.now, by: expect.objectContaining({ id: DECIDES.id }), reason: 'wrong-case' },
  ]);
  expect(the().history.at(-1)?.what).toBe('detached');
  expect([isDetached(the(), one.hash), isDetached(the(), two.hash)]).toEqual([true, false]);
  const { revision } = the();
  world.must('case.detach', takingAway(caseId, one), COUNTER);
  expect(the().revision).toBe(revision);
});

it('a sheet of two materials is taken away from one; its bytes stay as long as the other names them', () => {
  const { world, caseId, material, the } = received();
  world.must('case.attach', { caseId, attachments: [page(1, material), page(1, null)] }, COUNTER);
  world.must('case.detach', takingAway(caseId, page(1, material)), COUNTER);
  expect([the().attachments?.map((a) => a.material), isDetached(the(), page(1, null).hash)]).toEqual([[null], false]);
});

it('a page said to be added before it was taken away stays away; one added again afterwards is there', () => {
  const { world, caseId, material, the } = received();
  const one = page(1, material);
  const attach = () => world.must('case.attach', { caseId, attachments: [one] }, COUNTER);
  attach();
  const before = world.now;
  world.now += 60_000;
  world.must('case.detach', takingAway(caseId, one), COUNTER);
  const after = world.now;
  world.now = before + 1; // said at another window that was cut off, heard only now
  attach();
  expect(the().attachments).toEqual([]);
  world.now = after + 60_000;
  attach();
  expect(the().attachments).toHaveLength(1);
  world.now = after + 1; // somebody else took the first one away, and is heard only now
  world.must('case.detach', takingAway(caseId, one), COUNTER);
  expect(the().attachments).toHaveLength(1);
});

it('a page is taken away only while the case is open; what was done before it was closed is taken over by the hall', () => {
  const { world, caseId, material, the } = received();
  const [one, two] = [page(1, material), page(2, material)];
  world.must('case.attach', { caseId, attachments: [one, two] }, COUNTER);
  const before = world.now;
  world.now += 60_000;
  world.must('case.withdraw', { caseId, reason: '不办了' }, { ...COUNTER, actor: DECIDES });
  world.now += 60_000;
  for (const by of ['station', 'hall'] as const)
    expect(world.ask('case.detach', takingAway(caseId, one), { ...COUNTER, by })).toMatchObject({
      ok: false,
      refusal: { code: 'case-wrong-step' },
    });
  world.now = before + 1;
  world.must('case.detach', takingAway(caseId, two), COUNTER);
  expect(the().attachments?.map(({ hash }) => hash)).toEqual([one.hash]);
});

it('what was signed stays; nobody takes away a page that never was, and no citizen takes one away', () => {
  const { world, caseId, material } = received();
  const signed = { what: 'receive', textHash: 'a'.repeat(64) };
  const signature = { ...page(1, null), mediaType: 'image/svg+xml', purpose: 'signature', signed } as const;
  world.must('case.attach', { caseId, attachments: [signature] }, COUNTER);
  const refused = (body: BodyOf<'case.detach'>, over = {}) => {
    const decision = world.ask('case.detach', body, { ...COUNTER, ...over });
    return decision.ok ? null : decision.refusal.code;
  };
  expect(refused(takingAway(caseId, signature))).toBe('signature-stays');
  expect(refused(takingAway(caseId, page(2, material)))).toBe('unknown-page');
  expect(refused({ ...takingAway(caseId, signature), reason: 'no reason' as never })).toBe('malformed');
  expect(refused(takingAway(caseId, signature), { actor: { kind: 'citizen', id: '' } })).toBe('not-allowed');
});
