import type { DeviceCode } from '../../../../shared/device/health.ts';

/**
 * What became of a printout.
 * - `printed`: the printer answered in order behind the last byte (`confirmed`), or it cannot answer and the line took
 *   everything. `missing` lists the characters it has no glyph for; they stand as 〓 on the paper.
 * - `failed`: no byte of it left, or the printer said it did not print. Trying again cannot print it twice.
 * - `unknown`: some of it may be on paper. Only a person can tell.
 */
export type PrintOutcome =
  | { outcome: 'printed'; confirmed: boolean; missing: string[] }
  | { outcome: 'failed'; code: DeviceCode }
  | { outcome: 'unknown'; code: DeviceCode };
