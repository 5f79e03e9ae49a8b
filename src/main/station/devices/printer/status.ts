import type { Condition, DeviceCode } from '../../../../shared/device/health.ts';

/**
 * What an ESC/POS printer says of itself (Epson's ESC/POS command reference: DLE EOT, GS r, GS a). Answers are single
 * bytes; fixed bits tell which kind of answer a byte is.
 */
export const STATUS_QUESTIONS = [1, 2, 3, 4] as const;
export type StatusQuestion = (typeof STATUS_QUESTIONS)[number];

/** DLE EOT n: answered at once, ahead of whatever is still in the printer's buffer. */
export function askStatus(question: StatusQuestion): Uint8Array {
  return Uint8Array.of(0x10, 0x04, question);
}

/** GS r 1: answered in its turn, after everything sent before it was carried out. */
export const ASK_IN_ORDER = Uint8Array.of(0x1d, 0x72, 0x01);

export type PrinterAnswer =
  | { kind: 'real-time'; status: number }
  | { kind: 'in-order'; status: number }
  | { kind: 'automatic'; status: [number, number, number, number] }
  | { kind: 'noise' };

/** Sorts bytes from a printer. Holds at most three bytes (an automatic status begun and not ended). */
export class AnswerDecoder {
  #automatic: number[] = [];

  push(bytes: Uint8Array): PrinterAnswer[] {
    const answers: PrinterAnswer[] = [];
    for (const byte of bytes) {
      const answer = this.#take(byte);
      if (answer) answers.push(answer);
    }
    return answers;
  }

  reset(): void {
    this.#automatic = [];
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
    return { kind: 'noise' };
  }
}

export interface StatusBytes {
  readonly printer: number;
  readonly offlineCause: number;
  readonly errorCause: number;
  readonly paper: number;
}

/** The four DLE EOT answers as one condition; the cause a keeper must see first comes first. */
export function conditionOf(status: StatusBytes): Condition {
  const { printer, offlineCause, errorCause, paper } = status;
  if (offlineCause & 0x04) return down('cover-open');
  if (paper & 0x60 || offlineCause & 0x20) return down('paper-end');
  if (errorCause & 0x08) return down('cutter');
  if (errorCause & 0x40) return down('overheated');
  if (errorCause & 0x24 || offlineCause & 0x40) return down('printer-fault');
  if (printer & 0x08) return down('offline');
  if (paper & 0x0c) return { state: 'attention', code: 'paper-near-end' };
  return { state: 'ready' };
}

/** The automatic status (GS a) carries the same facts in other bits. */
export function automaticConditionOf(status: readonly [number, number, number, number]): Condition {
  const [first, second, third] = status;
  return conditionOf({
    printer: first & 0x08,
    // First byte: bit 5 cover open. Second byte: bit 3 cutter, bit 5 unrecoverable, bit 6 recovers by itself.
    offlineCause: first & 0x20 ? 0x04 : 0,
    errorCause: second & 0x68,
    // Third byte: bits 0–1 near end, bits 2–3 end.
    paper: (third & 0x03 ? 0x0c : 0) | (third & 0x0c ? 0x60 : 0),
  });
}

function down(code: DeviceCode): Condition {
  return { state: 'down', code };
}
