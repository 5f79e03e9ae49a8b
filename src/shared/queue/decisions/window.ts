import { z } from 'zod';
import { accept, type Context, type Decision, kind, put, refuse } from '../../intent/decision.ts';
import type { StateReader } from '../../intent/state.ts';
import { standingOf } from '../../staff/decisions.ts';
import type { WindowState } from '../types.ts';
import { windowToday } from './common.ts';

function change(
  state: StateReader,
  context: Context,
  windowId: string,
  to: (window: WindowState) => Partial<WindowState> | Decision,
): Decision {
  const window = windowToday(state, windowId, context.day);
  if (!window) return refuse('unknown-window', { window: windowId });
  const result = to(window);
  if ('ok' in result) return result;
  return accept(put('window', { ...window, ...result, since: context.now }));
}

/**
 * 上岗. `pin`: which of the person's PINs (its revision) was proved at the counter; null: there was none as far as it knew.
 * The counter judges PINs, and the hall takes over what it judged: another PIN may have been set meanwhile. Only a program
 * that knows nothing of PINs, and says nothing, is refused where one is needed.
 */
export const open = kind({
  version: 1,
  body: z.object({
    windowId: z.string(),
    clerk: z.object({ id: z.string(), name: z.string() }),
    pin: z.number().int().min(1).nullable().optional(),
  }),
  decide: (body, state, context) => {
    if (body.pin === undefined && standingOf(state, body.clerk.id, context.now) !== 'none') return refuse('pin-needed');
    return change(state, context, body.windowId, () => ({ status: 'open', clerk: body.clerk, pauseReason: null }));
  },
});

/** 暂停, with a reason the waiting can be told. */
export const pause = kind({
  version: 1,
  body: z.object({ windowId: z.string(), reason: z.string().min(1).max(60) }),
  decide: (body, state, context) =>
    change(state, context, body.windowId, (window) => {
      if (window.status === 'closed') return refuse('window-closed');
      if (window.ticketId !== null) return refuse('window-busy');
      return { status: 'paused', pauseReason: body.reason };
    }),
});

export const resume = kind({
  version: 1,
  body: z.object({ windowId: z.string() }),
  decide: (body, state, context) =>
    change(state, context, body.windowId, (window) =>
      window.status === 'closed' ? refuse('window-closed') : { status: 'open', pauseReason: null },
    ),
});

/** 下班 */
export const close = kind({
  version: 1,
  body: z.object({ windowId: z.string() }),
  decide: (body, state, context) =>
    change(state, context, body.windowId, (window) =>
      window.ticketId !== null ? refuse('window-busy') : { status: 'closed', clerk: null, pauseReason: null },
    ),
});
