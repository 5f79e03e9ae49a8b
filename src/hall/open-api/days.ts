import { nextDay } from '../../shared/calendar/clock.ts';
import { HallState, type StateReader } from '../../shared/intent/state.ts';
import { dayStatistics } from '../../shared/views/statistics.ts';
import type { Authority } from '../authority/authority.ts';
import type { HallStore } from '../store/types.ts';

const TOLD_OF = ['ticket', 'service', 'evaluation'] as const;

/** What the hall knows of its days: today and yesterday from memory, others from the store, one at a time. */
export class HallDays {
  readonly #authority: Authority;
  readonly #store: HallStore;

  constructor(authority: Authority, store: HallStore) {
    this.#authority = authority;
    this.#store = store;
  }

  /** Null when the hall has nothing of this day, or it is not here yet; today there is always. */
  async at(day: string): Promise<StateReader | null> {
    const { state } = this.#authority;
    const today = this.#authority.today();
    if (day > today) return null;
    if (day >= this.#authority.firstDay) return day === today || hasTicket(state, day) ? state : null;
    const records = await this.#store.recordsOfDay(day, TOLD_OF);
    if (records.length === 0) return null;
    const then = new HallState();
    then.apply([{ type: 'config', id: 'hall', body: state.config() }, ...records]);
    return then;
  }

  /** Those of the days from one to another that the hall has something of, in their order. */
  async *between(from: string, to: string): AsyncGenerator<{ day: string; state: StateReader }> {
    for (let day = from; day <= to; day = nextDay(day)) {
      const state = await this.at(day);
      if (state) yield { day, state };
    }
  }
}

function hasTicket(state: StateReader, day: string): boolean {
  for (const ticket of state.all('ticket')) if (ticket.day === day) return true;
  return false;
}

export function figuresOf({ day, state }: { day: string; state: StateReader }) {
  return { day, ...dayStatistics(state, day) };
}

/** The ratings of a day, without anybody's name. */
export function evaluationsOf({ day, state }: { day: string; state: StateReader }) {
  const config = state.config();
  return [...state.all('evaluation')]
    .filter((one) => one.day === day)
    .map(({ id, serviceId, at, level, reasons, text, channel }) => {
      const service = state.get('service', serviceId);
      const ticket = service && state.get('ticket', service.ticketId);
      return {
        ...{ id, serviceId, at, level, reasons, text, channel },
        serviceFinishedAt: service?.finishedAt ?? null,
        queueId: ticket?.queueId ?? null,
        itemId: ticket?.itemId ?? null,
        windowNumber: config.windows.find((window) => window.id === service?.windowId)?.number ?? null,
      };
    });
}
