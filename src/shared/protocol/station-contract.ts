import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { CaseProgress } from '../case/types.ts';
import { HallConfig } from '../catalogue/types.ts';
import { Level, MAX_TEXT } from '../evaluation/types.ts';
import { Ink } from '../pad/ink.ts';
import { Priority, PriorityReason } from '../queue/types.ts';
import { caseContract } from './case-contract.ts';
import { CounterView, PadView } from './counter-view.ts';
import { HealthView, StationView } from './desk-view.ts';
import { IdentityView } from './identity-view.ts';
import { Role } from './role.ts';
import { DispenserView, DisplayView, KioskView, ProgressView, RefusalView, TicketFacts } from './views.ts';

/**
 * Renderer ↔ station: one contract over the message port of a window, and over loopback HTTP and WebSocket in headless use.
 * A window sees only the part of its role. Expected failures are values: `{ ok: false, refusal }`, with words in messages/refusal.ts.
 * `watch` procedures send the whole view at once and again whenever it changes.
 */

const Refused = z.object({ ok: z.literal(false), refusal: RefusalView });
/** `offline`: done here and kept; the hall will be told when it can be reached. */
const Done = z.object({ ok: z.literal(true), offline: z.boolean() });
export const Outcome = z.discriminatedUnion('ok', [Done, Refused]);
export type Outcome = z.infer<typeof Outcome>;

export const IssueOutcome = z.discriminatedUnion('ok', [
  Done.extend({ ticket: TicketFacts, reprint: z.boolean() }),
  Refused,
]);
export type IssueOutcome = z.infer<typeof IssueOutcome>;

export const PrintOutcome = z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), jobId: z.string() }), Refused]);

const act = <T extends z.ZodType>(input: T) => oc.input(input).output(Outcome);
const watch = <T extends z.ZodType>(view: T) => oc.output(eventIterator(view));
/** `stationId`: one of the view's `printers`. */
const PrintAt = z.object({ ticketId: z.string(), stationId: z.string() });
/** Digits; how many a PIN must have is said when one is set. */
const Pin = z.string().max(32);
const Reason = z.string().trim().min(1).max(60);

export const stationContract = {
  session: {
    info: oc.output(
      z.object({
        stationId: z.string(),
        stationName: z.string(),
        roles: z.array(Role),
        protocol: z.number().int(),
        version: z.string(),
        /** A scanner at this station types like a keyboard. */
        keyboardScanner: z.boolean(),
      }),
    ),
    /** The hall's catalogue: classes, items, areas, windows. Sent again when the hall changes it; null until first heard. */
    catalogue: watch(HallConfig.nullable()),
    /** Devices, line and warnings, for the staff's sign on every screen. */
    health: watch(HealthView),
    /** What a scanner typed into any page of this station. */
    scan: act(z.object({ text: z.string().min(1).max(512) })),
    /** 呼叫工作人员 */
    callStaff: act(z.object({ place: z.string().max(60) })),
  },
  dispenser: {
    watch: watch(DispenserView),
    /** The press: a ticket, with the card on the reader if there is one. */
    press: oc
      .input(
        z.object({
          queueId: z.string(),
          itemId: z.string().nullable(),
          priority: Priority,
          priorityReason: PriorityReason.nullable(),
          /** What the slip is printed in; Chinese unless told. */
          locale: z.enum(['zh-CN', 'en']).optional(),
        }),
      )
      .output(IssueOutcome),
    /** The same ticket on paper again, marked 补打. */
    reprint: oc
      .input(z.object({ ticketId: z.string(), locale: z.enum(['zh-CN', 'en']).optional() }))
      .output(IssueOutcome),
    cancel: act(z.object({ ticketId: z.string() })),
    /** Forgets the card and what was shown. */
    endSession: act(z.object({})),
  },
  counter: {
    watch: watch(CounterView),
    /** 上岗; with the person's PIN where `staff[].pin` of the view is `set`. */
    signOn: act(z.object({ clerkId: z.string(), pin: Pin.optional() })),
    /** 设工号密码; `proof`: the one before (`set`), or the one-time code of the desk (`code`). */
    setPin: act(z.object({ clerkId: z.string(), pin: Pin, proof: Pin.optional() })),
    /** 锁屏, and 解锁 with the PIN of the person who is signed on. */
    lock: act(z.object({})),
    unlock: act(z.object({ pin: Pin })),
    /** Somebody is at the page: it does not lock itself for a while. */
    touch: act(z.object({})),
    signOff: act(z.object({})),
    pause: act(z.object({ reason: Reason })),
    resume: act(z.object({})),
    next: act(z.object({})),
    /** 办完，叫下一位 in one press. */
    finishAndNext: act(z.object({})),
    /** A certain ticket: chosen from the list, or by the number its holder shows. Always with a reason. */
    take: act(z.object({ number: z.string().trim().min(1).max(12), reason: Reason })),
    recall: act(z.object({})),
    start: act(z.object({})),
    miss: act(z.object({})),
    finish: act(z.object({})),
    suspend: act(z.object({ reason: Reason })),
    transfer: act(z.object({ toQueueId: z.string().nullable(), toWindowId: z.string().nullable(), reason: Reason })),
    restore: act(z.object({ ticketId: z.string() })),
    answerHelp: act(z.object({ helpId: z.string() })),
    /** 在另一台打印: a ticket's slip did not come out; marked 补打. */
    printElsewhere: act(PrintAt),
    /** The card on this window's reader; apart from the rest, because it carries a picture. */
    identity: watch(IdentityView),
    /** The clerk has seen the card. */
    forgetCard: act(z.object({})),
    /** 配平板: a code for one tablet, in place of any before. */
    newPadCode: act(z.object({})),
    dropPadCode: act(z.object({})),
    endPad: act(z.object({ padId: z.string() })),
  },
  cases: caseContract,
  pad: {
    watch: watch(PadView),
    rate: act(
      z.object({
        serviceId: z.string(),
        level: Level,
        reasons: z.array(z.string()).max(16),
        text: z.string().max(MAX_TEXT),
      }),
    ),
    /** Why, after a poor answer on keys; without any, nobody wants to say. */
    explain: act(
      z.object({ serviceId: z.string(), reasons: z.array(z.string()).max(16), text: z.string().max(MAX_TEXT) }),
    ),
    sign: act(z.object({ requestId: z.string(), ink: Ink })),
    /** 不签，纸质签名 */
    declineSigning: act(z.object({ requestId: z.string() })),
    /** More time was asked for: the full time starts again, once. */
    moreTime: act(z.object({ serviceId: z.string() })),
  },
  display: {
    watch: watch(DisplayView),
  },
  kiosk: {
    watch: watch(KioskView),
    printMaterials: oc.input(z.object({ itemId: z.string() })).output(PrintOutcome),
    /** By the eight digits on a ticket, or on the receipt of a case. */
    progress: oc
      .input(z.object({ code: z.string().regex(/^\d{8}$/) }))
      .output(
        z.discriminatedUnion('state', [
          z.object({ state: z.literal('found'), progress: ProgressView }),
          z.object({ state: z.literal('case'), case: CaseProgress }),
          z.object({ state: z.literal('not-found') }),
          z.object({ state: z.literal('hall-away') }),
        ]),
      ),
    endSession: act(z.object({})),
  },
  keeper: {
    watch: watch(StationView),
    /** 已出纸 / 重打 */
    resolvePrint: act(z.object({ jobId: z.string(), outcome: z.enum(['printed', 'reprint']) })),
    /** 在另一台打印, of a ticket taken here. */
    printElsewhere: act(PrintAt),
    /** 已取出卡纸: the printer is told to go on. */
    recoverPrinter: act(z.object({})),
    /** 已换纸卷: its paper is counted from the beginning. */
    changedRoll: act(z.object({})),
    /** A refused intent was read and dealt with; it stays in the journal. */
    dismiss: act(z.object({ seq: z.number().int() })),
  },
};
export type StationContract = typeof stationContract;
