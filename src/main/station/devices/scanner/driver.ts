import { type Condition, type DeviceHealth, nextHealth } from '../../../../shared/device/health.ts';
import type { Clock } from '../clock.ts';
import type { Scanner } from '../device.ts';
import { Signal, type Unsubscribe } from '../events.ts';
import type { DeviceLog } from '../log.ts';
import type { ReconnectingPort } from '../transport/reconnecting-port.ts';

/** A code without an end is over after this much silence; at 9600 baud a character takes 1 ms. */
const QUIET_MS = 60;
/** A QR code of a slip has fewer than 60 characters; what is longer is not ours, and is thrown away to its end. */
const LONGEST = 512;
/** The same code again while the slip is held before the window is one scan. */
const REPEAT_MS = 1500;

const ENDS = [0x0d, 0x0a, 0x09, 0x03, 0x00];
const STX = 0x02;

/** A bar code scanner on a serial port: lines of text. Keeps nothing; what nobody listens to is gone. Never logs a code. */
export class ScannerDriver implements Scanner {
  readonly #port: ReconnectingPort;
  readonly #clock: Clock;
  readonly #log: DeviceLog;
  readonly #changes = new Signal<[DeviceHealth]>();
  readonly #scans = new Signal<[string]>();
  #health: DeviceHealth;
  #held: number[] = [];
  #last: { text: string; until: number } | null = null;
  #cancelQuiet: () => void = () => undefined;

  constructor(port: ReconnectingPort, deps: { clock: Clock; log: DeviceLog }) {
    this.#port = port;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#health = { state: 'down', code: 'connecting', since: deps.clock.now() };
    port.onState((state) => {
      this.#drop();
      if (state.state === 'open') {
        port.proven();
        this.#become({ state: 'ready' });
      } else if (state.state === 'down') this.#become({ state: 'down', code: state.code });
    });
    port.onData((bytes) => this.#received(bytes));
    port.start();
  }

  health(): DeviceHealth {
    return this.#health;
  }

  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe {
    return this.#changes.on(listener);
  }

  onScan(listener: (text: string) => void): Unsubscribe {
    return this.#scans.on(listener);
  }

  async close(): Promise<void> {
    this.#drop();
    await this.#port.close();
  }

  #received(bytes: Uint8Array): void {
    this.#cancelQuiet();
    for (const byte of bytes) {
      if (ENDS.includes(byte)) this.#end();
      else if (byte === STX) this.#held = [];
      else if (this.#held.length <= LONGEST) this.#held.push(byte);
    }
    if (this.#held.length > 0) this.#cancelQuiet = this.#clock.after(QUIET_MS, () => this.#end());
  }

  #end(): void {
    const held = this.#held;
    this.#drop();
    if (held.length > LONGEST) return void this.#log('scan-too-long');
    const text = new TextDecoder().decode(Uint8Array.from(held)).trim();
    if (text === '') return;
    const now = this.#clock.now();
    const again = this.#last?.text === text && now < this.#last.until;
    this.#last = { text, until: now + REPEAT_MS };
    if (again) return;
    this.#log('scan');
    this.#scans.emit(text);
  }

  #drop(): void {
    this.#cancelQuiet();
    this.#held = [];
  }

  #become(condition: Condition): void {
    const next = nextHealth(this.#health, condition, this.#clock.now());
    if (next === this.#health) return;
    this.#health = next;
    this.#changes.emit(next);
  }
}
