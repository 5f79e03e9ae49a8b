import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { DeviceEnd } from './memory-line.ts';
import { PacedMouth } from './paced.ts';

/** A bar code scanner on a serial port: says each code with its end, as such scanners are set up by their makers. */
export class FakeScanner {
  readonly #mouth: PacedMouth;
  #end = '\r\n';

  constructor(clock: Clock = systemClock) {
    this.#mouth = new PacedMouth(clock);
  }

  attach(end: DeviceEnd): () => void {
    return this.#mouth.attach(end);
  }

  scan(text: string): void {
    this.#mouth.say(new TextEncoder().encode(text + this.#end));
  }

  /** Empty: it ends its codes with silence. */
  setEnd(end: string): void {
    this.#end = end;
  }

  setPace(bytesPerSecond: number | null): void {
    this.#mouth.setPace(bytesPerSecond);
  }
}
