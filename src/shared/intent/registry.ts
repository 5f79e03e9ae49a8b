import { z } from 'zod';
import { HallConfig } from '../catalogue/types.ts';
import * as evaluation from '../evaluation/decisions.ts';
import type { Role } from '../protocol/role.ts';
import * as call from '../queue/decisions/call.ts';
import * as help from '../queue/decisions/help.ts';
import * as issue from '../queue/decisions/issue.ts';
import * as serve from '../queue/decisions/serve.ts';
import * as window from '../queue/decisions/window.ts';
import { accept, type Context, type Decision, type Kind, kind, put, refuse } from './decision.ts';
import type { Intent } from './envelope.ts';
import type { StateReader } from './state.ts';

const configure = kind({
  version: 1,
  body: z.object({ config: HallConfig }),
  decide: (body) => accept({ type: 'config', id: 'hall', body: body.config }),
});

const enrol = kind({
  version: 1,
  body: z.object({ stationId: z.string(), name: z.string(), roles: z.array(z.string()) }),
  decide: ({ stationId, name, roles }) => accept(put('station', { id: stationId, name, roles })),
});

/** Every kind of intent there is. Adding one here makes it known to stations, hall, simulation and verification alike. */
export const KINDS = {
  'hall.configure': configure,
  'station.enrol': enrol,
  'range.grant': issue.grant,
  'ticket.request': issue.request,
  'ticket.issue': issue.issue,
  'ticket.paper': issue.paper,
  'ticket.cancel': issue.cancel,
  'ticket.next': call.next,
  'ticket.take': call.take,
  'ticket.recall': call.recall,
  'ticket.miss': call.miss,
  'ticket.restore': call.restore,
  'ticket.start': serve.start,
  'ticket.finish': serve.finish,
  'ticket.suspend': serve.suspend,
  'ticket.transfer': serve.transfer,
  'window.open': window.open,
  'window.pause': window.pause,
  'window.resume': window.resume,
  'window.close': window.close,
  'evaluation.submit': evaluation.submit,
  'evaluation.lapse': evaluation.lapse,
  'help.call': help.call,
  'help.answer': help.answer,
} as const;

export type KindName = keyof typeof KINDS;
export type BodyOf<K extends KindName> = z.infer<(typeof KINDS)[K]['body']>;

/** Which stations may state what; the hall itself may state anything. */
const MAY_STATE: Readonly<Record<KindName, readonly Role[]>> = {
  'hall.configure': [],
  'station.enrol': [],
  'range.grant': [],
  'ticket.request': ['dispenser'],
  'ticket.issue': ['dispenser'],
  'ticket.paper': ['dispenser'],
  'ticket.cancel': ['dispenser', 'counter', 'kiosk'],
  'ticket.next': ['counter'],
  'ticket.take': ['counter'],
  'ticket.recall': ['counter'],
  'ticket.miss': ['counter'],
  'ticket.restore': ['counter'],
  'ticket.start': ['counter'],
  'ticket.finish': ['counter'],
  'ticket.suspend': ['counter'],
  'ticket.transfer': ['counter'],
  'window.open': ['counter'],
  'window.pause': ['counter'],
  'window.resume': ['counter'],
  'window.close': ['counter'],
  'evaluation.submit': ['counter', 'pad', 'kiosk'],
  'evaluation.lapse': ['counter', 'pad', 'kiosk'],
  'help.call': ['dispenser', 'counter', 'kiosk', 'display', 'pad'],
  'help.answer': ['counter'],
};

/** By the roles a station was enrolled for; one the books do not hold yet (its enrolment is on the way) is not held up. */
function mayState(kind: KindName, state: StateReader, station: string): boolean {
  if (station === HALL_STATION) return true;
  const allowed: readonly string[] = MAY_STATE[kind];
  const roles = state.get('station', station)?.roles;
  return roles === undefined ? allowed.length > 0 : roles.some((role) => allowed.includes(role));
}

/** Whether an intent of this kind only asked: a refusal of it tells nobody anything once the asker has gone on. */
export function isQuestion(name: string): boolean {
  return isKind(name) && (KINDS[name] as Kind<z.ZodType>).question === true;
}

export function isKind(name: string): name is KindName {
  return Object.hasOwn(KINDS, name);
}

/** Decides any intent; what cannot be read is refused, never thrown: one bad intent must not block the line. */
export function decide(
  intent: Pick<Intent, 'kind' | 'version' | 'body'>,
  state: StateReader,
  context: Context,
): Decision {
  if (!isKind(intent.kind)) return refuse('unknown-kind', { kind: intent.kind });
  const definition = KINDS[intent.kind] as unknown as Kind<z.ZodType>;
  if (intent.version > definition.version) return refuse('unknown-kind', { kind: intent.kind });
  if (!mayState(intent.kind, state, context.station)) return refuse('not-allowed', { kind: intent.kind });
  const raw =
    intent.version < definition.version && definition.upcast
      ? definition.upcast(intent.body, intent.version)
      : intent.body;
  const body = definition.body.safeParse(raw);
  if (!body.success) return refuse('malformed', { where: body.error.issues[0]?.path.join('.') ?? '' });
  return definition.decide(body.data, state, context);
}

/** The hall states its own intents under this name. */
export const HALL_STATION = 'hall';
