/** A QR code of a slip has fewer than 60 characters; what is longer is not ours, and is thrown away to its end. */
export const LONGEST_SCAN = 512;

const ENDS = [0x0d, 0x0a, 0x09, 0x03, 0x00];
const STX = 0x02;

/** A code as read, or one too long to be any of ours. */
export type Scanned = { kind: 'text'; text: string } | { kind: 'too-long' };

/** Cuts what a scanner on a serial port sends into codes: at CR, LF, Tab, ETX or NUL, or where the line falls quiet. Pure. */
export class ScanDecoder {
  #held: number[] = [];

  /** Bytes of a code that has begun. */
  get pending(): number {
    return this.#held.length;
  }

  push(bytes: Uint8Array): Scanned[] {
    const out: Scanned[] = [];
    for (const byte of bytes) {
      if (ENDS.includes(byte)) out.push(...this.quiet());
      else if (byte === STX) this.#held = [];
      else if (this.#held.length <= LONGEST_SCAN) this.#held.push(byte);
    }
    return out;
  }

  /** The line has been quiet: the code is over. At most one comes out. */
  quiet(): Scanned[] {
    const held = this.#held;
    this.#held = [];
    if (held.length > LONGEST_SCAN) return [{ kind: 'too-long' }];
    const text = new TextDecoder().decode(Uint8Array.from(held)).trim();
    return text === '' ? [] : [{ kind: 'text', text }];
  }

  drop(): void {
    this.#held = [];
  }
}
