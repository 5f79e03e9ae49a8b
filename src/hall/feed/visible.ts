import { isShared } from '../../shared/case/sharing.ts';
import type { Case } from '../../shared/case/types.ts';
import type { RecordChange, RecordType } from '../../shared/intent/records.ts';
import type { LinkRole } from '../../shared/protocol/link.ts';

/**
 * What each role needs of the hall's records to do its work, also while cut off; it gets no more. Of cases a public
 * machine gets what anybody with the progress code may see.
 */
const NEEDS: Readonly<Record<LinkRole, readonly RecordType[]>> = {
  dispenser: ['config', 'ticket', 'window', 'queueDay', 'range', 'station'],
  counter: [
    'config',
    'ticket',
    'window',
    'queueDay',
    'service',
    'help',
    'station',
    'pairing',
    'staffPin',
    'case',
    'caseDay',
  ],
  pad: ['config', 'ticket', 'window', 'service', 'pairing'],
  kiosk: ['config', 'ticket', 'window', 'queueDay', 'caseProgress', 'station'],
  display: ['config', 'ticket', 'window'],
  gateway: ['config', 'case'],
  hall: ['config', 'case'],
};

/** What a station may see. Stations whose sights have one name see the same, apart from what belongs to one of them. */
export interface Sight {
  readonly name: string;
  readonly types: ReadonlySet<RecordType>;
  /** Which cases, where it gets any: all of them, without a look, or some. */
  readonly cases: 'all' | ((the: Pick<Case, 'hall' | 'collectHall'>) => boolean);
  /** Whether it takes packs. */
  readonly packs: boolean;
}

/** `station` proved to be the one of that name: with the role of a hall it is that hall. */
export function sightOf(roles: readonly LinkRole[], station: string, packs = false): Sight {
  const types = new Set(roles.flatMap((role) => NEEDS[role]));
  const name = `${[...types].sort().join()}${packs ? ', packed' : ''}`;
  if (roles.includes('counter')) return { name, types, packs, cases: 'all' };
  // 通办: a gateway sees what concerns another hall too; a hall, at its district, what it accepts or hands over.
  if (roles.includes('gateway')) return { name: `${name}, shared`, types, packs, cases: isShared };
  const own = (the: Pick<Case, 'hall' | 'collectHall'>) => the.hall === station || the.collectHall === station;
  return { name: types.has('case') ? `${name}, of ${station}` : name, types, packs, cases: own };
}

/** Ranges and running numbers of cases go to their holder only. */
export function belongsToOne({ type }: Pick<RecordChange, 'type'>): boolean {
  return type === 'range' || type === 'caseDay';
}

/** Whether a case is one of those the sight gets, where it gets any. */
export function seesCase(sight: Sight, the: Pick<Case, 'hall' | 'collectHall'>): boolean {
  return sight.cases === 'all' || sight.cases(the);
}

/** Ratings go to nobody's station: who gave which is between the citizen and the hall. */
export function isVisible(change: Pick<RecordChange, 'type' | 'body'>, sight: Sight, stationId: string): boolean {
  if (!sight.types.has(change.type)) return false;
  if (change.type === 'case') return sight.cases === 'all' || change.body === null || sight.cases(change.body as Case);
  return !belongsToOne(change) || (change.body as { stationId?: string } | null)?.stationId === stationId;
}
