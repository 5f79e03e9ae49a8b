import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { World } from '../../../tests/support/world.ts';
import type { Ticket } from '../queue/types.ts';
import type { RecordChange } from './records.ts';
import { HallState, isOpen } from './state.ts';

const template = new World().waiting();
const Step = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  gone: fc.boolean(),
  number: fc.constantFrom('A001', 'A002'),
  day: fc.constantFrom('2026-03-02', '2026-03-03'),
  status: fc.constantFrom<Ticket['status']>('waiting', 'called', 'serving', 'suspended', 'finished', 'missed', 'void'),
  merged: fc.boolean(),
});

const change = (s: {
  id: string;
  gone: boolean;
  number: string;
  day: string;
  status: Ticket['status'];
  merged: boolean;
}): RecordChange => ({
  type: 'ticket',
  id: s.id,
  body: s.gone
    ? null
    : {
        ...template,
        id: s.id,
        number: s.number,
        day: s.day,
        status: s.status,
        mergedInto: s.merged ? 'elsewhere' : null,
      },
});

describe('the records of a hall in memory', () => {
  it('open tickets, missed ones and numbers are always what the records say', () => {
    fc.assert(
      fc.property(fc.array(Step, { maxLength: 30 }), (steps) => {
        const state = new HallState();
        const model = new Map<string, Ticket>();
        for (const step of steps) {
          const next = change(step);
          state.apply([next]);
          if (next.body === null) model.delete(next.id);
          else model.set(next.id, next.body as Ticket);
          expect(new Set([...state.openTickets()].map((t) => t.id))).toEqual(
            new Set([...model.values()].filter(isOpen).map((t) => t.id)),
          );
          expect(new Set([...state.missedTickets()].map((t) => t.id))).toEqual(
            new Set([...model.values()].filter((t) => t.status === 'missed').map((t) => t.id)),
          );
          expect(new Map([...state.all('ticket')].map((t) => [t.id, t]))).toEqual(model);
          for (const day of ['2026-03-02', '2026-03-03']) {
            for (const number of ['A001', 'A002']) {
              const found = state.ticketByNumber(day, number);
              if (found) expect(found).toMatchObject({ day, number, mergedInto: null });
            }
          }
        }
      }),
    );
  });

  it('a ticket whose number changed is found under the new one only', () => {
    const state = new HallState();
    state.apply([{ type: 'ticket', id: 't', body: { ...template, id: 't', number: 'A001' } }]);
    state.apply([{ type: 'ticket', id: 't', body: { ...template, id: 't', number: 'A801' } }]);
    expect(state.ticketByNumber(template.day, 'A001')).toBeUndefined();
    expect(state.ticketByNumber(template.day, 'A801')?.id).toBe('t');
  });

  it('without a configuration says so, and loudly when one is needed', () => {
    const state = new HallState();
    expect(state.has()).toBe(false);
    expect(() => state.config()).toThrow('no configuration');
  });
});
