import type { RecordChange } from '../../shared/intent/records.ts';
import type { Authority } from '../authority/authority.ts';
import type { HallMarks, MarkNews } from '../store/marks.ts';

/**
 * Writes granted blocks and stations that are put out beside the database before any station hears of them; puts out
 * again who was put out in a history this database has lost.
 */
export async function keepMarks(
  authority: Authority,
  marks: HallMarks,
  log: (event: string, facts: Record<string, string | number>) => void,
): Promise<void> {
  const note = (news: MarkNews) => {
    try {
      marks.note({ ...news, firstDay: authority.firstDay });
    } catch (error) {
      log('marks-unwritten', { error: error instanceof Error ? error.message : 'unknown' });
    }
  };
  for (const stationId of marks.revoked.keys()) {
    const station = authority.state.get('station', stationId);
    if (!station || station.revoked === true) continue;
    await authority.own('station.revoke', { stationId }, { kind: 'keeper', id: 'start' });
    log('revoked-again', { station: stationId });
  }
  const known: RecordChange[] = [];
  for (const body of authority.state.all('range')) known.push({ type: 'range', id: body.id, body });
  for (const body of authority.state.all('station'))
    if (body.revoked === true) known.push({ type: 'station', id: body.id, body });
  note(newsOf(known, authority.now()));
  authority.onAdvance(({ changes }) => note(newsOf(changes, authority.now())));
}

function newsOf(changes: readonly RecordChange[], now: number): MarkNews {
  const granted: { day: string; queueId: string; next: number }[] = [];
  const revoked = new Map<string, number | null>();
  for (const change of changes) {
    if (change.body === null) continue;
    if (change.type === 'range')
      granted.push({ day: change.body.day, queueId: change.body.queueId, next: change.body.to + 1 });
    else if (change.type === 'station') revoked.set(change.id, change.body.revoked === true ? now : null);
  }
  return { granted, revoked };
}
