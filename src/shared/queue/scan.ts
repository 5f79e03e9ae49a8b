import { formatNumber, parseNumber } from './numbers.ts';

/** What a scanner read, as far as it concerns this hall. */
export type Scan =
  | { kind: 'number'; number: string }
  /** The eight digits of a slip. */
  | { kind: 'code'; code: string }
  | { kind: 'other-hall' }
  | { kind: 'unknown' };

const LONGEST = 64;

/** The QR code of a slip (`OW1:hall:digits`, see `qrText`), its eight digits, or a ticket number as printed. */
export function readScan(text: string, hallId: string): Scan {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return { kind: 'unknown' };
  const slip = /^OW1:([^:]+):(\d{8})$/i.exec(trimmed);
  if (slip) return slip[1] === hallId ? { kind: 'code', code: slip[2] as string } : { kind: 'other-hall' };
  if (/^\d{8}$/.test(trimmed)) return { kind: 'code', code: trimmed };
  const number = parseNumber(trimmed);
  return number ? { kind: 'number', number: formatNumber(number.prefix, number.n) } : { kind: 'unknown' };
}
