import { hallName } from '../case/decisions.ts';
import type { Case } from '../case/types.ts';
import type { HallConfig } from '../catalogue/types.ts';
import type { CaseView } from '../protocol/case-view.ts';

/** What a clerk sees of a case: enough to go on with it. `unsent`: which of its pictures the hall does not have yet. */
export function caseView(the: Case, config: HallConfig, unsent: (hash: string) => boolean = () => false): CaseView {
  const hall = (id: string) => ({ here: id === config.id, name: hallName(config, id) });
  const open = new Set(the.supplement?.open);
  return {
    caseId: the.id,
    number: the.number,
    code: the.code,
    itemId: the.itemId,
    itemName: the.itemName,
    maskedName: the.applicant.maskedName,
    status: the.status,
    taken: the.taken.map(({ id }) => id),
    owed: the.owed,
    missing: the.supplement?.list.filter(({ id }) => open.has(id)) ?? [],
    told: the.supplement !== null,
    receivedAt: the.receivedAt,
    receivedBy: the.receivedBy,
    acceptedBy: the.acceptedBy,
    promisedBy: the.promisedBy,
    decidedBy: the.decidedBy,
    outcome: the.outcome,
    reason: the.reason,
    history: the.history,
    attachments: (the.attachments ?? []).map(({ hash, mediaType, bytes, purpose, material, signed, at, by }) => {
      return { hash, mediaType, bytes, purpose, material, signed, at, clerk: by.name, unsent: unsent(hash) };
    }),
    detached: (the.detached ?? []).map(({ by, ...rest }) => ({ ...rest, clerk: by.name })),
    from: hall(the.hall),
    collect: hall(the.collectHall),
    holder: hall(the.holder),
    conflict: the.conflict,
  };
}
