import type { Condition, DeviceCode } from '../../../../shared/device/health.ts';
import type { Clock } from '../clock.ts';
import { Signal, type Unsubscribe } from '../events.ts';
import type { DeviceLog } from '../log.ts';
import { PortClosedError, type Transport } from './transport.ts';

export type PortState =
  | { state: 'opening' }
  | { state: 'open' }
  | { state: 'down'; code: DeviceCode }
  | { state: 'closed' };

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5000;

/**
 * A line that comes back by itself: opens, and after a failure or a loss tries again with growing pauses. It keeps no
 * bytes: what is written while the line is down is refused, never sent later.
 */
export class ReconnectingPort {
  readonly #make: () => Transport;
  readonly #clock: Clock;
  readonly #log: DeviceLog;
  readonly #states = new Signal<[PortState]>();
  readonly #data = new Signal<[Uint8Array]>();
  readonly #conditions = new Signal<[Condition]>();
  #state: PortState = { state: 'opening' };
  #transport: Transport | null = null;
  #failures = 0;
  #cancelRetry: () => void = () => undefined;

  constructor(make: () => Transport, deps: { clock: Clock; log: DeviceLog }) {
    this.#make = make;
    this.#clock = deps.clock;
    this.#log = deps.log;
  }

  get state(): PortState {
    return this.#state;
  }

  onState(listener: (state: PortState) => void): Unsubscribe {
    return this.#states.on(listener);
  }

  onData(listener: (bytes: Uint8Array) => void): Unsubscribe {
    return this.#data.on(listener);
  }

  /** How the device stands, where the line itself knows. */
  onCondition(listener: (condition: Condition) => void): Unsubscribe {
    return this.#conditions.on(listener);
  }

  /** Called once, when the driver listens. */
  start(): void {
    void this.#open();
  }

  async #open(): Promise<void> {
    const transport = this.#make();
    const result = await transport.open();
    if (this.#state.state === 'closed') return void transport.close();
    if (!result.ok) {
      // The same refusal every few seconds is one event, not a log full of them.
      if (!(this.#state.state === 'down' && this.#state.code === result.code)) {
        this.#log('port-not-opened', { code: result.code, detail: result.detail });
      }
      return this.#down(result.code, transport);
    }
    this.#transport = transport;
    transport.onData((bytes) => {
      if (this.#transport === transport) this.#data.emit(bytes);
    });
    transport.onCondition?.((condition) => {
      if (this.#transport === transport) this.#conditions.emit(condition);
    });
    transport.onClose((code) => {
      if (this.#transport !== transport) return;
      this.#transport = null;
      this.#log('port-lost', { code });
      this.#down(code, transport);
    });
    this.#log('port-open');
    this.#set({ state: 'open' });
  }

  /** The driver has proof of life: the next loss is answered quickly again. */
  proven(): void {
    this.#failures = 0;
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#transport ? this.#transport.write(bytes) : Promise.reject(new PortClosedError());
  }

  drain(): Promise<void> {
    return this.#transport ? this.#transport.drain() : Promise.reject(new PortClosedError());
  }

  /** What was written is taken back where it waits outside the device; true when nothing of it had begun to come out. */
  takeBack(): Promise<boolean> {
    return this.#transport?.takeBack?.() ?? Promise.resolve(false);
  }

  /** Drops the line and opens it anew, for a driver whose device went silent on an open line. */
  reopen(code: DeviceCode): void {
    const transport = this.#transport;
    if (!transport) return;
    this.#transport = null;
    void transport.close();
    this.#down(code, null);
  }

  async close(): Promise<void> {
    this.#cancelRetry();
    const transport = this.#transport;
    this.#transport = null;
    this.#set({ state: 'closed' });
    await transport?.close();
  }

  /** Tries again after a pause, or at once when the device is plugged in. */
  #down(code: DeviceCode, gone: Transport | null): void {
    const delay = Math.min(FIRST_DELAY_MS * 2 ** this.#failures, LONGEST_DELAY_MS);
    this.#failures += 1;
    this.#set({ state: 'down', code });
    const retry = () => {
      this.#cancelRetry();
      if (this.#state.state === 'down') void this.#open();
    };
    const cancelTimer = this.#clock.after(delay, retry);
    const unwatch = code === 'port-missing' || code === 'port-lost' ? gone?.whenPluggedIn?.(retry) : undefined;
    this.#cancelRetry = () => {
      this.#cancelRetry = () => undefined;
      cancelTimer();
      unwatch?.();
    };
  }

  #set(state: PortState): void {
    this.#state = state;
    this.#states.emit(state);
  }
}
