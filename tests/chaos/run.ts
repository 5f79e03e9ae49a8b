import { join } from 'node:path';
import { readHall } from '../../src/hall/verify/read-sqlite.ts';
import { verifyJournal } from '../../src/hall/verify/verify.ts';
import { startTcpFake } from '../../src/main/station/devices/fakes/index.ts';
import { journal, paper } from '../crash-sweep/check.ts';
import { Chance } from '../support/chance.ts';
import { type ChaosTally, type ChaosWire, openChaosWire, ROUGH } from '../support/chaos-wire.ts';
import { HallProcess } from '../support/hall-process.ts';
import { inTime } from '../support/in-time.ts';
import { StationProcess } from '../support/station-process.ts';

const JOBS = { queueId: 'queue-employment', itemId: null, priority: 'ordinary', priorityReason: null } as const;
const PRESSES = 16;
/** Each counter tries this often, whatever comes of it. */
const TURNS = 12;
/** Everything is at rest long before; what is not by then never will be. */
const DEADLINE_MS = 50_000;

export interface ChaosResult {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly wires: ChaosTally;
  readonly slips: number;
  readonly served: number;
  readonly refused: number;
  readonly ms: number;
}

/** What somebody was told is done. */
interface Told {
  readonly tickets: { id: string; number: string; code: string }[];
  readonly served: string[];
  refused: number;
}

/** Real stations and a real hall, every station behind a wire that hurts what it says; then good wires, and the reckoning. */
export async function runChaos(seed: number): Promise<ChaosResult> {
  const closing: (() => Promise<unknown>)[] = [];
  try {
    return await inTime(play(seed, closing), DEADLINE_MS);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

async function play(seed: number, closing: (() => Promise<unknown>)[]): Promise<ChaosResult> {
  const began = performance.now();
  const keep = <T extends { close(): Promise<unknown> }>(one: T): T => {
    closing.push(() => one.close());
    return one;
  };
  const hall = keep(await HallProcess.start());
  const printer = await startTcpFake('printer');
  closing.push(async () => printer.close());
  const wires: ChaosWire[] = [];
  const station = async (name: string, over: { window?: string; printerUrl?: string }) => {
    const wire = keep(await openChaosWire(hall.stationUrl, seed * 100 + wires.length, ROUGH));
    wires.push(wire);
    const roles = over.window ? (['counter', 'pad'] as const) : (['dispenser'] as const);
    const options = { station: name, roles, hallUrl: wire.url, enrolCode: hall.enrolCode, ...over };
    return keep(await StationProcess.start(options));
  };
  const [dispenser, ...counters] = await Promise.all([
    station('dispenser-1', { printerUrl: printer.url }),
    station('counter-1', { window: 'window-1' }),
    station('counter-2', { window: 'window-2' }),
  ]);
  const told: Told = { tickets: [], served: [], refused: 0 };
  await dispenser.untilDispenser((view) => view.ready === 'yes');
  await Promise.all(counters.map((counter) => signOn(counter)));

  await Promise.all([press(dispenser, told, new Chance(seed)), ...counters.map((counter) => serve(counter, told))]);

  for (const wire of wires) wire.calm();
  await Promise.all([dispenser, ...counters].map((one) => one.settled()));
  await dispenser.untilDispenser(({ paper }) => paper === null || !['waiting', 'printing'].includes(paper.state));
  await dispenser.settled();
  const { uncertain } = await dispenser.untilStation(() => true);
  const found = await viewsDiffer(hall, counters);
  await Promise.all([hall, dispenser, ...counters].map((one) => one.kill()));
  found.push(...reckoning(hall, told));
  const tickets = hall.records('ticket').filter((ticket) => ticket.mergedInto === null);
  found.push(...paper({ slips: printer.device.tickets, uncertain, dispenser }, tickets));
  for (const one of [dispenser, ...counters]) found.push(...journal({ hall }, one));
  return {
    seed,
    violations: found,
    wires: sum(wires.map((wire) => wire.tally)),
    slips: printer.device.tickets.length,
    served: told.served.length,
    refused: told.refused,
    ms: Math.round(performance.now() - began),
  };
}

async function signOn(counter: StationProcess): Promise<void> {
  await counter.untilCounter(() => true); // has met its hall
  const outcome = await counter.client.counter.signOn({ clerkId: 'staff-chen' });
  if (!outcome.ok) throw new Error(`the clerk was refused: ${outcome.refusal.code}`);
}

/** People press, some while another's slip is still printing. */
async function press(dispenser: StationProcess, told: Told, chance: Chance): Promise<void> {
  for (let n = 0; n < PRESSES; n++) {
    await dispenser.untilDispenser((view) => view.ready === 'yes');
    const outcome = await dispenser.client.dispenser.press(JOBS);
    if (!outcome.ok) {
      told.refused++;
      continue;
    }
    const { ticketId: id, number, code } = outcome.ticket;
    told.tickets.push({ id, number, code });
    if (chance.chance(0.6)) {
      await dispenser.untilDispenser(
        ({ paper }) => paper?.ticketId !== id || !['waiting', 'printing'].includes(paper.state),
      );
    }
  }
}

/** A clerk takes whoever is next, starts and finishes; what is refused is tried again in another turn. */
async function serve(counter: StationProcess, told: Told): Promise<void> {
  const { counter: desk } = counter.client;
  for (let turn = 0; turn < TURNS; turn++) {
    const { current } = await counter.untilCounter((view) => view.current !== null || view.line.length > 0);
    const outcome =
      current === null ? await desk.next({}) : await (current.status === 'serving' ? desk.finish({}) : desk.start({}));
    if (!outcome.ok) told.refused++;
    else if (current?.status === 'serving') told.served.push(current.ticketId);
  }
}

/** Promises kept, numbers of one ticket only, and a second service never without a word. */
function reckoning(hall: HallProcess, told: Told): string[] {
  const found: string[] = [];
  const tickets = new Map(hall.records('ticket').map((ticket) => [ticket.id, ticket]));
  for (const { id, number, code } of told.tickets) {
    const ticket = tickets.get(id);
    if (!ticket) found.push(`ticket ${number} was promised, the hall does not know it`);
    else if (ticket.number !== number || ticket.code !== code)
      found.push(`ticket ${number} was promised, the hall says ${ticket.number}`);
    else if (ticket.status === 'void') found.push(`ticket ${number} was promised, and is void`);
    else if (ticket.conflict === 'number-twice') found.push(`ticket ${number} stands on two papers`);
  }
  const finished = hall.records('service').filter((service) => service.finishedAt !== null);
  for (const ticketId of new Set(told.served)) {
    const count = finished.filter((service) => service.ticketId === ticketId).length;
    if (count === 0) found.push(`ticket ${tickets.get(ticketId)?.number} was served, the hall has no service of it`);
    if (count > 1 && tickets.get(ticketId)?.conflict !== 'served-twice')
      found.push(`ticket ${tickets.get(ticketId)?.number} was served ${count} times and nobody is told`);
  }
  const { findings } = readHall(join(hall.data, 'hall.db'), (read) => verifyJournal(read.lines, read.records, read));
  return [...found, ...findings.map(({ position, what }) => `verify-journal, line ${position}: ${what}`)];
}

/** Both counters show the line as the hall has it. */
async function viewsDiffer(hall: HallProcess, counters: readonly StationProcess[]): Promise<string[]> {
  const waiting = hall
    .records('ticket')
    .filter(({ status, paper }) => status === 'waiting' && paper !== 'pending' && paper !== 'failed')
    .map(({ number }) => number)
    .sort();
  const shown = await Promise.all(counters.map((counter) => counter.untilCounter(() => true)));
  return shown.flatMap(({ line }, i) => {
    const numbers = line.map(({ number }) => number).sort();
    if (numbers.join() === waiting.join()) return [];
    return [`${counters[i]!.station} shows ${numbers.join()} in line, at the hall ${waiting.join()} wait`];
  });
}

function sum(tallies: readonly ChaosTally[]): ChaosTally {
  const total = { ...tallies[0]! };
  for (const tally of tallies.slice(1)) {
    for (const key of Object.keys(total) as (keyof ChaosTally)[]) total[key] += tally[key];
  }
  return total;
}
