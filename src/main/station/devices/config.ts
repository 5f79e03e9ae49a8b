import { z } from 'zod';
import { Level } from '../../../shared/evaluation/types.ts';
import { KEYPAD, levelsRise } from './panel/keypad-table.ts';
import { printerProfileIds, printerProfiles } from './printer/profiles.ts';
import { parsePortUrl } from './transport/port-url.ts';

/** `serial:/dev/ttyUSB0?baud=115200`, `tcp://192.168.1.50:9100` or `file:/dev/usb/lp0`. */
export const PortUrl = z.string().superRefine((url, context) => {
  const parsed = parsePortUrl(url);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.problem });
});

/** Nothing comes back through the queue of Windows: a profile that asks would wait for answers for ever. */
const CANNOT_ANSWER = 'a printer behind spool: cannot answer; expected the profile plain-80 or plain-58';

const PrinterSettings = z.strictObject({
  url: PortUrl,
  profile: z.enum(printerProfileIds).default('generic-80'),
  /** How often the printer is asked for its status. */
  pollMs: z.number().int().min(100).default(1000),
  /** Paper on a new roll, by its label; by default what is usual for the width. */
  rollMetres: z.number().min(1).max(1000).nullable().default(null),
  /** How long an answer to a status question may take. */
  statusTimeoutMs: z.number().int().min(50).default(1500),
  /** How long a printout may take until the printer says it got through it. */
  printTimeoutMs: z.number().int().min(500).default(10_000),
});

export const PrinterConfig = PrinterSettings.refine(
  ({ url, profile }) => !/^\s*spool:/i.test(url) || !printerProfiles[profile].answers,
  { path: ['profile'], message: CANNOT_ANSWER },
);

export const IdReaderConfig = z.strictObject({
  url: PortUrl,
  /** Ask each card for addresses added later; takes the reader a moment longer. */
  appendedAddress: z.boolean().default(false),
  /** How often the security module is asked whether it is well. */
  statusMs: z.number().int().min(100).default(3000),
  /** Pause between two looks for a card. */
  findMs: z.number().int().min(50).default(400),
  commandTimeoutMs: z.number().int().min(100).default(3000),
  /** A card read while nobody listens is forgotten after this, so that it never surfaces for the next citizen. */
  discardMs: z.number().int().min(0).default(1500),
});

/** A reader driven by its maker's library: a module of the deployer, see docs/window-devices.md. */
export const PluginReaderConfig = z.strictObject({
  plugin: z.string().min(1),
  /** For the module alone. */
  options: z.record(z.string(), z.unknown()).default({}),
  discardMs: z.number().int().min(0).default(1500),
});

/**
 * At a counter: the deployer's program that unpacks the photo of a card. `command`: the program and its arguments; a
 * program with a folder in its name is relative to the station's file. See docs/window-devices.md.
 */
export const PhotoDecoderConfig = z.strictObject({
  command: z.array(z.string().min(1)).min(1).max(20),
  /** It is ended after this. */
  timeoutMs: z.number().int().min(50).max(30_000).default(3000),
});

/** The scanner types like a keyboard: the page recognises it by its speed, and keeps it out of what is being filled in. */
export const KEYBOARD = 'keyboard:';

export const ScannerConfig = z.strictObject({ url: z.union([z.literal(KEYBOARD), PortUrl]) });

/** The levels of a four-key evaluator's keys, worst to best, e.g. [1, 2, 4, 5]. */
const KeyLevels = z
  .tuple([Level, Level, Level, Level])
  .refine(levelsRise, 'expected four levels that rise, worst key first');

/** A keypad, evaluator or LED panel at the window. Several may share one RS-485 line by different addresses. */
export const PanelConfig = z
  .strictObject({
    url: PortUrl,
    /** `keypad`: the documented keypad family; or a frame table: a JSON file, relative to this one. */
    frames: z.string().min(1).default(KEYPAD),
    address: z.number().int().min(0).max(255).default(1),
    /** With `keypad`: what its four answers count. Null: they count nothing, the five-level screen asks. */
    levels: KeyLevels.nullable().default(null),
    /** The same frame again within this time is the device repeating itself. */
    repeatMs: z.number().int().min(0).max(5000).default(1000),
    /** Shown by devices that have a place for stars. */
    stars: z.number().int().min(1).max(5).nullable().default(null),
  })
  .refine((panel) => panel.frames === KEYPAD || panel.levels === null, {
    path: ['levels'],
    message: 'belongs to "keypad"; a frame table says the level of each key itself',
  });

export type ScannerConfig = z.infer<typeof ScannerConfig>;
export type PanelConfig = z.infer<typeof PanelConfig>;
export type PrinterConfig = z.infer<typeof PrinterConfig>;
export type IdReaderConfig = z.infer<typeof IdReaderConfig>;
export type PhotoDecoderConfig = z.infer<typeof PhotoDecoderConfig>;
export type PluginReaderConfig = z.infer<typeof PluginReaderConfig>;
