import { z } from 'zod';
import { kind } from '../intent/decision.ts';
import { CaseId, stand, step } from './decisions.ts';
import { CaseStatus, OVER } from './types.ts';

/**
 * 不签：who was asked to sign on the pad said that they would not. A fact, with its time and the clerk who asked; what was
 * asked for (`receive`, `collect`) stands in the line. The hall takes it over also when the case went on meanwhile. A case
 * that has a signature of before keeps it.
 */
export const declineSignature = kind({
  version: 1,
  body: z.object({ caseId: CaseId, what: z.string().max(20) }),
  touches: ({ caseId }) => [{ type: 'case', id: caseId }],
  decide: (body, state, context) => {
    const open = CaseStatus.options.filter((status) => context.by === 'hall' || !OVER.has(status));
    return step(state, context, body.caseId, open, (at) => stand(at, 'signature-declined', {}));
  },
});
