import { minuteOfDay, openingAt } from '../calendar/clock.ts';
import type { HallConfig } from '../catalogue/types.ts';
import type { StateReader } from '../intent/state.ts';
import type { CallRow, DisplayView } from '../protocol/views.ts';
import { callable, compareTurns } from '../queue/policy.ts';
import type { Ticket } from '../queue/types.ts';
import { areaOf, callRow, type Moment } from './rows.ts';

const CALLS_SHOWN = 7;
const NEXT_SHOWN = 6;
const MISSED_SHOWN = 6;

/** The call display of one area, or of the whole hall when `areaId` is null. */
export function displayView(state: StateReader, areaId: string | null, moment: Moment, live: boolean): DisplayView {
  const config = state.config();
  const windows = config.windows.filter((w) => areaId === null || w.areaId === areaId);
  const windowIds = new Set(windows.map((w) => w.id));
  const queueIds = new Set(config.queues.filter((q) => areaId === null || q.areaId === areaId).map((q) => q.id));
  const inArea = (ticket: Ticket) => areaId === null || queueIds.has(ticket.queueId);

  const called: Ticket[] = [];
  const waiting: Ticket[] = [];
  for (const ticket of state.openTickets()) {
    if (ticket.day !== moment.day) continue;
    if (ticket.status === 'called' || ticket.status === 'serving') {
      // People sit where their slip sent them, also when a window of another area calls them.
      const concerns = ticket.windowId !== null && (windowIds.has(ticket.windowId) || inArea(ticket));
      if (concerns) called.push(ticket);
    } else if (callable(ticket) && inArea(ticket)) waiting.push(ticket);
  }
  const serving = (ticket: Ticket) => Number(ticket.status === 'serving');
  called.sort((a, b) => serving(a) - serving(b) || (b.calledAt ?? 0) - (a.calledAt ?? 0));
  const calls: CallRow[] = [];
  for (const ticket of called) {
    const row = calls.length < CALLS_SHOWN ? callRow(config, ticket) : null;
    if (row) calls.push(row);
  }
  waiting.sort((a, b) => compareTurns(a, b, config.rules));

  const missed: Ticket[] = [];
  for (const ticket of state.missedTickets()) {
    if (ticket.day === moment.day && inArea(ticket)) missed.push(ticket);
  }
  missed.sort((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0));

  return {
    hallTime: moment.now,
    utcOffsetMinutes: config.utcOffsetMinutes,
    hallName: config.name,
    hallNameEn: config.nameEn,
    areaName: areaId === null ? null : (areaOf(config, areaId)?.name ?? areaId),
    windows: windows.map((w) => w.number).sort((a, b) => a - b),
    missedDesk: config.rules.missedDesk,
    calls,
    next: waiting.slice(0, NEXT_SHOWN).map((t) => t.number),
    missed: missed.slice(0, MISSED_SHOWN).map((t) => t.number),
    pausedWindows: windows
      .filter((w) => {
        const now = state.get('window', w.id);
        return now?.status === 'paused' && now.day === moment.day;
      })
      .map((w) => w.number),
    opening: openingAt(config, moment.now),
    live,
    volume: callVolume(config, moment.now),
  };
}

/** The step that holds now; before the first of the day it is yesterday's last. */
function callVolume(config: HallConfig, now: number): number {
  const steps = (config.rules.callVolume ?? []).toSorted((a, b) => a.from - b.from);
  const minute = minuteOfDay(now, config.utcOffsetMinutes);
  const step = steps.findLast(({ from }) => from <= minute) ?? steps.at(-1);
  return step ? step.percent / 100 : 1;
}
