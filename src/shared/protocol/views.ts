import { z } from 'zod';
import { OpenInterval } from '../catalogue/types.ts';
import { DeviceHealth } from '../device/health.ts';
import { REFUSAL_CODES } from '../intent/decision.ts';
import { PriorityReason, TicketStatus } from '../queue/types.ts';

/**
 * What screens are shown: whole views, sent again when they change. A screen keeps no state of the hall of its own.
 * Every view carries `hallTime` (ms since 1970 by the hall's clock at sending), so that a screen's clock is the hall's.
 */

export const RefusalView = z.object({
  code: z.enum(REFUSAL_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** How the station stands with the hall. `silent`: connected, but the hall does not answer; treated as away. */
export const LinkView = z.object({
  state: z.enum(['online', 'connecting', 'offline', 'silent', 'refused']),
  since: z.number(),
  /** Why the hall refused this station, else null. */
  refused: z.string().nullable(),
  /** Why no connection stands, in a word of the network (words: messages/link.ts); null when that is not known, or one does. */
  unreachable: z.string().nullable(),
});
export type LinkView = z.infer<typeof LinkView>;

export const OpeningView = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open'), closesAt: z.number(), today: z.array(OpenInterval).readonly() }),
  z.object({ state: z.literal('closed'), opensAt: z.number().nullable(), today: z.array(OpenInterval).readonly() }),
]);

/** Expected wait in minutes, as a range; null when nobody can say. `{low: 0, high: 0}` = at once. */
export const WaitRange = z.object({ low: z.number(), high: z.number() }).nullable();
export type WaitRange = z.infer<typeof WaitRange>;

export const HallHead = z.object({ name: z.string(), nameEn: z.string(), phone: z.string(), missedDesk: z.string() });

/** What a scanner read, for the screen it stands at. No text that is not a ticket's number or code ever gets here. */
export const ScanView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), number: z.string() }),
  z.object({ kind: z.literal('code'), code: z.string() }),
  z.object({ kind: z.literal('other-hall') }),
  z.object({ kind: z.literal('unknown') }),
]);

// ---- dispenser ----

export const ClassView = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  hint: z.string(),
  hintEn: z.string(),
  queueId: z.string(),
  ahead: z.number().int(),
  wait: WaitRange,
});

/** What the done screen and the paper say of a ticket. */
export const TicketFacts = z.object({
  ticketId: z.string(),
  number: z.string(),
  code: z.string(),
  queueName: z.string(),
  queueNameEn: z.string(),
  itemName: z.string().nullable(),
  maskedName: z.string().nullable(),
  priorityReason: PriorityReason.nullable(),
  ahead: z.number().int(),
  wait: WaitRange,
  areaName: z.string(),
  areaNameEn: z.string(),
  /** Window numbers that serve it, ascending. */
  windows: z.array(z.number().int()),
  issuedAt: z.number(),
  /** What the QR code on paper and screen says. */
  qr: z.string(),
});
export type TicketFacts = z.infer<typeof TicketFacts>;

/** The card on the reader. Only what may be shown in public. */
export const CardView = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('reading') }),
  z.object({
    state: z.literal('present'),
    maskedName: z.string(),
    expired: z.boolean(),
    /** Open tickets this person already holds: printed again, not doubled. */
    held: z.array(z.object({ ticketId: z.string(), number: z.string(), queueId: z.string(), queueName: z.string() })),
  }),
  /** A card lies there and gave nothing. */
  z.object({ state: z.literal('failed'), trouble: z.enum(['unreadable', 'unsupported', 'refused']) }),
]);

export type CardView = z.infer<typeof CardView>;

/** How far the paper of the last ticket is. `unknown`: nobody can say whether it came out; staff decide. */
export const PaperProgress = z.object({
  ticketId: z.string(),
  /** `elsewhere`: another machine prints it. */
  state: z.enum(['waiting', 'printing', 'printed', 'failed', 'unknown', 'elsewhere']),
  /** Name of that machine. */
  place: z.string().optional(),
});

export const DispenserView = z.object({
  hallTime: z.number(),
  utcOffsetMinutes: z.number(),
  hall: HallHead,
  opening: OpeningView,
  openWindows: z.number().int(),
  classes: z.array(ClassView),
  card: CardView,
  paper: PaperProgress.nullable(),
  /** Whether a ticket can be had here and now, and if not why. */
  ready: z.enum(['yes', 'hall-closed', 'printer-down', 'no-numbers', 'starting', 'stopped']),
  /** Another dispenser that prints tickets now; its area when it is not this one's. Null: none that is known of. */
  elsewhere: z
    .object({ name: z.string(), areaName: z.string().nullable(), areaNameEn: z.string().nullable() })
    .nullable(),
  printer: DeviceHealth.nullable(),
  reader: DeviceHealth.nullable(),
  link: LinkView,
});
export type DispenserView = z.infer<typeof DispenserView>;

// ---- display ----

export const CallRow = z.object({
  ticketId: z.string(),
  number: z.string(),
  windowNumber: z.number().int(),
  maskedName: z.string().nullable(),
  queueName: z.string(),
  calledAt: z.number(),
  /** A new pair of (ticketId, calls) is a new announcement. */
  calls: z.number().int(),
  serving: z.boolean(),
});
export type CallRow = z.infer<typeof CallRow>;

export const DisplayView = z.object({
  hallTime: z.number(),
  utcOffsetMinutes: z.number(),
  hallName: z.string(),
  hallNameEn: z.string(),
  /** Null: the whole hall. */
  areaName: z.string().nullable(),
  windows: z.array(z.number().int()),
  missedDesk: z.string(),
  /** Newest call first. */
  calls: z.array(CallRow),
  next: z.array(z.string()),
  missed: z.array(z.string()),
  pausedWindows: z.array(z.number().int()),
  opening: OpeningView,
  /** False: what is shown may be old. */
  live: z.boolean(),
  /** How loud calls are said now, 0 to 1. */
  volume: z.number().min(0).max(1),
});
export type DisplayView = z.infer<typeof DisplayView>;

// ---- kiosk ----

export const KioskView = z.object({
  hallTime: z.number(),
  utcOffsetMinutes: z.number(),
  hall: HallHead.extend({ address: z.string() }),
  opening: OpeningView,
  printer: DeviceHealth.nullable(),
  link: LinkView,
  /** The paper last asked for here. */
  paper: z
    .object({ jobId: z.string(), state: z.enum(['waiting', 'printing', 'printed', 'failed', 'unknown']) })
    .nullable(),
  /** What its scanner just read, numbered; gone after a few seconds. */
  scan: z.object({ id: z.number().int(), what: ScanView }).nullable(),
});
export type KioskView = z.infer<typeof KioskView>;

/** Where a ticket stands, for its holder. No name: whoever holds the code may not be whom it was given to. */
export const ProgressView = z.object({
  number: z.string(),
  queueName: z.string(),
  itemName: z.string().nullable(),
  status: TicketStatus,
  ahead: z.number().int(),
  wait: WaitRange,
  areaName: z.string(),
  windowNumber: z.number().int().nullable(),
  issuedAt: z.number(),
  finishedAt: z.number().nullable(),
});
export type ProgressView = z.infer<typeof ProgressView>;
