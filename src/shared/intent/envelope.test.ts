import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, chainText, FIRST_HASH, type Intent, JournalLine } from './envelope.ts';

const intent: Intent = {
  id: '0195-1',
  kind: 'ticket.issue',
  version: 1,
  hall: 'hall-guiyuan',
  station: 'dispenser-1',
  seq: 7,
  actor: { kind: 'citizen', id: '' },
  at: 1772416800000,
  body: { b: 1, a: [{ d: null, c: '好' }] },
};

/** The same value with the keys of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
}

describe('the sealed text of a line', () => {
  it('is this text, for ever: a changed form would break every journal there is', () => {
    expect(chainText(intent, FIRST_HASH)).toBe(
      `["${FIRST_HASH}","0195-1","ticket.issue",1,"hall-guiyuan","dispenser-1",7,["citizen",""],1772416800000,{"a":[{"c":"好","d":null}],"b":1}]`,
    );
  });

  it('does not depend on the order of keys, and survives its way over the wire', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const sealed = chainText({ ...intent, body }, FIRST_HASH);
        expect(chainText({ ...intent, body: shuffled(body) }, FIRST_HASH)).toBe(sealed);
        expect(chainText(JSON.parse(JSON.stringify({ ...intent, body })) as Intent, FIRST_HASH)).toBe(sealed);
      }),
    );
  });

  it('changes with every field', () => {
    const changed: Partial<Intent>[] = [
      { id: 'x' },
      { kind: 'x' },
      { version: 2 },
      { hall: 'x' },
      { station: 'x' },
      { seq: 8 },
      { actor: { kind: 'clerk', id: '' } },
      { actor: { kind: 'citizen', id: 'x' } },
      { at: 1 },
      { body: { b: 1 } },
      { body: { b: 1, a: [{ d: null, c: '坏' }] } },
    ];
    const texts = changed.map((over) => chainText({ ...intent, ...over }, FIRST_HASH));
    expect(new Set([...texts, chainText(intent, FIRST_HASH), chainText(intent, '1'.repeat(64))]).size).toBe(
      changed.length + 2,
    );
  });

  it('two different bodies never seal the same, whatever their keys are called', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
        expect(chainText({ ...intent, body: a }, '') === chainText({ ...intent, body: b }, '')).toBe(same);
      }),
    );
    const hidden = JSON.parse('{"__proto__":{"number":"A001"}}') as unknown;
    expect(JSON.stringify(canonical(hidden))).toBe('{"__proto__":{"number":"A001"}}');
  });

  it('canonical changes nothing but the order, and does so once', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(value)).toEqual(value);
        expect(JSON.stringify(canonical(canonical(value)))).toBe(JSON.stringify(canonical(value)));
      }),
    );
    expect(canonical({ b: undefined, a: 1 })).toEqual({ a: 1 });
  });
});

describe('a line that arrives', () => {
  const line = { ...intent, prev: FIRST_HASH, hash: FIRST_HASH };

  it('is read as it was written', () => {
    expect(JournalLine.parse(JSON.parse(JSON.stringify(line)))).toEqual(line);
  });

  it.each([
    ['seq 0', { seq: 0 }],
    ['half a seq', { seq: 1.5 }],
    ['no time', { at: null }],
    ['a time beyond time', { at: Number.POSITIVE_INFINITY }],
    ['an actor of no kind', { actor: { kind: 'god', id: '' } }],
    ['version 0', { version: 0 }],
    ['a number for a kind', { kind: 7 }],
  ])('with %s is not a line', (_, over) => {
    expect(JournalLine.safeParse({ ...line, ...over }).success).toBe(false);
  });
});
