import { type Condition, type DeviceHealth, nextHealth } from '../../../../shared/device/health.ts';
import type { Clock } from '../clock.ts';
import type { Scanner } from '../device.ts';
import { Signal, type Unsubscribe } from '../events.ts';
import type { DeviceLog } from '../log.ts';
import type { ReconnectingPort } from '../transport/reconnecting-port.ts';
import { ScanDecoder, type Scanned } from './scan-decoder.ts';

/** A code without an end is over after this much silence; at 9600 baud a character takes 1 ms. */
const QUIET_MS = 60;
/** The same code again while the slip is held before the window is one scan. */
const REPEAT_MS = 1500;

/** A bar code scanner on a serial port: lines of text. Keeps nothing; what nobody listens to is gone. Never logs a code. */
export class ScannerDriver implements Scanner {
  readonly #port: ReconnectingPort;
  readonly #clock: Clock;
  readonly #log: DeviceLog;
  readonly #changes = new Signal<[DeviceHealth]>();
  readonly #scans = new Signal<[string]>();
  #health: DeviceHealth;
  readonly #decoder = new ScanDecoder();
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
    this.#take(this.#decoder.push(bytes));
    if (this.#decoder.pending > 0) {
      this.#cancelQuiet = this.#clock.after(QUIET_MS, () => this.#take(this.#decoder.quiet()));
    }
  }

  #take(scanned: readonly Scanned[]): void {
    for (const scan of scanned) {
      if (scan.kind === 'too-long') {
        this.#log('scan-too-long');
        continue;
      }
      const now = this.#clock.now();
      const again = this.#last?.text === scan.text && now < this.#last.until;
      this.#last = { text: scan.text, until: now + REPEAT_MS };
      if (again) continue;
      this.#log('scan');
      this.#scans.emit(scan.text);
    }
  }

  #drop(): void {
    this.#cancelQuiet();
    this.#decoder.drop();
  }

  #become(condition: Condition): void {
    const next = nextHealth(this.#health, condition, this.#clock.now());
    if (next === this.#health) return;
    this.#health = next;
    this.#changes.emit(next);
  }
}
