import type { HallState } from '../intent/state.ts';
import type { MessageParams } from '../messages/define.ts';
import { queueOf } from './rows.ts';

/** A refused intent may hold anything at all under these names. */
type LooseBody = Partial<
  Record<
    | 'ticketId'
    | 'caseId'
    | 'number'
    | 'queueId'
    | 'windowId'
    | 'toQueueId'
    | 'toWindowId'
    | 'reason'
    | 'place'
    | 'helpId'
    | 'clerk'
    | 'stationId'
    | 'name'
    | 'the',
    unknown
  >
>;

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What the words for an intent need, read from its body and the records it speaks of; never who it was about. */
export function intentParams(state: HallState, body: unknown): MessageParams {
  const b = (typeof body === 'object' && body !== null ? body : {}) as LooseBody;
  const params: Record<string, string | number> = {};
  const config = state.get('config', 'hall');
  const window = (id: unknown) => config?.windows.find((w) => w.id === id)?.number;
  const set = (key: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') params[key] = value;
  };
  const ticketId = text(b.ticketId);
  set('number', text(b.number) ?? (ticketId === undefined ? undefined : state.get('ticket', ticketId)?.number));
  const caseId = text(b.caseId);
  if (caseId !== undefined) set('number', text(b.number) ?? state.peek('case', caseId)?.number);
  // Between halls the whole case is told.
  set('number', text((b.the as { number?: unknown } | null | undefined)?.number) ?? params.number);
  set('window', window(b.windowId));
  const queue = (id: unknown) => (config && typeof id === 'string' ? queueOf(config, id)?.name : undefined);
  set('queue', queue(b.queueId));
  const toWindow = window(b.toWindowId);
  if (b.toQueueId) set('to', queue(b.toQueueId));
  else set('toWindow', toWindow);
  set('reason', text(b.reason));
  const helpId = text(b.helpId);
  // A station that joins or is put out is told by its name.
  const stationId = text(b.stationId);
  const joined = stationId === undefined ? undefined : (text(b.name) ?? state.get('station', stationId)?.name);
  set('place', joined ?? text(b.place) ?? (helpId === undefined ? undefined : state.get('help', helpId)?.place));
  set('clerk', text((b.clerk as { name?: unknown } | null | undefined)?.name));
  return params;
}
