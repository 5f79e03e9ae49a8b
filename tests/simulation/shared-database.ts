import { SqliteHallStore } from '../../src/hall/store/sqlite.ts';
import type { Batch, HallStore, Missed } from '../../src/hall/store/types.ts';
import type { Faults } from './network.ts';
import type { World } from './world.ts';

/** How often a server asks by itself whether the others wrote, as on PostgreSQL. */
const ASK_MS = 2000;

/** What one server of several is to the database. */
export interface Client {
  readonly alive: () => boolean;
  /** The database does not answer this server. */
  readonly cutOff: () => boolean;
}

/**
 * The database that several servers of one hall share: it outlives each of them, every word to it and from it takes
 * time, answers get lost, and what was sent before a power cut may still be written after it. The tables are the real
 * SQLite store's; that a commit is refused when another came first is its own doing.
 */
export class SharedDatabase {
  answerLost = 0;
  readonly #world: World;
  readonly #engine: SqliteHallStore;
  readonly #faults: Faults;
  readonly #listeners = new Set<{ client: Client; heard: (position: number) => void }>();
  #position = 0;

  constructor(world: World, file: string, faults: Faults) {
    this.#world = world;
    this.#engine = new SqliteHallStore(file);
    this.#faults = faults;
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  /** The store as one server sees it. */
  seenBy(client: Client): HallStore {
    const here: Partial<HallStore> & { shared: boolean } = {
      shared: true,
      commit: (batch) => this.#carry(client, () => this.#commit(batch)),
      missed: (after, fromDay): Promise<Missed> => this.#carry(client, () => this.#engine.missed(after, fromDay)),
      changedSince: (cursor, fromDay, limit) =>
        this.#carry(client, () => this.#engine.changedSince(cursor, fromDay, limit)),
      records: (keys) => this.#carry(client, () => this.#engine.records(keys)),
      hashAt: (position) => this.#carry(client, () => this.#engine.hashAt(position)),
      refusalsAfter: (station, seq) => this.#carry(client, () => this.#engine.refusalsAfter(station, seq)),
      linesOf: (station, after, limit) => this.#carry(client, () => this.#engine.linesOf(station, after, limit)),
      onMoved: (heard) => this.#listen(client, heard),
      close: async () => undefined,
    };
    return new Proxy(this.#engine as HallStore, {
      get: (target, key) => {
        if (key in here) return here[key as keyof HallStore];
        const value = Reflect.get(target, key) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  async #commit(batch: Batch): Promise<'written' | 'moved'> {
    const outcome = await this.#engine.commit(batch);
    if (outcome === 'moved') this.#faults.outrun++;
    else if (batch.lines.length > 0) {
      this.#position = batch.lines.at(-1)!.position;
      for (const listener of this.#listeners) this.#tell(listener);
    }
    return outcome;
  }

  /** To the database and back. Rejects when it is away, or when its answer is lost though it did what was asked. */
  async #carry<T>(client: Client, ask: () => Promise<T>): Promise<T> {
    await this.#travel();
    if (client.cutOff()) throw new Error('the database does not answer');
    const answer = await ask();
    await this.#travel();
    if (client.cutOff() || this.#world.chance(this.answerLost)) {
      this.#faults.answersLost++;
      throw new Error('the answer of the database was lost');
    }
    return answer;
  }

  #travel(): Promise<void> {
    return new Promise((resolve) => {
      this.#world.after(this.#world.between(0, 12), resolve);
    });
  }

  #listen(client: Client, heard: (position: number) => void): void {
    const listener = { client, heard };
    this.#listeners.add(listener);
    const ask = () => {
      if (!client.alive()) return void this.#listeners.delete(listener);
      if (!client.cutOff()) heard(this.#position);
      this.#world.after(ASK_MS, ask);
    };
    this.#world.after(ASK_MS, ask);
  }

  /** The word that it moved on; one in five is lost. */
  #tell({ client, heard }: { client: Client; heard: (position: number) => void }): void {
    const position = this.#position;
    const lost = this.#world.chance(0.2);
    this.#world.after(this.#world.between(1, 30), () => {
      if (!lost && client.alive() && !client.cutOff()) heard(position);
    });
  }
}
