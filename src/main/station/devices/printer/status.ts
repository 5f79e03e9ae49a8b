import type { Condition, DeviceCode } from '../../../../shared/device/health.ts';

/**
 * What an ESC/POS printer says of itself (Epson's ESC/POS command reference: DLE EOT, GS r, GS a, GS ( H, DLE DC4).
 * Fixed bits tell which kind of answer a byte is.
 */
export const STATUS_QUESTIONS = [1, 2, 3, 4] as const;
export type StatusQuestion = (typeof STATUS_QUESTIONS)[number];

/** DLE EOT n: answered at once, ahead of whatever is still in the printer's buffer. */
export function askStatus(question: StatusQuestion): Uint8Array {
  return Uint8Array.of(0x10, 0x04, question);
}

/** How often GS r is asked at once: once more than an automatic status that lost its first byte looks like. */
export const ASK_TIMES = 4;

/**
 * GS r 1: answered in its turn, after everything sent before it was carried out. Each answer is one byte without a
 * mark, and a serial printer that loses power puts one or two just like it on the line: all of them
 * together are an answer.
 */
export const ASK_IN_ORDER = Uint8Array.from(Array.from({ length: ASK_TIMES }, () => [0x1d, 0x72, 0x01]).flat());

/** GS ( H fn 48: like GS r, and the answer carries the four characters (20h–7Eh) it was asked with. */
export function askProcessId(id: string): Uint8Array {
  return Buffer.concat([Buffer.from([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30]), Buffer.from(id, 'latin1')]);
}

/** DLE DC4 fn 8: at once, also offline: what is in the buffer is thrown away. Answered with a block. */
export const CLEAR_BUFFER = Uint8Array.of(0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08);

/**
 * DLE ENQ fn 2: at once, also offline: leaves a cutter's or another recoverable error, and throws away what is held. To be
 * sent only when its cause was removed. Not fn 1, which would print the rest of a slip that a person may have given up.
 */
export const RECOVER = Uint8Array.of(0x10, 0x05, 0x02);

/** Errors it leads out of; an overheated head comes back by itself. */
export const RECOVERABLE: readonly DeviceCode[] = ['cutter', 'printer-jam'];

export type PrinterAnswer =
  | { kind: 'real-time'; status: number }
  | { kind: 'in-order'; status: number }
  | { kind: 'automatic'; status: [number, number, number, number] }
  | { kind: 'process-id'; id: string }
  | { kind: 'cleared' }
  | { kind: 'noise' };

const BLOCK = 0x37;
const BLOCK_PROCESS_ID = 0x22;
const BLOCK_CLEARED = 0x25;
/** The longest block we ask for: which, four characters, the end. */
const BLOCK_BYTES = 6;

/** Sorts bytes from a printer. Holds at most six bytes (a block or an automatic status begun and not ended). */
export class AnswerDecoder {
  #automatic: number[] = [];
  #block: number[] | null = null;

  push(bytes: Uint8Array): PrinterAnswer[] {
    const answers: PrinterAnswer[] = [];
    for (const byte of bytes) {
      const answer = this.#block ? this.#takeBlock(this.#block, byte) : this.#take(byte);
      if (answer) answers.push(answer);
    }
    return answers;
  }

  /** Bytes of an answer not complete yet. */
  get held(): number {
    return this.#automatic.length + (this.#block?.length ?? 0);
  }

  reset(): void {
    this.#automatic = [];
    this.#block = null;
  }

  #take(byte: number): PrinterAnswer | null {
    // 0xx1xx10: real time; may come between the four bytes of an automatic status.
    if ((byte & 0x93) === 0x12) return { kind: 'real-time', status: byte };
    // 0xx1xx00: first of four.
    if ((byte & 0x93) === 0x10) {
      this.#automatic = [byte];
      return null;
    }
    if ((byte & 0x90) === 0) {
      if (this.#automatic.length === 0) return { kind: 'in-order', status: byte };
      this.#automatic.push(byte);
      if (this.#automatic.length < 4) return null;
      const status = this.#automatic as [number, number, number, number];
      this.#automatic = [];
      return { kind: 'automatic', status };
    }
    // XON 11h and XOFF 13h are flow control of printers set to it, not noise.
    if (byte === 0x11 || byte === 0x13) return null;
    this.#automatic = [];
    if (byte === BLOCK) {
      this.#block = [];
      return null;
    }
    return { kind: 'noise' };
  }

  /** 37h, which block, its characters, NUL. At the first byte that cannot stand there the block was none. */
  #takeBlock(block: number[], byte: number): PrinterAnswer | null {
    block.push(byte);
    const [which] = block;
    const length = which === BLOCK_PROCESS_ID ? BLOCK_BYTES : which === BLOCK_CLEARED ? 2 : 0;
    const last = block.length === length;
    const fits = last ? byte === 0 : block.length === 1 ? length > 0 : byte >= 0x20 && byte <= 0x7e;
    if (fits && !last) return null;
    this.#block = null;
    // It may begin an answer of its own: three bytes of an automatic status without its first look like three others.
    if (!fits) return this.#take(byte) ?? { kind: 'noise' };
    if (which === BLOCK_CLEARED) return { kind: 'cleared' };
    return { kind: 'process-id', id: String.fromCharCode(...block.slice(1, -1)) };
  }
}

export interface StatusBytes {
  readonly printer: number;
  readonly offlineCause: number;
  readonly errorCause: number;
  readonly paper: number;
}

/** The four DLE EOT answers as one condition; the cause a keeper must see first comes first, the others behind it. */
export function conditionOf({ printer, offlineCause, errorCause, paper }: StatusBytes): Condition {
  const causes: DeviceCode[] = [];
  if (offlineCause & 0x04) causes.push('cover-open');
  // An open cover lifts the paper off its sensor: most printers then report the end of paper as well.
  else if (paper & 0x60 || offlineCause & 0x20) causes.push('paper-end');
  if (errorCause & 0x08) causes.push('cutter');
  if (errorCause & 0x04) causes.push('printer-jam');
  if (errorCause & 0x40) causes.push('overheated');
  const named = errorCause & 0x4c;
  if (errorCause & 0x20 || (offlineCause & 0x40 && !named)) causes.push('printer-fault');
  if (printer & 0x08 && causes.length === 0) causes.push('offline');
  const [code, ...also] = causes;
  if (code) return { state: 'down', code, ...(also.length > 0 ? { also } : {}) };
  if (paper & 0x0c) return { state: 'attention', code: 'paper-near-end' };
  return { state: 'ready' };
}

/** The automatic status (GS a) carries the same facts in other bits. */
export function automaticConditionOf(status: readonly [number, number, number, number]): Condition {
  const [first, second, third] = status;
  return conditionOf({
    printer: first & 0x08,
    // First byte: bit 5 cover open. Second byte: bit 2 recoverable, bit 3 cutter, bit 5 unrecoverable, bit 6 recovers
    // by itself.
    offlineCause: first & 0x20 ? 0x04 : 0,
    errorCause: second & 0x6c,
    // Third byte: bits 0–1 near end, bits 2–3 end.
    paper: (third & 0x03 ? 0x0c : 0) | (third & 0x0c ? 0x60 : 0),
  });
}
