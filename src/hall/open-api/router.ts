import { implement } from '@orpc/server';
import { openingAt } from '../../shared/calendar/clock.ts';
import { type ApiScope, openContract } from '../../shared/protocol/open-contract.ts';
import { loads } from '../../shared/queue/wait.ts';
import { progressView, ticketByCode } from '../../shared/views/progress.ts';
import { areaOf } from '../../shared/views/rows.ts';
import type { HallService } from '../server/service.ts';
import { evaluationsOf, figuresOf } from './days.ts';

export interface OpenContext {
  /** What the bearer's token may read; null when there is no valid one. */
  readonly scopes: readonly ApiScope[] | null;
}

/** What other systems may ask of the hall. */
export function openRouter(hall: HallService) {
  const { days } = hall;
  const os = implement(openContract).$context<OpenContext>();
  const { authority } = hall;
  const head = () => {
    const { id, name } = authority.state.config();
    return { id, name };
  };

  const dayAt = async (wanted: string | undefined) => {
    const day = wanted ?? authority.today();
    const state = await days.at(day);
    return state && { day, state };
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
    statistics: os.statistics.use(may('statistics')).handler(async ({ input, errors }) => {
      const found = await dayAt(input.day);
      if (found === null) throw errors.NOT_FOUND();
      return { hall: head(), asOf: authority.now(), ...figuresOf(found) };
    }),
    statisticsOfDays: os.statisticsOfDays.use(may('statistics')).handler(async ({ input }) => {
      const figures: ReturnType<typeof figuresOf>[] = [];
      for await (const found of days.between(input.from, input.to)) figures.push(figuresOf(found));
      return { hall: head(), asOf: authority.now(), days: figures };
    }),
    evaluations: os.evaluations.use(may('evaluations')).handler(async ({ input, errors }) => {
      const found = await dayAt(input.day);
      if (found === null) throw errors.NOT_FOUND();
      return { hall: head(), day: found.day, asOf: authority.now(), evaluations: evaluationsOf(found) };
    }),
    evaluationsOfDays: os.evaluationsOfDays.use(may('evaluations')).handler(async ({ input }) => {
      const evaluations: (ReturnType<typeof evaluationsOf>[number] & { day: string })[] = [];
      for await (const found of days.between(input.from, input.to))
        evaluations.push(...evaluationsOf(found).map((one) => ({ ...one, day: found.day })));
      return { hall: head(), asOf: authority.now(), evaluations };
    }),
  });
}
