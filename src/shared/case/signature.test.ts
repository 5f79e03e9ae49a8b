import { expect, it } from 'vitest';
import { ACCEPTS, receiving } from '../../../tests/support/cases.ts';
import { World } from '../../../tests/support/world.ts';

const COUNTER = { station: 'counter-1', actor: ACCEPTS };

it('whoever does not sign on the pad is in the history of the case, with the time and who asked', () => {
  const world = new World();
  const body = receiving(1);
  world.must('case.receive', body, COUNTER);
  world.pass(3);
  const declined = { caseId: body.caseId, what: 'receive' };
  world.must('case.declineSignature', declined, COUNTER);
  const the = world.state.get('case', body.caseId)!;
  expect(the.history.at(-1)).toMatchObject({ what: 'signature-declined', at: world.now });
  expect(the.history.at(-1)?.clerk).toBe(the.receivedBy.name);
  expect([the.status, the.revision]).toEqual(['received', 2]);
  // What is signed afterwards, or not signed again, is one line more and takes nothing away.
  world.must('case.declineSignature', declined, COUNTER);
  expect(world.state.get('case', body.caseId)?.history.map(({ what }) => what)).toEqual([
    'received',
    'signature-declined',
    'signature-declined',
  ]);
});

it('a case that was over meanwhile keeps it all the same; a station asks for none at one that is over', () => {
  const world = new World();
  const body = receiving(1);
  world.must('case.receive', body, COUNTER);
  world.must('case.withdraw', { caseId: body.caseId, reason: '不办了' }, COUNTER);
  const declined = { caseId: body.caseId, what: 'receive' };
  expect(world.ask('case.declineSignature', declined, { ...COUNTER, by: 'station' })).toMatchObject({ ok: false });
  world.must('case.declineSignature', declined, COUNTER);
  expect(world.state.get('case', body.caseId)?.history.at(-1)?.what).toBe('signature-declined');
});
