import { accept, type Decision, put, refuse } from '../../intent/decision.ts';
import type { RecordChange } from '../../intent/records.ts';
import type { StateReader } from '../../intent/state.ts';
import { FIRST_GRANTED_NUMBER, FIRST_HALL_NUMBER } from '../numbers.ts';
import type { QueueDay, Ticket, WindowState } from '../types.ts';

/** The ticket under this id, following a stub to the ticket it turned out to be. */
export function findTicket(state: StateReader, id: string): Ticket | undefined {
  const ticket = state.get('ticket', id);
  return ticket?.mergedInto ? state.get('ticket', ticket.mergedInto) : ticket;
}

export function findQueueDay(state: StateReader, day: string, queueId: string): QueueDay {
  const id = `${day}:${queueId}`;
  return (
    state.get('queueDay', id) ?? {
      id,
      day,
      queueId,
      nextNumber: FIRST_HALL_NUMBER,
      nextGranted: FIRST_GRANTED_NUMBER,
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

export const nothing: Decision = accept();
