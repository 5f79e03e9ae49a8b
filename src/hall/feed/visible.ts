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

export function visibleTypes(roles: readonly Role[]): ReadonlySet<RecordType> {
  return new Set(roles.flatMap((role) => NEEDS[role]));
}

/**
 * Ratings go to nobody's station: who gave which is between the citizen and the hall. Ranges and running numbers of
 * cases go to their holder only.
 */
export function isVisible(
  change: Pick<RecordChange, 'type' | 'body'>,
  types: ReadonlySet<RecordType>,
  stationId: string,
): boolean {
  if (!types.has(change.type)) return false;
  if (change.type === 'range' || change.type === 'caseDay')
    return (change.body as { stationId?: string } | null)?.stationId === stationId;
  return true;
}
