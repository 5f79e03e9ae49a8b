import type { HallConfig } from '../catalogue/types.ts';
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

/**
 * Expected wait for somebody with `ahead` people before them: each on-duty window works through its share of all
 * the queues it serves. The range is ±25 %, rounded outwards; null when no window on duty serves the queue.
 */
export function waitRange(ahead: number, windowShare: number, minutes: number): WaitRange {
  if (windowShare <= 0) return null;
  if (ahead === 0) return { low: 0, high: 0 };
  const expected = (ahead * minutes) / windowShare;
  return { low: Math.max(1, Math.floor(expected * 0.75)), high: Math.max(2, Math.ceil(expected * 1.25)) };
}

/** Every queue of the hall at an instant, counted in one pass over the open tickets. */
export function loads(state: StateReader, now: number, day: string): Map<string, QueueLoad> {
  const config = state.config();
  const waiting = new Map<string, number>();
  const longest = new Map<string, number>();
  for (const ticket of state.openTickets()) {
    if (ticket.day !== day || ticket.status !== 'waiting' || ticket.number === '') continue;
    waiting.set(ticket.queueId, (waiting.get(ticket.queueId) ?? 0) + 1);
    longest.set(ticket.queueId, Math.max(longest.get(ticket.queueId) ?? 0, now - ticket.waitingSince));
  }
  const share = new Map<string, number>();
  const windows = new Map<string, number>();
  for (const def of config.windows) {
    const live = state.get('window', def.id);
    if (live?.status !== 'open' || live.day !== day) continue;
    const busy = def.queueIds.filter((q) => (waiting.get(q) ?? 0) > 0);
    for (const queueId of def.queueIds) {
      windows.set(queueId, (windows.get(queueId) ?? 0) + 1);
      // A window with several busy queues divides itself between them; a quiet queue finds it free at once.
      const parts = Math.max(1, busy.includes(queueId) ? busy.length : busy.length + 1);
      share.set(queueId, (share.get(queueId) ?? 0) + 1 / parts);
    }
  }
  const result = new Map<string, QueueLoad>();
  for (const queue of config.queues) {
    const ahead = waiting.get(queue.id) ?? 0;
    result.set(queue.id, {
      waiting: ahead,
      longestWaitMs: longest.get(queue.id) ?? 0,
      windows: windows.get(queue.id) ?? 0,
      wait: waitRange(ahead, share.get(queue.id) ?? 0, serviceMinutes(state, config, queue.id, day)),
    });
  }
  return result;
}

/** How many of the same queue are called before this ticket, and how long that takes. */
export function aheadOf(state: StateReader, ticket: Ticket, now: number): { ahead: number; wait: WaitRange } {
  const config = state.config();
  let ahead = 0;
  for (const other of state.openTickets()) {
    if (other.id === ticket.id || other.day !== ticket.day || other.queueId !== ticket.queueId) continue;
    if (other.status !== 'waiting' || other.number === '') continue;
    if (compareTurns(other, ticket, config.rules) < 0) ahead++;
  }
  if (!onDuty(state, ticket)) return { ahead, wait: null };
  if (ahead === 0) return { ahead, wait: { low: 0, high: 0 } };
  const load = loads(state, now, ticket.day).get(ticket.queueId)!;
  const all = load.wait && load.waiting > 0 ? load.wait : null;
  if (!all)
    return { ahead, wait: waitRange(ahead, load.windows, serviceMinutes(state, config, ticket.queueId, ticket.day)) };
  const part = ahead / load.waiting;
  return {
    ahead,
    wait: { low: Math.max(1, Math.floor(all.low * part)), high: Math.max(2, Math.ceil(all.high * part)) },
  };
}

function onDuty(state: StateReader, ticket: Ticket): boolean {
  return state.config().windows.some((def) => {
    const live = state.get('window', def.id);
    return live?.status === 'open' && live.day === ticket.day && def.queueIds.includes(ticket.queueId);
  });
}

/** Numbers of the windows that may serve a ticket: those on duty, or all of them when none is. */
export function servingWindows(state: StateReader, ticket: Ticket, day: string): number[] {
  const able = state.config().windows.filter((w) => canServe(w, ticket));
  const onDuty = able.filter((w) => {
    const live = state.get('window', w.id);
    return live?.status === 'open' && live.day === day;
  });
  return (onDuty.length > 0 ? onDuty : able).map((w) => w.number).sort((a, b) => a - b);
}
