import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { IdReader, Printer } from '../../src/main/station/devices/index.ts';
import type { PrintOutcome } from '../../src/main/station/devices/printer/outcome.ts';
import { printerProfiles } from '../../src/main/station/devices/printer/profiles.ts';
import type { Runtime } from '../../src/main/station/runtime.ts';
import { CardDesk } from '../../src/main/station/service/card.ts';
import { Cases } from '../../src/main/station/service/cases.ts';
import { StationCore } from '../../src/main/station/service/core.ts';
import { Counter } from '../../src/main/station/service/counter.ts';
import { Dispenser } from '../../src/main/station/service/dispenser.ts';
import { PaperDesk } from '../../src/main/station/service/paper.ts';
import { Rating } from '../../src/main/station/service/rating.ts';
import { openStationDatabase } from '../../src/main/station/store/database.ts';
import { HallKey } from '../../src/main/station/sync/hall-key.ts';
import { StationIdentity } from '../../src/main/station/sync/identity.ts';
import type { DeviceHealth } from '../../src/shared/device/health.ts';
import type { IdCard } from '../../src/shared/identity/card.ts';
import { uuidv7 } from '../../src/shared/identity/uuid.ts';
import type { PaperDocument } from '../../src/shared/paper/document.ts';
import type { Role } from '../../src/shared/protocol/link.ts';
import type { Network } from './network.ts';
import { Crash, type World } from './world.ts';

/** A slip of paper somebody may be holding. */
export interface Slip {
  readonly station: string;
  readonly number: string;
  readonly code: string;
}

export interface NodeOptions {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly window: string | null;
  readonly folder: string;
  readonly slips: Slip[];
  /** Lists of materials that came out, by the kiosk they came out of. */
  readonly lists: string[];
  readonly urls: readonly string[];
  readonly enrolCode: string;
}

/** One station of a simulation: the real service on a real database, with its printer, reader and wire made of chance. */
export class StationNode {
  readonly id: string;
  core: StationCore | null = null;
  dispenser: Dispenser | null = null;
  counter: Counter | null = null;
  rating: Rating | null = null;
  cases: Cases | null = null;
  paper: PaperDesk | null = null;
  /** How wrong this machine's clock is, ms. */
  clockError = 0;
  /** A jump its clock will make while the hall is heard. */
  clockJump = 0;
  crashAtCommit = 0;
  diskFull = false;
  printerFails = 0;
  /** Uncertain sheets somebody said had come out. */
  resolved = 0;
  layCard: (card: IdCard) => void = () => undefined;
  onCrash: () => void = () => undefined;
  readonly #world: World;
  readonly #network: Network;
  readonly #options: NodeOptions;
  #db: Database | null = null;
  #life = 0;

  constructor(world: World, network: Network, options: NodeOptions) {
    this.id = options.id;
    this.#world = world;
    this.#network = network;
    this.#options = options;
  }

  get alive(): boolean {
    return this.core !== null;
  }

  start(): void {
    const life = ++this.#life;
    const alive = () => this.#life === life;
    const { folder, id, roles, window, urls, enrolCode } = this.#options;
    const data = join(folder, id);
    mkdirSync(data, { recursive: true });
    const raw = openStationDatabase(data, join(folder, `${id}.key`));
    this.#db = raw;
    const db = this.#mortal(raw, alive);
    const runtime = this.#runtime(alive);
    const core = new StationCore({
      db,
      station: id,
      hallAnswerMs: 250,
      link: {
        urls,
        name: id,
        roles,
        window,
        version: 'simulation',
        hallKey: new HallKey(raw, enrolCode),
        identity: new StationIdentity(raw),
        log: (event, facts) => process.env.SIM_LOG && console.error(this.#world.now, id, event, JSON.stringify(facts)),
      },
      devices: () => ({ devices: [], changes: [], area: null }),
      runtime,
    });
    this.core = core;
    const prints = roles.includes('dispenser') || roles.includes('kiosk');
    const printer = prints ? this.#printer(alive) : null;
    if (printer) this.paper = new PaperDesk({ core, db, printer, station: id, patienceSeconds: 90 });
    if (printer && this.paper && roles.includes('dispenser')) {
      const card = new CardDesk(core, this.#reader(), id);
      this.dispenser = new Dispenser({ core, paper: this.paper, card, printer, reader: null, station: id, area: null });
    }
    if (window !== null) {
      this.counter = new Counter(core, window);
      this.rating = new Rating(core, this.counter);
      this.cases = new Cases({
        core,
        counter: this.counter,
        paper: null,
        attachments: null,
        signing: null,
        station: id,
      });
    }
    this.paper?.start();
    core.link.start();
  }

  /** The power goes. What was written stays, everything else is gone. */
  crash(): void {
    if (!this.core) return;
    this.#life++;
    const db = this.#db;
    this.core = this.dispenser = this.counter = this.rating = this.paper = this.cases = null;
    this.#db = null;
    this.onCrash();
    // Not while SQLite is on the stack.
    this.#world.after(0, () => db?.close());
  }

  #runtime(alive: () => boolean): Runtime {
    const world = this.#world;
    return {
      now: () => world.now + this.clockError,
      uptime: () => world.now,
      after: (ms, run) =>
        world.after(ms, () => {
          if (alive()) run();
        }),
      newId: () =>
        uuidv7(
          world.now,
          Uint8Array.from({ length: 10 }, () => Math.floor(world.random() * 256)),
        ),
      // So few for tickets that a dispenser would draw one twice a day, which on eight digits is rare and no less wrong.
      newCode: () => String(Math.floor(world.random() * (this.dispenser ? 2e4 : 1e8))).padStart(8, '0'),
      random: world.random,
      dial: (url, _trusts, events) => this.#network.dial(this.id, url, alive, events),
    };
  }

  /** A database whose machine may lose power at any commit, and whose disk may be full. */
  #mortal(db: Database, alive: () => boolean): Database {
    const world = this.#world;
    const guard = <A extends unknown[], R>(run: (...args: A) => R) => {
      const tx = db.transaction((...args: A): R => {
        const result = run(...args);
        if (this.diskFull) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
        if (world.chance(this.crashAtCommit / 2)) {
          this.crash();
          throw new Crash();
        }
        return result;
      });
      const after = (result: R): R => {
        if (!world.chance(this.crashAtCommit / 2)) return result;
        this.crash();
        throw new Crash();
      };
      const checked =
        (mode: (...args: A) => R) =>
        (...args: A): R => {
          if (!alive()) throw new Crash();
          return after(mode(...args));
        };
      return Object.assign(checked(tx), {
        immediate: checked(tx.immediate),
        deferred: checked(tx.deferred),
        exclusive: checked(tx.exclusive),
      });
    };
    return new Proxy(db, {
      get: (target, key) => {
        if (key === 'transaction') return guard;
        const value = Reflect.get(target, key, target) as unknown;
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (!alive()) throw new Crash();
          return (value as (...a: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  }

  #printer(alive: () => boolean): Printer {
    const world = this.#world;
    const health: DeviceHealth = { state: 'ready', since: 0 };
    return {
      recoverable: false,
      recover: () => undefined,
      profile: printerProfiles['generic-80'],
      health: () => health,
      onHealth: () => () => undefined,
      onPaper: () => () => undefined,
      close: async () => undefined,
      print: (document) =>
        new Promise<PrintOutcome>((resolve) => {
          const fails = world.chance(this.printerFails);
          const how = fails ? world.pick(['nothing', 'uncertain-out', 'uncertain-lost'] as const) : 'out';
          world.after(world.between(50, 800), () => {
            // The bytes are in the printer: it goes on though the station may have lost power.
            if (how === 'out' || how === 'uncertain-out') this.#out(document);
            if (!alive()) return;
            if (how === 'out') resolve({ outcome: 'printed', confirmed: true, missing: [] });
            else if (how === 'nothing') resolve({ outcome: 'failed', code: 'paper-end' });
            else {
              this.#network.faults.papersUncertain++;
              resolve({ outcome: 'unknown', code: 'no-answer' });
            }
          });
        }),
    };
  }

  #out(document: PaperDocument): void {
    if (this.#options.roles.includes('kiosk')) this.#options.lists.push(this.id);
    else this.#options.slips.push({ station: this.id, ...read(document) });
  }

  /** How many sheets of this station ended in each way, as its spool has it. */
  printed(): Record<string, number> {
    const rows = this.#db!.prepare('SELECT state, count(*) AS n FROM spool_job GROUP BY state').all() as {
      state: string;
      n: number;
    }[];
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  }

  #reader(): IdReader {
    return {
      health: () => ({ state: 'ready', since: 0 }),
      onHealth: () => () => undefined,
      onCard: (listener) => {
        this.layCard = (card) => listener(card, { photo: new Uint8Array(), appendedAddresses: [] });
        return () => undefined;
      },
      onTrouble: () => () => undefined,
      close: async () => undefined,
    };
  }
}

/** Number and code as a person reads them off the slip. */
function read(document: PaperDocument): { number: string; code: string } {
  const texts = document.lines.flatMap((line) => (line.kind === 'text' ? [line.text] : []));
  const number = texts.find((text) => /^[A-Z]\d{3,6}$/.test(text)) ?? '';
  const code = (texts.find((text) => /\d{4} \d{4}/.test(text)) ?? '').replace(/\D/g, '').slice(0, 8);
  return { number, code };
}
