import type { DeviceHealth } from '../../../shared/device/health.ts';
import { codesOf } from '../../../shared/device/health.ts';
import {
  CHANGES_LIMIT,
  type DeviceChange,
  type DeviceName,
  type DeviceReport,
} from '../../../shared/protocol/device-report.ts';

/** What is seen of a device, whatever it is. */
interface Watched {
  health(): DeviceHealth;
  onHealth(listener: (health: DeviceHealth) => void): unknown;
}

interface Clocks {
  /** The hall's time, ms since 1970. */
  readonly now: () => number;
  /** ms that no clock setting moves. */
  readonly uptime: () => number;
}

interface Seen {
  readonly device: DeviceName;
  health: DeviceHealth;
  uptime: number;
  since: number;
}

interface Change {
  readonly uptime: number;
  /** Given when the hall is first told: only then is its time known for certain. */
  told: DeviceChange | null;
  readonly is: Omit<DeviceChange, 'at'>;
}

/** The hall's time as it is reckoned here wavers by less; a screen must not change for it. */
const WAVER_MS = 1000;

/** The devices of a station by the hall's clock: since when they stand as they do, and what became of them. */
export class DeviceWatch {
  readonly #clocks: Clocks;
  readonly #seen: Seen[] = [];
  readonly #changed: () => void;
  #changes: Change[] = [];
  #connection = Number.NaN;
  #unsent = 0;

  constructor(clocks: Clocks, changed: () => void) {
    this.#clocks = clocks;
    this.#changed = changed;
  }

  watch(device: DeviceName, watched: Watched): void {
    const seen = { device, health: watched.health(), uptime: this.#clocks.uptime(), since: this.#clocks.now() };
    this.#seen.push(seen);
    this.#note(seen);
    watched.onHealth((health) => {
      seen.health = health;
      seen.uptime = this.#clocks.uptime();
      seen.since = this.#clocks.now();
      this.#note(seen);
      this.#changed();
    });
  }

  reports(): DeviceReport[] {
    return this.#seen.map((seen) => {
      const since = this.#hallTime(seen.uptime);
      if (Math.abs(since - seen.since) >= WAVER_MS) seen.since = since;
      return { device: seen.device, health: { ...seen.health, since: seen.since } };
    });
  }

  /**
   * What the hall is to be told over its connection of this name: what is new, and all that is known when the
   * connection is. Nobody says what arrived; the hall keeps each once.
   */
  changesFor(connection: number): DeviceChange[] {
    if (connection !== this.#connection) this.#unsent = 0;
    this.#connection = connection;
    const fresh = this.#changes.slice(this.#unsent);
    this.#unsent = this.#changes.length;
    return fresh.map((change) => {
      change.told ??= { ...change.is, at: Math.round(Math.max(0, this.#hallTime(change.uptime))) };
      return change.told;
    });
  }

  #note({ device, health, uptime }: Seen): void {
    this.#changes.push({ uptime, told: null, is: { device, state: health.state, codes: [...codesOf(health)] } });
    if (this.#changes.length <= CHANGES_LIMIT) return;
    this.#changes.shift();
    this.#unsent = Math.max(0, this.#unsent - 1);
  }

  #hallTime(uptime: number): number {
    return this.#clocks.now() - (this.#clocks.uptime() - uptime);
  }
}
