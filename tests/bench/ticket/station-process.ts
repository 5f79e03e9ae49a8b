// The product's station in a process of its own, as the shell starts it, with a screen that watches; presses come in
// through the station's contract, in this process, with its checks on the way in and on the way out.
import { setTimeout as pause } from 'node:timers/promises';
import { call } from '@orpc/server';
import { stationRouter } from '../../../src/main/station/api/router.ts';
import { readConfig } from '../../../src/main/station/config.ts';
import { Station } from '../../../src/main/station/service/station.ts';
import { openStationStore } from '../../../src/main/station/store/open-store.ts';
import { answer, instant } from '../support/peer.ts';

const SETTLE_POLL_MS = 2;
const context = { context: { role: 'dispenser' } } as const;

const [configFile] = process.argv.slice(2);
const read = readConfig(configFile ?? '');
if (!read.ok) throw new Error(read.problem);
const store = openStationStore(read.config.data, read.config.keyFile, Date.now);
const { db } = store;
const station = new Station(read.config, store, 'bench', () => undefined);
const router = stationRouter(station, read.config, 'bench');
station.start();
/** The screen: both its streams are read, as its page reads them. */
async function watch(views: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of views);
}
void call(router.dispenser.watch, undefined, context).then(watch);
void call(router.session.catalogue, undefined, context).then(watch);

const { core, paper, dispenser } = station;

answer({
  ready: () => until(() => dispenser?.view()?.ready === 'yes' && core.link.online),
  online: () => until(() => core.link.online && core.journal.pending.length === 0),
  offline: () => until(() => !core.link.online),
  /** One press. Resolves with when it was made, when the screen had its answer, and what the answer was. */
  press: async (queueId: string) => {
    const input = { queueId, itemId: null, priority: 'ordinary', priorityReason: null } as const;
    const pressedAt = instant();
    const outcome = await call(router.dispenser.press, input, context);
    const answeredAt = instant();
    return { pressedAt, answeredAt, outcome };
  },
  /** The slip is out and nothing is left to do: the state in which the next citizen finds the station. */
  settled: async (ticketId: string) => {
    await until(
      () => paper?.slipState(ticketId) === 'printed' && (!core.link.online || core.journal.pending.length === 0),
    );
    core.saveNow();
  },
  /** How many bytes a press writes, for the floor to write as many. */
  sizes: async () => {
    const line = db.prepare("SELECT length(line) FROM journal WHERE kind = 'ticket.request' ORDER BY seq DESC LIMIT 1");
    const ticket = [...core.state.openTickets()].at(-1);
    return {
      question: line.pluck().get() as number,
      document: ticket && paper ? JSON.stringify(paper.ticketDocument(ticket, paper.facts(ticket), false)).length : 0,
      record: JSON.stringify(ticket).length,
    };
  },
});

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`not so after 20 s: ${isSo}`);
    await pause(SETTLE_POLL_MS);
  }
}
