import { accept, type Decision, put, refuse } from '../../intent/decision.ts';
import type { RecordChange } from '../../intent/records.ts';
import type { StateReader } from '../../intent/state.ts';
import { FIRST_HALL_NUMBER, firstGrantedNumber } from '../numbers.ts';
import type { QueueDay, Service, Ticket, WindowState } from '../types.ts';

/** Two counters' stubs of one number, then the real ticket: never longer than that. */
const MERGES = 4;

/** The ticket under this id, following a stub to the ticket it turned out to be. */
export function findTicket(state: StateReader, id: string): Ticket | undefined {
  let ticket = state.get('ticket', id);
  for (let merges = 0; ticket?.mergedInto && merges < MERGES; merges++) ticket = state.get('ticket', ticket.mergedInto);
  return ticket;
}

export function findQueueDay(state: StateReader, day: string, queueId: string): QueueDay {
  const id = `${day}:${queueId}`;
  return (
    state.get('queueDay', id) ?? {
      id,
      day,
      queueId,
      nextNumber: FIRST_HALL_NUMBER,
      nextGranted: firstGrantedNumber(day),
      finished: 0,
      handlingMs: 0,
    }
  );
}

/** The window as it stands today; a state of an earlier day counts as closed. */
export function windowToday(state: StateReader, windowId: string, day: string): WindowState | undefined {
  if (!state.config().windows.some((w) => w.id === windowId)) return undefined;
  const window = state.get('window', windowId);
  if (window && window.day === day) return window;
  return { id: windowId, day, status: 'closed', clerk: null, pauseReason: null, ticketId: null, since: 0 };
}

export interface AtWindow {
  readonly ticket: Ticket;
  readonly window: WindowState;
}

/** Loads a ticket and the window that must be holding it, or says why not. */
export function atWindow(
  state: StateReader,
  day: string,
  body: { ticketId: string; windowId: string },
  act: (at: AtWindow) => Decision,
): Decision {
  const window = windowToday(state, body.windowId, day);
  if (!window) return refuse('unknown-window', { window: body.windowId });
  const ticket = findTicket(state, body.ticketId);
  if (!ticket) return refuse('unknown-ticket');
  if (window.ticketId !== ticket.id) return refuse('not-at-this-window', { number: ticket.number });
  return act({ ticket, window });
}

/** The ticket leaves the window; both records as they then stand. */
export function leave(at: AtWindow, ticket: Partial<Ticket>, now: number): RecordChange[] {
  return [put('ticket', { ...at.ticket, ...ticket }), put('window', { ...at.window, ticketId: null, since: now })];
}

/**
 * The service of a ticket that is under way at one window. Two windows that were cut off may both be serving it, and
 * the ticket tells only of one of them: the other may have finished it.
 */
export function serviceUnderWay(state: StateReader, ticket: Ticket, windowId: string): Service | undefined {
  if (ticket.status === 'called' && ticket.windowId === windowId) return undefined;
  let newest: Service | undefined;
  for (const service of state.all('service')) {
    if (service.ticketId !== ticket.id || service.windowId !== windowId || service.finishedAt !== null) continue;
    if (newest === undefined || service.startedAt >= newest.startedAt) newest = service;
  }
  return newest;
}

export const nothing: Decision = accept();
