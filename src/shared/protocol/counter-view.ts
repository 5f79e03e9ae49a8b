import { z } from 'zod';
import { Level } from '../evaluation/types.ts';
import { SignText, SignWhat } from '../pad/sign-text.ts';
import { Priority, PriorityReason, TicketStatus } from '../queue/types.ts';
import { PinStanding } from '../staff/types.ts';
import { CaseView } from './case-view.ts';
import { DeviceReport } from './device-report.ts';
import { HallHead, LinkView, RefusalView, ScanView } from './views.ts';

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

export const Slips = { slips: z.array(SlipRow), printers: z.array(PrinterPlace) };

export const RatingView = z.object({
  serviceId: z.string(),
  number: z.string(),
  state: z.enum(['asked', 'rated', 'not-rated']),
  /** hallTime at which it lapses. */
  until: z.number(),
});

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
  /** `pin`: what it takes to sign on as this person. */
  staff: z.array(z.object({ id: z.string(), name: z.string(), post: z.string(), pin: PinStanding })),
  /** Nothing is done here before the person who is signed on has typed their PIN. */
  locked: z.boolean(),
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
