import { z } from 'zod';
import { MaterialForm } from '../catalogue/types.ts';

/**
 * Cases (办件): what a hall keeps of an application from the day its papers are taken to the day its result is handed
 * over. Loaded when needed, never all held in memory (intent/on-demand.ts). Times are ms since 1970 by the hall's clock,
 * days `YYYY-MM-DD` at the hall.
 */

/**
 * received 已收件 → accepted 已受理 | refused 不予受理 | supplement 待补正 (→ received) → decided 已办结
 * → (sent 寄往领取大厅, when it is collected elsewhere) → ready 结果待领 → handed-over 已送达;
 * withdrawn 已撤回 at any time before the decision.
 */
export const CaseStatus = z.enum([
  'received',
  'supplement',
  'accepted',
  'refused',
  'decided',
  'sent',
  'ready',
  'handed-over',
  'withdrawn',
]);

export const Clerk = z.object({ id: z.string(), name: z.string() });

/** Enough of an applicant to call them and to find their other cases; number and address are kept nowhere. */
export const Applicant = z.object({ maskedName: z.string().max(60), key: z.string().max(64).nullable() });

/** A material of the item's published list, in the forms and counts that were handed in. */
export const TakenMaterial = z.object({ id: z.string().max(20), forms: z.array(MaterialForm).min(1).max(3) });

/** 容缺: may follow, and until when. */
export const OwedMaterial = z.object({ id: z.string().max(20), by: z.string() });

/** One line of 一次性告知: what is missing or wrong with a material, and what would be right. */
export const SupplementLine = z.object({ id: z.string().max(20), what: z.string().trim().min(1).max(120) });

export const Supplement = z.object({
  at: z.number(),
  by: Clerk,
  /** Everything there is to mend; told once. */
  list: z.array(SupplementLine),
  /** Of the list, what has not been brought yet. */
  open: z.array(z.string()),
});

/** What happened, newest last. */
export const CaseEvent = z.object({ at: z.number(), what: z.string(), clerk: z.string() });

/** Longest attachment in bytes. A page of A4 at 200 dpi in colour has about 300 kB. */
export const ATTACHMENT_BYTES = 1_048_576;

/**
 * 电子材料: a picture that belongs to the case, a scanned page or a signature. The record names it; its bytes lie apart
 * (docs/architecture.md, Attachments). Words a newer program may add to are plain text here.
 */
export const Attachment = z.object({
  /** SHA-256 of its bytes, lower-case hex: what it is stored and asked for by. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.string().max(40),
  /** Length in bytes. */
  bytes: z.number().int().min(1),
  /** What it is: a `page` of a material, a `signature`. */
  purpose: z.string().max(20),
  /** Of a page: the material's id in the item's list; null when it is of none. */
  material: z.string().max(20).nullable(),
  /** Of a signature drawn on the pad: what was signed, and the SHA-256 of its text, which the file says in full. */
  signed: z.object({ what: z.string().max(20), textHash: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  at: z.number(),
  by: Clerk,
  /** Where it was made: its bytes are there until the hall has them. */
  hall: z.string(),
  stationId: z.string(),
});

/** 取下: a page that was here. Its bytes are gone; that it was here, who took it away and why, stays. */
export const Detached = Attachment.pick({ hash: true, material: true }).extend({
  at: z.number(),
  by: Clerk,
  /** `wrong-case`, `unclear`, `duplicate`. */
  reason: z.string().max(20),
});

export const Case = z.object({
  id: z.string(),
  /** As it stands on paper. */
  number: z.string(),
  /** Progress code, eight digits. */
  code: z.string(),
  hall: z.string(),
  stationId: z.string(),
  windowId: z.string().nullable(),
  /** The ticket its applicant came with. */
  ticketId: z.string().nullable(),
  itemId: z.string(),
  /** A case keeps the version of the item it was received under. */
  itemVersion: z.string(),
  itemName: z.string(),
  applicant: Applicant,
  status: CaseStatus,
  taken: z.array(TakenMaterial),
  owed: z.array(OwedMaterial),
  supplement: Supplement.nullable(),
  receivedAt: z.number(),
  receivedBy: Clerk,
  acceptedAt: z.number().nullable(),
  acceptedBy: Clerk.nullable(),
  /** Last day of the promised limit; null until accepted. */
  promisedBy: z.string().nullable(),
  decidedAt: z.number().nullable(),
  decidedBy: Clerk.nullable(),
  outcome: z.enum(['granted', 'denied']).nullable(),
  /** Of a refusal, a denial or a withdrawal. */
  reason: z.string().nullable(),
  /** The hall where the result is collected. */
  collectHall: z.string(),
  /** 通办: the one hall that may act on it now. Others see it. */
  holder: z.string(),
  /** Counts its changes, in whichever hall: the higher one is the later state. */
  revision: z.number().int(),
  handedOver: z.object({ at: z.number(), by: Clerk, receiver: z.string(), via: z.string() }).nullable(),
  history: z.array(CaseEvent),
  /** In the order they were added; absent before the first. */
  attachments: z.array(Attachment).optional(),
  /** In the order they were taken away; absent before the first. */
  detached: z.array(Detached).optional(),
  /** What a keeper should look at: its number stands on two papers, or its progress code is another live case's. */
  conflict: z.enum(['none', 'number-twice', 'code-twice']),
  /** Only when it is over: the last day stations keep it. The hall keeps it for good. */
  day: z.string().optional(),
});

/** Whose a case number is; `others`: further cases whose paper bears it too. Only the hall holds these. */
export const CaseNumber = z.object({ id: z.string(), caseId: z.string(), others: z.array(z.string()) });

/** What anybody with the eight digits of a progress code may see. `id` is the code. */
export const CaseProgress = z.object({
  id: z.string(),
  caseId: z.string(),
  number: z.string(),
  itemName: z.string(),
  status: CaseStatus,
  receivedAt: z.number(),
  promisedBy: z.string().nullable(),
  decidedAt: z.number().nullable(),
  collectHall: z.string(),
  day: z.string().optional(),
});

/** The last running number a station gave out on a day. `id` is station:day. */
export const CaseDay = z.object({ id: z.string(), day: z.string(), stationId: z.string(), last: z.number().int() });

export type CaseStatus = z.infer<typeof CaseStatus>;
export type Case = z.infer<typeof Case>;
export type CaseNumber = z.infer<typeof CaseNumber>;
export type CaseProgress = z.infer<typeof CaseProgress>;
export type CaseDay = z.infer<typeof CaseDay>;
export type Clerk = z.infer<typeof Clerk>;
export type Attachment = z.infer<typeof Attachment>;
export type Detached = z.infer<typeof Detached>;
export type TakenMaterial = z.infer<typeof TakenMaterial>;

export const OVER: ReadonlySet<CaseStatus> = new Set(['refused', 'handed-over', 'withdrawn']);
