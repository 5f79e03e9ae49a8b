import { z } from 'zod';

/** What a station is for; one station may have several. On its own, so that the shell starts without the whole protocol. */
export const Role = z.enum(['dispenser', 'counter', 'kiosk', 'display', 'pad']);
export type Role = z.infer<typeof Role>;

/**
 * What speaks with a hall. `gateway`: hands cases between this hall and its district. `hall`: the same program at the
 * district's end, in the name of a whole hall (docs/architecture.md, 通办).
 */
export const LinkRole = z.enum([...Role.options, 'gateway', 'hall']);
export type LinkRole = z.infer<typeof LinkRole>;
