import type { HallConfig, WindowDef } from '../catalogue/types.ts';
import type { StateReader } from '../intent/state.ts';
import type { Ticket } from './types.ts';

/** Why a ticket is the next one; shown to the clerk who asks. */
export type NextReason = 'longest-wait' | 'priority' | 'for-this-window' | 'called-back';

export interface Candidate {
  readonly ticket: Ticket;
  readonly reason: NextReason;
}

const MINUTE = 60_000;

/** Whether this window may call this ticket at all. */
export function canServe(window: WindowDef, ticket: Pick<Ticket, 'queueId' | 'targetWindowId'>): boolean {
  return ticket.targetWindowId === null
    ? window.queueIds.includes(ticket.queueId)
    : ticket.targetWindowId === window.id;
}

/** Paper with the number is out; a number nobody may be holding is not called. */
export function callable(ticket: Ticket): boolean {
  return ticket.status === 'waiting' && (ticket.paper === 'printed' || ticket.paper === 'unknown');
}

/** The moment a ticket's turn counts from: a priority ticket has a head start, so ordinary ones are never starved. */
export function turnFrom(ticket: Ticket, rules: HallConfig['rules']): number {
  return ticket.waitingSince - (ticket.priority === 'green' ? rules.priorityHeadStartMinutes * MINUTE : 0);
}

/** The line as a window would call it, first to last. */
export function lineFor(state: StateReader, window: WindowDef, day: string): Candidate[] {
  const { rules } = state.config();
  const line: Candidate[] = [];
  for (const ticket of state.openTickets()) {
    if (ticket.day !== day || !callable(ticket) || !canServe(window, ticket)) continue;
    line.push({ ticket, reason: reasonOf(ticket) });
  }
  return line.sort((a, b) => compareTurns(a.ticket, b.ticket, rules));
}

/** First of the line without sorting it all: what `ticket.next` needs. */
export function pickNext(state: StateReader, window: WindowDef, day: string): Candidate | undefined {
  const { rules } = state.config();
  let first: Ticket | undefined;
  for (const ticket of state.openTickets()) {
    if (ticket.day !== day || !callable(ticket) || !canServe(window, ticket)) continue;
    if (first === undefined || compareTurns(ticket, first, rules) < 0) first = ticket;
  }
  return first && { ticket: first, reason: reasonOf(first) };
}

/** The order in which tickets are called; of two from the same moment, the one with the smaller id. */
export function compareTurns(a: Ticket, b: Ticket, rules: HallConfig['rules']): number {
  return turnFrom(a, rules) - turnFrom(b, rules) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function reasonOf(ticket: Ticket): NextReason {
  if (ticket.targetWindowId !== null) return 'for-this-window';
  if (ticket.missed > 0) return 'called-back';
  return ticket.priority === 'green' ? 'priority' : 'longest-wait';
}
