import { z } from 'zod';

/**
 * A tablet that is the pad of one window over the network, by the station that let it in. It outlives the day; when it
 * is ended the record is taken away.
 */
export const Pairing = z.object({
  id: z.string(),
  windowId: z.string(),
  /** The station whose door the tablet comes through. */
  stationId: z.string(),
  /** SHA-256 of its token, lower-case hex; the token itself is on the tablet alone. */
  tokenHash: z.string().regex(/^[0-9a-f]{64}$/),
  pairedAt: z.number(),
});
export type Pairing = z.infer<typeof Pairing>;

/** Tablets at one window: in front, a spare, one for a second chair. More are a mistake. */
export const MOST_PADS = 4;
