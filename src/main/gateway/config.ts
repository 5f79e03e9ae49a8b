import { z } from 'zod';
import { HallAddress, StationName } from '../station/config.ts';

/** A gateway, described in one file: a station of its hall, and in its hall's name a station of the district. */
export const GatewayConfig = z.strictObject({
  /** Name in the hall's books. */
  station: StationName,
  name: z.string().min(1).max(40),
  hall: HallAddress,
  district: z.strictObject({
    /** The hall's id; under it the district knows the hall. */
    station: StationName,
    /** What the district calls the hall. */
    name: z.string().min(1).max(40),
    address: HallAddress,
  }),
  /** Folder for both journals. Relative to the config file. */
  data: z.string().min(1),
  /** File with the key of the encrypted databases; by default in the user's own settings folder. */
  keyFile: z.string().nullable().default(null),
});
export type GatewayConfig = z.infer<typeof GatewayConfig>;
