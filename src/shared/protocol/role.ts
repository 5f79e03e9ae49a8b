import { z } from 'zod';

/** What a station is for; one station may have several. On its own, so that the shell starts without the whole protocol. */
export const Role = z.enum(['dispenser', 'counter', 'kiosk', 'display', 'pad']);
export type Role = z.infer<typeof Role>;
