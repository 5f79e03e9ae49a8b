import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteHallStore } from '../../src/hall/store/sqlite.ts';
import { readHall } from '../../src/hall/verify/read-sqlite.ts';
import { verifyJournal } from '../../src/hall/verify/verify.ts';
import type { Role } from '../../src/shared/protocol/link.ts';
import { caseViolations } from './case-invariants.ts';
import { HallNode } from './hall-node.ts';
import { listViolations, violations } from './invariants.ts';
import { Life, type Tally } from './life.ts';
import { CALM, type Faults, Network, type NetworkMood } from './network.ts';
import { SharedDatabase } from './shared-database.ts';
import { type Slip, StationNode } from './station-node.ts';
import { Crash, World } from './world.ts';

export interface Result {
  readonly seed: number;
  readonly steps: number;
  readonly violations: readonly string[];
  readonly faults: Faults;
  readonly tally: Tally & { slips: number };
}

/** 10:00 at the hall, on a Saturday. */
const MORNING = Date.parse('2026-11-21T02:00:00Z');
const MINUTE = 60_000;
const PLAY_MS = 12 * MINUTE;
const HEAL_MS = 4 * MINUTE;

const STATIONS: readonly { id: string; roles: readonly Role[]; window: string | null }[] = [
  { id: 'dispenser-1', roles: ['dispenser'], window: null },
  { id: 'dispenser-2', roles: ['dispenser'], window: null },
  { id: 'counter-1', roles: ['counter', 'pad'], window: 'window-1' },
  { id: 'counter-2', roles: ['counter', 'pad'], window: 'window-2' },
  { id: 'counter-3', roles: ['counter', 'pad'], window: 'window-3' },
  { id: 'kiosk-1', roles: ['kiosk'], window: null },
];

/** One server, two, or three on one database. */
export function serversOf(seed: number): number {
  return 1 + (seed % 3);
}

/** Seeds in which the hall, after a crash, sometimes comes back with an older copy of its database. */
export function putsBack(seed: number): boolean {
  return seed % 6 === 0;
}

/** One seed: a quarter of an hour of hall life with everything going wrong, then a mended world, then the reckoning. */
export async function simulate(seed: number): Promise<Result> {
  // A power cut here ends a program, not a disk: memory serves, and is faster.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'onewindow-sim-'));
  process.on('unhandledRejection', ignoreCrash);
  process.on('uncaughtException', ignoreCrash);
  try {
    return await play(seed, folder);
  } finally {
    process.off('unhandledRejection', ignoreCrash);
    process.off('uncaughtException', ignoreCrash);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A power cut in the middle of something promised leaves the promise broken, as it should. */
function ignoreCrash(reason: unknown): void {
  if (!(reason instanceof Crash)) throw reason;
}

async function play(seed: number, folder: string): Promise<Result> {
  const world = new World(seed, MORNING);
  const faults: Faults = {
    lost: 0,
    repeated: 0,
    reordered: 0,
    cuts: 0,
    partitions: 0,
    hallCrashes: 0,
    stationCrashes: 0,
    wrongClocks: 0,
    fullDisks: 0,
    papersUncertain: 0,
    outrun: 0,
    answersLost: 0,
    putBacks: 0,
  };
  const slips: Slip[] = [];
  const lists: string[] = [];
  const file = join(folder, 'hall.db');
  const servers = serversOf(seed);
  const database = servers > 1 ? new SharedDatabase(world, file, faults) : null;
  const halls = Array.from({ length: servers }, () => new HallNode(world, folder, database));
  // All at once: an empty database is nobody's alone.
  const opening = Promise.all(halls.map((hall) => hall.start()));
  await world.runUntil(world.now + 1000);
  await opening;
  const { code: enrolCode } = await halls[0]!.service!.newEnrolCode(true);
  const network = new Network(world, halls, CALM, faults);
  const nodes = STATIONS.map((s, i) => ({
    roles: s.roles,
    node: new StationNode(world, network, {
      ...{ ...s, folder, slips, lists, enrolCode },
      // Each knows all servers, and begins with another one.
      urls: halls.map((_, n) => `ws://hall-${(i + n) % servers}`),
    }),
  }));

  let mended = false;
  for (const hall of halls) {
    if (putsBack(seed)) hall.onPutBack = () => faults.putBacks++;
    hall.onCrash = () => {
      faults.hallCrashes++;
      network.hallDied(hall);
      world.after(mended ? 10 : world.between(100, 60_000), () => void hall.start());
    };
  }
  for (const { node } of nodes) {
    if (world.chance(0.3)) {
      node.clockError = world.pick([-86_400_000, 86_400_000, -3_600_000, 45_000]);
      faults.wrongClocks++;
    }
    node.onCrash = () => {
      faults.stationCrashes++;
      world.after(mended ? 10 : world.between(100, 20_000), () => node.start());
    };
    node.start();
  }
  await world.runUntil(world.now + 5000); // everyone has met the hall once, and the dispensers hold their numbers

  const life = new Life(
    world,
    nodes.map((n) => n.node),
    slips,
  );
  life.begin();
  mischief(
    world,
    halls,
    database,
    network,
    nodes.map((n) => n.node),
    faults,
    () => mended,
  );
  await world.runUntil(MORNING + PLAY_MS);

  mended = true;
  for (const hall of halls) hall.onPutBack = null;
  life.end();
  network.healAll();
  if (database) database.answerLost = 0;
  for (const hall of halls) {
    hall.crashAtCommit = 0;
    hall.databaseAway = false;
  }
  for (const { node } of nodes) {
    node.crashAtCommit = 0;
    node.diskFull = false;
    node.printerFails = 0;
  }
  await world.runUntil(world.now + 2 * MINUTE);
  for (const hall of halls) if (!hall.service) void hall.start();
  for (const { node } of nodes) if (!node.alive) node.start();
  await world.runUntil(world.now + HEAL_MS);

  const reader = new SqliteHallStore(file);
  const lines = await reader.recentLines(1_000_000);
  await reader.close();
  const services = halls.map((hall) => hall.service!);
  const found = await violations(services, lines, nodes, slips);
  found.push(...listViolations(nodes, lists), ...caseViolations(file, life.cases.receipts, nodes));
  const { findings } = readHall(file, (read) => verifyJournal(read.lines, read.records, read));
  found.push(...findings.map(({ position, what }) => `verify-journal, line ${position}: ${what}`));
  for (const { node } of nodes) node.core?.close();
  for (const service of services) await service.close();
  await database?.close();
  return { seed, steps: world.steps, violations: found, faults, tally: { ...life.tally, slips: slips.length } };
}

/** Everything that can go wrong, at its own pace. */
function mischief(
  world: World,
  halls: readonly HallNode[],
  database: SharedDatabase | null,
  network: Network,
  nodes: readonly StationNode[],
  faults: Faults,
  over: () => boolean,
): void {
  const rough: NetworkMood = {
    delayMs: world.pick([10, 60, 400]),
    lose: world.pick([0, 0.01, 0.05]),
    repeat: world.pick([0, 0.02, 0.1]),
    reorder: world.pick([0, 0.02, 0.1]),
    cut: world.pick([0, 0.005, 0.02]),
  };
  network.mood = rough;
  for (const hall of halls) hall.crashAtCommit = world.pick([0, 0.002, 0.01]);
  if (database) database.answerLost = world.pick([0, 0.005, 0.02]);
  for (const node of nodes) {
    node.crashAtCommit = world.pick([0, 0.002, 0.01]);
    node.printerFails = world.pick([0, 0.05, 0.2]);
    node.clockJump = world.chance(0.3) ? world.pick([-86_400_000, 86_400_000, -3_600_000, 45_000]) : 0;
  }
  const stir = () => {
    if (over()) return;
    const node = world.pick(nodes);
    const roll = world.random();
    if (node.clockJump !== 0 && node.core?.link.online && world.chance(0.3)) {
      node.clockError += node.clockJump;
      node.clockJump = 0;
      faults.wrongClocks++;
    }
    if (roll < 0.35) {
      network.partition(node.id, world.chance(0.5));
      world.after(world.between(1000, 90_000), () => network.heal(node.id));
    } else if (roll < 0.5) node.crash();
    else if (roll < 0.6) {
      const hall = world.pick(halls);
      if (hall.service) hall.crash();
    } else if (roll < 0.7) {
      node.diskFull = true;
      faults.fullDisks++;
      world.after(world.between(500, 20_000), () => {
        node.diskFull = false;
      });
    }
    if (database && roll > 0.8) {
      const hall = world.pick(halls);
      hall.databaseAway = true;
      world.after(world.between(100, 15_000), () => {
        hall.databaseAway = false;
      });
    }
    world.after(world.between(2000, 40_000), stir);
  };
  world.after(1000, stir);
}
