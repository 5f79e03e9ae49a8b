import { z } from 'zod';

/** Which fakes the dock holds, and where each listens on this machine. Written by the shell, read by the dock. */
export const DockSettings = z.object({
  devices: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['printer', 'reader', 'keypad', 'evaluator', 'led-panel', 'scanner']),
      stationId: z.string(),
      port: z.number().int().min(1).max(65_535),
      /** Of keypads, evaluators and panels: the station's driver says it with every order. */
      address: z.number().int().min(0).max(255).default(1),
    }),
  ),
});
export type DockSettings = z.infer<typeof DockSettings>;
export type DockDeviceKind = DockSettings['devices'][number]['kind'];
