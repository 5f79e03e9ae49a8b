import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CIVIL, World } from '../../../tests/support/world.ts';
import { KINDS } from '../intent/registry.ts';
import { intentText } from '../messages/intent.ts';
import { IntentRow } from '../protocol/counter-view.ts';
import { intentParams } from './intent-row.ts';

describe('what the words for an intent need', () => {
  it('is read from the body and the records it speaks of', () => {
    const world = new World();
    const ticket = world.called();
    const params = intentParams(world.state, {
      windowId: 'window-1',
      ticketId: ticket.id,
      toQueueId: CIVIL,
      toWindowId: null,
      reason: '选错事项',
    });
    expect(params).toEqual({ number: 'A001', window: 1, to: '民政', reason: '选错事项' });
    expect(intentText('zh-CN', 'ticket.transfer', params)).toBe('转出 A001 到民政：选错事项');
  });

  it('never says who it was about', () => {
    const world = new World();
    const body = { ...world.wanted({ person: { maskedName: '李*英', key: 'k1' } }), level: 1, text: '态度差' };
    const said = JSON.stringify(intentParams(world.state, body));
    for (const secret of ['李', 'k1', '态度差']) expect(said).not.toContain(secret);
  });

  it('takes anything at all for a body: a refused intent must not blank the list', () => {
    const world = new World();
    world.called();
    const names = [
      'ticketId',
      'number',
      'queueId',
      'windowId',
      'toQueueId',
      'toWindowId',
      'reason',
      'place',
      'helpId',
      'clerk',
    ];
    const body = fc.oneof(
      fc.anything(),
      fc.record(
        Object.fromEntries(names.map((n) => [n, fc.oneof(fc.anything(), fc.constantFrom('t00000001', 'window-1'))])),
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(body, fc.constantFrom(...Object.keys(KINDS)), (given, kind) => {
        const params = intentParams(world.state, given);
        IntentRow.parse({ seq: 1, kind, at: 0, params, refusal: null });
        expect(intentText('zh-CN', kind, params)).not.toMatch(/undefined|\[object/);
      }),
      { numRuns: 300 },
    );
  });
});
