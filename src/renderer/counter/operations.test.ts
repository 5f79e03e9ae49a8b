import { describe, expect, it } from 'vitest';
import { nextStep } from '../../shared/queue/step.ts';
import { KEYS, type Operation, whyNoCall, whyNot } from './operations.ts';

const open = { status: 'open' } as const;
const none = { window: open, current: null };
const called = { window: open, current: { status: 'called', calls: 1, number: 'A012' } } as const;
const serving = { window: open, current: { status: 'serving', calls: 1, number: 'A012' } } as const;
const paused = { window: { status: 'paused' }, current: null } as const;
const closed = { window: { status: 'closed' }, current: null } as const;

const possible = (situation: Parameters<typeof whyNot>[1]): Operation[] =>
  (Object.keys(KEYS) as (keyof typeof KEYS)[])
    .filter((key) => key !== 'step')
    .filter((key) => whyNot(key, situation, 3) === null);

describe('the one next step', () => {
  it('is calling, beginning, finishing, resuming; and none before anybody signed on', () => {
    expect([none, called, serving, paused, closed].map(nextStep)).toEqual([
      'next',
      'start',
      'finish-next',
      'resume',
      null,
    ]);
  });
});

describe('operations', () => {
  it('are possible only where they mean something', () => {
    expect(possible(none)).toEqual(['pause', 'sign-off']);
    expect(possible(called)).toEqual(['recall', 'miss', 'suspend', 'transfer', 'finish']);
    expect(possible(serving)).toEqual(['suspend', 'transfer', 'finish']);
    expect(possible(paused)).toEqual(['sign-off']);
    expect(possible(closed)).toEqual([]);
  });

  it('calls no more often than the hall allows, and says so', () => {
    const thrice = { window: open, current: { status: 'called', calls: 3, number: 'A012' } } as const;
    expect(whyNot('recall', thrice, 3)).toEqual({ key: 'whyMaxCalls', params: { times: 3 } });
    expect(whyNot('recall', thrice, null)).toBeNull();
  });

  it('calls a number only at a free, open window', () => {
    expect(whyNoCall(none)).toBeNull();
    expect(whyNoCall(serving)).toEqual({ key: 'whyHolding', params: { number: 'A012' } });
    expect(whyNoCall(paused)).toEqual({ key: 'whyPaused' });
  });

  it('has a key of its own each', () => {
    expect(new Set(Object.values(KEYS)).size).toBe(Object.keys(KEYS).length);
  });
});
