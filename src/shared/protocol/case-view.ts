import { z } from 'zod';
import { Attachment, CaseEvent, CaseStatus, Clerk, Detached, OwedMaterial, SupplementLine } from '../case/types.ts';

/** A hall as people call it; `here`: this one. */
const HallRef = z.object({ here: z.boolean(), name: z.string() });

/** A picture of a case; what it shows is asked for apart. */
export const AttachmentView = Attachment.pick({
  hash: true,
  mediaType: true,
  bytes: true,
  purpose: true,
  material: true,
  signed: true,
  at: true,
}).extend({
  clerk: z.string(),
  /** Only here so far: the hall does not have it yet. */
  unsent: z.boolean(),
});
export type AttachmentView = z.infer<typeof AttachmentView>;

export const DetachedView = Detached.pick({ hash: true, material: true, at: true, reason: true }).extend({
  clerk: z.string(),
});
export type DetachedView = z.infer<typeof DetachedView>;

/** A case as a clerk sees it. */
export const CaseView = z.object({
  caseId: z.string(),
  number: z.string(),
  code: z.string(),
  itemId: z.string(),
  itemName: z.string(),
  maskedName: z.string(),
  status: CaseStatus,
  taken: z.array(z.string()),
  owed: z.array(OwedMaterial),
  /** What was told to be missing and has not come. */
  missing: z.array(SupplementLine),
  /** The applicant was told once; it cannot be asked again. */
  told: z.boolean(),
  receivedAt: z.number(),
  receivedBy: Clerk,
  acceptedBy: Clerk.nullable(),
  promisedBy: z.string().nullable(),
  decidedBy: Clerk.nullable(),
  outcome: z.enum(['granted', 'denied']).nullable(),
  reason: z.string().nullable(),
  history: z.array(CaseEvent),
  attachments: z.array(AttachmentView),
  /** Pages that were taken away; only that they were here, and why. */
  detached: z.array(DetachedView),
  /** 通办: where it was received, where its result is collected, and which of the two may act on it now. */
  from: HallRef,
  collect: HallRef,
  holder: HallRef,
  conflict: z.enum(['none', 'number-twice', 'code-twice']),
});
export type CaseView = z.infer<typeof CaseView>;
