import { z } from 'zod';
import { addDays, addWorkdays } from '../calendar/workdays.ts';
import type { HallConfig, Item } from '../catalogue/types.ts';
import { accept, type Context, type Decision, kind, put, refuse } from '../intent/decision.ts';
import type { RecordChange, RecordKey } from '../intent/records.ts';
import type { StateReader } from '../intent/state.ts';
import { LONGEST_NUMBER } from './number.ts';
import {
  Applicant,
  type Case,
  type CaseProgress,
  type CaseStatus,
  type Clerk,
  OVER,
  OwedMaterial,
  SupplementLine,
  TakenMaterial,
} from './types.ts';

/**
 * What may be done with a case, by 行政许可法 29–38, 42–44: the published list of materials is the only basis, what is
 * missing is told once and completely, and who accepted does not decide (受审分离).
 */

const KEPT_DAYS = 30;
/** A case is brought things again and again; its history stays short. */
const HISTORY = 24;

export const CaseId = z.string().min(1).max(64);
const Reason = z.string().trim().min(1).max(200);
const Taken = z.array(TakenMaterial).max(60);

/** Records of one case; its progress is written and never read, so it is not among them. */
const ofCase = ({ caseId }: { caseId: string }): RecordKey[] => [{ type: 'case', id: caseId }];

export function caseDayId(station: string, day: string): string {
  return `${station}:${day}`;
}

/** What people call a hall: this one or a partner; else its id. */
export function hallName(config: HallConfig, id: string): string {
  return id === config.id ? config.name : (config.cases?.partners?.find((each) => each.id === id)?.name ?? id);
}

export function itemOf(state: StateReader, itemId: string): Item | undefined {
  return state.config().items.find((item) => item.id === itemId);
}

/** The clerk who does this, under the name the hall knows; null when it is nobody's deed. */
function clerkOf(state: StateReader, { actor }: Context): Clerk | null {
  if (actor.kind !== 'clerk' || actor.id === '') return null;
  return { id: actor.id, name: state.config().staff?.find((each) => each.id === actor.id)?.name ?? '' };
}

/**
 * 岗位: why this clerk's post is not for such a deed; null when it is. Somebody the hall's file does not name (any more)
 * did what they did: their post is not known.
 */
function wrongPost({ state, by }: Step, deed: 'accept' | 'decide'): Decision | null {
  const person = state.config().staff?.find(({ id }) => id === by.id);
  if (!person?.may || person.may.includes(deed)) return null;
  return refuse(`post-cannot-${deed}`, { clerk: person.name, post: person.post });
}

/** A material the item's list does not name, or one named twice; null when all are well. */
function wrongMaterial(item: Item, ids: readonly string[]): string | null {
  return ids.find((id, i) => ids.indexOf(id) !== i || !item.materials.some((m) => m.id === id)) ?? null;
}

/** Handed in in a form the list does not ask for. */
function wrongForm(item: Item, taken: readonly z.infer<typeof TakenMaterial>[]): string | null {
  for (const { id, forms } of taken) {
    const asked = item.materials.find((m) => m.id === id)?.forms ?? [];
    if (forms.some(({ form }) => !asked.some((each) => each.form === form))) return id;
  }
  return null;
}

function withTaken(before: Case['taken'], more: Case['taken']): Case['taken'] {
  return [...before.filter(({ id }) => more.every((each) => each.id !== id)), ...more];
}

/** 收件: papers are taken and a number is given. States what stands on the receipt; the hall takes it over. */
export const receive = kind({
  version: 1,
  body: z.object({
    caseId: CaseId,
    number: z.string().min(1).max(LONGEST_NUMBER),
    code: z.string().regex(/^\d{8}$/),
    /** The day in the number, and the station's running number of that day. */
    day: z.iso.date(),
    running: z.number().int().min(1),
    itemId: z.string(),
    applicant: Applicant,
    taken: Taken,
    windowId: z.string().nullable(),
    ticketId: z.string().nullable(),
    /** The hall where the result shall be collected; null: here. */
    collectHall: z.string().max(60).nullable(),
  }),
  touches: (body, station) => [
    { type: 'case', id: body.caseId },
    { type: 'caseNumber', id: body.number },
    { type: 'caseProgress', id: body.code },
    { type: 'caseDay', id: caseDayId(station, body.day) },
  ],
  decide(body, state, context) {
    const by = clerkOf(state, context);
    if (!by) return refuse('not-allowed', { kind: 'case.receive' });
    const item = itemOf(state, body.itemId);
    if (!item) return refuse('unknown-item');
    const wrong = wrongMaterial(
      item,
      body.taken.map(({ id }) => id),
    );
    if (wrong !== null) return refuse('unknown-material', { material: wrong });
    if (wrongForm(item, body.taken) !== null)
      return refuse('unknown-material', { material: wrongForm(item, body.taken)! });
    if (state.get('case', body.caseId)) return refuse('case-exists');

    const config = state.config();
    const collectHall = body.collectHall ?? config.id;
    if (collectHall !== config.id && !config.cases?.partners?.some(({ id }) => id === collectHall))
      return refuse('unknown-hall');
    const same = state.get('caseNumber', body.number);
    const progress = state.get('caseProgress', body.code);
    const codeTaken = progress !== undefined && progress.day === undefined;
    const before = state.get('caseDay', caseDayId(context.station, body.day));
    const fresh: Case = {
      id: body.caseId,
      number: body.number,
      code: body.code,
      hall: config.id,
      stationId: context.station,
      windowId: body.windowId,
      ticketId: body.ticketId,
      itemId: item.id,
      itemVersion: item.version,
      itemName: item.name,
      applicant: body.applicant,
      status: 'received',
      taken: body.taken,
      owed: [],
      supplement: null,
      receivedAt: context.now,
      receivedBy: by,
      acceptedAt: null,
      acceptedBy: null,
      promisedBy: null,
      decidedAt: null,
      decidedBy: null,
      outcome: null,
      reason: null,
      collectHall,
      holder: config.id,
      revision: 1,
      handedOver: null,
      history: [{ at: context.now, what: 'received', clerk: by.name }],
      conflict: same ? 'number-twice' : codeTaken ? 'code-twice' : 'none',
    };
    return accept(
      put('case', fresh),
      // Paper bears the number already: the hall keeps both cases, and somebody must look.
      put(
        'caseNumber',
        same ? { ...same, others: [...same.others, fresh.id] } : { id: fresh.number, caseId: fresh.id, others: [] },
      ),
      ...(codeTaken ? [] : [put('caseProgress', progressOf(fresh))]),
      put('caseDay', {
        id: caseDayId(context.station, body.day),
        day: body.day,
        stationId: context.station,
        last: Math.max(before?.last ?? 0, body.running),
      }),
    );
  },
});

export function progressOf(a: Case): CaseProgress {
  return {
    id: a.code,
    caseId: a.id,
    number: a.number,
    itemName: a.itemName,
    status: a.status,
    receivedAt: a.receivedAt,
    promisedBy: a.promisedBy,
    decidedAt: a.decidedAt,
    collectHall: a.collectHall,
    ...(a.day === undefined ? {} : { day: a.day }),
  };
}

export interface Step {
  readonly the: Case;
  readonly by: Clerk;
  readonly state: StateReader;
  readonly context: Context;
}

/** One step of a case: it must be there, in one of these states, and a clerk must do it. */
export function step(
  state: StateReader,
  context: Context,
  caseId: string,
  from: readonly CaseStatus[],
  act: (step: Step) => Decision,
): Decision {
  const by = clerkOf(state, context);
  if (!by) return refuse('not-allowed', { kind: 'case' });
  const the = state.get('case', caseId);
  if (!the) return refuse('unknown-case');
  if (the.holder !== state.config().id)
    return refuse('case-elsewhere', { number: the.number, hall: hallName(state.config(), the.holder) });
  if (!from.includes(the.status)) return refuse('case-wrong-step', { number: the.number, status: the.status });
  return act({ the, by, state, context });
}

/** The case as it stands after a step, with what people may see of it. */
export function stand({ the, by, state, context }: Step, what: string, over: Partial<Case>): Decision {
  const next: Case = {
    ...the,
    ...over,
    revision: the.revision + 1,
    history: [...the.history, { at: context.now, what, clerk: by.name }].slice(-HISTORY),
  };
  const config = state.config();
  if (OVER.has(next.status)) next.day = addDays(context.day, config.cases?.keptDays ?? KEPT_DAYS);
  const changes: RecordChange[] = [put('case', next)];
  // A case whose code is another's has no progress of its own.
  if (next.conflict !== 'code-twice') changes.push(put('caseProgress', progressOf(next)));
  return accept(...changes);
}

function lacking(item: Item, the: Case, need: Item['materials'][number]['need']): Item['materials'] {
  return item.materials.filter((m) => m.need === need && the.taken.every((taken) => taken.id !== m.id));
}

/** 受理, also 容缺受理: every necessary material is there; what may follow is there, or owed until a day. */
export const acceptCase = kind({
  version: 1,
  body: z.object({ caseId: CaseId, owed: z.array(OwedMaterial).max(60) }),
  touches: ofCase,
  decide: (body, state, context) =>
    step(state, context, body.caseId, ['received'], (at) => {
      const wrongClerk = wrongPost(at, 'accept');
      if (wrongClerk) return wrongClerk;
      const item = itemOf(state, at.the.itemId);
      if (!item) return refuse('unknown-item');
      const missing = lacking(item, at.the, 'necessary')[0];
      if (missing) return refuse('materials-missing', { material: missing.name });
      const promisedBy = addWorkdays(context.day, item.promisedLimitDays, state.config().calendar);
      const follow = lacking(item, at.the, 'may-follow');
      const forgotten = follow.find((m) => body.owed.every((owed) => owed.id !== m.id));
      if (forgotten) return refuse('materials-missing', { material: forgotten.name });
      const wrong = body.owed.find(
        (owed, i) => !follow.some((m) => m.id === owed.id) || body.owed.findIndex((o) => o.id === owed.id) !== i,
      );
      if (wrong) return refuse('unknown-material', { material: wrong.id });
      if (body.owed.some((owed) => owed.by < context.day || owed.by > promisedBy))
        return refuse('owed-too-long', { day: promisedBy });
      return stand(at, body.owed.length > 0 ? 'accepted-owed' : 'accepted', {
        status: 'accepted',
        owed: body.owed,
        acceptedAt: context.now,
        acceptedBy: at.by,
        promisedBy,
      });
    }),
});

/** 不予受理: not needed, or not this authority's; the reason names the law or the right authority. */
export const refuseCase = kind({
  version: 1,
  body: z.object({ caseId: CaseId, reason: Reason }),
  touches: ofCase,
  decide: (body, state, context) =>
    step(
      state,
      context,
      body.caseId,
      ['received', 'supplement'],
      (at) => wrongPost(at, 'accept') ?? stand(at, 'refused', { status: 'refused', reason: body.reason }),
    ),
});

/** 补正: told once, and completely (一次性告知). */
export const supplement = kind({
  version: 1,
  body: z.object({ caseId: CaseId, list: z.array(SupplementLine).min(1).max(60) }),
  touches: ofCase,
  decide: (body, state, context) =>
    step(state, context, body.caseId, ['received'], (at) => {
      const wrongClerk = wrongPost(at, 'accept');
      if (wrongClerk) return wrongClerk;
      const item = itemOf(state, at.the.itemId);
      if (!item) return refuse('unknown-item');
      if (at.the.supplement) return refuse('supplement-once', { number: at.the.number });
      const ids = body.list.map(({ id }) => id);
      const wrong = wrongMaterial(item, ids);
      if (wrong !== null) return refuse('unknown-material', { material: wrong });
      const left = lacking(item, at.the, 'necessary').find((m) => !ids.includes(m.id));
      if (left) return refuse('supplement-incomplete', { material: left.name });
      return stand(at, 'supplement', {
        status: 'supplement',
        supplement: { at: context.now, by: at.by, list: body.list, open: ids },
      });
    }),
});

/** What was told to be missing, or is owed, was brought. With all of it there the case goes on. */
export const supplemented = kind({
  version: 1,
  body: z.object({ caseId: CaseId, taken: Taken.min(1) }),
  touches: ofCase,
  decide: (body, state, context) =>
    step(state, context, body.caseId, ['supplement', 'accepted'], (at) => {
      const item = itemOf(state, at.the.itemId);
      if (!item) return refuse('unknown-item');
      const ids = body.taken.map(({ id }) => id);
      const expected = at.the.status === 'accepted' ? at.the.owed.map(({ id }) => id) : (at.the.supplement?.open ?? []);
      const wrong = wrongMaterial(item, ids) ?? ids.find((id) => !expected.includes(id)) ?? wrongForm(item, body.taken);
      if (wrong !== null) return refuse('unknown-material', { material: wrong });
      const taken = withTaken(at.the.taken, body.taken);
      if (at.the.status === 'accepted')
        return stand(at, 'brought', { taken, owed: at.the.owed.filter(({ id }) => !ids.includes(id)) });
      const open = expected.filter((id) => !ids.includes(id));
      return stand(at, 'brought', {
        taken,
        supplement: { ...at.the.supplement!, open },
        status: open.length === 0 ? 'received' : 'supplement',
      });
    }),
});

/** 准予 or 不予. Never by who accepted it (受审分离), and not while a material is owed. */
export const decideCase = kind({
  version: 1,
  body: z.object({ caseId: CaseId, outcome: z.enum(['granted', 'denied']), reason: Reason.nullable() }),
  touches: ofCase,
  decide: (body, state, context) =>
    step(state, context, body.caseId, ['accepted'], (at) => {
      if (at.the.acceptedBy?.id === at.by.id) return refuse('same-person-decides', { number: at.the.number });
      const wrongClerk = wrongPost(at, 'decide');
      if (wrongClerk) return wrongClerk;
      if (at.the.owed.length > 0 && body.outcome === 'granted')
        return refuse('materials-owed', { number: at.the.number });
      if (body.outcome === 'denied' && body.reason === null) return refuse('reason-missing');
      return stand(at, body.outcome, {
        status: 'decided',
        outcome: body.outcome,
        reason: body.reason,
        decidedAt: context.now,
        decidedBy: at.by,
      });
    }),
});

/** 寄往领取大厅: the result leaves for the hall where it is collected, and that hall goes on with the case (通办). */
export const send = kind({
  version: 1,
  body: z.object({ caseId: CaseId }),
  touches: ofCase,
  decide: (body, state, context) =>
    step(state, context, body.caseId, ['decided'], (at) =>
      at.the.collectHall === state.config().id
        ? refuse('case-wrong-step', { number: at.the.number, status: at.the.status })
        : stand(at, 'sent', { status: 'sent', holder: at.the.collectHall }),
    ),
});

/** 出件: the result lies at the hall where it is collected; what was sent has arrived. */
export const ready = kind({
  version: 1,
  body: z.object({ caseId: CaseId }),
  touches: ofCase,
  decide: (body, state, context) =>
    step(state, context, body.caseId, ['decided', 'sent'], (at) =>
      at.the.collectHall === state.config().id
        ? stand(at, 'ready', { status: 'ready' })
        : refuse('collected-elsewhere', { number: at.the.number, hall: hallName(state.config(), at.the.collectHall) }),
    ),
});

/** 送达 */
export const handOver = kind({
  version: 1,
  body: z.object({
    caseId: CaseId,
    /** Masked name of who took it. */
    receiver: z.string().trim().min(1).max(60),
    via: z.enum(['window', 'terminal', 'courier']),
  }),
  touches: ofCase,
  decide: (body, state, context) =>
    step(state, context, body.caseId, ['ready'], (at) =>
      stand(at, 'handed-over', {
        status: 'handed-over',
        handedOver: { at: context.now, by: at.by, receiver: body.receiver, via: body.via },
      }),
    ),
});

/** 撤回申请, at any time before the decision. */
export const withdraw = kind({
  version: 1,
  body: z.object({ caseId: CaseId, reason: Reason }),
  touches: ofCase,
  decide: (body, state, context) =>
    step(state, context, body.caseId, ['received', 'supplement', 'accepted'], (at) =>
      stand(at, 'withdrawn', { status: 'withdrawn', reason: body.reason }),
    ),
});
