import type { StateReader } from '../intent/state.ts';
import { isOpen } from '../intent/state.ts';
import type { SlipRow } from '../protocol/counter-view.ts';
import { PAPER_FAILED } from '../queue/decisions/issue.ts';
import type { Ticket } from '../queue/types.ts';
import { type Moment, queueOf } from './rows.ts';

/** Whoever got no slip has come to a person by then, or has gone. */
const SHOWN_MS = 30 * 60_000;
/** What became of one that another machine was asked for is told this long. */
const TOLD_MS = 5 * 60_000;
const ROWS = 20;

/**
 * Tickets whose slip did not come out or perhaps did not, and those that another machine was asked for; newest first.
 * `own`: also those that still wait at this station, for the keeper who stands before it, and no others'. `nameOf`: what people call a station.
 */
export function slipRows(
  state: StateReader,
  { now, day }: Moment,
  own: string | null,
  nameOf: (stationId: string) => string | undefined,
): SlipRow[] {
  const rows: SlipRow[] = [];
  const config = state.config();
  for (const ticket of state.all('ticket')) {
    if (ticket.day !== day || ticket.stub || (own !== null && ticket.issuedBy !== own)) continue;
    const stands = slipStands(ticket, now, own !== null);
    if (stands === null) continue;
    rows.push({
      ticketId: ticket.id,
      number: ticket.number,
      queueName: queueOf(config, ticket.queueId)?.name ?? ticket.queueId,
      issuedBy: nameOf(ticket.issuedBy) ?? ticket.issuedBy,
      at: ticket.issuedAt,
      state: stands,
      place: ticket.slipAt ? (nameOf(ticket.slipAt.stationId) ?? null) : null,
    });
  }
  return rows.sort((a, b) => b.at - a.at).slice(0, ROWS);
}

function slipStands(ticket: Ticket, now: number, waiting: boolean): SlipRow['state'] | null {
  const { slipAt } = ticket;
  const isVoid = ticket.status === 'void' && ticket.note === PAPER_FAILED;
  if (!isVoid && !isOpen(ticket)) return null;
  if (slipAt) {
    if (slipAt.outcome === 'printed') return now - slipAt.askedAt < TOLD_MS ? 'printed' : null;
    if (slipAt.outcome === null && now <= slipAt.until) return 'printing';
    return now - slipAt.askedAt < SHOWN_MS ? 'not-printed' : null;
  }
  if (isVoid) return now - (ticket.finishedAt ?? 0) < SHOWN_MS ? 'void' : null;
  if (ticket.paper === 'unknown') return now - ticket.issuedAt < SHOWN_MS ? 'unknown' : null;
  return waiting && ticket.paper === 'pending' ? 'waiting' : null;
}
