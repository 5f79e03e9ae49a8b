import { z } from 'zod';
import { accept, kind, put, refuse } from '../../intent/decision.ts';
import type { RecordChange } from '../../intent/records.ts';
import type { Service } from '../types.ts';
import { atWindow, findQueueDay, leave, serviceUnderWay } from './common.ts';

const ServiceBody = z.object({ windowId: z.string(), ticketId: z.string(), serviceId: z.string() });

function newService(
  body: z.infer<typeof ServiceBody>,
  at: Parameters<Parameters<typeof atWindow>[3]>[0],
  startedAt: number,
): Service {
  return {
    id: body.serviceId,
    day: at.ticket.day,
    ticketId: at.ticket.id,
    number: at.ticket.number,
    queueId: at.ticket.queueId,
    itemId: at.ticket.itemId,
    windowId: at.window.id,
    clerk: at.window.clerk,
    startedAt,
    finishedAt: null,
    rating: 'open',
  };
}

export const start = kind({
  version: 1,
  body: ServiceBody,
  decide(body, state, context) {
    return atWindow(state, context.day, body, (at) => {
      if (serviceUnderWay(state, at.ticket, at.window.id)) return refuse('window-busy');
      return accept(
        put('ticket', { ...at.ticket, status: 'serving', serviceId: body.serviceId, startedAt: context.now }),
        put('service', newService(body, at, context.now)),
      );
    });
  },
});

/** 办完. Asks for the rating; a clerk who never pressed start began when the ticket was called. */
export const finish = kind({
  version: 1,
  body: ServiceBody,
  decide(body, state, context) {
    return atWindow(state, context.day, body, (at) => {
      const begun = state.get('service', body.serviceId);
      if (begun && begun.windowId !== at.window.id) return refuse('unknown-service');
      const service = begun ?? newService(body, at, at.ticket.calledAt ?? context.now);
      const queueDay = findQueueDay(state, at.ticket.day, at.ticket.queueId);
      const changes: RecordChange[] = [
        ...leave(
          at,
          { status: 'finished', serviceId: service.id, startedAt: service.startedAt, finishedAt: context.now },
          context.now,
        ),
        put('service', { ...service, finishedAt: context.now, rating: service.rating === 'rated' ? 'rated' : 'asked' }),
        put('queueDay', {
          ...queueDay,
          finished: queueDay.finished + 1,
          handlingMs: queueDay.handlingMs + Math.max(0, context.now - service.startedAt),
        }),
      ];
      return accept(...changes);
    });
  },
});

/** 挂起: stays open, called back later with `ticket.restore` or `ticket.take`. */
export const suspend = kind({
  version: 1,
  body: z.object({ windowId: z.string(), ticketId: z.string(), reason: z.string().max(60) }),
  decide(body, state, context) {
    return atWindow(state, context.day, body, (at) =>
      accept(...leave(at, { status: 'suspended', note: body.reason }, context.now)),
    );
  },
});

/** 转出 to another queue, another window, or both; always with a reason. It keeps the time it has waited. */
export const transfer = kind({
  version: 1,
  body: z.object({
    windowId: z.string(),
    ticketId: z.string(),
    toQueueId: z.string().nullable(),
    toWindowId: z.string().nullable(),
    reason: z.string().min(1).max(60),
  }),
  decide(body, state, context) {
    return atWindow(state, context.day, body, (at) => {
      const config = state.config();
      if (body.toQueueId !== null && !config.queues.some((q) => q.id === body.toQueueId)) {
        return refuse('unknown-queue', { queue: body.toQueueId });
      }
      if (body.toWindowId !== null && !config.windows.some((w) => w.id === body.toWindowId)) {
        return refuse('unknown-window', { window: body.toWindowId });
      }
      if (body.toQueueId === null && body.toWindowId === null) return refuse('malformed');
      return accept(
        ...leave(
          at,
          {
            status: 'waiting',
            queueId: body.toQueueId ?? at.ticket.queueId,
            targetWindowId: body.toWindowId,
            windowId: null,
            serviceId: null,
            calls: 0,
            calledAt: null,
            startedAt: null,
            note: body.reason,
          },
          context.now,
        ),
      );
    });
  },
});
