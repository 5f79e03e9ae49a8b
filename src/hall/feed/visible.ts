import type { RecordChange, RecordType } from '../../shared/intent/records.ts';
import type { Role } from '../../shared/protocol/link.ts';

/**
 * What each role needs of the hall's records to do its work, also while cut off; it gets no more. Of cases a public
 * machine gets what anybody with the progress code may see.
 */
const NEEDS: Readonly<Record<Role, readonly RecordType[]>> = {
  dispenser: ['config', 'ticket', 'window', 'queueDay', 'range'],
  counter: ['config', 'ticket', 'window', 'queueDay', 'service', 'help', 'station', 'case', 'caseDay'],
  pad: ['config', 'ticket', 'window', 'service'],
  kiosk: ['config', 'ticket', 'window', 'queueDay', 'caseProgress'],
  display: ['config', 'ticket', 'window'],
};

/** What a station may see. Stations whose sights have one name see the same, apart from what belongs to one of them. */
export interface Sight {
  readonly name: string;
  readonly types: ReadonlySet<RecordType>;
}

export function sightOf(roles: readonly Role[]): Sight {
  const types = new Set(roles.flatMap((role) => NEEDS[role]));
  return { name: [...types].sort().join(), types };
}

/** Ranges and running numbers of cases go to their holder only. */
export function belongsToOne({ type }: Pick<RecordChange, 'type'>): boolean {
  return type === 'range' || type === 'caseDay';
}

/** Ratings go to nobody's station: who gave which is between the citizen and the hall. */
export function isVisible(change: Pick<RecordChange, 'type' | 'body'>, { types }: Sight, stationId: string): boolean {
  if (!types.has(change.type)) return false;
  return !belongsToOne(change) || (change.body as { stationId?: string } | null)?.stationId === stationId;
}
