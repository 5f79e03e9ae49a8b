/**
 * The frames of second-generation ID-card readers, the same in both directions: preamble, length (two bytes,
 * big-endian, counting everything behind it), body, checksum. Body: CMD PARA DATA from us, SW1 SW2 SW3 DATA to us.
 */
export const PREAMBLE = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);

/** The longest known frame (text, photo and 1024 bytes of fingerprint) is 2314 behind its length. */
const LONGEST = 4096;
const HEAD = PREAMBLE.length + 2;
/** CMD, PARA, CHK. */
const SHORTEST = 3;

/** XOR of every byte from the length on. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}

export function encodeFrame(body: Uint8Array): Uint8Array {
  const length = body.length + 1;
  const counted = Uint8Array.of(length >> 8, length & 0xff, ...body);
  return Uint8Array.of(...PREAMBLE, ...counted, checksum(counted));
}

export function request(command: number, parameter: number): Uint8Array {
  return encodeFrame(Uint8Array.of(command, parameter));
}

/**
 * Finds frames in a stream of pieces. A frame whose beginning is there is waited for, never searched: a photo may
 * contain the preamble. After a wrong checksum or an impossible length it goes on one byte later.
 */
export class FrameDecoder {
  #held = new Uint8Array(0);
  #skipped = 0;

  /** Bodies of the frames completed by these bytes. */
  push(bytes: Uint8Array): Uint8Array[] {
    this.#held = join(this.#held, bytes);
    const bodies: Uint8Array[] = [];
    for (;;) {
      this.#skip(findPreamble(this.#held));
      if (this.#held.length < HEAD) break;
      const length = ((this.#held[PREAMBLE.length] as number) << 8) | (this.#held[PREAMBLE.length + 1] as number);
      if (length < SHORTEST || length > LONGEST) {
        this.#skip(1);
        continue;
      }
      const end = HEAD + length;
      if (this.#held.length < end) break;
      if (checksum(this.#held.subarray(PREAMBLE.length, end)) !== 0) {
        this.#skip(1);
        continue;
      }
      bodies.push(this.#held.slice(HEAD, end - 1));
      this.#held = this.#held.slice(end);
    }
    return bodies;
  }

  /** Bytes kept for a frame not complete yet; never more than one frame. */
  get pending(): number {
    return this.#held.length;
  }

  /** Bytes thrown away since the last reset; tells a wrong baud rate from silence. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Before a new question: a torn answer to the last one must not swallow the next. */
  reset(): void {
    this.#held = new Uint8Array(0);
    this.#skipped = 0;
  }

  #skip(count: number): void {
    if (count === 0) return;
    this.#held = this.#held.slice(count);
    this.#skipped += count;
  }
}

/** Where a preamble begins, or the place from which one could still begin. */
function findPreamble(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at += 1) {
    let matched = 0;
    while (matched < PREAMBLE.length && at + matched < bytes.length && bytes[at + matched] === PREAMBLE[matched]) {
      matched += 1;
    }
    if (matched === PREAMBLE.length || at + matched === bytes.length) return at;
  }
  return bytes.length;
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
