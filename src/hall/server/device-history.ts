import { businessDay, dayStart } from '../../shared/calendar/clock.ts';
import type { DeviceChange, TroubleCount, TroubleDay } from '../../shared/protocol/device-report.ts';
import { troubleDays, troublesWithin } from '../../shared/views/troubles.ts';
import type { HallStore, StationDeviceChange } from '../store/types.ts';

const DAY_MS = 86_400_000;
const KEPT_MS = 90 * DAY_MS;
/** What began before today is found when it began no longer ago than this. */
const BEFORE_TODAY_MS = 3 * DAY_MS;
/** A station's clock is the hall's within this; a change that lies further ahead is told as of now. */
const AHEAD_MS = 60_000;

/** What became of the devices of the hall's stations: kept for 90 days, and what they suffered from today at hand. */
export class DeviceHistory {
  readonly #store: HallStore;
  readonly #now: () => number;
  /** Of the last days, by station. */
  #lately = new Map<string, StationDeviceChange[]>();

  constructor(store: HallStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Takes up what this and other server processes keep. */
  async refresh(): Promise<void> {
    const lately = new Map<string, StationDeviceChange[]>();
    for (const change of await this.#store.deviceChanges(this.#now() - DAY_MS - BEFORE_TODAY_MS)) {
      const its = lately.get(change.station);
      if (its) its.push(change);
      else lately.set(change.station, [change]);
    }
    this.#lately = lately;
  }

  /** A station told; whatever it told before is kept once. */
  async take(station: string, changes: readonly DeviceChange[]): Promise<void> {
    const latest = this.#now() + AHEAD_MS;
    await this.#store.addDeviceChanges(
      changes.map((change) => ({ ...change, station, at: Math.min(change.at, latest) })),
    );
    await this.refresh();
  }

  /** `upTo`: what a station that is away suffers from is known until it was heard last. */
  today(station: string, utcOffsetMinutes: number, upTo: number): TroubleCount[] {
    const from = dayStart(businessDay(this.#now(), utcOffsetMinutes), utcOffsetMinutes);
    return troublesWithin(this.#lately.get(station) ?? [], { from, to: upTo });
  }

  async days(station: string, utcOffsetMinutes: number, upTo: number): Promise<TroubleDay[]> {
    return troubleDays(await this.#store.deviceChanges(this.#now() - KEPT_MS, station), upTo, utcOffsetMinutes);
  }

  forgetOld(): Promise<void> {
    return this.#store.forgetDeviceChanges(this.#now() - KEPT_MS);
  }
}
