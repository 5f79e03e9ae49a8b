import { businessDay, nextDay } from '../../shared/calendar/clock.ts';
import type { Authority } from '../authority/authority.ts';

/**
 * Keeps a dispenser supplied with numbers for the time without the hall: today's and tomorrow's, so that it can open
 * in the morning though the hall does not; a new block when less than half of one is left.
 */
export async function supplyNumbers(authority: Authority, stationId: string): Promise<void> {
  const config = authority.state.config();
  const today = businessDay(authority.now(), config.utcOffsetMinutes);
  const wanted: { day: string; queueId: string }[] = [];
  for (const day of [today, nextDay(today)]) {
    for (const queue of config.queues) {
      if (left(authority, stationId, day, queue.id) < config.rules.offlineBlock / 2)
        wanted.push({ day, queueId: queue.id });
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
