import { z } from 'zod';
import { printerProfileIds } from './printer/profiles.ts';
import { parsePortUrl } from './transport/port-url.ts';

/** `serial:/dev/ttyUSB0?baud=115200`, `tcp://192.168.1.50:9100` or `file:/dev/usb/lp0`. */
export const PortUrl = z.string().superRefine((url, context) => {
  const parsed = parsePortUrl(url);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.problem });
});

export const PrinterConfig = z.strictObject({
  url: PortUrl,
  profile: z.enum(printerProfileIds).default('generic-80'),
  /** How often the printer is asked for its status. */
  pollMs: z.number().int().min(100).default(1000),
  /** How long an answer to a status question may take. */
  statusTimeoutMs: z.number().int().min(50).default(1500),
  /** How long a printout may take until the printer says it got through it. */
  printTimeoutMs: z.number().int().min(500).default(10_000),
});

export const IdReaderConfig = z.strictObject({
  url: PortUrl,
  /** How often the security module is asked whether it is well. */
  statusMs: z.number().int().min(100).default(3000),
  /** Pause between two looks for a card. */
  findMs: z.number().int().min(50).default(400),
  commandTimeoutMs: z.number().int().min(100).default(3000),
  /** A card read while nobody listens is forgotten after this, so that it never surfaces for the next citizen. */
  discardMs: z.number().int().min(0).default(1500),
});

export type PrinterConfig = z.infer<typeof PrinterConfig>;
export type IdReaderConfig = z.infer<typeof IdReaderConfig>;
