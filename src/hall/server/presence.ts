import type { HallStore, StationRow } from '../store/types.ts';

/** After this long without a note a station counts as gone: two beats of its server and a moment. */
const FRESH_MS = 35_000;

/**
 * Which stations stand at other server processes of the same hall. Each notes now and then whom it hears; whom another
 * one noted lately is connected there. Where a hall has one process there is nothing to note.
 */
export class Presence {
  readonly #store: HallStore;
  readonly #now: () => number;
  /** When this process noted a station last: up to then it stood here, not elsewhere. */
  readonly #notes = new Map<string, number>();

  constructor(store: HallStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Notes the stations heard here; returns all of the hall's as the store has them, or null where nobody else writes. */
  async beat(here: Iterable<{ station: string; version: string }>): Promise<StationRow[] | null> {
    if (!this.#store.shared) return null;
    for (const { station, version } of here) {
      await this.#store.touchStation(station, this.stoodHere(station), version);
    }
    return this.#store.stations();
  }

  /** The station came or went here, or is heard here. Returns the hall's time. */
  stoodHere(station: string): number {
    const now = this.#now();
    this.#notes.set(station, now);
    return now;
  }

  isElsewhere({ id, seenAt }: StationRow): boolean {
    return this.#store.shared && seenAt > (this.#notes.get(id) ?? 0) && seenAt > this.#now() - FRESH_MS;
  }
}
