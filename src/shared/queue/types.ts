import { z } from 'zod';
import { PRIORITY_REASONS } from './priority.ts';

/** What the hall knows of queues: the records that intents change. Times are ms since 1970 by the hall's clock. */

export const Priority = z.enum(['ordinary', 'green']);
/** 绿色通道: why. */
export const PriorityReason = z.enum(PRIORITY_REASONS);

/** Enough of a person for a queue: what may be shown, and a keyed hash that finds a second ticket of the same person. */
export const TicketPerson = z.object({ maskedName: z.string().max(60), key: z.string().max(64) });

export const TicketStatus = z.enum(['waiting', 'called', 'serving', 'suspended', 'finished', 'missed', 'void']);
/** Whether paper with this number is in somebody's hand; only `printed` and `unknown` tickets are called. */
export const PaperState = z.enum(['pending', 'printed', 'unknown', 'failed']);

/** A station that was asked to print the slip of a ticket again, whoever issued it (在另一台打印). */
export const SlipElsewhere = z.object({
  stationId: z.string(),
  /** Of its print job there, so that being told twice prints once. */
  jobId: z.string(),
  /** After this it prints no more. */
  until: z.number(),
  askedAt: z.number(),
  outcome: z.enum(['printed', 'unknown', 'failed']).nullable(),
});

export const Ticket = z.object({
  id: z.string(),
  day: z.string(),
  queueId: z.string(),
  number: z.string(),
  /** Progress code on the paper, eight digits. */
  code: z.string(),
  itemId: z.string().nullable(),
  priority: Priority,
  priorityReason: PriorityReason.nullable(),
  person: TicketPerson.nullable(),
  issuedBy: z.string(),
  issuedAt: z.number(),
  paper: PaperState,
  /** Absent until somebody asked another machine for its slip. */
  slipAt: SlipElsewhere.optional(),
  status: TicketStatus,
  /** Where in the line it stands: the moment its waiting counts from. */
  waitingSince: z.number(),
  /** A window it must be served at (转到指定窗口), else null. */
  targetWindowId: z.string().nullable(),
  windowId: z.string().nullable(),
  serviceId: z.string().nullable(),
  calls: z.number().int(),
  missed: z.number().int(),
  calledAt: z.number().nullable(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  note: z.string().nullable(),
  /** Known only by the number a citizen showed while its dispenser was cut off. */
  stub: z.boolean(),
  /** This record was such a stub; the real ticket is there. */
  mergedInto: z.string().nullable(),
  /** What a keeper should look at: two windows served it while cut off, or a number stood on two papers. */
  conflict: z.enum(['none', 'served-twice', 'number-twice']),
});

export const WindowState = z.object({
  id: z.string(),
  day: z.string(),
  status: z.enum(['closed', 'open', 'paused']),
  clerk: z.object({ id: z.string(), name: z.string() }).nullable(),
  pauseReason: z.string().nullable(),
  ticketId: z.string().nullable(),
  since: z.number(),
});

export const QueueDay = z.object({
  id: z.string(),
  day: z.string(),
  queueId: z.string(),
  nextNumber: z.number().int(),
  nextGranted: z.number().int(),
  /** Services finished today and their length together, for the expected wait. */
  finished: z.number().int(),
  handlingMs: z.number(),
});

/** How far the numbers of a queue's day are given out: the first that are still free. */
export const QueueHead = QueueDay.pick({ day: true, queueId: true }).extend({
  nextNumber: z.number().int().min(1).max(1_000_000),
  nextGranted: z.number().int().min(1).max(1_000_000),
});
export type QueueHead = z.infer<typeof QueueHead>;

/** Numbers a dispenser may give out without the hall. `next` > `to` when used up. */
export const NumberRange = z.object({
  id: z.string(),
  day: z.string(),
  queueId: z.string(),
  stationId: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  next: z.number().int(),
});

/** One visit at a window (一次办理); a rating belongs to one. */
export const Service = z.object({
  id: z.string(),
  day: z.string(),
  ticketId: z.string(),
  number: z.string(),
  queueId: z.string(),
  itemId: z.string().nullable(),
  windowId: z.string(),
  clerk: z.object({ id: z.string(), name: z.string() }).nullable(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  rating: z.enum(['open', 'asked', 'rated', 'not-rated']),
});

/** 呼叫工作人员 */
export const HelpCall = z.object({
  id: z.string(),
  day: z.string(),
  stationId: z.string(),
  place: z.string(),
  at: z.number(),
  status: z.enum(['open', 'answered']),
});

/** A station of the hall, by the name people use. */
export const StationRecord = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  /** Its digits in case numbers, 1–999, never another station's; absent until the hall has given one. */
  number: z.number().int().optional(),
  /** The window it was enrolled for, and acts for; absent for stations of none, and those enrolled before this was kept. */
  windowId: z.string().optional(),
  /** Another machine took its place, and goes on after this line of its journal; absent while it is the first. */
  replacedAt: z.number().int().optional(),
  /** When its keeper put in a new roll of paper, as said at the desk; absent when nobody did. */
  rollAt: z.number().optional(),
  /** Put out (停用) by the hall's keeper; absent otherwise. Nothing of it is taken until it is enrolled anew. */
  revoked: z.literal(true).optional(),
});

export type Priority = z.infer<typeof Priority>;
export type PriorityReason = z.infer<typeof PriorityReason>;
export type TicketPerson = z.infer<typeof TicketPerson>;
export type SlipElsewhere = z.infer<typeof SlipElsewhere>;
export type Ticket = z.infer<typeof Ticket>;
export type WindowState = z.infer<typeof WindowState>;
export type QueueDay = z.infer<typeof QueueDay>;
export type NumberRange = z.infer<typeof NumberRange>;
export type Service = z.infer<typeof Service>;
export type HelpCall = z.infer<typeof HelpCall>;
