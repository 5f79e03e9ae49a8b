// 400 clerks and 20 dispensers in one process, as protocol clients without databases: the hall is what is measured.
import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ticket, WindowState } from '../../../src/shared/queue/types.ts';
import { type Answer, LightStation } from '../support/light-station.ts';
import { answer, instant } from '../support/peer.ts';
import { seeded } from '../support/seeded.ts';
import { queueId, windowId } from './large-hall.ts';

export interface SetUp {
  readonly address: string;
  readonly enrolCode: string;
  readonly clerks: number;
  readonly dispensers: number;
}

export interface Called {
  readonly ticketId: string;
  readonly clerk: number;
  readonly answeredAt: number;
}

export interface LoadResult {
  readonly seconds: number;
  /** Lines of clerks and dispensers that were accepted, and that were refused, within the time. */
  readonly accepted: number;
  readonly refused: number;
  /** Those of the time before and after as well. */
  readonly linesInAll: number;
  /** Milliseconds from the question to the answer, for each call that brought a ticket. */
  readonly nextMs: number[];
  readonly called: Called[];
  /** How late this process itself came to what it had to do. */
  readonly ownDelayP99Ms: number;
}

/** What people do between two presses, in milliseconds. */
const WALK = [1000, 3000] as const;
const SERVE_MEAN = 6000;
const REST_MEAN = 2000;
/** Nobody was waiting: the clerk looks again. */
const LOOK_AGAIN = 2000;
const NS_PER_MS = 1e6;
/** People at one dispenser at a time while nobody pauses to think. */
const CROWD = 6;
const BATCH = 100;

const random = seeded(1);
const between = (from: number, to: number) => from + random() * (to - from);
const about = (mean: number) => -Math.log(1 - random()) * mean;

let clerks: LightStation[] = [];
let dispensers: LightStation[] = [];
let waiting = 0;
let running = false;
let accepted = 0;
let refused = 0;
let nextMs: number[] = [];
let called: Called[] = [];

function count({ refusal }: Answer): boolean {
  if (refusal) refused += 1;
  else accepted += 1;
  return refusal === null;
}

function wanted(i: number) {
  return {
    ticketId: randomUUID(),
    code: String(Math.floor(random() * 1e8)).padStart(8, '0'),
    queueId: queueId(i),
    itemId: null,
    priority: 'ordinary',
    priorityReason: null,
    person: null,
  } as const;
}

async function issueOne(i: number): Promise<void> {
  const station = dispensers[i]!;
  const body = wanted(i);
  if (!count(await station.state('ticket.request', body))) return;
  if (count(await station.state('ticket.paper', { ticketId: body.ticketId, outcome: 'printed' }))) waiting += 1;
}

async function serveOne(i: number, thinking: boolean): Promise<void> {
  const station = clerks[i]!;
  const at = windowId(i);
  const next = await station.state('ticket.next', { windowId: at });
  if (!count(next)) return pause(thinking ? between(LOOK_AGAIN / 2, LOOK_AGAIN) : 20);
  const window = next.records.find((r) => r.type === 'window' && r.id === at)?.body as WindowState | undefined;
  const ticket = next.records.find((r) => r.type === 'ticket' && r.id === window?.ticketId)?.body as Ticket | undefined;
  if (!ticket) throw new Error(`${station.name}: the answer named no ticket`);
  waiting -= 1;
  if (running) {
    nextMs.push((next.answeredAt - next.sentAt) / NS_PER_MS);
    called.push({ ticketId: ticket.id, clerk: i, answeredAt: next.answeredAt });
  }
  const body = { windowId: at, ticketId: ticket.id, serviceId: randomUUID() };
  if (thinking) await pause(between(...WALK));
  count(await station.state('ticket.start', body));
  if (thinking) await pause(about(SERVE_MEAN));
  count(await station.state('ticket.finish', body));
  if (thinking) await pause(about(REST_MEAN));
}

function statedByAll(): number {
  return [...dispensers, ...clerks].reduce((sum, station) => sum + station.stated, 0);
}

/** Everybody works for so long; what goes on beyond the end is finished and not counted. */
async function load(seconds: number, warmUp: number, thinking: boolean, enough: number): Promise<LoadResult> {
  let over = false;
  const statedBefore = statedByAll();
  const cycle = (WALK[0] + WALK[1]) / 2 + SERVE_MEAN + REST_MEAN;
  const perDispenser = (cycle * dispensers.length) / clerks.length;
  const people = dispensers.flatMap((_, i) =>
    Array.from({ length: thinking ? 1 : CROWD }, async () => {
      while (!over) {
        if (thinking) {
          await pause(about(perDispenser));
          void issueOne(i);
        } else if (waiting < enough) await issueOne(i);
        else await pause(20);
      }
    }),
  );
  const work = clerks.map(async (_, i) => {
    if (thinking) await pause(between(0, cycle)); // they did not all open their windows at once
    while (!over) await serveOne(i, thinking);
  });
  await pause(warmUp * 1000);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  [accepted, refused, nextMs, called] = [0, 0, [], []];
  running = true;
  const from = instant();
  await pause(seconds * 1000);
  const result = {
    seconds: (instant() - from) / NS_PER_MS / 1000,
    accepted,
    refused,
    nextMs,
    called,
    ownDelayP99Ms: delay.percentile(99) / NS_PER_MS,
  };
  running = false;
  delay.disable();
  over = true;
  await Promise.all([...people, ...work]);
  return { ...result, linesInAll: statedByAll() - statedBefore };
}

answer({
  /** Everybody enrols, ten at a time, and signs on. Resolves with the seconds it took. */
  open: async ({ address, enrolCode, clerks: many, dispensers: few }: SetUp) => {
    const from = instant();
    clerks = Array.from({ length: many }, (_, i) => new LightStation(`counter-${i + 1}`, ['counter'], windowId(i)));
    dispensers = Array.from({ length: few }, (_, i) => new LightStation(`dispenser-${i + 1}`, ['dispenser']));
    const all = [...dispensers, ...clerks];
    for (let i = 0; i < all.length; i += 10)
      await Promise.all(all.slice(i, i + 10).map((station) => station.connect(address, enrolCode)));
    const connected = (instant() - from) / NS_PER_MS / 1000;
    const answers = await Promise.all(
      clerks.map((station, i) =>
        station.state('window.open', { windowId: windowId(i), clerk: { id: 'staff-chen', name: '陈静' } }),
      ),
    );
    const problem = answers.find((each) => each.refusal)?.refusal;
    if (problem) throw new Error(`a window did not open: ${JSON.stringify(problem)}`);
    return connected;
  },
  /** People who wait when the measurement begins, spread over the queues. */
  stock: async (people: number) => {
    const each = Math.ceil(people / dispensers.length);
    await Promise.all(
      dispensers.map(async (station, i) => {
        for (let n = 0; n < each; n += BATCH) {
          const bodies = Array.from({ length: Math.min(BATCH, each - n) }, () => wanted(i));
          await station.stateAll([
            ...bodies.map((body) => ({ kind: 'ticket.request' as const, body })),
            ...(bodies.map(({ ticketId }) => ({
              kind: 'ticket.paper' as const,
              body: { ticketId, outcome: 'printed' as const },
            })) as never[]),
          ]);
          waiting += bodies.length;
        }
      }),
    );
  },
  think: ({ seconds, warmUp }: { seconds: number; warmUp: number }) => load(seconds, warmUp, true, 0),
  rush: ({ seconds, warmUp, enough }: { seconds: number; warmUp: number; enough: number }) =>
    load(seconds, warmUp, false, enough),
  /** Lines everybody stated, by station: the hall's journal must hold exactly these. */
  stated: () => Object.fromEntries([...dispensers, ...clerks].map((station) => [station.name, station.stated])),
  end: () => {
    for (const station of [...dispensers, ...clerks]) station.end();
  },
});
