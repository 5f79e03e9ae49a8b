import { randomUUID } from 'node:crypto';
import type { HallStore, StationNote, StationReport, StationRow } from '../store/types.ts';

/** After this long without a note a station counts as gone: two beats of its server and a moment. */
const FRESH_MS = 35_000;

/** A connection, as far as it is noted. */
export interface Heard {
  readonly station: string;
  readonly version: string;
  /** When it was let in, by the hall's clock. */
  readonly since: number;
  stationReport(): StationReport | null;
}

/**
 * Where each station of the hall stands, and what it last said of itself: noted in the store, so that the desk at any
 * server process shows every station, also those that are away and those of before a restart. Notes are gathered and
 * written now and then; of two connections of one station the newer one's count.
 */
export class Presence {
  /** This process among those that serve the hall. */
  readonly #server = randomUUID();
  readonly #store: HallStore;
  readonly #now: () => number;
  readonly #notes = new Map<string, StationNote>();

  constructor(store: HallStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** The station is heard here. Written with the next flush. */
  here(link: Heard): void {
    this.#note(link, this.#server);
  }

  /** Its connection ended. Returns how it is remembered from now on. */
  gone(link: Heard): StationNote {
    return this.#note(link, '');
  }

  #note(link: Heard, server: string): StationNote {
    const { station: id, version, since } = link;
    const note = { id, version, server, since, seenAt: this.#now(), report: link.stationReport() };
    this.#notes.set(id, note);
    return note;
  }

  async flush(): Promise<void> {
    if (this.#notes.size === 0) return;
    const notes = [...this.#notes.values()];
    this.#notes.clear();
    try {
      await this.#store.noteStations(notes);
    } catch (error) {
      for (const note of notes) if (!this.#notes.has(note.id)) this.#notes.set(note.id, note);
      throw error;
    }
  }

  isElsewhere({ server, seenAt }: StationRow): boolean {
    return this.#store.shared && server !== '' && server !== this.#server && seenAt > this.#now() - FRESH_MS;
  }
}
