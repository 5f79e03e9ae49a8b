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
/** Keypads and evaluators. */
export const KEYPAD_FAULTS = [
  'wrong-checksum',
  'partial',
  'lost-bytes',
  'glued',
  'slow',
  'stale',
  'silent',
  'unplugged',
] as const;
/** A panel only listens: what it would say cannot be hurt. */
export const LED_FAULTS = ['lost-bytes', 'stale', 'silent', 'unplugged'] as const;
export const SCANNER_FAULTS = ['garbled', 'partial', 'lost-bytes', 'glued', 'slow', 'silent', 'unplugged'] as const;

/** The clerk's keys, in the order in which they stand on the keypad. */
export const DOCK_KEYS = ['call', 'recall', 'miss', 'evaluate', 'suspend', 'callback', 'transfer', 'pause'] as const;
export type DockKey = (typeof DOCK_KEYS)[number];
/** The citizen's four keys: 3 is the best, 0 the worst, as on the wire. */
export const DOCK_ANSWERS = ['answer-3', 'answer-2', 'answer-1', 'answer-0'] as const;
export type DockAnswer = (typeof DOCK_ANSWERS)[number];

const DockPress = z.object({
  /** One more with every press. */
  id: z.number().int(),
  key: z.enum([...DOCK_KEYS, ...DOCK_ANSWERS]),
  /** What the device sent, in hexadecimal. */
  frame: z.string(),
  /** A line to the station was there when it was pressed. */
  sent: z.boolean(),
  /** `unanswered`: sent again as often as the device does, and the station said nothing. */
  state: z.enum(['waiting', 'answered', 'unanswered']),
  /** The station had it beep since: what was pressed came to nothing. */
  beeped: z.boolean(),
  /** A rating was being asked for when it was pressed. */
  asked: z.boolean(),
});

/** What every device of the dock has. */
const onDock = {
  id: z.string(),
  stationId: z.string(),
  /** Its station holds the line. */
  connected: z.boolean(),
};

const keypad = {
  ...onDock,
  faults: z.array(z.enum(KEYPAD_FAULTS)),
  /** Its six places, a blank is a space: how many wait, and which ticket. */
  shows: z.object({ waiting: z.string(), ticket: z.string(), asking: z.boolean() }),
  lastPress: DockPress.nullable(),
};
const DockKeypad = z.object({ kind: z.literal('keypad'), ...keypad });
export type DockKeypad = z.infer<typeof DockKeypad>;
const DockEvaluator = z.object({ kind: z.literal('evaluator'), ...keypad });
export type DockEvaluator = z.infer<typeof DockEvaluator>;

const DockLedPanel = z.object({
  kind: z.literal('led-panel'),
  ...onDock,
  faults: z.array(z.enum(LED_FAULTS)),
  text: z.string(),
  /** One more with every text that came, also with the same one again. */
  times: z.number().int(),
  /** The text as its lamps show it: `width` × 24, row by row in whole bytes, the first lamp in the highest bit; base64. */
  lamps: z.object({ width: z.number().int(), bits: z.string() }),
});
export type DockLedPanel = z.infer<typeof DockLedPanel>;

const DockScanner = z.object({
  kind: z.literal('scanner'),
  ...onDock,
  faults: z.array(z.enum(SCANNER_FAULTS)),
  lastScan: z
    .object({
      /** One more with every scan. */
      id: z.number().int(),
      text: z.string(),
      /** A line to the station was there when it was read. */
      sent: z.boolean(),
    })
    .nullable(),
});
export type DockScanner = z.infer<typeof DockScanner>;

export const DockDevice = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('printer'),
    ...onDock,
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
    ...onDock,
    faults: z.array(z.enum(READER_FAULTS)),
    /** Id of the made-up person whose card lies on it. */
    card: z.string().nullable(),
  }),
  DockKeypad,
  DockEvaluator,
  DockLedPanel,
  DockScanner,
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
  /** On a keypad one of its keys, on an evaluator one of its answers. */
  press: oc.input(z.object({ deviceId: z.string(), key: z.enum([...DOCK_KEYS, ...DOCK_ANSWERS]) })).output(z.void()),
  /** Holds a code under the scanner. */
  scan: oc.input(z.object({ deviceId: z.string(), text: z.string().min(1).max(500) })).output(z.void()),
};
export type DockContract = typeof dockContract;
