import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { instant, Peer } from '../support/peer.ts';
import { cpuSecondsOfTree } from '../support/processes.ts';
import { intentsOf } from './intents.ts';
import type { Door, ReadBack } from './system.ts';

export interface Size {
  readonly stations: number;
  /** Unsent at each station. */
  readonly intents: number;
  /** In the hall already, of a station that is not measured; all of them are news to the measured ones. */
  readonly held: number;
}

export interface Outcome {
  readonly seconds: number;
  /** Processor time of both sides in that time: what a busy machine changes least. */
  readonly cpu: { readonly hall: number; readonly stations: number };
  /** Ids that are missing in a file, and ids that are in it once more or should not be, over all files. */
  readonly lost: number;
  readonly doubled: number;
  /** Calls of fsync and fdatasync on both sides while the clock ran; null when they were not counted. */
  readonly fsyncs: number | null;
}

const side = join(import.meta.dirname, 'side-process.ts');
const NS_PER_S = 1e9;
const FEEDER = 'feeder-99';

/** A system that did not come to the end in the time it was given. */
export class NotInTime extends Error {}

/**
 * One reconnection of a system. The clock runs from the word to connect until both sides have closed their files;
 * what the files hold is read by another process afterwards.
 */
export class Round {
  readonly #dir: string;
  readonly #file: string;
  readonly #size: Size;
  readonly #traces: readonly string[];
  readonly #names: readonly string[];

  constructor(parent: string, file: string, size: Size, countSyncs: boolean) {
    this.#dir = mkdtempSync(join(parent, 'round-'));
    this.#file = file;
    this.#size = size;
    this.#traces = countSyncs ? ['hall', 'stations'].map((name) => join(this.#dir, `${name}.trace`)) : [];
    this.#names = Array.from({ length: size.stations }, (_, n) => `counter-${n + 1}`);
  }

  async run(limitSeconds: number): Promise<Outcome> {
    const [hallTrace, stationsTrace] = this.#traces;
    const hall = this.#peer('hall', hallTrace);
    const stations = this.#peer('stations', stationsTrace);
    try {
      return await this.#measure(hall, stations, limitSeconds);
    } finally {
      for (const peer of [hall, stations]) await peer.kill();
      rmSync(this.#dir, { recursive: true, force: true });
    }
  }

  async #measure(hall: Peer, stations: Peer, limitSeconds: number): Promise<Outcome> {
    const { held, intents } = this.#size;
    const door = await hall.ask<Door>('openHall');
    await stations.ask('openStations', { names: this.#names, door });
    if (held > 0) await this.#feed(hall, door);
    for (const name of this.#names) await stations.ask('make', { name, intents: intentsOf(name, intents) });

    const total = this.#names.length * intents + held;
    const cpuOf = () => ({
      hall: cpuSecondsOfTree(hall.process.pid!),
      stations: cpuSecondsOfTree(stations.process.pid!),
    });
    const before = cpuOf();
    const from = { at: instant(), wall: Date.now() };
    await within(
      limitSeconds,
      (async () => {
        await stations.ask('reconnect');
        await stations.ask('stationsHold', { count: total, mark: await hall.ask('hallHolds', total) });
        await stations.ask('closeStations');
        await hall.ask('closeHall');
      })(),
    );
    const seconds = (instant() - from.at) / NS_PER_S;
    const until = Date.now();
    const after = cpuOf();
    const cpu = { hall: after.hall - before.hall, stations: after.stations - before.stations };
    await Promise.all([hall.end(), stations.end()]);
    return { seconds, cpu, ...(await this.#counted()), fsyncs: this.#syncs(from.wall, until) };
  }

  /** Another station brings the hall what it holds before; it is over when the clock starts. */
  async #feed(hall: Peer, door: Door): Promise<void> {
    const { held } = this.#size;
    const feeder = this.#peer('feeder');
    await feeder.ask('openStations', { names: [FEEDER], door });
    await feeder.ask('make', { name: FEEDER, intents: intentsOf(FEEDER, held) });
    await feeder.ask('reconnect');
    await feeder.ask('stationsHold', { count: held, mark: await hall.ask('hallHolds', held) });
    await feeder.ask('closeStations');
    await feeder.end();
  }

  async #counted(): Promise<{ lost: number; doubled: number }> {
    const reader = this.#peer('reader');
    const { hall, stations } = await reader.ask<ReadBack>('readBack', this.#names);
    await reader.end();
    const wanted = new Set<string>();
    for (const name of this.#names) for (const { id } of intentsOf(name, this.#size.intents)) wanted.add(id);
    for (const { id } of intentsOf(FEEDER, this.#size.held)) wanted.add(id);
    let lost = 0;
    let doubled = 0;
    for (const ids of [hall, ...stations]) {
      const found = new Set(ids.filter((id) => wanted.has(id)));
      lost += wanted.size - found.size;
      doubled += ids.length - found.size;
    }
    return { lost, doubled };
  }

  #peer(name: string, trace?: string): Peer {
    const under = trace
      ? [
          'strace',
          '-f',
          '--seccomp-bpf',
          '-qq',
          '-ttt',
          '-e',
          'trace=fsync,fdatasync',
          '-e',
          'signal=none',
          '-o',
          trace,
        ]
      : [];
    return new Peer(name, side, [this.#file, this.#dir], under);
  }

  #syncs(from: number, until: number): number | null {
    if (this.#traces.length === 0) return null;
    let count = 0;
    for (const file of this.#traces) {
      if (!existsSync(file)) return null;
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        const at = Number(/^\d+ +(\d+\.\d+) f(data)?sync\(/.exec(line)?.[1]) * 1000;
        if (at >= from && at <= until) count += 1;
      }
    }
    return count;
  }
}

async function within(seconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new NotInTime(`not done after ${seconds} s`)), seconds * 1000);
  });
  try {
    await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined); // it may end badly when its processes are ended
  }
}
