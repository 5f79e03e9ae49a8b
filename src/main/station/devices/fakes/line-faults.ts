import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { DeviceEnd } from './memory-line.ts';
import { BAUD_9600_BYTES_PER_SECOND } from './paced.ts';

/** What is said within this time of a first piece arrives with it, when pieces are glued. */
const GLUE_MS = 250;
const STEP_MS = 10;

/** What can be wrong between any device and its station, whatever the device is. */
export const LINE_FAULTS = ['silent', 'slow', 'lost-bytes', 'garbled', 'half', 'glued', 'stale'] as const;
export type LineFault = (typeof LINE_FAULTS)[number];

/**
 * A bad line. `silent`: nothing passes, either way. `slow`: 9600 baud towards the station. `lost-bytes`: every seventh byte
 * is missing, both ways. `garbled`: the last byte of each piece the device says is another, so that its sum is wrong.
 * `half`: the second half of each piece never comes. `glued`: what the device says one after another arrives in one
 * piece, late. `stale`: what the station sends is kept in a box on the way and handed on when this ends, as some print
 * servers and converters do when the power returns.
 */
export class LineFaults {
  readonly #clock: Clock;
  readonly #on = new Set<LineFault>();
  #count = 0;
  #kept: (() => void)[] = [];

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  get on(): readonly LineFault[] {
    return [...this.#on];
  }

  set(fault: LineFault, on: boolean): void {
    if (on) this.#on.add(fault);
    else this.#on.delete(fault);
    if (fault !== 'stale' || on) return;
    for (const hand of this.#kept.splice(0)) hand();
  }

  /** The device's end of a line with these faults. */
  wrap(end: DeviceEnd): DeviceEnd {
    let glued: number[] = [];
    let slow: number[] = [];
    const step = (): void => {
      this.#clock.after(STEP_MS, () => {
        const count = Math.round((BAUD_9600_BYTES_PER_SECOND * STEP_MS) / 1000);
        end.write(Uint8Array.from(slow.splice(0, this.#on.has('slow') ? count : slow.length)));
        if (slow.length > 0) step();
      });
    };
    const out = (bytes: Uint8Array): void => {
      const idle = slow.length === 0;
      if (idle && !this.#on.has('slow')) {
        end.write(bytes);
        return;
      }
      slow = [...slow, ...bytes];
      if (idle) step();
    };
    return {
      write: (bytes) => {
        const hurt = this.#hurt(bytes);
        if (hurt.length === 0) return;
        if (!this.#on.has('glued')) return out(hurt);
        if (glued.length === 0) {
          this.#clock.after(GLUE_MS, () => {
            const all = Uint8Array.from(glued);
            glued = [];
            out(all);
          });
        }
        glued.push(...hurt);
      },
      onData: (listener) => {
        end.onData((bytes) => {
          if (this.#on.has('silent')) return;
          const passed = this.#lose(bytes);
          if (this.#on.has('stale')) this.#kept.push(() => listener(passed));
          else if (passed.length > 0) listener(passed);
        });
      },
    };
  }

  #hurt(bytes: Uint8Array): Uint8Array {
    if (this.#on.has('silent')) return new Uint8Array(0);
    const said = this.#on.has('half') ? bytes.slice(0, bytes.length >> 1) : bytes.slice();
    if (this.#on.has('garbled') && said.length > 0) {
      said[said.length - 1] = (said.at(-1) as number) ^ 0x55;
    }
    return this.#lose(said);
  }

  #lose(bytes: Uint8Array): Uint8Array {
    if (!this.#on.has('lost-bytes')) return bytes;
    return bytes.filter(() => {
      this.#count += 1;
      return this.#count % 7 !== 0;
    });
  }
}
