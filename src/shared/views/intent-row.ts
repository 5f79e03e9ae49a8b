import type { StateReader } from '../intent/state.ts';
import type { MessageParams } from '../messages/define.ts';
import { queueOf } from './rows.ts';

interface LooseBody {
  ticketId?: string;
  number?: string;
  queueId?: string;
  windowId?: string;
  toQueueId?: string | null;
  toWindowId?: string | null;
  reason?: string;
  place?: string;
  helpId?: string;
  clerk?: { name?: string };
}

/** What the words for an intent need, read from its body and the records it speaks of; never who it was about. */
export function intentParams(state: StateReader, body: unknown): MessageParams {
  const b = (typeof body === 'object' && body !== null ? body : {}) as LooseBody;
  const params: Record<string, string | number> = {};
  const config = state.get('config', 'hall');
  const window = (id: string | null | undefined) => config?.windows.find((w) => w.id === id)?.number;
  const set = (key: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') params[key] = value;
  };
  const ticket = b.ticketId === undefined ? undefined : state.get('ticket', b.ticketId);
  set('number', b.number ?? ticket?.number);
  set('window', window(b.windowId));
  if (config && b.queueId !== undefined) set('queue', queueOf(config, b.queueId)?.name);
  const toWindow = window(b.toWindowId);
  if (config && b.toQueueId) set('to', queueOf(config, b.toQueueId)?.name);
  else if (toWindow !== undefined) set('to', String(toWindow));
  set('reason', b.reason);
  set('place', b.place ?? (b.helpId === undefined ? undefined : state.get('help', b.helpId)?.place));
  set('clerk', b.clerk?.name);
  return params;
}
