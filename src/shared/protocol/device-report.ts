import { z } from 'zod';
import { DeviceCode, DeviceHealth } from '../device/health.ts';
import { RollView } from '../device/paper-roll.ts';

export const DeviceName = z.enum([
  'ticketPrinter',
  'idReader',
  'pad',
  'display',
  'keypad',
  'evaluator',
  'windowDisplay',
  'scanner',
  'district',
]);
export type DeviceName = z.infer<typeof DeviceName>;

/** How a device stands; `since` by the hall's clock. */
export const DeviceReport = z.object({
  device: DeviceName,
  health: DeviceHealth,
  /** Of a printer whose paper is counted. */
  roll: RollView.optional(),
});
export type DeviceReport = z.infer<typeof DeviceReport>;

/** A station's database was made again from its copies, or its journal was taken over from the hall, at `at` (the hall's clock). */
export const RebuiltReport = z.object({
  /** It could not be read, was not there, or was older than its copies; or another machine took the station's place. */
  reason: z.enum(['damaged', 'missing', 'behind', 'replaced']),
  at: z.number(),
  /** Lines of the journal that are there again, and those of them the hall did not have yet. */
  lines: z.number().int(),
  pending: z.number().int(),
  /** Print jobs of which nobody can say whether they came out. */
  uncertain: z.number().int(),
});
export type RebuiltReport = z.infer<typeof RebuiltReport>;

/** Most changes in one report. */
export const CHANGES_LIMIT = 200;

/** A device's state became another at `at` (ms since 1970, the hall's clock). `codes`: all that is wrong, worst first. */
export const DeviceChange = z.object({
  device: DeviceName,
  at: z.number().int().min(0),
  state: z.enum(['ready', 'attention', 'down']),
  codes: z.array(DeviceCode).max(20),
});
export type DeviceChange = z.infer<typeof DeviceChange>;

/** What a device suffered from within some time: 3 次缺纸，共 12 分钟. */
export const TroubleCount = z.object({
  device: DeviceName,
  code: DeviceCode,
  times: z.number().int(),
  minutes: z.number().int(),
});
export type TroubleCount = z.infer<typeof TroubleCount>;

/** The troubles of one day at the hall (`YYYY-MM-DD`). */
export const TroubleDay = z.object({ day: z.string(), troubles: z.array(TroubleCount) });
export type TroubleDay = z.infer<typeof TroubleDay>;
