import { businessDay, nextDay } from '../../shared/calendar/clock.ts';
import { findQueueDay } from '../../shared/queue/decisions/common.ts';
import type { Authority } from '../authority/authority.ts';
import type { HallMarks } from '../store/marks.ts';

/**
 * Keeps a dispenser supplied with numbers for the time without the hall: today's and tomorrow's, so that it can open
 * in the morning though the hall does not; a new block when less than half of one is left. `marks`: what was granted
 * by a history the hall has lost.
 */
export async function supplyNumbers(authority: Authority, stationId: string, marks: HallMarks | null): Promise<void> {
  const config = authority.state.config();
  const today = businessDay(authority.now(), config.utcOffsetMinutes);
  const wanted: { day: string; queueId: string; atLeast?: number }[] = [];
  for (const day of [today, nextDay(today)]) {
    for (const queue of config.queues) {
      if (left(authority, stationId, day, queue.id) >= config.rules.offlineBlock / 2) continue;
      const atLeast = marks?.grantedUpTo(day, queue.id) ?? 0;
      const lost = atLeast > findQueueDay(authority.state, day, queue.id).nextGranted;
      wanted.push({ day, queueId: queue.id, ...(lost ? { atLeast } : {}) });
    }
  }
  await Promise.all(
    wanted.map((w) => authority.own('range.grant', { ...w, stationId }, { kind: 'station', id: stationId })),
  );
}

function left(authority: Authority, stationId: string, day: string, queueId: string): number {
  let numbers = 0;
  for (const range of authority.state.all('range')) {
    if (range.stationId === stationId && range.day === day && range.queueId === queueId) {
      numbers += Math.max(0, range.to - range.next + 1);
    }
  }
  return numbers;
}
