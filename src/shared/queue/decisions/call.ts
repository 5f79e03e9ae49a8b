import { z } from 'zod';
import { accept, kind, put, refuse } from '../../intent/decision.ts';
import type { RecordChange } from '../../intent/records.ts';
import { formatNumber, parseNumber } from '../numbers.ts';
import { canServe, pickNext } from '../policy.ts';
import type { Ticket, WindowState } from '../types.ts';
import { atWindow, findTicket, leave, nothing, serviceUnderWay, windowToday } from './common.ts';

const AtWindowBody = z.object({ windowId: z.string(), ticketId: z.string() });

function call(ticket: Ticket, window: WindowState, now: number): RecordChange[] {
  return [
    put('ticket', { ...ticket, status: 'called', windowId: window.id, calls: 1, calledAt: now, note: null }),
    put('window', { ...window, status: 'open', ticketId: ticket.id, since: now }),
  ];
}

/** Asks the hall who is next for this window. A station leaves it open; when the hall is silent it states `ticket.take`. */
export const next = kind({
  version: 1,
  question: true,
  body: z.object({ windowId: z.string() }),
  decide(body, state, context) {
    if (context.by === 'station') return nothing;
    const window = windowToday(state, body.windowId, context.day);
    const def = state.config().windows.find((w) => w.id === body.windowId);
    if (!window || !def) return refuse('unknown-window', { window: body.windowId });
    if (window.status === 'closed') return refuse('window-closed');
    if (window.ticketId !== null) return refuse('window-busy');
    const candidate = pickNext(state, def, context.day);
    if (!candidate) return refuse('nobody-waiting');
    return accept(...call(candidate.ticket, window, context.now));
  },
});

/**
 * States that this window has called a certain ticket: chosen by the clerk with a reason, shown by its holder,
 * or picked from the station's own list while the hall was silent (`offline`).
 * An offline take is a fact and is taken over: a number the hall does not know becomes a stub until its dispenser
 * is heard, and a ticket another window served meanwhile carries both services, marked for the keeper.
 */
export const take = kind({
  version: 1,
  body: z.object({
    windowId: z.string(),
    /** The ticket where it is known; otherwise the id of the stub to make. */
    ticketId: z.string(),
    number: z.string().max(12),
    reason: z.string().min(1).max(60),
    offline: z.boolean(),
  }),
  decide(body, state, context) {
    const def = state.config().windows.find((w) => w.id === body.windowId);
    const window = windowToday(state, body.windowId, context.day);
    if (!window || !def) return refuse('unknown-window', { window: body.windowId });
    if (window.status === 'closed') return refuse('window-closed');
    const changes: RecordChange[] = [];

    const parsed = parseNumber(body.number);
    if (!parsed) return refuse('number-mistyped', { number: body.number });
    const number = formatNumber(parsed.prefix, parsed.n);
    const found = findTicket(state, body.ticketId) ?? state.ticketByNumber(context.day, number);
    // Later intents of this window speak of the id it knows; let that id lead to the real ticket.
    if (found && found.id !== body.ticketId && !state.get('ticket', body.ticketId)) {
      changes.push(
        put('ticket', { ...stub(body.ticketId, number, found.queueId, context), status: 'void', mergedInto: found.id }),
      );
    }
    if (found && window.ticketId === found.id) return accept(...changes); // the hall had picked the same one

    if (window.ticketId !== null) {
      const held = findTicket(state, window.ticketId);
      if (held && serviceUnderWay(state, held, window.id)) return refuse('window-busy');
      // Called by the hall for this window while the window, unheard, took another one: back to its place in the line.
      if (held?.windowId === window.id && held.status === 'called') {
        const other = [...state.all('window')].find((w) => w.ticketId === held.id && w.id !== window.id);
        changes.push(
          put(
            'ticket',
            other
              ? { ...held, windowId: other.id } // taken by two while cut off: still at the other one
              : { ...held, status: 'waiting', windowId: null, calls: 0, calledAt: null },
          ),
        );
      }
    }

    if (!found) {
      const queue = state.config().queues.find((q) => q.prefix === parsed.prefix);
      if (!queue) return refuse('unknown-ticket', { number });
      if (!body.offline) return refuse('unknown-ticket', { number });
      return accept(...changes, ...call(stub(body.ticketId, number, queue.id, context), window, context.now));
    }

    const free = found.status === 'waiting' || found.status === 'suspended' || found.status === 'missed';
    if (!free && !body.offline) {
      // One taken back after it was put aside still says where that was.
      const elsewhere = found.status === 'called' || found.status === 'serving';
      return refuse(elsewhere ? 'ticket-elsewhere' : 'ticket-over', { number });
    }
    if (!body.offline && !canServe(def, found)) return refuse('window-cannot-serve', { number });
    const known: Ticket = free ? found : { ...found, conflict: 'served-twice' };
    return accept(...changes, ...call(known, window, context.now));
  },
});

function stub(
  id: string,
  number: string,
  queueId: string,
  context: { now: number; day: string; station: string },
): Ticket {
  return {
    id,
    day: context.day,
    queueId,
    number,
    code: '00000000',
    itemId: null,
    priority: 'ordinary',
    priorityReason: null,
    person: null,
    issuedBy: context.station,
    issuedAt: context.now,
    paper: 'printed',
    status: 'waiting',
    waitingSince: context.now,
    targetWindowId: null,
    windowId: null,
    serviceId: null,
    calls: 0,
    missed: 0,
    calledAt: null,
    startedAt: null,
    finishedAt: null,
    note: null,
    stub: true,
    mergedInto: null,
    conflict: 'none',
  };
}

export const recall = kind({
  version: 1,
  body: AtWindowBody,
  decide(body, state, context) {
    return atWindow(state, context.day, body, ({ ticket }) => {
      if (ticket.status !== 'called') return refuse('ticket-over', { number: ticket.number });
      if (ticket.calls >= state.config().rules.maxCalls) {
        return refuse('called-too-often', { number: ticket.number, times: ticket.calls });
      }
      return accept(put('ticket', { ...ticket, calls: ticket.calls + 1, calledAt: context.now }));
    });
  },
});

/** 未到: a missed ticket may be taken up again within the day; after the hall's number of misses it is void. */
export const miss = kind({
  version: 1,
  body: AtWindowBody,
  decide(body, state, context) {
    return atWindow(state, context.day, body, (at) => {
      if (at.ticket.status !== 'called') return refuse('ticket-over', { number: at.ticket.number });
      const missed = at.ticket.missed + 1;
      const over = missed >= state.config().rules.missedCallsAllowed;
      return accept(
        ...leave(
          at,
          { status: over ? 'void' : 'missed', missed, windowId: null, finishedAt: context.now },
          context.now,
        ),
      );
    });
  },
});

/** A missed or suspended ticket goes back into the line, at its old place: its holder is standing there. */
export const restore = kind({
  version: 1,
  body: z.object({ ticketId: z.string() }),
  decide(body, state) {
    const ticket = findTicket(state, body.ticketId);
    if (!ticket) return refuse('unknown-ticket');
    if (ticket.status !== 'missed' && ticket.status !== 'suspended') {
      return refuse('ticket-over', { number: ticket.number });
    }
    return accept(put('ticket', { ...ticket, status: 'waiting', windowId: null, calls: 0, finishedAt: null }));
  },
});
