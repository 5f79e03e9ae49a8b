import { ORPCError } from '@orpc/server';
import { previewSlip, slipLayouts } from '../../../src/hall/desk-api/slips.ts';
import type { DeskView } from '../../../src/shared/protocol/desk-view.ts';
import { hallContract } from '../../../src/shared/protocol/hall-contract.ts';
import type { Scenario } from '../stage.ts';
import { row } from './counter.ts';
import { clock, closedForToday, hall, NOW, open, sampleHall } from './hall.ts';

export const contract = hallContract;

const MINUTE = 60_000;
const ready = { state: 'ready' as const, since: NOW - 60 * MINUTE };

const LOAD: Readonly<Record<string, [waiting: number, longest: number]>> = {
  A: [11, 21],
  B: [4, 12],
  C: [9, 34],
  D: [2, 6],
  E: [0, 0],
  F: [3, 17],
};

const queues: DeskView['queues'] = sampleHall.queues.map(({ id, prefix, name, areaId }) => ({
  id,
  prefix,
  name,
  areaName: sampleHall.areas.find((area) => area.id === areaId)?.name ?? '',
  waiting: LOAD[prefix]?.[0] ?? 0,
  longestWaitMs: (LOAD[prefix]?.[1] ?? 0) * MINUTE,
  openWindows: prefix === 'F' ? 0 : 4,
}));

type Window = DeskView['windows'][number];
const SEATS: Readonly<Record<number, Partial<Window>>> = {
  1: { clerkName: '陈静', ticketNumber: 'A012', ticketStatus: 'serving', since: NOW - 6 * MINUTE, served: 11 },
  2: { clerkName: '林晓', ticketNumber: 'C021', ticketStatus: 'serving', since: NOW - 14 * MINUTE, served: 9 },
  3: { clerkName: '黄志明', ticketNumber: 'B007', ticketStatus: 'called', since: NOW - 30_000, served: 12 },
  4: { clerkName: '何敏', since: NOW - 2 * MINUTE, served: 10 },
  5: { clerkName: '马丽', status: 'paused', pauseReason: '整理材料', since: NOW - 8 * MINUTE, served: 7 },
  6: { clerkName: '罗勇', ticketNumber: 'B006', ticketStatus: 'serving', since: NOW - 3 * MINUTE, served: 8 },
  7: { clerkName: '宋佳', ticketNumber: 'E002', ticketStatus: 'serving', since: NOW - 25 * MINUTE, served: 3 },
  10: { clerkName: '梁国强', ticketNumber: 'C020', ticketStatus: 'serving', since: NOW - 5 * MINUTE, served: 10 },
};

const windows: Window[] = sampleHall.windows.map(({ id, number, areaId, comprehensive }) => ({
  id,
  number,
  areaName: sampleHall.areas.find((area) => area.id === areaId)?.name ?? '',
  comprehensive,
  status: SEATS[number] ? 'open' : 'closed',
  clerkName: null,
  pauseReason: null,
  ticketNumber: null,
  ticketStatus: null,
  since: 0,
  served: 0,
  ...SEATS[number],
}));

type Station = DeskView['stations'][number];
const station = (id: string, name: string, roles: string[], parts: Partial<Station> = {}): Station => ({
  id,
  name,
  roles,
  connected: true,
  since: NOW - 80 * MINUTE,
  pending: 0,
  refused: 0,
  behind: 0,
  turnedAway: null,
  rebuilt: null,
  revoked: false,
  lastSeq: 120,
  devices: [],
  troubles: [],
  version: '0.1.0',
  ...parts,
});

const stations: Station[] = [
  station('dispenser-1', '取号机 1', ['dispenser'], {
    devices: [
      { device: 'ticketPrinter', health: { state: 'attention', code: 'paper-near-end', since: NOW } },
      { device: 'idReader', health: ready },
    ],
  }),
  station('dispenser-2', '取号机 2', ['dispenser'], {
    troubles: [{ device: 'ticketPrinter', code: 'paper-end', times: 3, minutes: 12 }],
    devices: [
      { device: 'ticketPrinter', health: { state: 'down', code: 'paper-end', since: NOW } },
      { device: 'idReader', health: ready },
    ],
  }),
  station('counter-1', '1 号窗口', ['counter', 'pad'], { devices: [{ device: 'pad', health: ready }] }),
  station('counter-2', '2 号窗口', ['counter', 'pad'], { connected: false, since: NOW - 9 * MINUTE, pending: 6 }),
  station('counter-3', '3 号窗口', ['counter', 'pad'], { devices: [{ device: 'pad', health: ready }] }),
  station('kiosk-1', '自助机 1', ['kiosk'], {
    devices: [{ device: 'ticketPrinter', health: ready, roll: { change: 'tonight', slips: 410, left: 96 } }],
  }),
  station('display-a', 'A 区叫号屏', ['display']),
];

type Recent = DeskView['recent'][number];
let position = 612;
const event = (
  stationId: string,
  secondsAgo: number,
  kind: string,
  params: Recent['params'],
  parts: Partial<Recent> = {},
): Recent => ({
  position: position--,
  kind,
  station: stationId,
  at: NOW - secondsAgo * 1000,
  params,
  refusal: null,
  ...parts,
});

const recent: Recent[] = [
  event('counter-3', 30, 'ticket.next', { number: 'B007', window: 3 }),
  event('dispenser-1', 48, 'ticket.paper', { number: 'A019' }),
  event('dispenser-1', 50, 'ticket.request', { number: 'A019', queue: '就业社保' }),
  event(
    'counter-1',
    70,
    'ticket.take',
    { number: 'A008', window: 1, reason: '持号人在窗口前' },
    {
      refusal: { code: 'ticket-elsewhere', params: { number: 'A008' } },
    },
  ),
  event('counter-3', 95, 'ticket.finish', { number: 'B005', window: 3 }),
  event('counter-3', 96, 'evaluation.submit', {}),
  event('kiosk-1', 130, 'help.call', { place: '自助机 1' }),
  event('counter-1', 370, 'ticket.start', { number: 'A012', window: 1 }),
];

export const view: DeskView = {
  ...clock,
  hall,
  opening: open,
  position: 612,
  putBack: null,
  counts: {
    issued: 126,
    waiting: 29,
    serving: 6,
    finished: 84,
    missed: 5,
    offlineNumbers: 7,
    longestWaitMs: 34 * MINUTE,
    averageWaitMs: 12 * MINUTE,
    averageServiceMs: 8 * MINUTE,
  },
  queues,
  windows,
  stations,
  staff: [
    { id: 'staff-chen', name: '陈静', post: '受理岗', pin: 'set', until: null },
    { id: 'staff-lin', name: '林晓梅', post: '受理岗', pin: 'code', until: NOW + 20 * 3_600_000 },
    { id: 'staff-wu', name: '吴伟', post: '审批岗', pin: 'needs-code', until: null },
    { id: 'staff-he', name: '何佳', post: '导办岗', pin: 'set', until: null },
  ],
  pinRequired: true,
  pads: [{ padId: 'pad-1', windowNumber: 1, stationId: 'counter-1', pairedAt: NOW - 3 * 86_400_000 }],
  conflicts: [
    row('A812', 46, { conflict: 'served-twice', status: 'finished', maskedName: '周*', itemName: '失业登记' }),
    row('C807', 38, { conflict: 'number-twice', queueName: '房屋租赁' }),
  ],
  help: [{ helpId: 'help-1', place: '自助机 1', at: NOW - 2 * MINUTE }],
  ratings: { levels: [41, 22, 6, 2, 1], notRated: 12 },
  recent,
};

interface Token {
  id: string;
  name: string;
  scopes: ('queues' | 'progress' | 'statistics' | 'evaluations')[];
  createdAt: number;
  revokedAt: number | null;
}
const tokens: Token[] = [
  {
    id: '0a0a0a0a',
    name: '市政府网站',
    scopes: ['queues', 'progress'],
    createdAt: NOW - 40 * 86_400_000,
    revokedAt: null,
  },
];

const scenario = (parts: Partial<DeskView>): Scenario => ({
  views: { 'desk.watch': { ...view, ...parts } },
  answers: {
    'desk.slipLayouts': () => slipLayouts(sampleHall, false),
    'desk.previewSlip': (input: { slip: 'ticket'; template: unknown }) =>
      previewSlip(input.slip, sampleHall, input.template),
    'desk.enrolCode': () => ({ code: '4831-0927', validUntil: NOW + 15 * MINUTE }),
    'desk.deviceDays': () => [
      { day: '2026-03-02', troubles: [{ device: 'ticketPrinter', code: 'paper-end', times: 3, minutes: 12 }] },
      {
        day: '2026-02-27',
        troubles: [
          { device: 'idReader', code: 'no-answer', times: 1, minutes: 41 },
          { device: 'ticketPrinter', code: 'cover-open', times: 2, minutes: 3 },
        ],
      },
    ],
    'desk.revoke': (_: never, stage) => {
      stage.change('desk.watch', { stations: stations.map((row) => ({ ...row, revoked: row.id === 'dispenser-1' })) });
      return { ok: true, offline: false };
    },
    'desk.apiTokens': () => tokens,
    'desk.newApiToken': ({ name, scopes }: { name: string; scopes: Token['scopes'] }) => {
      tokens.unshift({ id: 'c0ffee00', name, scopes, createdAt: NOW, revokedAt: null });
      return { id: 'c0ffee00', token: 'ow1.c0ffee00.madeUpForThePreviewMadeUpForThePreviewMadeU' };
    },
    'desk.revokeApiToken': ({ id }: { id: string }) => {
      for (const token of tokens) if (token.id === id) token.revokedAt = NOW;
      return { revoked: true };
    },
    'desk.clearPin': () => ({ ok: true, code: '40283175', validUntil: NOW + 24 * 3_600_000 }),
    'desk.replace': () => ({ ok: true, code: 'K7QM-2XWD', validUntil: NOW + 15 * MINUTE }),
    'desk.settleConflict': ({ ticketId }: { ticketId: string }, stage) => {
      const { conflicts } = stage.view<DeskView>('desk.watch');
      stage.change('desk.watch', { conflicts: conflicts.filter((row) => row.ticketId !== ticketId) });
      return { ok: true, offline: false };
    },
    'desk.answerHelp': (_: never, stage) => {
      stage.change('desk.watch', { help: [] });
      return { ok: true, offline: false };
    },
  },
});

const zero = { issued: 0, waiting: 0, serving: 0, finished: 0, missed: 0, offlineNumbers: 0 };
const noTime = { longestWaitMs: 0, averageWaitMs: 0, averageServiceMs: 0 };

export const scenarios = {
  starting: { views: {} },
  locked: {
    views: {
      'desk.watch': () => {
        throw new ORPCError('UNAUTHORIZED');
      },
    },
  },
  busy: scenario({}),
  calm: scenario({
    conflicts: [],
    help: [],
    queues: queues.map((queue) => ({ ...queue, waiting: 1, longestWaitMs: 3 * MINUTE, openWindows: 3 })),
    stations: stations.map((each) => ({
      ...each,
      connected: true,
      pending: 0,
      devices: [{ device: 'pad', health: ready }],
    })),
  }),
  refused: scenario({
    putBack: { at: NOW - 20 * MINUTE, unheard: ['取号机 2'] },
    conflicts: [],
    help: [],
    stations: [
      station('counter-2', '2 号窗口', ['counter', 'pad'], {
        connected: false,
        since: NOW - 9 * MINUTE,
        turnedAway: { reason: 'key-unknown', at: NOW - 5 * MINUTE },
      }),
      station('kiosk-1', '自助机 1', ['kiosk'], { turnedAway: { reason: 'key-unknown', at: NOW - 3 * MINUTE } }),
      station('dispenser-1', '取号机 1', ['dispenser'], {
        rebuilt: { reason: 'damaged', at: NOW - 40 * MINUTE, lines: 214, pending: 3, uncertain: 2 },
      }),
    ],
  }),
  empty: scenario({
    opening: closedForToday,
    counts: { ...zero, ...noTime },
    queues: queues.map((queue) => ({ ...queue, waiting: 0, longestWaitMs: 0, openWindows: 0 })),
    windows: windows.map((each) => ({
      ...each,
      status: 'closed',
      clerkName: null,
      pauseReason: null,
      ticketNumber: null,
      ticketStatus: null,
      since: 0,
      served: 0,
    })),
    stations: [],
    conflicts: [],
    help: [],
    ratings: { levels: [0, 0, 0, 0, 0], notRated: 0 },
    recent: [],
    position: 0,
  }),
} satisfies Record<string, Scenario>;
