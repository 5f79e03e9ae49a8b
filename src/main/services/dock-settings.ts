import { z } from 'zod';

/** Which fakes the dock holds, and where each listens on this machine. Written by the shell, read by the dock. */
export const DockSettings = z.object({
  devices: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['printer', 'reader']),
      stationId: z.string(),
      port: z.number().int().min(1).max(65_535),
    }),
  ),
});
export type DockSettings = z.infer<typeof DockSettings>;
