import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyName, copyTime, surplusCopies } from '../../shared/storage/keep-copies.ts';
import type { SqliteHallStore } from './sqlite.ts';

const LOOK_MS = 60_000;
const EVERY_MS = 3_600_000;
const MOST_BYTES = 8 * 1024 * 1024 * 1024;
const NAME = /^hall-\d{8}T\d{6}Z\.db$/;
const UNFINISHED = /^hall-.*\.db\.part/;

export type CopyOutcome = 'made' | 'unchanged' | 'no-room' | 'failed';

/** Copies of a hall's file, made while the hall works on it, in a folder beside it; as many are kept as are of use. */
export class HallCopies {
  readonly #store: SqliteHallStore;
  readonly #folder: string;
  readonly #now: () => number;
  readonly #log: (event: string, facts: Record<string, string | number>) => void;
  #position: number | null = null;
  #making: Promise<CopyOutcome> | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** `now`: this machine's clock, ms since 1970. */
  constructor(
    store: SqliteHallStore,
    dataDir: string,
    now: () => number,
    log: (event: string, facts: Record<string, string | number>) => void,
  ) {
    this.#store = store;
    this.#folder = join(dataDir, 'copies');
    this.#now = now;
    this.#log = log;
    for (const name of this.#names(UNFINISHED)) rmSync(join(this.#folder, name), { force: true });
  }

  /** Every hour from now on; the first one soon, when the newest is older. */
  start(): void {
    this.#timer = setInterval(() => {
      const last = this.#names(NAME).at(-1);
      const age = last === undefined ? EVERY_MS : this.#now() - (copyTime(last) ?? 0);
      if (age < 0 || age >= EVERY_MS) void this.make();
    }, LOOK_MS);
    this.#timer.unref();
  }

  /** Nothing new begins; resolves when nothing is under way, and the file may be closed. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#making;
  }

  /** One at a time; never rejects: a copy that cannot be made is told in the log. */
  make(): Promise<CopyOutcome> {
    this.#making ??= this.#make()
      .catch((): CopyOutcome => 'failed')
      .then((outcome) => {
        if (outcome !== 'unchanged') this.#log('database-copy', { outcome });
        return outcome;
      })
      .finally(() => {
        this.#making = null;
      });
    return this.#making;
  }

  async #make(): Promise<CopyOutcome> {
    const position = this.#store.positionNow();
    if (position === this.#position) return 'unchanged';
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.#folder);
    if (bavail * bsize < 2 * (await stat(this.#store.file)).size) return 'no-room';
    const file = join(this.#folder, copyName('hall', this.#now()));
    const part = `${file}.part`;
    try {
      await writeFile(part, '', { mode: 0o600 }); // as readable as the database, wherever the folder is taken
      await this.#store.copyTo(part);
      const handle = await open(part, 'r+');
      await handle.sync().finally(() => handle.close());
      await rename(part, file);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    this.#position = position;
    await this.#thin();
    return 'made';
  }

  async #thin(): Promise<void> {
    const copies = await Promise.all(
      this.#names(NAME).map(async (name) => ({
        name,
        at: copyTime(name) ?? 0,
        bytes: (await stat(join(this.#folder, name))).size,
      })),
    );
    for (const name of surplusCopies(copies, MOST_BYTES)) await rm(join(this.#folder, name), { force: true });
  }

  #names(pattern: RegExp): string[] {
    try {
      return readdirSync(this.#folder)
        .filter((name) => pattern.test(name))
        .sort();
    } catch {
      return []; // no copy yet
    }
  }
}
