import type { HallConfig, WindowDef } from '../catalogue/types.ts';
import type { StateReader } from '../intent/state.ts';
import type { WaitRange } from '../protocol/views.ts';
import { canServe, compareTurns } from './policy.ts';
import type { Ticket } from './types.ts';

const MINUTE = 60_000;
/** Services of a queue today before its own average is trusted fully. */
const TRUST_AFTER = 5;

export interface QueueLoad {
  /** Tickets that stand in the line, whether or not their paper is confirmed yet. */
  readonly waiting: number;
  readonly longestWaitMs: number;
  /** Windows on duty now that may call this queue. */
  readonly windows: number;
  /** People called before somebody who takes a ticket now. */
  readonly ahead: number;
  readonly wait: WaitRange;
}

/** Minutes one service of a queue takes: the usual figure at first, today's own average as it gathers. */
export function serviceMinutes(state: StateReader, config: HallConfig, queueId: string, day: string): number {
  const usual = config.queues.find((q) => q.id === queueId)?.usualMinutes ?? 10;
  const today = state.get('queueDay', `${day}:${queueId}`);
  if (!today || today.finished === 0) return usual;
  const weight = Math.min(1, today.finished / TRUST_AFTER);
  const average = today.handlingMs / today.finished / MINUTE;
  return Math.max(1, usual * (1 - weight) + average * weight);
}

/** Minutes as a range of ±25 %, rounded outwards: a single figure would be a promise. */
export function waitRange(minutes: number): NonNullable<WaitRange> {
  return { low: Math.max(1, Math.floor(minutes * 0.75)), high: Math.max(2, Math.ceil(minutes * 1.25)) };
}

type Windows = readonly { readonly def: WindowDef; readonly free: boolean }[];

/** Windows on duty now, and who is called by which. */
class Duty {
  readonly #windows: Windows;
  readonly #serving = new Map<string, Windows>();
  readonly #state: StateReader;
  readonly #day: string;
  readonly #minutes = new Map<string, number>();

  constructor(state: StateReader, day: string) {
    this.#state = state;
    this.#day = day;
    this.#windows = state.config().windows.flatMap((def) => {
      const live = state.get('window', def.id);
      return live?.status === 'open' && live.day === day ? [{ def, free: live.ticketId === null }] : [];
    });
  }

  windowsFor(ticket: Standing): Windows {
    const key = `${ticket.queueId} ${ticket.targetWindowId ?? ''}`;
    let windows = this.#serving.get(key);
    if (!windows) {
      windows = this.#windows.filter(({ def }) => canServe(def, ticket));
      this.#serving.set(key, windows);
    }
    return windows;
  }

  minutes(queueId: string): number {
    const known = this.#minutes.get(queueId);
    if (known !== undefined) return known;
    const minutes = serviceMinutes(this.#state, this.#state.config(), queueId, this.#day);
    this.#minutes.set(queueId, minutes);
    return minutes;
  }

  /**
   * Who is called before somebody, and how long that takes: everybody with an earlier turn counts as far as the
   * windows on duty for both may call them, so that a comprehensive window with a long line is nobody's quick way.
   */
  before(ticket: Standing, isEarlier: (other: Ticket) => boolean): { ahead: number; wait: WaitRange } {
    const mine = this.windowsFor(ticket);
    let people = 0;
    let minutes = 0;
    let own = 0;
    for (const other of this.#state.openTickets()) {
      if (other.day !== this.#day || other.status !== 'waiting' || other.number === '' || !isEarlier(other)) continue;
      if (other.queueId === ticket.queueId) own++;
      const theirs = this.windowsFor(other);
      const shared = theirs.filter((w) => mine.includes(w)).length;
      if (shared === 0) continue;
      people += shared / theirs.length;
      minutes += (shared / theirs.length) * this.minutes(other.queueId);
    }
    if (mine.length === 0) return { ahead: own, wait: null };
    const ahead = Math.max(0, Math.ceil(people - 1e-9));
    const free = mine.some((w) => w.free);
    if (ahead === 0 && free) return { ahead, wait: { low: 0, high: 0 } };
    // Nobody is free: somebody is half way through a service, taken over all.
    return { ahead, wait: waitRange((minutes + (free ? 0 : this.minutes(ticket.queueId) / 2)) / mine.length) };
  }
}

/** What decides who may call somebody. */
type Standing = Pick<Ticket, 'queueId' | 'targetWindowId'>;

/** Every queue of the hall at an instant, for somebody who would take a ticket now. */
export function loads(state: StateReader, now: number, day: string): Map<string, QueueLoad> {
  const waiting = new Map<string, number>();
  const longest = new Map<string, number>();
  for (const ticket of state.openTickets()) {
    if (ticket.day !== day || ticket.status !== 'waiting' || ticket.number === '') continue;
    waiting.set(ticket.queueId, (waiting.get(ticket.queueId) ?? 0) + 1);
    longest.set(ticket.queueId, Math.max(longest.get(ticket.queueId) ?? 0, now - ticket.waitingSince));
  }
  const duty = new Duty(state, day);
  return new Map(
    state.config().queues.map((queue) => {
      const standing = { queueId: queue.id, targetWindowId: null };
      return [
        queue.id,
        {
          waiting: waiting.get(queue.id) ?? 0,
          longestWaitMs: longest.get(queue.id) ?? 0,
          windows: duty.windowsFor(standing).length,
          ...duty.before(standing, () => true),
        },
      ];
    }),
  );
}

/** How many are called before this ticket at the windows that call it, and how long that takes. */
export function aheadOf(state: StateReader, ticket: Ticket): { ahead: number; wait: WaitRange } {
  const { rules } = state.config();
  return new Duty(state, ticket.day).before(
    ticket,
    (other) => other.id !== ticket.id && compareTurns(other, ticket, rules) < 0,
  );
}

/** Numbers of the windows on duty that serve a ticket; none when nobody is: the holder is told to listen. */
export function servingWindows(state: StateReader, ticket: Ticket, day: string): number[] {
  return new Duty(state, day)
    .windowsFor(ticket)
    .map((w) => w.def.number)
    .sort((a, b) => a - b);
}
