import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { DeskView } from './desk-view.ts';
import { TroubleDay } from './device-report.ts';
import { ApiScope } from './open-contract.ts';
import { SlipDraft, SlipLayouts, SlipPreview, SlipSaved } from './slip-layouts.ts';
import { Outcome } from './station-contract.ts';
import { DisplayView, ProgressView, RefusalView } from './views.ts';

const ApiTokenRow = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(ApiScope),
  createdAt: z.number(),
  revokedAt: z.number().nullable(),
});

/** What the hall server offers to plain browsers: the display pages to anyone in the hall, the desk to its keeper. */
export const hallContract = {
  display: {
    /** Null: the whole hall. */
    watch: oc.input(z.object({ areaId: z.string().nullable() })).output(eventIterator(DisplayView)),
  },
  progress: {
    byCode: oc.input(z.object({ code: z.string().regex(/^\d{8}$/) })).output(ProgressView.nullable()),
  },
  desk: {
    watch: oc.output(eventIterator(DeskView)),
    answerHelp: oc.input(z.object({ helpId: z.string() })).output(Outcome),
    /** 已核对: what happened twice with a ticket was looked into. */
    settleConflict: oc
      .input(z.object({ ticketId: z.string(), conflict: z.enum(['served-twice', 'number-twice']) }))
      .output(Outcome),
    /** 停用: its connection ends, and the hall takes nothing of it until it is enrolled with a new code. */
    revoke: oc.input(z.object({ stationId: z.string() })).output(Outcome),
    /** 换新机器: puts the station out and makes a code with which another machine takes its place under its name. */
    replace: oc
      .input(z.object({ stationId: z.string() }))
      .output(
        z.discriminatedUnion('ok', [
          z.object({ ok: z.literal(true), code: z.string(), validUntil: z.number() }),
          z.object({ ok: z.literal(false), refusal: RefusalView }),
        ]),
      ),
    /** 重设工号密码, and for the first one where the hall asks for it: a code, shown once, with which the person sets a PIN. */
    clearPin: oc
      .input(z.object({ staffId: z.string() }))
      .output(
        z.discriminatedUnion('ok', [
          z.object({ ok: z.literal(true), code: z.string(), validUntil: z.number() }),
          z.object({ ok: z.literal(false), refusal: RefusalView }),
        ]),
      ),
    /** 解除平板: its token opens nothing from here on; its station lets go of it as soon as it hears. */
    endPad: oc.input(z.object({ padId: z.string() })).output(Outcome),
    /** 小票版式: the layouts of slips and what may stand in them. */
    slipLayouts: oc.output(SlipLayouts),
    /** What printers of 80 and 58 mm make of a draft, from the bytes they would get. */
    previewSlip: oc.input(SlipDraft).output(SlipPreview),
    /** In force from now on, at every station; `template` null: as shipped. */
    saveSlip: oc.input(SlipDraft).output(SlipSaved),
    /** 已换纸卷, at a station nobody stands at: its paper is counted from the beginning. */
    newRoll: oc.input(z.object({ stationId: z.string() })).output(Outcome),
    /** What the devices of a station suffered from in the last 90 days, newest day first. */
    deviceDays: oc.input(z.object({ stationId: z.string() })).output(z.array(TroubleDay)),
    /** A code for one station, once. */
    enrolCode: oc.output(z.object({ code: z.string(), validUntil: z.number() })),
    /** Tokens of other systems; the token itself is told only when it is made. */
    apiTokens: oc.output(z.array(ApiTokenRow)),
    newApiToken: oc
      .input(z.object({ name: z.string().trim().min(1).max(60), scopes: z.array(ApiScope).min(1) }))
      .output(z.object({ id: z.string(), token: z.string() })),
    revokeApiToken: oc.input(z.object({ id: z.string() })).output(z.object({ revoked: z.boolean() })),
  },
};
export type HallContract = typeof hallContract;
