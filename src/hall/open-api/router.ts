import { implement } from '@orpc/server';
import { openingAt } from '../../shared/calendar/clock.ts';
import { type ApiScope, openContract } from '../../shared/protocol/open-contract.ts';
import { loads } from '../../shared/queue/wait.ts';
import { progressView, ticketByCode } from '../../shared/views/progress.ts';
import { areaOf } from '../../shared/views/rows.ts';
import { dayStatistics } from '../../shared/views/statistics.ts';
import type { HallService } from '../server/service.ts';

export interface OpenContext {
  /** What the bearer's token may read; null when there is no valid one. */
  readonly scopes: readonly ApiScope[] | null;
}

/** What other systems may ask of the hall. */
export function openRouter(hall: HallService) {
  const os = implement(openContract).$context<OpenContext>();
  const { authority } = hall;
  const head = () => {
    const { id, name } = authority.state.config();
    return { id, name };
  };

  /** Only today and yesterday are at hand. */
  const dayAtHand = (wanted: string | undefined): string | null => {
    const today = authority.today();
    const day = wanted ?? today;
    return day >= authority.firstDay && day <= today ? day : null;
  };

  function may(scope: ApiScope) {
    return os.middleware(({ context, errors, next }) => {
      if (context.scopes === null) throw errors.UNAUTHORIZED();
      if (!context.scopes.includes(scope)) throw errors.FORBIDDEN();
      return next();
    });
  }

  return os.router({
    queues: os.queues.use(may('queues')).handler(() => {
      const { state } = authority;
      const config = state.config();
      const now = authority.now();
      const load = loads(state, now, authority.today());
      return {
        hall: head(),
        asOf: now,
        opening: openingAt(config, now),
        queues: config.queues.map(({ id, prefix, name, areaId }) => {
          const { waiting, windows, ahead, wait } = load.get(id)!;
          const areaName = areaOf(config, areaId)?.name ?? '';
          return { id, prefix, name, areaName, waiting, openWindows: windows, ahead, wait };
        }),
      };
    }),
    progress: os.progress.use(may('progress')).handler(({ input, errors }) => {
      const ticket = ticketByCode(authority.state, input.code);
      if (!ticket) throw errors.NOT_FOUND();
      return progressView(authority.state, ticket);
    }),
    statistics: os.statistics.use(may('statistics')).handler(({ input, errors }) => {
      const day = dayAtHand(input.day);
      if (day === null) throw errors.NOT_FOUND();
      return { hall: head(), day, asOf: authority.now(), ...dayStatistics(authority.state, day) };
    }),
    evaluations: os.evaluations.use(may('evaluations')).handler(({ input, errors }) => {
      const day = dayAtHand(input.day);
      if (day === null) throw errors.NOT_FOUND();
      const { state } = authority;
      const config = state.config();
      const evaluations = [...state.all('evaluation')]
        .filter((one) => one.day === day)
        .map(({ id, serviceId, at, level, reasons, text, channel }) => {
          const service = state.get('service', serviceId);
          const ticket = service && state.get('ticket', service.ticketId);
          return {
            ...{ id, serviceId, at, level, reasons, text, channel },
            serviceFinishedAt: service?.finishedAt ?? null,
            queueId: ticket?.queueId ?? null,
            itemId: ticket?.itemId ?? null,
            windowNumber: config.windows.find((window) => window.id === service?.windowId)?.number ?? null,
          };
        });
      return { hall: head(), day, asOf: authority.now(), evaluations };
    }),
  });
}
