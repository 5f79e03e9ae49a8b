import { z } from 'zod';
import { MissingGlyphs } from '../device/missing-glyphs.ts';
import { TicketStatus } from '../queue/types.ts';
import { PinStanding } from '../staff/types.ts';
import { HelpRow, IntentRow, Slips, TicketRow, UncertainPrint } from './counter-view.ts';
import { DeviceReport, RebuiltReport, TroubleCount } from './device-report.ts';
import { HallHead, LinkView, OpeningView, RefusalView } from './views.ts';

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
  /** People who may sign on, and whether they have a PIN; `until`: how long a code is good, where one is out. */
  staff: z.array(
    z.object({ id: z.string(), name: z.string(), post: z.string(), pin: PinStanding, until: z.number().nullable() }),
  ),
  /** Nobody signs on without a PIN. */
  pinRequired: z.boolean(),
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
