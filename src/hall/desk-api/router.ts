import { implement, ORPCError } from '@orpc/server';
import { hallContract } from '../../shared/protocol/hall-contract.ts';
import { deskView } from '../../shared/views/desk.ts';
import { displayView } from '../../shared/views/display.ts';
import { exceptClock } from '../../shared/views/latest.ts';
import { progressView, ticketByCode } from '../../shared/views/progress.ts';
import type { ApiTokens } from '../open-api/tokens.ts';
import type { HallService } from '../server/service.ts';
import { previewSlip, slipLayouts, withLayout } from './slips.ts';
import { newPinCode } from './staff-pins.ts';

export interface BrowserContext {
  readonly keeper: boolean;
}

/** What plain browsers may ask of the hall. */
export function hallRouter(hall: HallService, tokens: ApiTokens) {
  const os = implement(hallContract).$context<BrowserContext>();
  const keeper = os.middleware(({ context, next }) => {
    if (!context.keeper) throw new ORPCError('UNAUTHORIZED');
    return next();
  });
  const { authority } = hall;
  const moment = () => ({ now: authority.now(), day: authority.today() });

  return os.router({
    display: {
      watch: os.display.watch.handler(({ input, signal }) =>
        hall.changes.sharedViews(
          `display ${input.areaId}`,
          () => displayView(authority.state, input.areaId, moment(), true),
          signal,
          exceptClock,
        ),
      ),
    },
    progress: {
      byCode: os.progress.byCode.handler(({ input }) => {
        const ticket = ticketByCode(authority.state, input.code);
        return ticket ? progressView(authority.state, ticket) : null;
      }),
    },
    desk: {
      watch: os.desk.watch.use(keeper).handler(({ signal }) =>
        hall.changes.sharedViews(
          'desk',
          () =>
            deskView(authority.state, moment(), {
              position: authority.position,
              storageFull: hall.storageFull,
              putBack: hall.putBack(),
              stations: hall.stationRows(),
              recent: hall.recentRows(),
            }),
          signal,
          exceptClock,
        ),
      ),
      answerHelp: os.desk.answerHelp.use(keeper).handler(async ({ input }) => {
        const refusal = await authority.own('help.answer', { helpId: input.helpId }, { kind: 'keeper', id: 'desk' });
        return refusal ? { ok: false as const, refusal: refusal } : { ok: true as const, offline: false };
      }),
      settleConflict: os.desk.settleConflict.use(keeper).handler(async ({ input }) => {
        const refusal = await authority.own('ticket.settle', input, { kind: 'keeper', id: 'desk' });
        return refusal ? { ok: false as const, refusal: refusal } : { ok: true as const, offline: false };
      }),
      slipLayouts: os.desk.slipLayouts
        .use(keeper)
        .handler(() => slipLayouts(authority.state.config(), hall.paperInFile)),
      previewSlip: os.desk.previewSlip
        .use(keeper)
        .handler(({ input }) => previewSlip(input.slip, authority.state.config(), input.template)),
      saveSlip: os.desk.saveSlip.use(keeper).handler(async ({ input }) => {
        if (hall.paperInFile) return { ok: false as const, refusal: { code: 'not-allowed' as const } };
        const checked = withLayout(authority.state.config(), input.slip, input.template);
        if (!checked.ok) return checked;
        const refusal = await authority.own('hall.paper', { paper: checked.paper }, { kind: 'keeper', id: 'desk' });
        return refusal ? { ok: false as const, refusal } : { ok: true as const, offline: false };
      }),
      newRoll: os.desk.newRoll.use(keeper).handler(async ({ input }) => {
        const refusal = await authority.own('station.newRoll', input, { kind: 'keeper', id: 'desk' });
        return refusal ? { ok: false as const, refusal } : { ok: true as const, offline: false };
      }),
      revoke: os.desk.revoke.use(keeper).handler(async ({ input }) => {
        const refusal = await hall.revoke(input.stationId);
        return refusal ? { ok: false as const, refusal } : { ok: true as const, offline: false };
      }),
      replace: os.desk.replace.use(keeper).handler(async ({ input }) => {
        const replaced = await hall.replace(input.stationId);
        return 'refusal' in replaced ? { ok: false as const, ...replaced } : { ok: true as const, ...replaced };
      }),
      clearPin: os.desk.clearPin.use(keeper).handler(({ input }) => newPinCode(authority, input.staffId)),
      endPad: os.desk.endPad.use(keeper).handler(async ({ input: { padId } }) => {
        const windowId = authority.state.get('pairing', padId)?.windowId ?? '';
        const refusal = await authority.own('pad.end', { padId, windowId }, { kind: 'keeper', id: 'desk' });
        return refusal ? { ok: false as const, refusal } : { ok: true as const, offline: false };
      }),
      deviceDays: os.desk.deviceDays.use(keeper).handler(({ input }) => hall.deviceDays(input.stationId)),
      enrolCode: os.desk.enrolCode.use(keeper).handler(() => hall.newEnrolCode(false)),
      apiTokens: os.desk.apiTokens.use(keeper).handler(() => tokens.list()),
      newApiToken: os.desk.newApiToken.use(keeper).handler(({ input }) => tokens.make(input.name, input.scopes)),
      revokeApiToken: os.desk.revokeApiToken
        .use(keeper)
        .handler(async ({ input }) => ({ revoked: await tokens.revoke(input.id) })),
    },
  });
}
