import { z } from 'zod';
import { accept, kind, put, refuse } from '../../intent/decision.ts';

/**
 * The keeper has looked into what happened twice (同号两处办理, 一号两票). That it happened stays in the journal, in the lines
 * of then and in this one; the ticket is an ordinary one again. `conflict` is what the keeper saw: another that came meanwhile stays.
 */
export const settle = kind({
  version: 1,
  body: z.object({ ticketId: z.string(), conflict: z.enum(['served-twice', 'number-twice']) }),
  decide(body, state) {
    const ticket = state.get('ticket', body.ticketId);
    if (!ticket) return refuse('unknown-ticket');
    return ticket.conflict === body.conflict ? accept(put('ticket', { ...ticket, conflict: 'none' })) : accept();
  },
});
