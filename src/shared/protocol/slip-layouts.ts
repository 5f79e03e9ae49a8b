import { z } from 'zod';
import { SLIPS } from '../paper/slip-names.ts';
import { PaperTemplate, TEMPLATE_MISTAKES } from '../paper/template.ts';
import { RefusalView } from './views.ts';

/** Layouts of slips at the desk: what is in force, what a printer makes of a draft, and taking it over. */
export const SlipName = z.enum(SLIPS);

const Layout = z.object({
  template: PaperTemplate,
  /** False: as shipped. */
  own: z.boolean(),
  fields: z.array(z.string()),
  blocks: z.array(z.string()),
});

export const SlipLayouts = z.object({
  ticket: Layout,
  materials: Layout,
  /** They stand in the hall's file, and are changed there. */
  inFile: z.boolean(),
});
export type SlipLayouts = z.infer<typeof SlipLayouts>;

export const TemplateMistakeView = z.object({
  line: z.number().int().nullable(),
  kind: z.enum(['text', 'columns', 'rule', 'qr', 'feed', 'block', 'cut']).nullable(),
  code: z.enum(TEMPLATE_MISTAKES),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** A slip on paper of this width. */
const SlipPicture = z.object({
  paperMm: z.number().int(),
  /** PNG in base64, one dot of the printer a pixel. */
  png: z.string(),
  bytes: z.number().int(),
  lengthMm: z.number().int(),
  /** Characters that print as 〓. */
  missing: z.array(z.string()),
});
export type SlipPicture = z.infer<typeof SlipPicture>;

const Mistaken = z.object({ ok: z.literal(false), mistakes: z.array(TemplateMistakeView) });
/** A draft is whatever the desk has: it is read and checked at the hall. */
export const SlipDraft = z.object({ slip: SlipName, template: z.unknown() });
export const SlipPreview = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), pictures: z.array(SlipPicture) }),
  Mistaken,
]);
export const SlipSaved = z.union([
  z.object({ ok: z.literal(true), offline: z.boolean() }),
  Mistaken,
  z.object({ ok: z.literal(false), refusal: RefusalView }),
]);
