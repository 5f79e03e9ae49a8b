import { z } from 'zod';
import { accept, kind, put, refuse } from '../intent/decision.ts';
import { Channel, checkEvaluation, Level, MAX_TEXT } from './types.ts';

/** One rating for one service, after the service. */
export const submit = kind({
  version: 1,
  body: z.object({
    evaluationId: z.string(),
    serviceId: z.string(),
    level: Level,
    reasons: z.array(z.string()).max(16),
    text: z.string().max(MAX_TEXT),
    channel: Channel,
  }),
  decide(body, state, context) {
    const service = state.get('service', body.serviceId);
    // Its time lies after the service: what is not finished cannot be rated yet.
    if (!service || service.finishedAt === null) return refuse('unknown-service');
    if (service.rating === 'rated') return refuse('already-rated');
    if (checkEvaluation(body) !== null) return refuse('rating-incomplete');
    return accept(
      put('service', { ...service, rating: 'rated' }),
      put('evaluation', {
        id: body.evaluationId,
        day: service.day,
        serviceId: service.id,
        level: body.level,
        reasons: body.reasons,
        text: body.text,
        channel: body.channel,
        at: Math.max(context.now, service.finishedAt),
      }),
    );
  },
});

/**
 * Why, for a poor rating that was given on keys: they count at once, and have no reasons to give. Once, and only by who
 * was asked for it where the keys stand.
 */
export const explain = kind({
  version: 1,
  body: z.object({
    evaluationId: z.string(),
    serviceId: z.string(),
    reasons: z.array(z.string()).max(16),
    text: z.string().max(MAX_TEXT),
  }),
  decide(body, state, context) {
    const given = state.get('evaluation', body.evaluationId);
    if (!given) {
      // Ratings go to no station, not even the one that took them.
      const rated = state.get('service', body.serviceId)?.rating === 'rated';
      return context.by === 'station' && rated ? accept() : refuse('unknown-service');
    }
    if (given.serviceId !== body.serviceId) return refuse('unknown-service');
    if (given.channel !== '5' || given.reasons.length > 0) return refuse('already-rated');
    const explained = { ...given, reasons: body.reasons, text: body.text };
    if (checkEvaluation(explained) !== null) return refuse('rating-incomplete');
    return accept(put('evaluation', explained));
  },
});

/** Nobody pressed anything in time: the service counts as not rated. Never a default rating. */
export const lapse = kind({
  version: 1,
  body: z.object({ serviceId: z.string() }),
  decide(body, state) {
    const service = state.get('service', body.serviceId);
    if (!service || service.finishedAt === null) return refuse('unknown-service');
    return service.rating === 'rated'
      ? refuse('already-rated')
      : accept(put('service', { ...service, rating: 'not-rated' }));
  },
});
