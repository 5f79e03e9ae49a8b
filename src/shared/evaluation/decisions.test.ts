import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcome, World } from '../../../tests/support/world.ts';
import type { BodyOf } from '../intent/registry.ts';
import { checkEvaluation, LEVELS, MAX_TEXT, REASONS } from './types.ts';

function finished() {
  const world = new World();
  const ticket = world.called();
  world.must('ticket.start', { windowId: 'window-1', ticketId: ticket.id, serviceId: 's1' });
  world.pass(5);
  world.must('ticket.finish', { windowId: 'window-1', ticketId: ticket.id, serviceId: 's1' });
  return world;
}

function rating(over: Partial<BodyOf<'evaluation.submit'>> = {}): BodyOf<'evaluation.submit'> {
  return { evaluationId: 'e1', serviceId: 's1', level: 5, reasons: [], text: '', channel: '4', ...over };
}

describe('evaluation.submit', () => {
  it.each(LEVELS)('level %i is taken with a reason of its own', (level) => {
    const world = finished();
    expect(outcome(world.do('evaluation.submit', rating({ level, reasons: [REASONS[level][0]!] })))).toBe('done');
    expect(world.state.get('evaluation', 'e1')).toMatchObject({ level, serviceId: 's1', at: world.now });
    expect(world.service('s1')?.rating).toBe('rated');
  });

  it.each([
    ['1 without a reason', { level: 1 as const }, 'rating-incomplete'],
    ['2 with blanks for a text', { level: 2 as const, text: '  ' }, 'rating-incomplete'],
    ['a reason of another level', { level: 5 as const, reasons: ['108'] }, 'rating-incomplete'],
    ['a retired reason', { level: 1 as const, reasons: ['101'] }, 'rating-incomplete'],
    ['a text too long', { level: 5 as const, text: '好'.repeat(MAX_TEXT + 1) }, 'malformed'],
    ['a service nobody knows', { serviceId: 'x' }, 'unknown-service'],
  ])('%s is refused', (_, over, code) => {
    expect(outcome(finished().do('evaluation.submit', rating(over)))).toBe(code);
  });

  it('one visit, one rating', () => {
    const world = finished();
    world.must('evaluation.submit', rating());
    expect(outcome(world.do('evaluation.submit', rating({ evaluationId: 'e2', level: 3 })))).toBe('already-rated');
    expect([...world.state.all('evaluation')]).toHaveLength(1);
  });

  it('never before the service is over, and so never twice', () => {
    const world = new World();
    const ticket = world.called();
    world.must('ticket.start', { windowId: 'window-1', ticketId: ticket.id, serviceId: 's1' });
    expect(outcome(world.do('evaluation.submit', rating()))).toBe('unknown-service');
    expect(outcome(world.do('evaluation.lapse', { serviceId: 's1' }))).toBe('unknown-service');
  });

  it('its time lies after the service, whatever clock the pad has', () => {
    const world = finished();
    const end = world.service('s1')!.finishedAt;
    world.pass(-60);
    world.must('evaluation.submit', rating());
    expect(world.state.get('evaluation', 'e1')?.at).toBe(end);
  });
});

describe('evaluation.lapse', () => {
  it('counts as not rated, and is no rating', () => {
    const world = finished();
    world.must('evaluation.lapse', { serviceId: 's1' });
    expect(world.service('s1')?.rating).toBe('not-rated');
    expect([...world.state.all('evaluation')]).toEqual([]);
  });

  it('takes no rating away; one given a moment too late is taken', () => {
    const world = finished();
    world.must('evaluation.lapse', { serviceId: 's1' });
    world.must('evaluation.submit', rating());
    expect(outcome(world.do('evaluation.lapse', { serviceId: 's1' }))).toBe('already-rated');
    expect(world.service('s1')?.rating).toBe('rated');
  });

  it('of nothing is refused', () => {
    expect(outcome(new World().do('evaluation.lapse', { serviceId: 'x' }))).toBe('unknown-service');
  });
});

describe('evaluation.explain', () => {
  const explain = { evaluationId: 'e1', serviceId: 's1', reasons: ['209'], text: '' };
  const byKeys = () => {
    const world = finished();
    world.must('evaluation.submit', rating({ level: 2, text: '（评价器按键，未填写原因）', channel: '5' }));
    return world;
  };

  it('a poor answer on keys gets its reasons afterwards, once', () => {
    const world = byKeys();
    world.must('evaluation.explain', explain);
    expect(world.state.get('evaluation', 'e1')).toMatchObject({ level: 2, reasons: ['209'], text: '', channel: '5' });
    expect(outcome(world.do('evaluation.explain', { ...explain, reasons: ['210'] }))).toBe('already-rated');
  });

  it.each([
    ['no reason at all', { reasons: [] }, 'rating-incomplete'],
    ['a reason of another level', { reasons: ['108'] }, 'rating-incomplete'],
    ['another service', { serviceId: 's2' }, 'unknown-service'],
    ['a rating nobody gave', { evaluationId: 'e9' }, 'unknown-service'],
  ])('%s is refused', (_, over, code) => {
    expect(outcome(byKeys().do('evaluation.explain', { ...explain, ...over }))).toBe(code);
  });

  it('a rating given on a screen had its reasons', () => {
    const world = finished();
    world.must('evaluation.submit', rating({ level: 2, reasons: ['207'] }));
    expect(outcome(world.do('evaluation.explain', explain))).toBe('already-rated');
  });

  it('is taken at a station, which has no ratings, and only for a service that was rated', () => {
    const world = finished();
    expect(outcome(world.ask('evaluation.explain', explain, { by: 'station' }))).toBe('unknown-service');
    const service = world.service('s1')!;
    world.state.apply([{ type: 'service', id: 's1', body: { ...service, rating: 'rated' } }]);
    expect(outcome(world.ask('evaluation.explain', explain, { by: 'station' }))).toBe('done');
  });
});

it('a bad rating always has a reason or words; a good one never needs any', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LEVELS), fc.string({ maxLength: 200 }), fc.nat({ max: 8 }), (level, text, n) => {
      const reasons = REASONS[level].slice(0, n);
      const fault = checkEvaluation({ level, text, reasons });
      if (text.length > MAX_TEXT) expect(fault).toBe('text-too-long');
      else expect(fault).toBe(level <= 2 && reasons.length === 0 && text.trim() === '' ? 'reason-needed' : null);
    }),
  );
});
