import { z } from 'zod';
import { OpenInterval } from '../catalogue/types.ts';
import { DeviceHealth } from '../device/health.ts';
import { MissingGlyphs } from '../device/missing-glyphs.ts';
import { Level } from '../evaluation/types.ts';
import { REFUSAL_CODES } from '../intent/decision.ts';
import { SignText, SignWhat } from '../pad/sign-text.ts';
import { Priority, PriorityReason, TicketStatus } from '../queue/types.ts';
import { CaseView } from './case-view.ts';
import { DeviceReport, RebuiltReport, TroubleCount } from './device-report.ts';

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

const HallHead = z.object({ name: z.string(), nameEn: z.string(), phone: z.string(), missedDesk: z.string() });

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

// ---- counter ----

export const TicketRow = z.object({
  ticketId: z.string(),
  number: z.string(),
  queueName: z.string(),
  itemName: z.string().nullable(),
  maskedName: z.string().nullable(),
  priority: Priority,
  priorityReason: PriorityReason.nullable(),
  waitingSince: z.number(),
  reason: z.enum(['longest-wait', 'priority', 'for-this-window', 'called-back']).nullable(),
  status: TicketStatus,
  conflict: z.enum(['none', 'served-twice', 'number-twice']),
  note: z.string().nullable(),
});
export type TicketRow = z.infer<typeof TicketRow>;

export const CurrentView = TicketRow.extend({
  queueId: z.string(),
  itemId: z.string().nullable(),
  serviceId: z.string().nullable(),
  /** Name of the station that issued it. */
  issuedBy: z.string(),
  issuedAt: z.number(),
  calledAt: z.number().nullable(),
  calls: z.number().int(),
  startedAt: z.number().nullable(),
  /** Known only by its number: its dispenser has not been heard yet. */
  stub: z.boolean(),
});

/** An intent that the hall has not settled, or refused. The screen says it in words from messages/intent.ts. */
export const IntentRow = z.object({
  seq: z.number().int(),
  kind: z.string(),
  at: z.number(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  refusal: RefusalView.nullable(),
});
export type IntentRow = z.infer<typeof IntentRow>;

/** A print nobody can vouch for: the person at the machine says whether it came out. */
export const UncertainPrint = z.object({
  jobId: z.string(),
  /** Null: no ticket, but a list or a receipt. */
  ticketId: z.string().nullable(),
  number: z.string(),
  at: z.number(),
});

/**
 * A ticket whose slip did not come out, or perhaps did not. `void`: it is not called any more; `waiting`: still to be
 * printed; `printing`, `printed`, `not-printed`: how far another machine is that was asked for it (`place`, where its name is known).
 */
export const SlipRow = z.object({
  ticketId: z.string(),
  number: z.string(),
  queueName: z.string(),
  /** Name of the machine it was taken at. */
  issuedBy: z.string(),
  at: z.number(),
  state: z.enum(['waiting', 'unknown', 'void', 'printing', 'printed', 'not-printed']),
  place: z.string().nullable(),
});
export type SlipRow = z.infer<typeof SlipRow>;

/** A machine that can print a slip now. */
export const PrinterPlace = z.object({
  stationId: z.string(),
  name: z.string(),
  areaName: z.string().nullable(),
  own: z.boolean(),
});
export type PrinterPlace = z.infer<typeof PrinterPlace>;

const Slips = { slips: z.array(SlipRow), printers: z.array(PrinterPlace) };

export const RatingView = z.object({
  serviceId: z.string(),
  number: z.string(),
  state: z.enum(['asked', 'rated', 'not-rated']),
  /** hallTime at which it lapses. */
  until: z.number(),
});

/** What a scanner read, for the screen it stands at. No text that is not a ticket's number or code ever gets here. */
export const ScanView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), number: z.string() }),
  z.object({ kind: z.literal('code'), code: z.string() }),
  z.object({ kind: z.literal('other-hall') }),
  z.object({ kind: z.literal('unknown') }),
]);

const CounterInput = z.object({
  /** One more for each; a page acts on each once. */
  id: z.number().int(),
  what: z.discriminatedUnion('kind', [
    /** A key of the window's keypad: done, not possible, or to be asked for on the screen. */
    z.object({
      kind: z.literal('key'),
      key: z.enum(['call', 'recall', 'miss', 'suspend', 'callback', 'pause', 'transfer', 'evaluate']),
      outcome: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('done') }),
        z.object({ kind: z.literal('ask') }),
        z.object({ kind: z.literal('refused'), refusal: RefusalView }),
      ]),
    }),
    z.object({ kind: z.literal('scan'), scan: ScanView }),
  ]),
});
export type CounterInput = z.infer<typeof CounterInput>;

/** Tablets that are this window's pad over the network. */
const PadsView = z.object({
  /** Where a tablet opens its page; null while the door is not open. */
  url: z.string().nullable(),
  /** SHA-256 of the certificate, as browsers show it. */
  fingerprint: z.string().nullable(),
  /** Why the door is not open. */
  trouble: z.enum(['opening', 'port-busy', 'certificate', 'not-possible']).nullable(),
  /** Lets one tablet in; `until` by the hall's clock. */
  code: z.object({ text: z.string(), until: z.number() }).nullable(),
  list: z.array(z.object({ padId: z.string(), pairedAt: z.number(), connected: z.boolean() })),
});

export const HelpRow = z.object({ helpId: z.string(), place: z.string(), at: z.number() });

export const CounterView = z.object({
  hallTime: z.number(),
  utcOffsetMinutes: z.number(),
  hall: HallHead,
  window: z.object({
    id: z.string(),
    number: z.number().int(),
    areaName: z.string(),
    comprehensive: z.boolean(),
    status: z.enum(['closed', 'open', 'paused']),
    clerk: z.object({ id: z.string(), name: z.string() }).nullable(),
    pauseReason: z.string().nullable(),
  }),
  staff: z.array(z.object({ id: z.string(), name: z.string(), post: z.string() })),
  queues: z.array(
    z.object({ id: z.string(), prefix: z.string(), name: z.string(), waiting: z.number().int(), mine: z.boolean() }),
  ),
  windows: z.array(
    z.object({ id: z.string(), number: z.number().int(), status: z.enum(['closed', 'open', 'paused']) }),
  ),
  current: CurrentView.nullable(),
  line: z.array(TicketRow),
  /** Missed and suspended tickets that may come back today. */
  aside: z.array(TicketRow),
  /** Received for the ticket at the window. */
  cases: z.array(CaseView),
  rating: RatingView.nullable(),
  help: z.array(HelpRow),
  link: LinkView,
  pending: z.array(IntentRow),
  /** All of them; `pending` lists the oldest. */
  pendingCount: z.number().int(),
  refused: z.array(IntentRow),
  devices: z.array(DeviceReport),
  ...Slips,
  /** Of this counter's own printer. */
  uncertain: z.array(UncertainPrint),
  servedToday: z.number().int(),
  /** Whether a pad's screen is looked at by its window now: on it reasons and signatures are asked for. */
  padThere: z.boolean(),
  /** A signature that is asked for, or what became of the last one. */
  signing: z
    .object({ caseId: z.string(), what: SignWhat, state: z.enum(['waiting', 'asked', 'signed', 'declined']) })
    .nullable(),
  /** Null where this station has no door for tablets. */
  pads: PadsView.nullable(),
  /** What just came from the keypad or the scanner; gone after a few seconds. */
  input: CounterInput.nullable(),
});
export type CounterView = z.infer<typeof CounterView>;

// ---- pad ----

export const PadView = z.object({
  hallTime: z.number(),
  windowNumber: z.number().int(),
  hallName: z.string(),
  hallNameEn: z.string(),
  phone: z.string(),
  stage: z.discriminatedUnion('stage', [
    z.object({ stage: z.literal('closed') }),
    z.object({ stage: z.literal('idle'), clerkName: z.string() }),
    z.object({ stage: z.literal('called'), number: z.string() }),
    z.object({
      stage: z.literal('serving'),
      number: z.string(),
      clerkName: z.string(),
      itemName: z.string().nullable(),
    }),
    z.object({
      stage: z.literal('rate'),
      serviceId: z.string(),
      itemName: z.string().nullable(),
      queueName: z.string(),
      until: z.number(),
    }),
    /** Why, after a poor answer on keys: it counts already. */
    z.object({ stage: z.literal('explain'), serviceId: z.string(), level: Level, until: z.number() }),
    z.object({ stage: z.literal('sign'), requestId: z.string(), text: SignText }),
    z.object({ stage: z.literal('signed'), declined: z.boolean(), until: z.number() }),
    z.object({ stage: z.literal('thanks'), until: z.number() }),
  ]),
});
export type PadView = z.infer<typeof PadView>;

// ---- display ----

export const CallRow = z.object({
  ticketId: z.string(),
  number: z.string(),
  windowNumber: z.number().int(),
  maskedName: z.string().nullable(),
  itemName: z.string().nullable(),
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

// ---- station, for its staff and its keeper ----

const StationWarning = z.enum(['clock-wrong', 'database-rebuilt', 'numbers-low', 'storage-full']);

/** How a station stands, for the sign its staff sees on every screen. Nothing of persons or tickets. */
export const HealthView = z.object({
  hallTime: z.number(),
  utcOffsetMinutes: z.number(),
  link: LinkView,
  devices: z.array(DeviceReport),
  warnings: z.array(StationWarning),
});
export type HealthView = z.infer<typeof HealthView>;

export const StationView = z.object({
  hallTime: z.number(),
  utcOffsetMinutes: z.number(),
  stationId: z.string(),
  stationName: z.string(),
  link: LinkView,
  pending: z.array(IntentRow),
  /** All of them; `pending` lists the oldest. */
  pendingCount: z.number().int(),
  refused: z.array(IntentRow),
  devices: z.array(DeviceReport),
  uncertain: z.array(UncertainPrint),
  /** Of tickets taken here. */
  ...Slips,
  /** Its printer stopped at a jam, and goes on when told that it was cleared. */
  recoverable: z.boolean(),
  /** Characters that stood as 〓 on its paper. */
  missing: MissingGlyphs,
  warnings: z.array(StationWarning),
});
export type StationView = z.infer<typeof StationView>;

// ---- desk, at the hall ----

export const DeskView = z.object({
  hallTime: z.number(),
  utcOffsetMinutes: z.number(),
  hall: HallHead,
  opening: OpeningView,
  position: z.number().int(),
  /** The hall's disk takes nothing at the moment. */
  storageFull: z.boolean().optional(),
  /** The hall was put back from an older copy, as was noticed today; `unheard`: dispensers not heard since, by name. */
  putBack: z.object({ at: z.number(), unheard: z.array(z.string()) }).nullable(),
  counts: z.object({
    issued: z.number().int(),
    waiting: z.number().int(),
    serving: z.number().int(),
    finished: z.number().int(),
    missed: z.number().int(),
    offlineNumbers: z.number().int(),
    longestWaitMs: z.number(),
    averageWaitMs: z.number(),
    averageServiceMs: z.number(),
  }),
  queues: z.array(
    z.object({
      id: z.string(),
      prefix: z.string(),
      name: z.string(),
      areaName: z.string(),
      waiting: z.number().int(),
      longestWaitMs: z.number(),
      openWindows: z.number().int(),
    }),
  ),
  windows: z.array(
    z.object({
      id: z.string(),
      number: z.number().int(),
      areaName: z.string(),
      comprehensive: z.boolean(),
      status: z.enum(['closed', 'open', 'paused']),
      clerkName: z.string().nullable(),
      pauseReason: z.string().nullable(),
      ticketNumber: z.string().nullable(),
      ticketStatus: TicketStatus.nullable(),
      since: z.number(),
      served: z.number().int(),
    }),
  ),
  stations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      roles: z.array(z.string()),
      connected: z.boolean(),
      since: z.number(),
      /** Intents it holds that the hall has not settled, as it last said. */
      pending: z.number().int(),
      /** Intents the hall refused that nobody at the station has dismissed, as it last said. */
      refused: z.number().int(),
      /** How many lines of the hall's journal its copy of the records is behind. */
      behind: z.number().int(),
      /** Somebody dialled under its name and was refused (words: messages/link.ts), and it was not let in since. */
      turnedAway: z.object({ reason: z.string(), at: z.number() }).nullable(),
      /** Its database was made again within a day. */
      rebuilt: RebuiltReport.nullable(),
      /** Put out by the keeper; in again with a new code. */
      revoked: z.boolean(),
      lastSeq: z.number().int(),
      devices: z.array(DeviceReport),
      /** What its devices suffered from today. */
      troubles: z.array(TroubleCount),
      version: z.string(),
    }),
  ),
  /** Tablets that are a window's pad over the network. */
  pads: z.array(
    z.object({ padId: z.string(), windowNumber: z.number().int(), stationId: z.string(), pairedAt: z.number() }),
  ),
  conflicts: z.array(TicketRow),
  help: z.array(HelpRow),
  /** How many ratings of each level today: [非常满意 … 非常不满意]; never by clerk here. */
  ratings: z.object({ levels: z.array(z.number().int()).length(5), notRated: z.number().int() }),
  /** The newest intents, in words. */
  recent: z.array(
    z.object({
      position: z.number().int(),
      kind: z.string(),
      station: z.string(),
      at: z.number(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      refusal: RefusalView.nullable(),
    }),
  ),
});
export type DeskView = z.infer<typeof DeskView>;
