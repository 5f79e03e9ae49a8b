import { z } from 'zod';
import { accept, kind, put, refuse } from '../intent/decision.ts';
import { MOST_PADS, Pairing } from './types.ts';

/** A tablet proved by a code shown at the window that it stands there. */
export const pair = kind({
  version: 1,
  body: z.object({
    padId: z.string().min(1).max(64),
    windowId: z.string(),
    tokenHash: Pairing.shape.tokenHash,
  }),
  decide: (body, state, context) => {
    if (!state.config().windows.some(({ id }) => id === body.windowId)) return refuse('unknown-window');
    if (state.get('pairing', body.padId)) return refuse('malformed');
    const here = [...state.all('pairing')].filter(({ windowId }) => windowId === body.windowId);
    if (here.length >= MOST_PADS) return refuse('too-many-pads', { most: MOST_PADS });
    return accept(
      put('pairing', {
        id: body.padId,
        windowId: body.windowId,
        stationId: context.station,
        tokenHash: body.tokenHash,
        pairedAt: context.now,
      }),
    );
  },
});

/** Its token opens nothing from here on. `windowId`: whose pad it is; a station ends those of its own window alone. */
export const end = kind({
  version: 1,
  body: z.object({ padId: z.string(), windowId: z.string() }),
  decide: (body, state) => {
    const pairing = state.get('pairing', body.padId);
    if (!pairing || pairing.windowId !== body.windowId) return refuse('unknown-pad');
    return accept({ type: 'pairing', id: body.padId, body: null });
  },
});
