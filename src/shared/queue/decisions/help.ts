import { z } from 'zod';
import { accept, kind, put, refuse } from '../../intent/decision.ts';

/** 呼叫工作人员: somebody at a machine asks for a person. */
export const call = kind({
  version: 1,
  body: z.object({ helpId: z.string(), place: z.string().max(60) }),
  decide: (body, _state, context) =>
    accept(
      put('help', {
        id: body.helpId,
        day: context.day,
        stationId: context.station,
        place: body.place,
        at: context.now,
        status: 'open',
      }),
    ),
});

export const answer = kind({
  version: 1,
  body: z.object({ helpId: z.string() }),
  decide(body, state) {
    const help = state.get('help', body.helpId);
    return help ? accept(put('help', { ...help, status: 'answered' })) : refuse('malformed');
  },
});
