import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

/** The demo hall on one machine: the launcher that opens its rooms, and the dock where its devices lie. Never part of a packaged station. */

export const DemoRoom = z.object({
  /** `dispenser-1`, `counter-1`, `pad-1`, `kiosk-1`, `display-1`, `desk`, `dock` */
  id: z.string(),
  kind: z.enum(['dispenser', 'counter', 'pad', 'kiosk', 'display', 'desk', 'dock']),
  /** Window number for counters and pads, else null. */
  windowNumber: z.number().int().nullable(),
  state: z.enum(['closed', 'opening', 'open', 'restarting']),
});
export type DemoRoom = z.infer<typeof DemoRoom>;

export const LauncherView = z.object({
  rooms: z.array(DemoRoom),
  hall: z.object({
    state: z.enum(['starting', 'running', 'stopped', 'failed']),
    /** Where a browser finds the display and the desk, e.g. `http://127.0.0.1:7080`. */
    url: z.string().nullable(),
    /** What the desk asks for in a browser. */
    keeperCode: z.string().nullable(),
  }),
  dataDir: z.string(),
  /** An old runtime is for development only; null when the runtime is current. */
  oldRuntime: z.string().nullable(),
});
export type LauncherView = z.infer<typeof LauncherView>;

export const launcherContract = {
  watch: oc.output(eventIterator(LauncherView)),
  open: oc.input(z.object({ id: z.string() })).output(z.void()),
  /** Dispenser, counters 1–3, pad, display and dock, arranged on the screen. */
  openAll: oc.output(z.void()),
  /** Pulls the plug of the hall server, and puts it back. */
  stopHall: oc.output(z.void()),
  startHall: oc.output(z.void()),
  /** Kills the station service behind a room; the shell must bring it back. */
  killStation: oc.input(z.object({ id: z.string() })).output(z.void()),
};
export type LauncherContract = typeof launcherContract;

/** One line of paper as it came out, for drawing: size multipliers as the printer understood them. */
export const PaperLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    width: z.number().int(),
    height: z.number().int(),
    bold: z.boolean(),
    align: z.enum(['left', 'center', 'right']),
  }),
  z.object({ kind: z.literal('qr'), data: z.string() }),
]);
export type PaperLine = z.infer<typeof PaperLine>;

export const PRINTER_FAULTS = [
  'paper-end',
  'paper-near-end',
  'paper-ends-midway',
  'cover-open',
  'cutter',
  'hot',
  'offline',
  'silent',
  'unplugged',
  'slow',
  'lost-bytes',
  'garbled',
  'glued',
  'stale',
] as const;
export const READER_FAULTS = [
  'wrong-checksum',
  'partial',
  'lost-bytes',
  'glued',
  'slow',
  'unreadable',
  'module-fault',
  'silent',
  'unplugged',
] as const;

export const DockDevice = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('printer'),
    id: z.string(),
    stationId: z.string(),
    faults: z.array(z.enum(PRINTER_FAULTS)),
    /** Newest first, at most the last 20. */
    papers: z.array(
      z.object({
        id: z.number().int(),
        at: z.number(),
        bytes: z.number().int(),
        lines: z.array(PaperLine),
        /** The slip dot by dot, drawn from the bytes the printer got: PNG, base64. */
        picture: z.string().optional(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('reader'),
    id: z.string(),
    stationId: z.string(),
    faults: z.array(z.enum(READER_FAULTS)),
    /** Id of the made-up person whose card lies on it. */
    card: z.string().nullable(),
  }),
]);
export type DockDevice = z.infer<typeof DockDevice>;

export const CARD_TRAITS = [
  'ordinary',
  'long-term',
  'aged',
  'expired',
  'rare-character',
  'long-name',
  'minor',
] as const;
export type CardTrait = (typeof CARD_TRAITS)[number];

/** Made-up people whose cards the dock holds. */
export const DockPerson = z.object({
  id: z.string(),
  name: z.string(),
  cardKind: z.enum(['citizen', 'hk-macau-taiwan', 'foreign-2017', 'foreign-2023']),
  /** What makes this card worth laying; the words are in messages/dock.ts. */
  trait: z.enum(CARD_TRAITS),
});
export type DockPerson = z.infer<typeof DockPerson>;

export const DockView = z.object({ devices: z.array(DockDevice), people: z.array(DockPerson) });
export type DockView = z.infer<typeof DockView>;

export const dockContract = {
  watch: oc.output(eventIterator(DockView)),
  layCard: oc.input(z.object({ deviceId: z.string(), personId: z.string() })).output(z.void()),
  liftCard: oc.input(z.object({ deviceId: z.string() })).output(z.void()),
  setFault: oc.input(z.object({ deviceId: z.string(), fault: z.string(), on: z.boolean() })).output(z.void()),
  /** Tears off and takes away what came out. */
  clearPaper: oc.input(z.object({ deviceId: z.string() })).output(z.void()),
};
export type DockContract = typeof dockContract;
