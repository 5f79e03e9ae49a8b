import { z } from 'zod';
import { openingAt } from '../../calendar/clock.ts';
import { accept, kind, put, refuse } from '../../intent/decision.ts';
import type { RecordChange } from '../../intent/records.ts';
import { isOpen, type StateReader } from '../../intent/state.ts';
import { formatNumber, grantBlock, hallNumberAfter, hallNumberFrom, parseNumber } from '../numbers.ts';
import { Priority, PriorityReason, QueueHead, type Ticket, TicketPerson } from '../types.ts';
import { findQueueDay, nothing } from './common.ts';

/** The note of a ticket that is void because no slip came out. */
export const PAPER_FAILED = 'paper-failed';

const Wanted = z.object({
  ticketId: z.string(),
  code: z.string().regex(/^\d{8}$/),
  queueId: z.string(),
  itemId: z.string().nullable(),
  priority: Priority,
  priorityReason: PriorityReason.nullable(),
  person: TicketPerson.nullable(),
});
type Wanted = z.infer<typeof Wanted>;

function newTicket(wanted: Wanted, number: string, context: { now: number; day: string; station: string }): Ticket {
  return {
    id: wanted.ticketId,
    day: context.day,
    queueId: wanted.queueId,
    number,
    code: wanted.code,
    itemId: wanted.itemId,
    priority: wanted.priority,
    priorityReason: wanted.priorityReason,
    person: wanted.person,
    issuedBy: context.station,
    issuedAt: context.now,
    paper: 'pending',
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
    stub: false,
    mergedInto: null,
    conflict: 'none',
  };
}

/**
 * The open ticket this person already holds in the queue: they get that one printed again, not a second number.
 * One that another dispenser has not printed yet is in nobody's hand, and may still get another number there.
 */
export function heldTicket(
  state: StateReader,
  at: { readonly day: string; readonly station: string },
  queueId: string,
  person: TicketPerson | null,
): Ticket | undefined {
  if (!person) return undefined;
  for (const ticket of state.openTickets()) {
    if (ticket.day !== at.day || ticket.queueId !== queueId || ticket.person?.key !== person.key) continue;
    if (numberIsFinal(ticket, at.station)) return ticket;
  }
  return undefined;
}

/** Whether the number this station knows is the one on the ticket's paper. */
export function numberIsFinal(ticket: Ticket, station: string): boolean {
  return ticket.paper !== 'pending' || ticket.issuedBy === station;
}

/** Asks the hall for a number. A station does not answer this itself: when the hall is silent it states `ticket.issue`. */
export const request = kind({
  version: 1,
  question: true,
  body: Wanted,
  decide(body, state, context) {
    if (context.by === 'station') return nothing;
    const config = state.config();
    const queue = config.queues.find((q) => q.id === body.queueId);
    if (!queue) return refuse('unknown-queue', { queue: body.queueId });
    const stub = state.get('ticket', body.ticketId);
    // A counter that knew the ticket served it, and was heard first: by a hall that had lost it.
    if (stub?.stub) return accept(put('ticket', withStory(newTicket(body, stub.number, context), stub)));
    if (openingAt(config, context.now).state === 'closed') return refuse('hall-closed');
    const held = heldTicket(state, context, body.queueId, body.person);
    if (held) return refuse('already-holds-ticket', { number: held.number, ticketId: held.id });
    if (state.get('ticket', body.ticketId)) return nothing; // asked before
    const queueDay = findQueueDay(state, context.day, body.queueId);
    let { nextNumber } = queueDay;
    // A number may be taken already: a clerk who was cut off typed it by mistake, or a station printed it.
    while (state.ticketByNumber(context.day, formatNumber(queue.prefix, nextNumber)))
      nextNumber = hallNumberAfter(nextNumber);
    return accept(
      put('ticket', newTicket(body, formatNumber(queue.prefix, nextNumber), context)),
      put('queueDay', { ...queueDay, nextNumber: hallNumberAfter(nextNumber) }),
    );
  },
});

/**
 * States that a ticket with this number is being handed to a person: out of the range granted to the dispenser,
 * because the hall did not answer. The printed number wins: the hall takes it over and never refuses it,
 * also when it had already given the same request a number of its own.
 */
export const issue = kind({
  version: 1,
  body: Wanted.extend({ number: z.string() }),
  decide(body, state, context) {
    const parsed = parseNumber(body.number);
    const queue = state.config().queues.find((q) => q.id === body.queueId);
    if (!parsed || !queue) return refuse('unknown-queue', { queue: body.queueId });
    const number = formatNumber(parsed.prefix, parsed.n);
    const changes: RecordChange[] = [...takeFromRange(state, context.day, body.queueId, context.station, parsed.n)];

    const known = state.get('ticket', body.ticketId);
    const fresh = newTicket(body, number, context);
    const ticket = known?.stub ? withStory(fresh, known) : known ? { ...known, number } : fresh;
    return accept(...changes, ...underItsNumber(state, ticket));
  },
});

/** A ticket as it stands, with what becomes of another one of its number: a stub was this ticket all along. */
function underItsNumber(state: StateReader, ticket: Ticket, paper?: Ticket['paper']): RecordChange[] {
  const same = state.ticketByNumber(ticket.day, ticket.number);
  if (!same || same.id === ticket.id) return [put('ticket', ticket)];
  if (!same.stub) {
    const conflict = 'number-twice';
    return [put('ticket', { ...same, conflict }), put('ticket', { ...ticket, conflict })];
  }
  const whole = { ...withStory(ticket, same), ...(paper === undefined ? {} : { paper }) };
  const gone = put('ticket', { ...same, status: 'void', mergedInto: ticket.id });
  return [gone, ...handOver(state, same, whole), put('ticket', whole)];
}

/** A counter served this number while its dispenser was not heard: what happened there belongs to this ticket. */
function withStory(ticket: Ticket, stub: Ticket): Ticket {
  const { id: _, stub: __, code: ___, ...served } = stub;
  return {
    ...ticket,
    ...served,
    itemId: served.itemId ?? ticket.itemId,
    person: ticket.person,
    priority: ticket.priority,
    priorityReason: ticket.priorityReason,
    issuedBy: ticket.issuedBy,
    issuedAt: ticket.issuedAt,
    waitingSince: served.status === 'waiting' ? ticket.waitingSince : served.waitingSince,
    stub: false,
    mergedInto: null,
    // Called elsewhere too, under the number the hall had given it before the printed one was heard.
    conflict:
      ticket.conflict !== 'none' ? ticket.conflict : ticket.status === 'waiting' ? served.conflict : 'served-twice',
  };
}

/** Windows and services that hold the stub hold the real ticket from now on; two of each when two windows served it. */
function handOver(state: StateReader, stub: Ticket, ticket: Ticket): RecordChange[] {
  const changes: RecordChange[] = [];
  for (const window of state.all('window')) {
    if (window.ticketId === stub.id) changes.push(put('window', { ...window, ticketId: ticket.id }));
  }
  for (const service of state.all('service')) {
    if (service.ticketId !== stub.id) continue;
    changes.push(put('service', { ...service, ticketId: ticket.id, itemId: service.itemId ?? ticket.itemId }));
  }
  return changes;
}

function takeFromRange(state: StateReader, day: string, queueId: string, stationId: string, n: number): RecordChange[] {
  for (const range of state.all('range')) {
    if (range.day !== day || range.queueId !== queueId || range.stationId !== stationId) continue;
    if (n < range.from || n > range.to || n < range.next) continue;
    return [put('range', { ...range, next: n + 1 })];
  }
  return [];
}

/**
 * What became of the paper, by the printer's own answer, and the number that stands on it: should the hall know the
 * ticket under another one (it was put back from an older copy and gave a new one), the printed number wins.
 * A ticket whose paper never came out does not stay in the line.
 */
export const paper = kind({
  version: 1,
  body: z.object({
    ticketId: z.string(),
    outcome: z.enum(['printed', 'unknown', 'failed']),
    number: z.string().max(12).optional(),
  }),
  decide(body, state, context) {
    const ticket = state.get('ticket', body.ticketId);
    if (!ticket) return refuse('unknown-ticket');
    const asked = ticket.slipAt?.stationId === context.station;
    const heard = asked ? { ...ticket, slipAt: { ...ticket.slipAt!, outcome: body.outcome } } : ticket;
    const nothingElse = asked ? accept(put('ticket', heard)) : nothing;
    // A failed reprint takes nothing away.
    if (ticket.paper === 'printed' && body.outcome !== 'printed') return nothingElse;
    // What failed at one machine says nothing of a slip that may have come out at another, or is still to come there.
    const own = ticket.issuedBy === context.station && (asked || ticket.slipAt === undefined);
    if (body.outcome === 'failed' && !own && (!asked || ticket.paper === 'unknown')) return nothingElse;
    const status = body.outcome === 'failed' && ticket.status === 'waiting' ? 'void' : ticket.status;
    const onPaper = body.outcome !== 'failed' && ticket.issuedBy === context.station ? body.number : undefined;
    const after: Ticket = {
      ...heard,
      number: onPaper ?? ticket.number,
      paper: body.outcome,
      status,
      note: status === 'void' ? PAPER_FAILED : ticket.note,
      finishedAt: status === 'void' ? context.now : ticket.finishedAt,
    };
    return accept(
      ...(after.number === ticket.number ? [put('ticket', after)] : underItsNumber(state, after, body.outcome)),
    );
  },
});

/** Whether a machine that was asked for a ticket's slip may still print it. */
function isComing(slip: Ticket['slipAt'], now: number): boolean {
  return slip !== undefined && slip.outcome === null && now <= slip.until;
}

/**
 * 在另一台打印: the slip did not come out, and the station named here is to print it. It prints it once, under the job's
 * own id, marked 补打: the first slip may turn up after all. A ticket that was void for want of paper stands again
 * where it stood in the line.
 */
export const printElsewhere = kind({
  version: 1,
  body: z.object({ ticketId: z.string(), jobId: z.string().min(1).max(64), stationId: z.string(), until: z.number() }),
  decide({ ticketId, jobId, stationId, until }, state, context) {
    const ticket = state.get('ticket', ticketId);
    if (!ticket) return refuse('unknown-ticket');
    if (ticket.slipAt?.jobId === jobId) return nothing; // asked before
    const wantsPaper = ticket.status === 'void' && ticket.note === PAPER_FAILED && ticket.day === context.day;
    if (!wantsPaper && !isOpen(ticket)) return refuse('ticket-over', { number: ticket.number });
    const target = state.get('station', stationId);
    // A dispenser does not hold the books of stations; the hall does.
    const unknown = !target && context.by === 'hall' && stationId !== context.station;
    if (unknown || target?.revoked) return refuse('unknown-station');
    // Its own machine may still put another number on the paper, and may still print it.
    const unsettled = ticket.paper === 'pending' && ticket.slipAt === undefined && ticket.issuedBy !== context.station;
    if (unsettled || isComing(ticket.slipAt, context.now)) {
      return refuse('paper-still-coming', { number: ticket.number });
    }
    const slipAt = { stationId, jobId, until, askedAt: context.now, outcome: null };
    return accept(
      put('ticket', {
        ...ticket,
        slipAt,
        ...(wantsPaper ? { paper: 'pending', status: 'waiting', note: null, finishedAt: null } : {}),
      }),
    );
  },
});

/** Taken back: by the citizen, or by staff because the paper is lost or was never wanted. */
export const cancel = kind({
  version: 1,
  body: z.object({ ticketId: z.string(), reason: z.string().max(60) }),
  decide(body, state, context) {
    const ticket = state.get('ticket', body.ticketId);
    if (!ticket) return refuse('unknown-ticket');
    if (!isOpen(ticket)) return refuse('ticket-over', { number: ticket.number });
    if (ticket.status !== 'waiting' && ticket.status !== 'suspended') {
      return refuse('ticket-elsewhere', { number: ticket.number });
    }
    return accept(put('ticket', { ...ticket, status: 'void', note: body.reason, finishedAt: context.now }));
  },
});

/** The hall gives a dispenser numbers for the time without the hall. */
export const grant = kind({
  version: 1,
  body: z.object({
    day: z.string(),
    queueId: z.string(),
    stationId: z.string(),
    /** Numbers below were granted before, in a history this hall has lost. */
    atLeast: z.number().int().optional(),
  }),
  decide(body, state) {
    const queueDay = findQueueDay(state, body.day, body.queueId);
    const next = Math.max(queueDay.nextGranted, body.atLeast ?? 0);
    const block = grantBlock(body.day, next, state.config().rules.offlineBlock);
    if (!block) return refuse('no-numbers-left', { queue: body.queueId });
    const id = `${body.day}:${body.queueId}:${body.stationId}:${block.from}`;
    return accept(
      put('queueDay', { ...queueDay, nextGranted: block.next }),
      put('range', {
        id,
        day: body.day,
        queueId: body.queueId,
        stationId: body.stationId,
        from: block.from,
        to: block.to,
        next: block.from,
      }),
    );
  },
});

/**
 * Numbers below were given out, or may have been, in a history this hall has lost (it was put back from an older copy):
 * nobody gets them again. What is told of a queue or a number that is further on already changes nothing.
 */
export const skip = kind({
  version: 1,
  body: QueueHead,
  decide(body, state) {
    if (!state.config().queues.some(({ id }) => id === body.queueId)) return nothing;
    const queueDay = findQueueDay(state, body.day, body.queueId);
    const nextNumber = Math.max(queueDay.nextNumber, hallNumberFrom(body.nextNumber));
    const nextGranted = Math.max(queueDay.nextGranted, body.nextGranted);
    return accept(put('queueDay', { ...queueDay, nextNumber, nextGranted }));
  },
});

/**
 * A dispenser whose database was made again from copies does not know for certain which of its granted numbers it has
 * given out: it leaves all of them alone from now on, and the hall grants others.
 */
export const retire = kind({
  version: 1,
  body: z.object({}),
  decide: (_body, state, context) => accept(...retireRanges(state, context.station)),
});

/** What is left of a station's blocks is given out by nobody. */
export function retireRanges(state: StateReader, stationId: string): RecordChange[] {
  const left = [...state.all('range')].filter((range) => range.stationId === stationId && range.next <= range.to);
  return left.map((range) => put('range', { ...range, next: range.to + 1 }));
}
