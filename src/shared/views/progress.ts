import type { StateReader } from '../intent/state.ts';
import type { ProgressView } from '../protocol/views.ts';
import type { Ticket } from '../queue/types.ts';
import { aheadOf } from '../queue/wait.ts';
import { areaOf, itemOf, queueOf } from './rows.ts';

/** Finds a ticket by the eight digits on its paper. */
export function ticketByCode(state: StateReader, code: string): Ticket | undefined {
  for (const ticket of state.all('ticket')) {
    if (ticket.code === code && ticket.mergedInto === null && !ticket.stub) return ticket;
  }
  return undefined;
}

export function progressView(state: StateReader, ticket: Ticket): ProgressView {
  const config = state.config();
  const queue = queueOf(config, ticket.queueId);
  return {
    number: ticket.number,
    queueName: queue?.name ?? '',
    itemName: itemOf(config, ticket.itemId)?.name ?? null,
    status: ticket.status,
    ...(ticket.status === 'waiting' ? aheadOf(state, ticket) : { ahead: 0, wait: null }),
    areaName: areaOf(config, queue?.areaId)?.name ?? '',
    windowNumber: config.windows.find((w) => w.id === ticket.windowId)?.number ?? null,
    issuedAt: ticket.issuedAt,
    finishedAt: ticket.status === 'finished' ? ticket.finishedAt : null,
  };
}
