import { z } from 'zod';
import { nextDay } from '../../shared/calendar/clock.ts';
import { findQueueDay } from '../../shared/queue/decisions/common.ts';
import { FIRST_HALL_NUMBER } from '../../shared/queue/numbers.ts';
import type { QueueHead } from '../../shared/queue/types.ts';
import type { Authority } from '../authority/authority.ts';
import type { HallStore } from '../store/types.ts';

const KEY = 'put-back';

/** `stations`: those heard since. */
const Noticed = z.object({ at: z.number(), day: z.string(), stations: z.array(z.string()) });
type Noticed = z.infer<typeof Noticed>;

/**
 * A hall that was put back from an older copy, with its whole folder or its database, does not know it: it would give
 * out again what it gave since. Its stations do: their copies of the hall say how far each queue's numbers had come, and
 * their place in the journal is none of its own. What any of them tells is never given again. What none of those heard
 * so far may know of (a block of a dispenser that is still cut off), a gap is left for.
 */
export class PutBack {
  readonly #store: HallStore;
  readonly #authority: Authority;
  readonly #log: (event: string, facts: Record<string, string | number>) => void;
  #noticed: Noticed | null = null;

  constructor(
    store: HallStore,
    authority: Authority,
    log: (event: string, facts: Record<string, string | number>) => void,
  ) {
    this.#store = store;
    this.#authority = authority;
    this.#log = log;
  }

  /** Takes up what this and other server processes keep. */
  async refresh(): Promise<void> {
    const text = await this.#store.getSetting(KEY);
    this.#noticed = text === null ? null : Noticed.parse(JSON.parse(text));
  }

  noticedToday(): Noticed | null {
    return this.#noticed?.day === this.#authority.today() ? this.#noticed : null;
  }

  /**
   * A station tells how far numbers were given out by its copy; `anew`: that copy is of another history. Resolves when
   * nothing of it can be given again.
   */
  async heard(station: string, told: readonly QueueHead[], anew: boolean, dispensers: number): Promise<void> {
    const today = this.#authority.today();
    const heads = told.filter((head) => head.day >= today && head.day <= nextDay(today) && this.#isNews(head));
    if (!anew && heads.length === 0) {
      const noticed = this.noticedToday();
      if (noticed && !noticed.stations.includes(station)) await this.#keep(noticed, station);
      return;
    }
    const known = this.noticedToday();
    // One that was heard since and knows more again: the hall was put back once more.
    const first = known === null || known.stations.includes(station);
    const { offlineBlock } = this.#authority.state.config().rules;
    const gap = first ? offlineBlock * Math.max(2, dispensers) : 0;
    if (first) this.#log('hall-put-back', { station, gap });
    const kept = this.#keep(first ? { at: this.#authority.now(), day: today, stations: [] } : known, station);
    await Promise.all([kept, ...this.#beyond(heads, gap, today).map((head) => this.#skip(head))]);
  }

  /** Whether it is beyond what this hall knows. */
  #isNews({ day, queueId, nextNumber, nextGranted }: QueueHead): boolean {
    const here = findQueueDay(this.#authority.state, day, queueId);
    return nextNumber > here.nextNumber || nextGranted > here.nextGranted;
  }

  /** Where each queue goes on today and tomorrow. */
  #beyond(told: readonly QueueHead[], gap: number, today: string): QueueHead[] {
    const { queues } = this.#authority.state.config();
    return [today, nextDay(today)].flatMap((day) =>
      queues.flatMap(({ id: queueId }) => {
        const here = findQueueDay(this.#authority.state, day, queueId);
        const there = told.find((head) => head.day === day && head.queueId === queueId);
        if (gap === 0 && !there) return [];
        // The hall itself gives numbers of today only.
        const number = Math.max(here.nextNumber, there?.nextNumber ?? FIRST_HALL_NUMBER);
        const granted = Math.max(here.nextGranted, there?.nextGranted ?? 0);
        return [{ day, queueId, nextNumber: number + (day === today ? gap : 0), nextGranted: granted + gap }];
      }),
    );
  }

  async #skip(head: QueueHead): Promise<void> {
    await this.#authority.own('queue.skip', head, { kind: 'station', id: 'hall' });
  }

  async #keep(noticed: Noticed, station: string): Promise<void> {
    this.#noticed = { ...noticed, stations: [...new Set([...noticed.stations, station])] };
    await this.#store.setSetting(KEY, JSON.stringify(this.#noticed));
  }
}
