import { describe, expect, it } from 'vitest';
import { outcome, World } from '../../../tests/support/world.ts';
import type { CaseNumber } from '../case/types.ts';
import { prepare } from './registry.ts';
import { keyOf, Shelf } from './shelf.ts';
import { Declared, HallState } from './state.ts';

const number = (id: string): CaseNumber => ({ id, caseId: 'c', others: [] });

describe('records loaded when needed', () => {
  it('the ones used last stay, as many as are left; what is to be kept stays whatever its turn', () => {
    let reads = 0;
    const shelf = new Shelf({
      read: (_, id) => {
        reads += 1;
        return number(id);
      },
    });
    for (const id of ['a', 'b', 'c', 'd']) shelf.get('caseNumber', id);
    shelf.get('caseNumber', 'a');
    shelf.trim(2, new Set([keyOf('caseNumber', 'b')]));
    expect([shelf.size, reads]).toEqual([2, 4]);
    expect(['a', 'b', 'c', 'd'].map((id) => shelf.has('caseNumber', id))).toEqual([true, true, false, false]);
    shelf.forget('caseNumber', 'a');
    shelf.get('caseNumber', 'a');
    expect(reads).toBe(5);
  });

  it('that there is none is remembered like anything else', () => {
    let reads = 0;
    const shelf = new Shelf({
      read: () => {
        reads += 1;
        return null;
      },
    });
    expect([shelf.get('case', 'x'), shelf.get('case', 'x'), reads]).toEqual([null, null, 1]);
  });

  it('one that was not loaded is not taken for one that is not there', () => {
    const state = new HallState({ read: () => undefined });
    expect(() => state.get('case', 'x')).toThrow('before it was loaded');
    expect(state.peek('case', 'x')).toBeUndefined();
    expect(() => state.all('case' as never)).toThrow('loaded when needed');
  });

  it('a decision that reads what it does not name fails loudly, also when it happens to be at hand', () => {
    const state = new HallState();
    state.apply([{ type: 'caseNumber', id: 'n', body: number('n') }]);
    expect(new Declared(state, [{ type: 'caseNumber', id: 'n' }]).get('caseNumber', 'n')).toEqual(number('n'));
    expect(() => new Declared(state, []).get('caseNumber', 'n')).toThrow('does not name it in touches');
  });

  it('what cannot be read touches nothing', () => {
    expect(prepare({ kind: 'case.accept', version: 1, body: { caseId: 7 } }, 's').touches).toEqual([]);
    expect(prepare({ kind: 'case.unheard', version: 1, body: {} }, 's').touches).toEqual([]);
    expect(prepare({ kind: 'case.accept', version: 1, body: { caseId: 'c', owed: [] } }, 's').touches).toEqual([
      { type: 'case', id: 'c' },
    ]);
    const world = new World();
    expect(outcome(world.ask('case.accept', { caseId: 'c', owed: [] }, { actor: { kind: 'clerk', id: 'x' } }))).toBe(
      'unknown-case',
    );
  });
});
