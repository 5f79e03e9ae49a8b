import { openingAt } from '../calendar/clock.ts';
import type { StateReader } from '../intent/state.ts';
import type { TicketRow } from '../protocol/counter-view.ts';
import type { DeskView } from '../protocol/desk-view.ts';
import { isGranted } from '../queue/numbers.ts';
import { loads } from '../queue/wait.ts';
import { standingOf } from '../staff/decisions.ts';
import { areaOf, hallHead, type Moment, openHelp, ticketRow } from './rows.ts';

export type StationRows = DeskView['stations'];
export type RecentRows = DeskView['recent'];

/** The keeper's live page: the whole hall of today. */
export function deskView(
  state: StateReader,
  moment: Moment,
  hall: {
    position: number;
    storageFull?: boolean;
    putBack?: DeskView['putBack'];
    stations: StationRows;
    recent: RecentRows;
  },
): DeskView {
  const config = state.config();
  const { now, day } = moment;
  const counts = { issued: 0, waiting: 0, serving: 0, finished: 0, missed: 0, offlineNumbers: 0 };
  const conflicts: TicketRow[] = [];
  let longestWaitMs = 0;
  let waitedMs = 0;
  let waited = 0;
  for (const ticket of state.all('ticket')) {
    if (ticket.day !== day || ticket.mergedInto !== null) continue;
    counts.issued++;
    if (isGranted(ticket.number)) counts.offlineNumbers++;
    if (ticket.conflict !== 'none') conflicts.push(ticketRow(config, ticket));
    if (ticket.calledAt !== null) {
      waited++;
      waitedMs += Math.max(0, (ticket.startedAt ?? ticket.calledAt) - ticket.waitingSince);
    }
    switch (ticket.status) {
      case 'waiting':
      case 'suspended':
        counts.waiting++;
        longestWaitMs = Math.max(longestWaitMs, now - ticket.waitingSince);
        break;
      case 'called':
      case 'serving':
        counts.serving++;
        break;
      case 'finished':
        counts.finished++;
        break;
      case 'missed':
        counts.missed++;
        break;
      case 'void':
        break;
    }
  }

  const served = new Map<string, number>();
  const levels = [0, 0, 0, 0, 0];
  let notRated = 0;
  let servedMs = 0;
  let services = 0;
  for (const service of state.all('service')) {
    if (service.day !== day || service.finishedAt === null) continue;
    services++;
    servedMs += Math.max(0, service.finishedAt - service.startedAt);
    served.set(service.windowId, (served.get(service.windowId) ?? 0) + 1);
    if (service.rating === 'not-rated') notRated++;
  }
  for (const evaluation of state.all('evaluation')) {
    if (evaluation.day === day) levels[5 - evaluation.level]!++;
  }

  const load = loads(state, now, day);
  return {
    hallTime: now,
    utcOffsetMinutes: config.utcOffsetMinutes,
    hall: hallHead(config),
    opening: openingAt(config, now),
    position: hall.position,
    storageFull: hall.storageFull ?? false,
    putBack: hall.putBack ?? null,
    counts: {
      ...counts,
      longestWaitMs,
      averageWaitMs: waited === 0 ? 0 : Math.round(waitedMs / waited),
      averageServiceMs: services === 0 ? 0 : Math.round(servedMs / services),
    },
    queues: config.queues.map((queue) => ({
      id: queue.id,
      prefix: queue.prefix,
      name: queue.name,
      areaName: areaOf(config, queue.areaId)?.name ?? '',
      waiting: load.get(queue.id)?.waiting ?? 0,
      longestWaitMs: load.get(queue.id)?.longestWaitMs ?? 0,
      openWindows: load.get(queue.id)?.windows ?? 0,
    })),
    windows: config.windows.map((def) => {
      const live = state.get('window', def.id);
      const today = live?.day === day ? live : undefined;
      const ticket = today?.ticketId ? state.get('ticket', today.ticketId) : undefined;
      return {
        id: def.id,
        number: def.number,
        areaName: areaOf(config, def.areaId)?.name ?? '',
        comprehensive: def.comprehensive,
        status: today?.status ?? 'closed',
        clerkName: today?.clerk?.name ?? null,
        pauseReason: today?.pauseReason ?? null,
        ticketNumber: ticket?.number ?? null,
        ticketStatus: ticket?.status ?? null,
        since: today?.since ?? 0,
        served: served.get(def.id) ?? 0,
      };
    }),
    stations: hall.stations,
    staff: (config.staff ?? []).map(({ id, name, post }) => {
      const code = state.get('staffPin', id)?.code;
      return { id, name, post, pin: standingOf(state, id, now), until: code && code.until >= now ? code.until : null };
    }),
    pinRequired: config.rules.staffPin === 'required',
    pads: [...state.all('pairing')].map(({ id, windowId, stationId, pairedAt }) => ({
      padId: id,
      windowNumber: config.windows.find((each) => each.id === windowId)?.number ?? 0,
      stationId,
      pairedAt,
    })),
    conflicts,
    help: openHelp(state, day),
    ratings: { levels, notRated },
    recent: hall.recent,
  };
}
