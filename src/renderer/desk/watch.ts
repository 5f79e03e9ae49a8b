import type { DeskView } from '../../shared/protocol/desk-view.ts';
import type { HallContract } from '../../shared/protocol/hall-contract.ts';
import type { Client } from '../ui/connect.ts';

type Hall = Client<HallContract>;

/** `desk.watch`, telling when the hall wants the keeper's code first. */
export async function watchDesk(hall: Hall, onLocked: () => void): Promise<AsyncIterator<DeskView, unknown, unknown>> {
  const tell = (error: unknown): never => {
    if (isUnauthorized(error)) onLocked();
    throw error;
  };
  const views = await hall.desk.watch().catch(tell);
  return {
    next: () => views.next().catch(tell),
    return: async () => (await views.return?.()) ?? { done: true, value: undefined },
  };
}

function isUnauthorized(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 'UNAUTHORIZED';
}
