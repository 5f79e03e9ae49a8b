import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AttachmentPurpose, AttachmentType, DetachReason, MOST_AT_ONCE } from '../case/attachments.ts';
import { ATTACHMENT_BYTES, SupplementLine } from '../case/types.ts';
import { CaseView } from './case-view.ts';
import { RefusalView } from './views.ts';

/** What a counter does with cases. Materials are named by their ids in the item's published list. */

const Refused = z.object({ ok: z.literal(false), refusal: RefusalView });
/**
 * `offline`: done here and kept; the hall will be told. `receipt`: the job of the 收件凭证, null where there is no printer.
 * `notAccepted`: received, but not accepted, and why.
 */
export const CaseOutcome = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    offline: z.boolean(),
    case: CaseView,
    receipt: z.string().nullable(),
    notAccepted: RefusalView.nullable(),
  }),
  Refused,
]);
export type CaseOutcome = z.infer<typeof CaseOutcome>;

/** A picture of a case, or where it is; data is base64. */
export const Picture = z.discriminatedUnion('state', [
  z.object({ state: z.literal('here'), mediaType: AttachmentType, data: z.string() }),
  /** It is at the station that made it, which has not brought it to the hall yet. `window`: its number, where it has one. */
  z.object({ state: z.literal('not-yet'), window: z.number().nullable(), station: z.string() }),
  z.object({ state: z.literal('hall-away') }),
  /** 通办: pictures stay in the hall where they were made. */
  z.object({ state: z.literal('other-hall'), hall: z.string() }),
  /** Papers are shown to a clerk who is signed on. */
  z.object({ state: z.literal('no-clerk') }),
  /** Neither here nor at the hall, though this station made it; or no case names it. */
  z.object({ state: z.literal('lost') }),
]);
export type Picture = z.infer<typeof Picture>;

const PictureData = z.base64().max(Math.ceil(ATTACHMENT_BYTES / 3) * 4);

const CaseId = z.string().min(1).max(64);
const Ids = z.array(z.string().max(20)).max(60);
const Reason = z.string().trim().min(1).max(200);

const act = <T extends z.ZodType>(input: T) => oc.input(input).output(CaseOutcome);

export const caseContract = {
  /** 收件, and with `accept` 受理 as well. For the ticket at the window, where there is one. */
  receive: act(
    z.object({
      itemId: z.string(),
      taken: Ids,
      accept: z.boolean(),
      /** 通办: the hall where the result shall be collected; null: here. */
      collectHall: z.string().max(60).nullable().default(null),
    }),
  ),
  /** 受理; what may follow and is not there is owed until the end of the promised limit. */
  accept: act(z.object({ caseId: CaseId })),
  refuse: act(z.object({ caseId: CaseId, reason: Reason })),
  supplement: act(z.object({ caseId: CaseId, list: z.array(SupplementLine).min(1).max(60) })),
  supplemented: act(z.object({ caseId: CaseId, taken: Ids.min(1) })),
  decide: act(z.object({ caseId: CaseId, outcome: z.enum(['granted', 'denied']), reason: Reason.nullable() })),
  /** 寄往领取大厅. */
  send: act(z.object({ caseId: CaseId })),
  ready: act(z.object({ caseId: CaseId })),
  handOver: act(z.object({ caseId: CaseId, receiver: z.string().trim().min(1).max(60) })),
  withdraw: act(z.object({ caseId: CaseId, reason: Reason })),
  /** 存入电子材料: JPEG or PNG; `material`: of which they are pages, null of none. */
  attach: act(
    z.object({
      caseId: CaseId,
      pictures: z
        .array(z.object({ data: PictureData, purpose: AttachmentPurpose, material: z.string().max(20).nullable() }))
        .min(1)
        .max(MOST_AT_ONCE),
    }),
  ),
  /** 取下: this page of this material goes; its bytes are erased. */
  detach: act(
    z.object({ caseId: CaseId, hash: z.string(), material: z.string().max(20).nullable(), reason: DetachReason }),
  ),
  /** The camera that was used last at this counter, by what the page calls it; null before the first. */
  camera: oc.output(z.object({ camera: z.string().nullable() })),
  chooseCamera: oc.input(z.object({ camera: z.string().max(200) })).output(z.object({ ok: z.literal(true) })),
  /** 请申请人签名, on the pad of this window: of papers taken, or of a result collected, as the case stands. */
  askSignature: act(z.object({ caseId: CaseId })),
  dropSignature: act(z.object({ caseId: CaseId })),
  picture: oc.input(z.object({ caseId: CaseId, hash: z.string() })).output(Picture),
  /** 收件凭证 once more, marked 补打. */
  printReceipt: act(z.object({ caseId: CaseId })),
  /** Open cases of the hall, the newest first; the next page from `next` on. */
  list: oc
    .input(z.object({ before: z.string().nullable(), limit: z.number().int().min(1).max(100) }))
    .output(z.object({ cases: z.array(CaseView), next: z.string().nullable() })),
  /** By the whole number, or by the eight digits of the progress code. */
  find: oc.input(z.object({ text: z.string().trim().min(1).max(60) })).output(z.array(CaseView)),
};
