import { z } from 'zod';

/**
 * The card on a counter's reader, for the clerk who checks who is at the window. Gone when the ticket at the window changes,
 * when the clerk has seen it, and after two minutes. Never stored, never logged; only a counter's own window gets it.
 */
export const IdentityView = z.object({
  /** One more at each change. */
  id: z.number().int(),
  card: z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    /** A card lies there and gave nothing. */
    z.object({ state: z.literal('failed'), trouble: z.enum(['unreadable', 'unsupported', 'refused']) }),
    z.object({
      state: z.literal('present'),
      maskedName: z.string(),
      expired: z.boolean(),
      /** Whether the ticket at the window was taken with this card; `no-card`: it was taken without one. */
      holder: z.enum(['same', 'other', 'no-card', 'no-ticket', 'unknown']),
      /** `none`: no decoder here. `absent`: this one could not be shown; the clerk looks at the card itself. */
      photo: z.discriminatedUnion('state', [
        z.object({ state: z.enum(['none', 'decoding', 'absent']) }),
        z.object({
          state: z.literal('there'),
          type: z.enum(['image/bmp', 'image/png', 'image/jpeg']),
          base64: z.string().max(400_000),
        }),
      ]),
    }),
  ]),
});
export type IdentityView = z.infer<typeof IdentityView>;
