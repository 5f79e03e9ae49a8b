/** One ESC/POS command or one stretch of text at the head of a buffer, as a printer cuts its input. */
export type PrinterCommand =
  | { kind: 'text'; bytes: Buffer }
  | { kind: 'line-feed' }
  | { kind: 'feed'; lines: number }
  | { kind: 'reset' }
  | { kind: 'align'; align: 'left' | 'center' | 'right' }
  | { kind: 'bold'; on: boolean }
  | { kind: 'size'; width: number; height: number }
  | { kind: 'cut'; full: boolean }
  | { kind: 'status' }
  | { kind: 'automatic-status'; on: boolean }
  /** GS ( k, cn 49: `data` is what stands behind the function's number. */
  | { kind: 'qr'; function: number; data: Buffer }
  /** Rows of dots, `rowBytes` each. */
  | { kind: 'image'; rowBytes: number; rows: number; data: Buffer }
  /** A picture of 24 dots height in the line, 3 bytes for each of its columns. */
  | { kind: 'inline-image'; columns: number; data: Buffer }
  | { kind: 'feed-dots'; dots: number }
  | { kind: 'process-id'; id: string }
  | { kind: 'real-time' }
  | { kind: 'other' }
  | { kind: 'unknown'; bytes: Buffer };

export interface TakenCommand {
  readonly command: PrinterCommand;
  readonly length: number;
}

const WIDEST_BYTES = 128;
const LONGEST_ROWS = 4096;
/** The longest command there is: an image of the whole paper. */
export const LONGEST_COMMAND = 8 + WIDEST_BYTES * LONGEST_ROWS;

/** Null while the command at the head is not complete. */
export function takeCommand(buffer: Buffer): TakenCommand | null {
  const first = buffer[0];
  if (first === undefined) return null;
  switch (first) {
    case 0x0a:
      return { command: { kind: 'line-feed' }, length: 1 };
    case 0x0d:
      return { command: { kind: 'other' }, length: 1 };
    case 0x10:
      return realTime(buffer);
    case 0x1b:
      return escapeCommand(buffer);
    case 0x1c:
      return chineseCommand(buffer);
    case 0x1d:
      return groupCommand(buffer);
  }
  if (first < 0x20) return { command: { kind: 'unknown', bytes: buffer.subarray(0, 1) }, length: 1 };
  return text(buffer);
}

function text(buffer: Buffer): TakenCommand | null {
  let at = 0;
  while (at < buffer.length) {
    const byte = buffer[at] as number;
    if (byte < 0x20) break;
    // GB 18030: a byte above 80 takes the next with it, and two more where that is a digit.
    const second = buffer[at + 1];
    const length = byte <= 0x80 ? 1 : second === undefined ? 2 : second >= 0x30 && second <= 0x39 ? 4 : 2;
    if (at + length > buffer.length) break;
    at += length;
  }
  return at === 0 ? null : { command: { kind: 'text', bytes: buffer.subarray(0, at) }, length: at };
}

function realTime(buffer: Buffer): TakenCommand | null {
  if (buffer.length < 3) return null;
  if (buffer[1] === 0x04 || buffer[1] === 0x05) return { command: { kind: 'real-time' }, length: 3 };
  // DLE DC4 8 d1…d7: emptied the buffer when it came.
  if (buffer[1] === 0x14 && buffer[2] === 8) {
    return buffer.length < 10 ? null : { command: { kind: 'real-time' }, length: 10 };
  }
  return { command: { kind: 'unknown', bytes: buffer.subarray(0, 1) }, length: 1 };
}

function escapeCommand(buffer: Buffer): TakenCommand | null {
  const second = buffer[1];
  if (second === undefined) return null;
  if (second === 0x40) return { command: { kind: 'reset' }, length: 2 };
  if (second === 0x32) return { command: { kind: 'other' }, length: 2 };
  const n = buffer[2];
  if (n === undefined) return null;
  if (second === 0x2a && n === 33) {
    if (buffer.length < 5) return null;
    const columns = (buffer[3] as number) + 256 * (buffer[4] as number);
    const length = 5 + 3 * columns;
    if (buffer.length < length) return null;
    return { command: { kind: 'inline-image', columns, data: buffer.subarray(5, length) }, length };
  }
  const command = escapeWithNumber(second, n, buffer);
  return { command, length: command.kind === 'unknown' ? 2 : 3 };
}

function escapeWithNumber(second: number, n: number, buffer: Buffer): PrinterCommand {
  switch (second) {
    case 0x61:
      return { kind: 'align', align: (['left', 'center', 'right'] as const)[n % 48] ?? 'left' };
    case 0x45:
      return { kind: 'bold', on: (n & 1) === 1 };
    case 0x64:
      return { kind: 'feed', lines: n };
    case 0x4a:
      return { kind: 'feed-dots', dots: n };
    case 0x33:
    case 0x4d:
      return { kind: 'other' };
    default:
      return { kind: 'unknown', bytes: buffer.subarray(0, 2) };
  }
}

function chineseCommand(buffer: Buffer): TakenCommand | null {
  const second = buffer[1];
  if (second === undefined) return null;
  return second === 0x26 || second === 0x2e
    ? { command: { kind: 'other' }, length: 2 }
    : { command: { kind: 'unknown', bytes: buffer.subarray(0, 2) }, length: 2 };
}

function groupCommand(buffer: Buffer): TakenCommand | null {
  const [, second, third, fourth, fifth, sixth, seventh, eighth] = buffer;
  if (second === undefined || third === undefined) return null;
  switch (second) {
    case 0x21:
      return { command: { kind: 'size', width: (third >> 4) + 1, height: (third & 0x0f) + 1 }, length: 3 };
    case 0x72:
      return { command: { kind: 'status' }, length: 3 };
    case 0x61:
      return { command: { kind: 'automatic-status', on: third !== 0 }, length: 3 };
    case 0x56: {
      // m of 65 and more has a second number: how far to feed beyond the cutter's place.
      const length = third >= 65 ? 4 : 3;
      const full = third === 0 || third === 48 || third === 65;
      return buffer.length < length ? null : { command: { kind: 'cut', full }, length };
    }
    case 0x28: {
      if (fourth === undefined || fifth === undefined) return null;
      const length = 5 + fourth + 256 * fifth;
      if (buffer.length < length) return null;
      const isQr = third === 0x6b && sixth === 0x31;
      if (third === 0x48 && sixth === 0x30) {
        return { command: { kind: 'process-id', id: buffer.toString('latin1', 7, length) }, length };
      }
      if (!isQr) return { command: { kind: 'other' }, length };
      return { command: { kind: 'qr', function: seventh ?? 0, data: buffer.subarray(7, length) }, length };
    }
    case 0x76: {
      if (buffer.length < 8) return null;
      const rowBytes = (fifth as number) + 256 * (sixth as number);
      const rows = (seventh as number) + 256 * (eighth as number);
      // No paper is so wide, no slip so long: what claims it is no image.
      if (rowBytes > WIDEST_BYTES || rows > LONGEST_ROWS) {
        return { command: { kind: 'unknown', bytes: buffer.subarray(0, 8) }, length: 8 };
      }
      const length = 8 + rowBytes * rows;
      if (buffer.length < length) return null;
      return { command: { kind: 'image', rowBytes, rows, data: buffer.subarray(8, length) }, length };
    }
    default:
      return { command: { kind: 'unknown', bytes: buffer.subarray(0, 2) }, length: 2 };
  }
}
