import { z } from 'zod';
import { kind, refuse } from '../intent/decision.ts';
import { CaseId, itemOf, stand, step } from './decisions.ts';
import { ATTACHMENT_BYTES, Attachment, type Case, CaseStatus, type Detached, OVER } from './types.ts';

/** A case has few pages; a record that grows without end would be sent whole with every step. */
export const MOST_ATTACHMENTS = 120;
export const MOST_AT_ONCE = 30;

export const AttachmentType = z.enum(['image/jpeg', 'image/png', 'image/svg+xml']);
export type AttachmentType = z.infer<typeof AttachmentType>;
export const AttachmentPurpose = z.enum(['page', 'signature']);
export type AttachmentPurpose = z.infer<typeof AttachmentPurpose>;

/** 传错案件, 不清楚, 重复 */
export const DetachReason = z.enum(['wrong-case', 'unclear', 'duplicate']);
export type DetachReason = z.infer<typeof DetachReason>;

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
        if ([...before, ...added].some((a) => samePage(a, each))) continue;
        // It was said before the page was taken away, and is heard only now: it stays away.
        if (at.the.detached?.some((d) => samePage(d, each) && d.at > context.now)) continue;
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

type Page = Pick<Attachment, 'hash' | 'material'>;

/** One sheet may stand under two materials: it is taken away from one of them. */
function samePage(a: Page, b: Page): boolean {
  return a.hash === b.hash && a.material === b.material;
}

/** When the case was closed, ms; null while it is open, or when its history does not reach back so far. */
function closedAt(the: Case): number | null {
  return the.history.findLast(({ what }) => what === the.status && OVER.has(the.status))?.at ?? null;
}

/**
 * 取下: a page that was saved with the wrong case, or is no use, is taken away, and its bytes are erased wherever they lie
 * once no other case names them. Only while the case is open; the hall takes over what was done before it was closed.
 * What somebody signed stays. Said twice, or of a page that somebody else took away meanwhile, it changes nothing.
 */
export const detach = kind({
  version: 1,
  body: z.object({
    caseId: FileCaseId,
    hash: Attachment.shape.hash,
    material: Attachment.shape.material,
    reason: DetachReason,
  }),
  touches: ({ caseId }) => [{ type: 'case', id: caseId }],
  decide: (body, state, context) => {
    const open = CaseStatus.options.filter((status) => context.by === 'hall' || !OVER.has(status));
    return step(state, context, body.caseId, open, (at) => {
      const { the } = at;
      if (OVER.has(the.status) && context.now > (closedAt(the) ?? 0))
        return refuse('case-wrong-step', { number: the.number, status: the.status });
      const page = the.attachments?.find((each) => samePage(each, body));
      const before = the.detached?.some((each) => samePage(each, body)) === true;
      // Taken away by somebody else; or saved anew since then, and this is about the one before.
      if (before && (!page || page.at > context.now)) return { ok: true, changes: [] };
      if (!page) return refuse('unknown-page', { number: the.number });
      if (page.signed) return refuse('signature-stays', { number: the.number });
      const { hash, material } = page;
      const gone: Detached = { hash, material, at: context.now, by: at.by, reason: body.reason };
      return stand(at, 'detached', {
        attachments: the.attachments!.filter((each) => each !== page),
        detached: [...(the.detached ?? []), gone].slice(-MOST_ATTACHMENTS),
      });
    });
  },
});

/** Whether the case had these bytes and has them no more: they are to be erased. */
export function isDetached(the: Case | undefined | null, hash: string): boolean {
  return attachmentOf(the, hash) === undefined && the?.detached?.some((each) => each.hash === hash) === true;
}

/** The attachment of a case with these bytes; undefined when it has none such. */
export function attachmentOf(the: Case | undefined | null, hash: string): Attachment | undefined {
  return the?.attachments?.find((each) => each.hash === hash);
}
