import { z } from 'zod';
import { REFUSED_REASONS, type RefusedReason } from '../../shared/protocol/link.ts';
import type { HallStore } from '../store/types.ts';

const PREFIX = 'turned-away:';

/** `reason`: null when the station was let in since. */
const Kept = z.object({ station: z.string(), reason: z.enum(REFUSED_REASONS).nullable(), at: z.number() });
type Kept = z.infer<typeof Kept>;

/**
 * Who dialled under the name of which station and was refused, until that station is let in: kept in the store, so that
 * the desk of every server process tells it, also after a restart. A station asks every 15 s or so: only a new reason is
 * written.
 */
export class TurnedAway {
  readonly #store: HallStore;
  readonly #now: () => number;
  #by = new Map<string, Kept>();

  constructor(store: HallStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Takes up what this and other server processes keep. */
  async refresh(): Promise<void> {
    const kept = (await this.#store.settingsUnder(PREFIX)).map((text) => Kept.parse(JSON.parse(text)));
    this.#by = new Map(kept.map((one) => [one.station, one]));
  }

  /** Why and since when, ms since 1970; null when the station was not refused since it was last let in. */
  of(station: string): { reason: RefusedReason; at: number } | null {
    const kept = this.#by.get(station);
    return kept && kept.reason !== null ? { reason: kept.reason, at: kept.at } : null;
  }

  /** True when that is new. Only for stations the hall knows: else anybody could fill the store with names. */
  refused(station: string, reason: RefusedReason): Promise<boolean> {
    return this.#keep(station, reason);
  }

  letIn(station: string): Promise<boolean> {
    return this.#by.has(station) ? this.#keep(station, null) : Promise.resolve(false);
  }

  async #keep(station: string, reason: RefusedReason | null): Promise<boolean> {
    if (this.#by.get(station)?.reason === reason) return false;
    const kept = { station, reason, at: this.#now() };
    this.#by.set(station, kept);
    await this.#store.setSetting(PREFIX + station, JSON.stringify(kept));
    return true;
  }
}
