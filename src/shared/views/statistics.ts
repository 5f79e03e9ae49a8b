import type { StateReader } from '../intent/state.ts';
import type { Ticket } from '../queue/types.ts';

/** A day of a hall, or of one of its queues, in figures. */
export interface DayCounts {
  issued: number;
  waiting: number;
  serving: number;
  finished: number;
  missed: number;
  voided: number;
  averageWaitMs: number;
}

/** How long somebody waited before a window had time, ms; null while nobody called. */
function waitOf(ticket: Ticket): number | null {
  if (ticket.calledAt === null) return null;
  return Math.max(0, (ticket.startedAt ?? ticket.calledAt) - ticket.waitingSince);
}

const COUNTED_AS = {
  waiting: 'waiting',
  suspended: 'waiting',
  called: 'serving',
  serving: 'serving',
  finished: 'finished',
  missed: 'missed',
  void: 'voided',
} as const satisfies Record<Ticket['status'], keyof DayCounts>;

class Counting {
  readonly counts: DayCounts = {
    issued: 0,
    waiting: 0,
    serving: 0,
    finished: 0,
    missed: 0,
    voided: 0,
    averageWaitMs: 0,
  };
  #waits = 0;
  #waitedMs = 0;

  add(ticket: Ticket): void {
    this.counts.issued++;
    this.counts[COUNTED_AS[ticket.status]]++;
    const wait = waitOf(ticket);
    if (wait === null) return;
    this.#waits++;
    this.#waitedMs += wait;
    this.counts.averageWaitMs = Math.round(this.#waitedMs / this.#waits);
  }
}

/** The figures of one day, of the tickets, services and ratings in `state`. */
export function dayStatistics(state: StateReader, day: string) {
  const all = new Counting();
  const byQueue = new Map(state.config().queues.map((queue) => [queue.id, new Counting()]));
  for (const ticket of state.all('ticket')) {
    if (ticket.day !== day || ticket.mergedInto !== null) continue;
    all.add(ticket);
    byQueue.get(ticket.queueId)?.add(ticket);
  }
  let services = 0;
  let servedMs = 0;
  let notRated = 0;
  for (const service of state.all('service')) {
    if (service.day !== day || service.finishedAt === null) continue;
    services++;
    servedMs += Math.max(0, service.finishedAt - service.startedAt);
    if (service.rating === 'not-rated') notRated++;
  }
  const levels = [0, 0, 0, 0, 0];
  for (const evaluation of state.all('evaluation')) if (evaluation.day === day) levels[5 - evaluation.level]!++;
  return {
    tickets: all.counts,
    averageServiceMs: services === 0 ? 0 : Math.round(servedMs / services),
    queues: state.config().queues.map(({ id, name }) => ({ id, name, ...byQueue.get(id)!.counts })),
    ratings: { levels, notRated },
  };
}
