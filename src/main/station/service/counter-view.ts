import type { CounterInput, CounterView, IntentRow } from '../../../shared/protocol/counter-view.ts';
import type { HealthView, StationView } from '../../../shared/protocol/desk-view.ts';
import type { DeviceReport } from '../../../shared/protocol/device-report.ts';
import { serviceUnderWay } from '../../../shared/queue/decisions/common.ts';
import { lineFor } from '../../../shared/queue/policy.ts';
import type { Ticket } from '../../../shared/queue/types.ts';
import { loads } from '../../../shared/queue/wait.ts';
import { standingOf } from '../../../shared/staff/decisions.ts';
import { intentParams } from '../../../shared/views/intent-row.ts';
import { areaOf, hallHead, openHelp, ticketRow } from '../../../shared/views/rows.ts';
import type { StationConfig } from '../config.ts';
import type { Cases } from './cases.ts';
import type { StationCore } from './core.ts';
import type { Counter } from './counter.ts';
import type { Rating } from './rating.ts';

const LINE_SHOWN = 40;
const INTENTS_SHOWN = 200;
/** The clerk is told that a rating was given, or was not, for a moment. */
const RATING_SHOWN_MS = 20_000;

/** Paper that somebody has to look after. */
export type Slips = Pick<StationView, 'slips' | 'printers' | 'uncertain' | 'recoverable' | 'missing'>;

export function counterView(
  core: StationCore,
  counter: Counter,
  rating: Rating,
  cases: Cases,
  devices: Slips & {
    readonly reports: DeviceReport[];
    readonly input: CounterInput | null;
    readonly pads: CounterView['pads'];
    readonly locked: boolean;
  },
): CounterView | null {
  const window = counter.window();
  if (!window) return null;
  const { state } = core;
  const config = state.config();
  const moment = core.moment();
  const def = config.windows.find((w) => w.id === counter.windowId)!;
  const load = loads(state, moment.now, moment.day);
  const current = counter.current();
  return {
    hallTime: moment.now,
    utcOffsetMinutes: config.utcOffsetMinutes,
    hall: hallHead(config),
    window: {
      id: def.id,
      number: def.number,
      areaName: areaOf(config, def.areaId)?.name ?? '',
      comprehensive: def.comprehensive,
      status: window.status,
      clerk: window.clerk,
      pauseReason: window.pauseReason,
    },
    staff: (config.staff ?? []).map(({ id, name, post }) => ({
      id,
      name,
      post,
      pin: standingOf(state, id, moment.now),
    })),
    locked: devices.locked,
    queues: config.queues.map((q) => ({
      id: q.id,
      prefix: q.prefix,
      name: q.name,
      waiting: load.get(q.id)?.waiting ?? 0,
      mine: def.queueIds.includes(q.id),
    })),
    windows: config.windows.map((w) => {
      const live = state.get('window', w.id);
      return { id: w.id, number: w.number, status: live?.day === moment.day ? live.status : ('closed' as const) };
    }),
    current: current ? currentView(core, current, counter.windowId) : null,
    line: lineFor(state, def, moment.day)
      .slice(0, LINE_SHOWN)
      .map(({ ticket, reason }) => ticketRow(config, ticket, reason)),
    aside: aside(core, counter.windowId, moment.day),
    cases: cases.ofTicket(),
    rating: ratingView(rating, moment.now),
    help: openHelp(state, moment.day),
    link: core.linkView(),
    ...intentRows(core),
    devices: devices.reports,
    slips: devices.slips,
    printers: devices.printers,
    uncertain: devices.uncertain,
    servedToday: [...state.all('service')].filter(
      (s) => s.windowId === def.id && s.day === moment.day && s.finishedAt !== null,
    ).length,
    input: devices.input,
    padThere: rating.padThere,
    signing: rating.signing?.view(rating.asking) ?? null,
    pads: devices.pads,
  };
}

function currentView(core: StationCore, ticket: Ticket, windowId: string): CounterView['current'] {
  // Another window may be serving it too, or have finished it: what counts here is this window's own service.
  const service = serviceUnderWay(core.state, ticket, windowId);
  return {
    ...ticketRow(core.state.config(), ticket),
    status: service ? 'serving' : ticket.status,
    queueId: ticket.queueId,
    itemId: ticket.itemId,
    serviceId: service?.id ?? ticket.serviceId,
    issuedBy: core.state.get('station', ticket.issuedBy)?.name ?? ticket.issuedBy,
    issuedAt: ticket.issuedAt,
    calledAt: ticket.calledAt,
    calls: ticket.calls,
    startedAt: service?.startedAt ?? ticket.startedAt,
    stub: ticket.stub,
  };
}

/** Missed tickets of the queues this window serves, and those anybody set aside. */
function aside(core: StationCore, windowId: string, day: string): CounterView['aside'] {
  const config = core.state.config();
  const mine = new Set(config.windows.find((w) => w.id === windowId)?.queueIds);
  const tickets: Ticket[] = [];
  for (const ticket of core.state.all('ticket')) {
    if (ticket.day !== day || !mine.has(ticket.queueId) || ticket.mergedInto !== null) continue;
    if (ticket.status === 'missed' || ticket.status === 'suspended') tickets.push(ticket);
  }
  return tickets.sort((a, b) => (b.calledAt ?? 0) - (a.calledAt ?? 0)).map((t) => ticketRow(config, t));
}

function ratingView(rating: Rating, now: number): CounterView['rating'] {
  const service = rating.asked() ?? rating.latest();
  if (!service || service.finishedAt === null || service.rating === 'open') return null;
  const until = rating.until(service);
  if (service.rating !== 'asked' && now > until + RATING_SHOWN_MS) return null;
  return { serviceId: service.id, number: service.number, state: service.rating, until };
}

/** What the hall has not settled, and what it refused, in rows the screen has words for. */
export function intentRows(core: StationCore): { pending: IntentRow[]; pendingCount: number; refused: IntentRow[] } {
  const row = (
    line: { seq: number; kind: string; at: number; body?: unknown },
    refusal: IntentRow['refusal'],
  ): IntentRow => ({
    seq: line.seq,
    kind: line.kind,
    at: line.at,
    params: { ...intentParams(core.state, line.body) },
    refusal,
  });
  return {
    pendingCount: core.journal.pending.length,
    pending: core.journal.pending.slice(0, INTENTS_SHOWN).map((line) => row(line, null)),
    refused: core.refused.slice(-INTENTS_SHOWN).map(({ line, refusal }) => row(line, refusal)),
  };
}

const FEW_NUMBERS = 10;

export function stationView(
  core: StationCore,
  { station, name }: Pick<StationConfig, 'station' | 'name'>,
  devices: DeviceReport[],
  slips: Slips,
): StationView {
  return {
    hallTime: core.now(),
    utcOffsetMinutes: core.utcOffsetMinutes,
    stationId: station,
    stationName: name,
    link: core.linkView(),
    ...intentRows(core),
    devices,
    ...slips,
    warnings: warnings(core, station),
  };
}

export function healthView(core: StationCore, station: string, devices: DeviceReport[]): HealthView {
  return {
    hallTime: core.now(),
    utcOffsetMinutes: core.utcOffsetMinutes,
    link: core.linkView(),
    devices,
    warnings: warnings(core, station),
  };
}

function warnings(core: StationCore, station: string): HealthView['warnings'] {
  return [
    ...(core.storage === 'full' ? (['storage-full'] as const) : []),
    ...(core.rebuiltLately ? (['database-rebuilt'] as const) : []),
    ...(core.clockWrong ? (['clock-wrong'] as const) : []),
    ...(numbersLow(core, station) ? (['numbers-low'] as const) : []),
  ];
}

function numbersLow(core: StationCore, station: string): boolean {
  const left = new Map<string, number>();
  for (const range of core.state.all('range')) {
    if (range.stationId !== station || range.day !== core.today()) continue;
    left.set(range.queueId, (left.get(range.queueId) ?? 0) + Math.max(0, range.to - range.next + 1));
  }
  return [...left.values()].some((n) => n < FEW_NUMBERS);
}
