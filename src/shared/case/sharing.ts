import { z } from 'zod';
import { accept, type Decision, kind, put, refuse } from '../intent/decision.ts';
import { canonical } from '../intent/envelope.ts';
import type { RecordChange, RecordKey } from '../intent/records.ts';
import type { StateReader } from '../intent/state.ts';
import { progressOf } from './decisions.ts';
import { Case, type CaseStatus } from './types.ts';

/**
 * 通办: a case accepted in one hall and collected in another. Only its holder acts on it, so there is nothing to merge:
 * the later state travels, from the holder up to the district and from there down to the other hall. Both directions
 * carry the whole case; saying it twice, or late, changes nothing.
 */

/** A step further never leads back; a case may have gone several before it is told of. */
const ORDER: Readonly<Record<CaseStatus, number>> = {
  received: 0,
  supplement: 0,
  accepted: 1,
  decided: 2,
  sent: 3,
  ready: 4,
  'handed-over': 5,
  refused: 6,
  withdrawn: 6,
};

const Told = z.object({ the: Case });

const touches = ({ the }: z.infer<typeof Told>): RecordKey[] => [
  { type: 'case', id: the.id },
  { type: 'caseNumber', id: the.number },
  { type: 'caseProgress', id: the.code },
];

/** Whether two halls are concerned with it at all. */
export function isShared(the: Pick<Case, 'hall' | 'collectHall'>): boolean {
  return the.hall !== the.collectHall;
}

/** What a case is and whose, whatever happens to it. */
function sameCase(a: Case, b: Case): boolean {
  const fixed = (the: Case) => [the.number, the.code, the.hall, the.collectHall, the.itemId, the.receivedAt];
  return fixed(a).join('\n') === fixed(b).join('\n');
}

/** Takes the case over as told, with what finds it by number and by progress code. */
function takeOver(state: StateReader, the: Case, before: Case | undefined): Decision {
  const changes: RecordChange[] = [];
  if (before) {
    changes.push(put('case', the));
    const progress = state.get('caseProgress', the.code);
    if (!progress || progress.caseId === the.id) changes.push(put('caseProgress', progressOf(the)));
    return accept(...changes);
  }
  const number = state.get('caseNumber', the.number);
  const progress = state.get('caseProgress', the.code);
  // Another case's code here: this one is found by its number.
  const codeFree = !progress || progress.caseId === the.id || progress.day !== undefined;
  changes.push(put('case', the));
  if (!number) changes.push(put('caseNumber', { id: the.number, caseId: the.id, others: [] }));
  else if (number.caseId !== the.id && !number.others.includes(the.id))
    changes.push(put('caseNumber', { ...number, others: [...number.others, the.id] }));
  if (codeFree) changes.push(put('caseProgress', progressOf(the)));
  return accept(...changes);
}

/** A hall tells its district how a case stands. The station is the hall. */
export const share = kind({
  version: 1,
  body: Told,
  touches,
  decide({ the }, state, context) {
    const from = context.station;
    if (!isShared(the) || (from !== the.hall && from !== the.collectHall))
      return refuse('not-shared', { number: the.number });
    // 受审分离 holds between halls too: a hall that broke it is not taken over.
    if (the.acceptedBy && the.acceptedBy.id === the.decidedBy?.id)
      return refuse('same-person-decides', { number: the.number });
    const before = state.get('case', the.id);
    if (!before) return from === the.hall ? takeOver(state, the, before) : refuse('unknown-case');
    if (!sameCase(before, the)) return refuse('case-exists');
    if (the.revision <= before.revision) return accept();
    if (from !== before.holder) return refuse('case-elsewhere', { number: the.number, hall: before.holder });
    // It may only be held by its holder of before, or have been handed on to where it is collected.
    if (ORDER[the.status] < ORDER[before.status] || (the.holder !== from && the.holder !== the.collectHall))
      return refuse('case-wrong-step', { number: the.number, status: before.status });
    return takeOver(state, the, before);
  },
});

/** The gateway tells its hall how a case stands at the district. */
export const mirror = kind({
  version: 1,
  body: Told,
  touches,
  decide({ the }, state) {
    const here = state.config().id;
    if (!isShared(the) || (here !== the.hall && here !== the.collectHall))
      return refuse('not-shared', { number: the.number });
    const before = state.get('case', the.id);
    if (before && !sameCase(before, the)) return refuse('case-exists');
    // The hall is ahead: what it did is on its way up.
    if (before && the.revision < before.revision) return accept();
    if (before && JSON.stringify(canonical(before)) === JSON.stringify(canonical(the))) return accept();
    return takeOver(state, the, before);
  },
});
