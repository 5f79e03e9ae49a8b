import type { Clock } from '../clock.ts';
import type { Unsubscribe } from '../events.ts';
import type { PortState, ReconnectingPort } from './reconnecting-port.ts';

/** Between two frames, for devices that tell frames apart by silence and for the turn-around of RS-485. */
const GAP_MS = 30;
/** More than a device can have missed at once; beyond it somebody writes faster than the line carries. */
const LONGEST_QUEUE = 64;

interface Waiting {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/**
 * One line that several devices hang on, as on RS-485: whole frames, one after another. An order that has not left yet
 * gives way to a newer one of the same key. What has not left when the line goes down is forgotten: after the line is
 * back the devices are told how it is then.
 */
export class SharedLine {
  readonly #port: ReconnectingPort;
  readonly #clock: Clock;
  #queue: Waiting[] = [];
  #sending = false;
  #users = 0;

  constructor(port: ReconnectingPort, clock: Clock) {
    this.#port = port;
    this.#clock = clock;
    port.onState((state) => {
      if (state.state !== 'open') this.#queue = [];
    });
  }

  get state(): PortState {
    return this.#port.state;
  }

  onState(listener: (state: PortState) => void): Unsubscribe {
    return this.#port.onState(listener);
  }

  onData(listener: (bytes: Uint8Array) => void): Unsubscribe {
    return this.#port.onData(listener);
  }

  proven(): void {
    this.#port.proven();
  }

  /** Called once by each device on the line, when it listens. */
  join(): void {
    this.#users += 1;
    if (this.#users === 1) this.#port.start();
  }

  async leave(): Promise<void> {
    this.#users -= 1;
    if (this.#users === 0) await this.#port.close();
  }

  /** False when the line is not open: nothing was sent, and nothing will be. `first`: before what waits. */
  send(key: string, bytes: Uint8Array, first = false): boolean {
    if (this.#port.state.state !== 'open') return false;
    const rest = this.#queue.filter((waiting) => waiting.key !== key);
    this.#queue = first ? [{ key, bytes }, ...rest] : [...rest, { key, bytes }].slice(-LONGEST_QUEUE);
    if (!this.#sending) void this.#sendAll();
    return true;
  }

  async #sendAll(): Promise<void> {
    this.#sending = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      try {
        await this.#port.write(next.bytes);
        await this.#port.drain();
      } catch {
        break; // the port says what happened by its state
      }
      await new Promise<void>((resolve) => this.#clock.after(GAP_MS, resolve));
    }
    this.#sending = false;
  }
}
