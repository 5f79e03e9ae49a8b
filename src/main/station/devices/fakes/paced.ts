import type { Clock } from '../clock.ts';
import type { DeviceEnd } from './memory-line.ts';

/** One byte at 9600 8N1 is ten bits: 960 bytes in a second. */
export const BAUD_9600_BYTES_PER_SECOND = 960;
const STEP_MS = 10;

/** A device's mouth: what it says leaves no faster than its line carries, and in pieces of its choice. */
export class PacedMouth {
  readonly #clock: Clock;
  #ends: DeviceEnd[] = [];
  #bytesPerSecond: number | null = null;
  #piece: number | null = null;
  #waiting: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  attach(end: DeviceEnd): () => void {
    this.#ends.push(end);
    return () => {
      this.#ends = this.#ends.filter((other) => other !== end);
    };
  }

  /** Null: at once. */
  setPace(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Pieces of so many bytes. Null: whole. */
  setPieces(size: number | null): void {
    this.#piece = size;
  }

  say(bytes: Uint8Array): void {
    if (this.#bytesPerSecond === null) {
      const size = this.#piece ?? bytes.length;
      for (let at = 0; at < bytes.length; at += size) this.#write(bytes.subarray(at, at + size));
      return;
    }
    const idle = this.#waiting.length === 0;
    this.#waiting.push(...bytes);
    if (idle) this.#next();
  }

  #next(): void {
    this.#clock.after(STEP_MS, () => {
      const count = Math.max(1, Math.round(((this.#bytesPerSecond ?? BAUD_9600_BYTES_PER_SECOND) * STEP_MS) / 1000));
      this.#write(Uint8Array.from(this.#waiting.splice(0, count)));
      if (this.#waiting.length > 0) this.#next();
    });
  }

  #write(bytes: Uint8Array): void {
    for (const end of this.#ends) end.write(bytes);
  }
}
