import { z } from 'zod';
import { attach, detach } from '../case/attachments.ts';
import * as cases from '../case/decisions.ts';
import { MAX_STATION_NUMBER } from '../case/number.ts';
import * as sharing from '../case/sharing.ts';
import { declineSignature } from '../case/signature.ts';
import { HallConfig } from '../catalogue/types.ts';
import * as evaluation from '../evaluation/decisions.ts';
import * as pad from '../pad/decisions.ts';
import type { LinkRole } from '../protocol/role.ts';
import * as call from '../queue/decisions/call.ts';
import * as help from '../queue/decisions/help.ts';
import * as issue from '../queue/decisions/issue.ts';
import * as serve from '../queue/decisions/serve.ts';
import { settle } from '../queue/decisions/settle.ts';
import * as window from '../queue/decisions/window.ts';
import * as staff from '../staff/decisions.ts';
import { accept, type Context, type Decision, type Kind, kind, put, type RefusalCode, refuse } from './decision.ts';
import type { Intent } from './envelope.ts';
import type { RecordKey } from './records.ts';
import { Declared, type StateReader } from './state.ts';

const configure = kind({
  version: 1,
  body: z.object({ config: HallConfig }),
  decide: (body) => accept({ type: 'config', id: 'hall', body: body.config }),
});

/** Layouts of slips, changed at the desk; they have passed their check there. */
const paper = kind({
  version: 1,
  body: z.object({ paper: HallConfig.shape.paper }),
  decide: (body, state) => accept({ type: 'config', id: 'hall', body: { ...state.config(), paper: body.paper } }),
});

/** `numbered`: it gets its own digits for case numbers, the next free ones, for good. Version 1 knew of none. */
const enrol = kind({
  version: 4, // 3 added window and admission, 4 the change of machines; what was said without them still stands
  body: z.object({
    stationId: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    numbered: z.boolean(),
    windowId: z.string().optional(),
    /** It brought a code that was good: one that was put out is in again. */
    admitted: z.boolean().optional(),
    /** Another machine goes on under this name, after this line of the one before. */
    replaces: z.number().int().min(0).optional(),
  }),
  upcast: (body) => ({ numbered: false, ...(body as object) }),
  decide: ({ stationId, name, roles, numbered, windowId, admitted, replaces }, state) => {
    const known = state.get('station', stationId);
    // Receipts and slips of the machine before may be in hands the hall has not heard of: its digits and its blocks stay unused.
    const kept = replaces === undefined ? known?.number : undefined;
    const number = kept ?? (numbered ? freeNumber(state) : undefined);
    const replacedAt = replaces ?? known?.replacedAt;
    const out = known?.revoked === true && admitted !== true;
    return accept(
      ...(replaces === undefined ? [] : issue.retireRanges(state, stationId)),
      put('station', {
        ...{ id: stationId, name, roles },
        ...(number === undefined ? {} : { number }),
        ...(windowId === undefined ? {} : { windowId }),
        ...(replacedAt === undefined ? {} : { replacedAt }),
        ...(known?.rollAt === undefined ? {} : { rollAt: known.rollAt }),
        ...(out ? { revoked: true } : {}),
      }),
    );
  },
});

/** 停用站点: from this line on the hall takes nothing of it. */
const revoke = kind({
  version: 1,
  body: z.object({ stationId: z.string() }),
  decide: ({ stationId }, state) => {
    const station = state.get('station', stationId);
    return station ? accept(put('station', { ...station, revoked: true })) : refuse('unknown-station');
  },
});

/** 已换纸卷, said at the desk of a station that nobody stands at. The station hears it with its own record. */
const newRoll = kind({
  version: 1,
  body: z.object({ stationId: z.string() }),
  decide: ({ stationId }, state, context) => {
    const station = state.get('station', stationId);
    return station ? accept(put('station', { ...station, rollAt: context.now })) : refuse('unknown-station');
  },
});

/** The lowest number no station ever had; undefined when all are used up. */
function freeNumber(state: StateReader): number | undefined {
  let last = 0;
  for (const { number } of state.all('station')) last = Math.max(last, number ?? 0);
  return last < MAX_STATION_NUMBER ? last + 1 : undefined;
}

/** Every kind of intent there is. Adding one here makes it known to stations, hall, simulation and verification alike. */
export const KINDS = {
  'hall.configure': configure,
  'hall.paper': paper,
  'station.enrol': enrol,
  'station.revoke': revoke,
  'station.newRoll': newRoll,
  'range.grant': issue.grant,
  'range.retire': issue.retire,
  'queue.skip': issue.skip,
  'ticket.request': issue.request,
  'ticket.issue': issue.issue,
  'ticket.paper': issue.paper,
  'ticket.printElsewhere': issue.printElsewhere,
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
  'ticket.settle': settle,
  'window.open': window.open,
  'window.pause': window.pause,
  'window.resume': window.resume,
  'window.close': window.close,
  'evaluation.submit': evaluation.submit,
  'evaluation.lapse': evaluation.lapse,
  'evaluation.explain': evaluation.explain,
  'staff.setPin': staff.setPin,
  'staff.clearPin': staff.clearPin,
  'help.call': help.call,
  'help.answer': help.answer,
  'pad.pair': pad.pair,
  'pad.end': pad.end,
  'case.receive': cases.receive,
  'case.accept': cases.acceptCase,
  'case.refuse': cases.refuseCase,
  'case.supplement': cases.supplement,
  'case.supplemented': cases.supplemented,
  'case.decide': cases.decideCase,
  'case.send': cases.send,
  'case.ready': cases.ready,
  'case.handOver': cases.handOver,
  'case.withdraw': cases.withdraw,
  'case.attach': attach,
  'case.detach': detach,
  'case.declineSignature': declineSignature,
  'case.share': sharing.share,
  'case.mirror': sharing.mirror,
} as const;

export type KindName = keyof typeof KINDS;
export type BodyOf<K extends KindName> = z.infer<(typeof KINDS)[K]['body']>;

/** Which stations may state what; the hall itself may state anything. */
const MAY_STATE: Readonly<Record<KindName, readonly LinkRole[]>> = {
  'hall.configure': [],
  'hall.paper': [],
  'station.enrol': [],
  'station.revoke': [],
  'station.newRoll': [],
  'range.grant': [],
  'range.retire': ['dispenser'],
  'queue.skip': [],
  'ticket.request': ['dispenser'],
  'ticket.issue': ['dispenser'],
  'ticket.paper': ['dispenser', 'counter'],
  'ticket.printElsewhere': ['dispenser', 'counter'],
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
  'ticket.settle': [],
  'window.open': ['counter'],
  'window.pause': ['counter'],
  'window.resume': ['counter'],
  'window.close': ['counter'],
  'evaluation.submit': ['counter', 'pad', 'kiosk'],
  'evaluation.lapse': ['counter', 'pad', 'kiosk'],
  'evaluation.explain': ['counter', 'pad'],
  'staff.setPin': ['counter'],
  'staff.clearPin': [],
  'help.call': ['dispenser', 'counter', 'kiosk', 'display', 'pad'],
  'help.answer': ['counter'],
  'pad.pair': ['counter', 'pad'],
  'pad.end': ['counter', 'pad'],
  'case.receive': ['counter'],
  'case.accept': ['counter'],
  'case.refuse': ['counter'],
  'case.supplement': ['counter'],
  'case.supplemented': ['counter'],
  'case.decide': ['counter'],
  'case.send': ['counter'],
  'case.ready': ['counter'],
  'case.handOver': ['counter'],
  'case.withdraw': ['counter'],
  'case.attach': ['counter'],
  'case.detach': ['counter'],
  'case.declineSignature': ['counter'],
  'case.share': ['hall'],
  'case.mirror': ['gateway'],
};

/** By the roles a station was enrolled for; one the books do not hold yet (its enrolment is on the way) is not held up. */
function mayState(kind: KindName, state: StateReader, station: string): boolean {
  if (station === HALL_STATION) return true;
  const allowed: readonly string[] = MAY_STATE[kind];
  const roles = state.get('station', station)?.roles;
  return roles === undefined ? allowed.length > 0 : roles.some((role) => allowed.includes(role));
}

/**
 * The window an intent is for, when its station may not act for it: a counter and its pad act for the window they were
 * enrolled for, and no other. Null when it may.
 */
function otherWindow(body: unknown, state: StateReader, station: string): string | null {
  const own = state.get('station', station)?.windowId;
  if (own === undefined) return null;
  const { windowId, serviceId } = body as { windowId?: unknown; serviceId?: unknown };
  const service = typeof serviceId === 'string' ? state.get('service', serviceId)?.windowId : undefined;
  const meant = typeof windowId === 'string' ? windowId : service;
  return meant === undefined || meant === own ? null : meant;
}

/** Whether an intent of this kind only asked: a refusal of it tells nobody anything once the asker has gone on. */
export function isQuestion(name: string): boolean {
  return isKind(name) && (KINDS[name] as Kind<z.ZodType>).question === true;
}

/** As people call it; its id where the hall knows no such window. */
function windowNumber(state: StateReader, id: string): string | number {
  return state.get('config', 'hall')?.windows.find((window) => window.id === id)?.number ?? id;
}

export function isKind(name: string): name is KindName {
  return Object.hasOwn(KINDS, name);
}

/** An intent that was read: what must be loaded before it is decided, and its decision. */
export interface Prepared {
  readonly touches: readonly RecordKey[];
  decide(state: StateReader, context: Context): Decision;
}

const UNTOUCHED: readonly RecordKey[] = [];

/** Reads any intent; what cannot be read is refused when it is decided, never thrown: one bad intent must not block the line. */
export function prepare(intent: Pick<Intent, 'kind' | 'version' | 'body'>, station: string): Prepared {
  const refused = (code: RefusalCode, params: Record<string, string>): Prepared => ({
    touches: UNTOUCHED,
    decide: () => refuse(code, params),
  });
  const { kind } = intent;
  if (!isKind(kind)) return refused('unknown-kind', { kind });
  const definition = KINDS[kind] as unknown as Kind<z.ZodType>;
  if (intent.version > definition.version) return refused('unknown-kind', { kind });
  const raw =
    intent.version < definition.version && definition.upcast
      ? definition.upcast(intent.body, intent.version)
      : intent.body;
  const body = definition.body.safeParse(raw);
  const touches = body.success ? (definition.touches?.(body.data, station) ?? UNTOUCHED) : UNTOUCHED;
  return {
    touches,
    decide(state, context) {
      if (!mayState(kind, state, context.station)) return refuse('not-allowed', { kind });
      if (!body.success) return refuse('malformed', { where: body.error.issues[0]?.path.join('.') ?? '' });
      const window = otherWindow(body.data, state, context.station);
      if (window !== null) return refuse('other-window', { window: windowNumber(state, window) });
      return definition.decide(body.data, new Declared(state, touches), context);
    },
  };
}

/** Decides an intent whose records are all at hand. */
export function decide(
  intent: Pick<Intent, 'kind' | 'version' | 'body'>,
  state: StateReader,
  context: Context,
): Decision {
  return prepare(intent, context.station).decide(state, context);
}

/** The hall states its own intents under this name. */
export const HALL_STATION = 'hall';
