import { z } from 'zod';

/**
 * What is to stand on a slip of thermal paper, independent of printer and paper width. The spool stores it, a printer's
 * encoder turns it into bytes, a screen can show it. Widths are counted in columns: a Han character takes two.
 */
export const PaperAlign = z.enum(['left', 'center', 'right']);

export const PaperText = z.object({
  kind: z.literal('text'),
  text: z.string(),
  /** Times the ordinary character, both ways; ESC/POS knows 1 to 8. */
  size: z.number().int().min(1).max(8).optional(),
  bold: z.boolean().optional(),
  align: PaperAlign.optional(),
});

export const PaperCell = z.object({
  text: z.string(),
  /** Share of the paper's width relative to the other cells of the line. */
  share: z.number().positive(),
  align: PaperAlign.optional(),
});

export const PaperColumns = z.object({
  kind: z.literal('columns'),
  cells: z.array(PaperCell).min(1),
  bold: z.boolean().optional(),
});

export const PaperRule = z.object({ kind: z.literal('rule') });

export const PaperQr = z.object({
  kind: z.literal('qr'),
  /** Printable ASCII only: the native QR command counts bytes and the encoder under it counts characters. */
  data: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .max(300),
  /** Dots per module. */
  module: z.number().int().min(2).max(8).optional(),
});

/** A drawing in black: 8 dots in a byte, the leftmost in the highest bit, row by row, base64. It stands in the middle. */
export const PaperPicture = z.object({
  kind: z.literal('picture'),
  /** In bytes; 36 bytes are 288 dots, 36 mm. The narrowest paper takes 48. */
  widthBytes: z.number().int().min(1).max(48),
  rows: z.base64().max(16_384),
});

export const PaperFeed = z.object({ kind: z.literal('feed'), lines: z.number().int().min(1).max(20) });

export const PaperCut = z.object({ kind: z.literal('cut') });

export const PaperLine = z.discriminatedUnion('kind', [
  PaperText,
  PaperColumns,
  PaperRule,
  PaperQr,
  PaperPicture,
  PaperFeed,
  PaperCut,
]);

export const PaperDocument = z.object({ version: z.literal(1), lines: z.array(PaperLine).min(1) });

export type PaperAlign = z.infer<typeof PaperAlign>;
export type PaperText = z.infer<typeof PaperText>;
export type PaperCell = z.infer<typeof PaperCell>;
export type PaperColumns = z.infer<typeof PaperColumns>;
export type PaperPicture = z.infer<typeof PaperPicture>;
export type PaperQr = z.infer<typeof PaperQr>;
export type PaperLine = z.infer<typeof PaperLine>;
export type PaperDocument = z.infer<typeof PaperDocument>;
