import { z } from 'zod';
import type { HallService } from '../server/service.ts';

/** What a keeper without a browser may do. */
export const AdminTask = z.discriminatedUnion('do', [
  z.object({ do: z.literal('stations') }),
  z.object({ do: z.literal('code') }),
  z.object({ do: z.literal('revoke'), station: z.string() }),
  z.object({ do: z.literal('replace'), station: z.string() }),
]);
export type AdminTask = z.infer<typeof AdminTask>;

const Station = z.object({
  id: z.string(),
  name: z.string(),
  /** `refused`: it is away, and was refused when it last dialled. */
  state: z.enum(['connected', 'away', 'refused', 'revoked']),
  /** Why somebody under its name was refused since it was last let in. */
  turnedAway: z.object({ reason: z.string(), at: z.number() }).nullable(),
  /** ms since 1970. */
  since: z.number(),
  pending: z.number(),
  refused: z.number(),
  behind: z.number(),
});

export const AdminAnswer = z.discriminatedUnion('did', [
  z.object({ did: z.literal('stations'), stations: z.array(Station) }),
  z.object({ did: z.literal('code'), code: z.string(), validUntil: z.number() }),
  z.object({ did: z.literal('revoke'), station: z.string() }),
  z.object({ did: z.literal('refused'), reason: z.string() }),
]);
export type AdminAnswer = z.infer<typeof AdminAnswer>;

/** Does it at this hall, whoever asked. */
export async function carryOut(hall: HallService, task: AdminTask): Promise<AdminAnswer> {
  switch (task.do) {
    case 'stations':
      return {
        did: 'stations',
        stations: hall.stationRows().map(({ id, name, connected, revoked, turnedAway, ...row }) => {
          const state = revoked ? 'revoked' : connected ? 'connected' : turnedAway ? 'refused' : 'away';
          const { since, pending, refused, behind } = row;
          return { id, name, state, turnedAway, since, pending, refused, behind } as const;
        }),
      };
    case 'code':
      return { did: 'code', ...(await hall.newEnrolCode(false)) };
    case 'replace': {
      const replaced = await hall.replace(task.station);
      return 'refusal' in replaced ? { did: 'refused', reason: replaced.refusal.code } : { did: 'code', ...replaced };
    }
    case 'revoke': {
      const refusal = await hall.revoke(task.station);
      return refusal ? { did: 'refused', reason: refusal.code } : { did: 'revoke', station: task.station };
    }
  }
}
