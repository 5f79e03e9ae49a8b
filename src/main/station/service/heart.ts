import { type Runtime, systemRuntime } from '../runtime.ts';
import { archivedAfter, archiveOldestMonth } from '../store/archive.ts';
import { DatabaseCopies } from '../store/database-copies.ts';
import { JournalCopy } from '../store/journal-copy.ts';
import type { StationStore } from '../store/open-store.ts';
import { HallKey } from '../sync/hall-key.ts';
import { StationIdentity } from '../sync/identity.ts';
import type { LinkOptions } from '../sync/link-owner.ts';
import { type CoreOptions, StationCore } from './core.ts';

const COPY_LOOK_MS = 60_000;
const COPY_EVERY_MS = 3_600_000;

export interface HeartOptions extends Pick<CoreOptions, 'station' | 'hallAnswerMs' | 'devices'> {
  readonly store: StationStore;
  readonly link: Omit<LinkOptions, 'station' | 'hallKey' | 'identity'>;
  readonly enrolCode: string | null;
  readonly runtime?: Runtime;
}

/** A station without what it is for: its core, its store, and the copies that keep it alive. A gateway is two of them. */
export class StationHeart {
  readonly core: StationCore;
  readonly #options: HeartOptions;
  readonly #copies: DatabaseCopies;
  readonly #copy: JournalCopy;
  #cancelCopy: () => void = () => undefined;

  constructor(options: HeartOptions) {
    this.#options = options;
    const { store, link, station, hallAnswerMs, devices, enrolCode, runtime = systemRuntime } = options;
    const { db, dataDir, key, rebuilt } = store;
    const { log } = link;
    if (rebuilt) log('database-rebuilt', { ...rebuilt, aside: rebuilt.aside ?? '' });
    this.#copies = new DatabaseCopies(db, dataDir);
    this.#copy = new JournalCopy({ dataDir, key, db, after: runtime.after, log }, this.#copies.copiedUpTo);
    this.core = new StationCore({
      db,
      station,
      hallAnswerMs,
      link: { ...link, hallKey: new HallKey(db, enrolCode), identity: new StationIdentity(db) },
      devices,
      copy: this.#copy,
      archive: {
        linesAfter: (seq, limit) => archivedAfter(dataDir, key, seq, limit),
        oldestMonth: (before) => archiveOldestMonth(db, dataDir, key, before),
      },
      runtime,
    });
    this.#copyLater();
  }

  /** The whole database as it stands, every hour; between two of them the journal's copy has what is new. */
  #copyLater(): void {
    this.#cancelCopy = this.core.runtime.after(COPY_LOOK_MS, () => {
      void this.copyIfDue().then(() => this.#copyLater());
    });
  }

  async copyIfDue(): Promise<void> {
    const now = this.core.runtime.now();
    const last = this.#copies.lastAt;
    if (last !== null && last <= now && now - last < COPY_EVERY_MS) return;
    const outcome = await this.#copies.make(now);
    this.#options.link.log('database-copy', { outcome });
    if (outcome === 'made') this.#copy.begin(this.#copies.copiedUpTo);
  }

  /** `others`: what still works with the database and ends now. */
  async close(others: readonly Promise<unknown>[] = []): Promise<void> {
    this.#cancelCopy();
    this.core.close();
    await Promise.all([...others, this.#copies.idle()]);
    this.#options.store.db.close();
  }
}
