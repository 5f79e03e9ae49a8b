import { join } from 'node:path';
import { HallService } from '../../src/hall/server/service.ts';
import { SqliteHallStore } from '../../src/hall/store/sqlite.ts';
import type { Batch, HallStore } from '../../src/hall/store/types.ts';
import { sampleHall } from '../../src/shared/catalogue/sample/hall.ts';
import { uuidv7 } from '../../src/shared/identity/uuid.ts';
import type { World } from './world.ts';

/** The hall server of a simulation: the real service on a real store, which may lose power at any commit. */
export class HallNode {
  service: HallService | null = null;
  enrolCode = '';
  /** Chance that a commit is the last thing it does, half of them before and half after the write. */
  crashAtCommit = 0;
  onCrash: () => void = () => undefined;
  readonly #world: World;
  readonly #file: string;
  #store: SqliteHallStore | null = null;
  #life = 0;

  constructor(world: World, folder: string) {
    this.#world = world;
    this.#file = join(folder, 'hall.db');
  }

  async start(): Promise<void> {
    const life = ++this.#life;
    const world = this.#world;
    const store = new SqliteHallStore(this.#file);
    this.#store = store;
    const alive = () => this.#life === life;
    const runtime = {
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
    const service = await HallService.open({
      store: this.#mortal(store, alive),
      runtime,
      log: (event, facts) => process.env.SIM_LOG && console.error(world.now, 'hall', event, JSON.stringify(facts)),
      config: null,
      sample: sampleHall,
    });
    if (!alive()) return;
    if (this.enrolCode === '') this.enrolCode = (await service.newEnrolCode(true)).code;
    this.service = service;
  }

  crash(): void {
    this.#life++;
    this.service = null;
    void this.#store?.close();
    this.#store = null;
    this.onCrash();
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
            const outcome = await target.commit(batch);
            if (!doomed) return outcome;
            this.crash();
            return never;
          };
        }
        const value = Reflect.get(target, key) as unknown;
        return typeof value === 'function'
          ? (...args: unknown[]) => (alive() ? (value as (...a: unknown[]) => unknown).apply(target, args) : never)
          : value;
      },
    });
  }
}
