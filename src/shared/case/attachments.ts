import { z } from 'zod';
import { kind, refuse } from '../intent/decision.ts';
import { CaseId, itemOf, stand, step } from './decisions.ts';
import { ATTACHMENT_BYTES, Attachment, type Case, CaseStatus, OVER } from './types.ts';

/** A case has few pages; a record that grows without end would be sent whole with every step. */
export const MOST_ATTACHMENTS = 120;
export const MOST_AT_ONCE = 30;

export const AttachmentType = z.enum(['image/jpeg', 'image/png', 'image/svg+xml']);
export type AttachmentType = z.infer<typeof AttachmentType>;
export const AttachmentPurpose = z.enum(['page', 'signature']);
export type AttachmentPurpose = z.infer<typeof AttachmentPurpose>;

const Added = Attachment.pick({ hash: true, material: true, signed: true }).extend({
  mediaType: AttachmentType,
  bytes: z.number().int().min(1).max(ATTACHMENT_BYTES),
  purpose: AttachmentPurpose,
});

/** Cases whose pictures can lie in files named after them; ours are all so. */
const FileCaseId = CaseId.regex(/^[A-Za-z0-9_-]+$/);

/**
 * Pictures belong to the case from here on. A fact: they were taken, so the hall takes them over also when the case went
 * on meanwhile; a station begins none at a case that is over. The bytes follow (docs/protocol.md, Attachments).
 */
export const attach = kind({
  version: 1,
  body: z.object({ caseId: FileCaseId, attachments: z.array(Added).min(1).max(MOST_AT_ONCE) }),
  touches: ({ caseId }) => [{ type: 'case', id: caseId }],
  decide: (body, state, context) => {
    const open = CaseStatus.options.filter((status) => context.by === 'hall' || !OVER.has(status));
    return step(state, context, body.caseId, open, (at) => {
      const item = itemOf(state, at.the.itemId);
      const before = at.the.attachments ?? [];
      const added: Attachment[] = [];
      for (const each of body.attachments) {
        if (each.material !== null && item && !item.materials.some((m) => m.id === each.material))
          return refuse('unknown-material', { material: each.material });
        // The same picture of the same material is there already: nothing is doubled.
        if ([...before, ...added].some((a) => a.hash === each.hash && a.material === each.material)) continue;
        added.push({
          ...each,
          at: context.now,
          by: at.by,
          hall: state.config().id,
          stationId: context.station,
        });
      }
      const attachments = [...before, ...added];
      if (attachments.length > MOST_ATTACHMENTS)
        return refuse('attachments-full', { number: at.the.number, most: MOST_ATTACHMENTS });
      return added.length === 0 ? { ok: true, changes: [] } : stand(at, 'attached', { attachments });
    });
  },
});

/** The attachment of a case with these bytes; undefined when it has none such. */
export function attachmentOf(the: Case | undefined | null, hash: string): Attachment | undefined {
  return the?.attachments?.find((each) => each.hash === hash);
}
