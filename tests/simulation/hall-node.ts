import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HallRuntime } from '../../src/hall/runtime.ts';
import { HallService } from '../../src/hall/server/service.ts';
import { SqliteHallStore } from '../../src/hall/store/sqlite.ts';
import type { Batch, HallStore } from '../../src/hall/store/types.ts';
import { sampleHall } from '../../src/shared/catalogue/sample/hall.ts';
import type { HallConfig } from '../../src/shared/catalogue/types.ts';
import { uuidv7 } from '../../src/shared/identity/uuid.ts';
import type { SharedDatabase } from './shared-database.ts';
import type { World } from './world.ts';

/** Everybody may accept and decide, so that 受审分离 is met often; only the guide's post is for neither. */
const SIMULATED: HallConfig = {
  ...sampleHall,
  staff: sampleHall.staff!.map(({ may, ...person }) => (may?.length === 0 ? { ...person, may } : person)),
};

/** A hall server of a simulation: the real service on a real store, alone or one of several, which may lose power at any commit. */
export class HallNode {
  service: HallService | null = null;
  /** Chance that a commit is the last thing it does, half of them before and half after the write. */
  crashAtCommit = 0;
  /** The database it shares with others does not answer it. */
  databaseAway = false;
  onCrash: () => void = () => undefined;
  /** Set where it may come back with an older copy of its database; called when it does. */
  onPutBack: (() => void) | null = null;
  readonly #world: World;
  readonly #file: string;
  readonly #copy: string;
  readonly #shared: SharedDatabase | null;
  #store: HallStore | null = null;
  #life = 0;

  constructor(world: World, folder: string, shared: SharedDatabase | null) {
    this.#world = world;
    this.#file = join(folder, 'hall.db');
    this.#copy = join(folder, 'hall.db.copy');
    this.#shared = shared;
  }

  async start(): Promise<void> {
    const life = ++this.#life;
    this.#putBack();
    const world = this.#world;
    const alive = () => this.#life === life;
    const store = this.#shared?.seenBy({ alive, cutOff: () => this.databaseAway }) ?? new SqliteHallStore(this.#file);
    this.#store = store;
    const runtime: HallRuntime = {
      now: () => world.now,
      newId: () =>
        uuidv7(
          world.now,
          Uint8Array.from({ length: 10 }, () => Math.floor(world.random() * 256)),
        ),
      later: (run: () => void) => {
        world.after(0, () => {
          if (alive()) run();
        });
      },
      every: (ms: number, run: () => void) => {
        let stopped = false;
        const again = () =>
          world.after(ms, () => {
            if (stopped || !alive()) return;
            run();
            again();
          });
        again();
        return () => {
          stopped = true;
        };
      },
    };
    const service = await this.#open(store, runtime, alive);
    if (!service || !alive()) return;
    this.service = service;
  }

  async #open(store: HallStore, runtime: HallRuntime, alive: () => boolean): Promise<HallService | null> {
    const world = this.#world;
    const opening = HallService.open({
      store: this.#mortal(store, alive),
      runtime,
      log: (event, facts) => process.env.SIM_LOG && console.error(world.now, 'hall', event, JSON.stringify(facts)),
      config: null,
      sample: SIMULATED,
    });
    if (!this.#shared) return opening;
    try {
      return await opening;
    } catch {
      // The database is away at the start: the program ends, and is started again.
      if (alive()) this.crash();
      return null;
    }
  }

  crash(): void {
    this.#life++;
    this.service = null;
    void this.#store?.close();
    this.#store = null;
    if (this.onPutBack !== null && !existsSync(this.#copy) && this.#world.chance(0.7)) cpSync(this.#file, this.#copy);
    this.onCrash();
  }

  /** Somebody takes the copy of an earlier crash for the newest one. */
  #putBack(): void {
    if (this.onPutBack === null || !existsSync(this.#copy) || !this.#world.chance(0.5)) return;
    for (const suffix of ['', '-wal', '-shm']) rmSync(this.#file + suffix, { force: true });
    renameSync(this.#copy, this.#file);
    this.onPutBack();
  }

  #mortal(store: HallStore, alive: () => boolean): HallStore {
    const never = new Promise<never>(() => undefined);
    return new Proxy(store, {
      get: (target, key) => {
        if (key === 'commit') {
          return async (batch: Batch) => {
            if (!alive()) return never;
            const doomed = this.service !== null && this.#world.chance(this.crashAtCommit);
            if (doomed && this.#world.chance(0.5)) {
              this.crash();
              return never;
            }
            const outcome = await target.commit(batch).finally(() => (alive() ? undefined : never));
            if (!doomed) return outcome;
            this.crash();
            return never;
          };
        }
        const value = Reflect.get(target, key) as unknown;
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (!alive()) return never;
          const answer = (value as (...a: unknown[]) => unknown).apply(target, args);
          // An answer that arrives after the power went reaches nobody.
          return answer instanceof Promise ? answer.finally(() => (alive() ? undefined : never)) : answer;
        };
      },
    });
  }
}
