import { z } from 'zod';
import { accept, kind, put, refuse } from '../../intent/decision.ts';
import type { HelpCall } from '../types.ts';

/**
 * 呼叫工作人员: somebody at a machine asks for a person. `once`: while a call from there is open, another press is the same
 * call: a child pressing on does not fill the clerks' list. Stations of before did not say so.
 */
export const call = kind({
  version: 1,
  body: z.object({ helpId: z.string(), place: z.string().max(60), once: z.boolean().optional() }),
  decide: (body, state, context) => {
    const same = (help: HelpCall): boolean =>
      help.status === 'open' &&
      help.day === context.day &&
      help.stationId === context.station &&
      help.place === body.place;
    if (body.once && [...state.all('help')].some(same)) return accept();
    return accept(
      put('help', {
        id: body.helpId,
        day: context.day,
        stationId: context.station,
        place: body.place,
        at: context.now,
        status: 'open',
      }),
    );
  },
});

export const answer = kind({
  version: 1,
  body: z.object({ helpId: z.string() }),
  decide(body, state) {
    const help = state.get('help', body.helpId);
    return help ? accept(put('help', { ...help, status: 'answered' })) : refuse('malformed');
  },
});
