import { readFileSync } from 'node:fs';
import { signatureSvg } from '../../../src/shared/pad/signature-svg.ts';
import type { CaseView } from '../../../src/shared/protocol/case-view.ts';
import type { CounterView, IntentRow, TicketRow } from '../../../src/shared/protocol/counter-view.ts';
import type { DeviceReport } from '../../../src/shared/protocol/device-report.ts';
import type { IdentityView } from '../../../src/shared/protocol/identity-view.ts';
import { stationContract } from '../../../src/shared/protocol/station-contract.ts';
import type { LinkView } from '../../../src/shared/protocol/views.ts';
import type { PinStanding } from '../../../src/shared/staff/types.ts';
import { DOCUMENT } from '../browser.ts';
import type { Scenario, Stage } from '../stage.ts';
import { clock, hall, NOW, offline, online, sampleHall } from './hall.ts';

export const contract = stationContract;

const MINUTE = 60_000;
export const JOBLESS = sampleHall.items.find((item) => item.name === '失业登记')!;

export const row = (number: string, minutes: number, parts: Partial<TicketRow> = {}): TicketRow => ({
  ticketId: `ticket-${number}`,
  number,
  queueName: '就业社保',
  itemName: null,
  maskedName: null,
  priority: 'ordinary',
  priorityReason: null,
  waitingSince: NOW - minutes * MINUTE,
  reason: 'longest-wait',
  status: 'waiting',
  conflict: 'none',
  note: null,
  ...parts,
});

export const line: TicketRow[] = [
  row('V002', 9, {
    itemName: '高龄津贴',
    queueName: '民政',
    priority: 'green',
    priorityReason: 'elderly',
    reason: 'priority',
    maskedName: '赵**',
  }),
  row('C022', 23, { itemName: '房屋租赁登记备案', queueName: '房屋租赁' }),
  row('A011', 21, { reason: 'called-back', maskedName: '孙*' }),
  row('A013', 13, { itemName: '失业登记', maskedName: '周*' }),
  row('A014', 11, { itemName: '社会保险待遇资格认证' }),
  row('D006', 10, { queueName: '计划生育', reason: 'for-this-window' }),
  row('A015', 9, { itemName: '灵活就业登记' }),
  row('B009', 7, { itemName: '最低生活保障续期审核', queueName: '民政' }),
  row('A016', 4),
  row('C023', 2, { queueName: '房屋租赁' }),
  row('A017', 0),
];

export const called: NonNullable<CounterView['current']> = {
  ...row('A012', 14, { itemName: JOBLESS.name, maskedName: '李*国', status: 'called' }),
  queueId: 'queue-employment',
  itemId: JOBLESS.id,
  serviceId: null,
  issuedBy: '取号机 2',
  issuedAt: NOW - 15 * MINUTE,
  calledAt: NOW - 20_000,
  calls: 1,
  startedAt: null,
  stub: false,
};
export const serving: typeof called = {
  ...called,
  status: 'serving',
  serviceId: 'service-12',
  calledAt: NOW - 7 * MINUTE,
  startedAt: NOW - 6 * MINUTE - 12_000,
};

const aside: TicketRow[] = [
  row('A009', 41, { status: 'missed', reason: null, maskedName: '吴*霞', itemName: '失业登记' }),
  row('B006', 52, { status: 'suspended', reason: null, maskedName: '郑**', queueName: '民政', note: '回去取材料' }),
];

const ready = { state: 'ready' as const, since: NOW - 3_600_000 };
const devices: DeviceReport[] = [
  { device: 'ticketPrinter', health: ready },
  { device: 'idReader', health: ready },
  { device: 'pad', health: ready },
];

const staff = [
  ['clerk-1', '陈静', '受理岗'],
  ['clerk-2', '林晓', '受理岗'],
  ['clerk-3', '黄志明', '受理岗'],
  ['clerk-4', '何敏', '咨询引导岗'],
  ['clerk-5', '马丽', '首席代表'],
].map(([id, name, post]) => ({ id: id!, name: name!, post: post!, pin: 'none' as PinStanding }));

const WAITING: Readonly<Record<string, number>> = { A: 6, B: 2, C: 2, D: 1, E: 0, F: 0 };

export const view: CounterView = {
  ...clock,
  hall,
  window: {
    id: 'window-5',
    number: 5,
    areaName: 'A 区',
    comprehensive: true,
    status: 'open',
    clerk: { id: 'clerk-1', name: '陈静' },
    pauseReason: null,
  },
  staff,
  locked: false,
  queues: sampleHall.queues.map(({ id, prefix, name }) => ({
    id,
    prefix,
    name,
    waiting: WAITING[prefix] ?? 0,
    mine: prefix !== 'F',
  })),
  windows: sampleHall.windows.map(({ id, number }) => ({
    id,
    number,
    status: number === 7 ? 'paused' : number > 9 ? 'closed' : 'open',
  })),
  current: null,
  line,
  aside,
  cases: [],
  rating: null,
  help: [],
  link: online,
  pending: [],
  pendingCount: 0,
  refused: [],
  devices,
  slips: [],
  printers: [],
  uncertain: [],
  servedToday: 11,
  input: null,
  padThere: true,
  signing: null,
  pads: {
    url: 'https://10.0.0.12:7543',
    fingerprint: Array(32).fill('3E').join(':'),
    trouble: null,
    code: null,
    list: [{ padId: 'pad-1', pairedAt: NOW - 3 * 86_400_000, connected: true }],
  },
};

const SLIP = { queueName: '就业社保', issuedBy: '1 号取号机', place: null };

const HERE = { here: true, name: sampleHall.name };

const accepted: CaseView = {
  caseId: 'case-2',
  number: `${JOBLESS.id}20261121010050002`,
  code: '51720366',
  itemId: JOBLESS.id,
  itemName: JOBLESS.name,
  maskedName: '李*国',
  status: 'accepted',
  taken: JOBLESS.materials.slice(0, 3).map(({ id }) => id),
  owed: [],
  missing: [],
  told: false,
  receivedAt: NOW - 2 * MINUTE,
  receivedBy: { id: 'clerk-1', name: '陈静' },
  acceptedBy: { id: 'clerk-1', name: '陈静' },
  promisedBy: '2026-11-24',
  decidedBy: null,
  outcome: null,
  reason: null,
  history: [
    { at: NOW - 2 * MINUTE, what: 'received', clerk: '陈静' },
    { at: NOW - 2 * MINUTE + 1, what: 'accepted', clerk: '陈静' },
  ],
  attachments: [],
  detached: [],
  from: HERE,
  collect: HERE,
  holder: HERE,
  conflict: 'none',
};

/** A made-up hand. */
const SIGNATURE = signatureSvg(
  {
    height: 600,
    strokes: [0, 1, 2].map((stroke) =>
      Array.from({ length: 40 }, (_, n) => [
        Math.round(150 + stroke * 230 + n * 5),
        Math.round(300 + 120 * Math.sin(n / 6 + stroke)),
        Math.round(128 + 90 * Math.cos(n / 9)),
      ]).flat(),
    ),
  },
  { text: '收件确认\n下列材料是我交来的，内容真实。\n事项：失业登记', textHash: '6'.repeat(64) },
);

const page = (n: number, material: number, over: Partial<CaseView['attachments'][number]> = {}) => ({
  hash: String(n).repeat(64),
  mediaType: 'image/jpeg',
  bytes: 300_000,
  purpose: 'page',
  material: JOBLESS.materials[material]!.id,
  at: NOW - MINUTE,
  clerk: '陈静',
  unsent: false,
  ...over,
});

/** With pictures: some here, one that another window has not brought yet, one that only this one has. */
const scanned: CaseView = {
  ...accepted,
  attachments: [
    ...[page(1, 0), page(2, 1), page(3, 1, { unsent: true }), page(4, 2), page(5, 2)],
    {
      ...page(6, 0, { purpose: 'signature', mediaType: 'image/svg+xml', material: null }),
      signed: { what: 'receive', textHash: '6'.repeat(64) },
    },
  ],
  detached: [
    { hash: '9'.repeat(64), material: JOBLESS.materials[0]!.id, at: NOW - MINUTE, reason: 'wrong-case', clerk: '陈静' },
  ],
};

const openCases: CaseView[] = [
  accepted,
  {
    ...accepted,
    caseId: 'case-1',
    number: `${JOBLESS.id}20261121010050001`,
    maskedName: '周*',
    status: 'received',
    acceptedBy: null,
    promisedBy: null,
    taken: [],
  },
  {
    ...accepted,
    caseId: 'case-0',
    number: `${JOBLESS.id}20261118010030007`,
    maskedName: '',
    itemName: '高龄津贴',
    acceptedBy: { id: 'clerk-2', name: '林晓' },
    promisedBy: '2026-11-19',
  },
  {
    ...accepted,
    caseId: 'case-r',
    number: `${JOBLESS.id}20261117010030002`,
    maskedName: '孙*',
    status: 'ready',
    outcome: 'granted',
  },
];

const pendingRow = (seq: number, minutesAgo: number, kind: string, params: IntentRow['params']): IntentRow => ({
  seq,
  kind,
  at: NOW - minutesAgo * MINUTE,
  params,
  refusal: null,
});

export const pending: IntentRow[] = [
  pendingRow(41, 4, 'ticket.finish', { number: 'A010', window: 5 }),
  pendingRow(42, 4, 'ticket.take', { number: 'A812', window: 5, reason: '离线输号' }),
  pendingRow(43, 3, 'ticket.start', { number: 'A812', window: 5 }),
];

export const refused: IntentRow[] = [
  {
    ...pendingRow(38, 12, 'ticket.take', { number: 'A008', window: 5, reason: '持号人在窗口前' }),
    refusal: { code: 'ticket-elsewhere', params: { number: 'A008' } },
  },
];

const closed = { ...view.window, status: 'closed' as const, clerk: null };
const paused = { ...view.window, status: 'paused' as const, pauseReason: '整理材料' };
const away: LinkView = { ...offline, unreachable: 'timeout' };

const COUNTER = 'counter.watch';
const ok = { ok: true, offline: false };

const STANDINGS: readonly PinStanding[] = ['set', 'code', 'needs-code', 'none'];
const withPins = staff.map((person, i) => ({ ...person, pin: STANDINGS[i] ?? 'none' }));
const wrongPin = { ok: false, refusal: { code: 'pin-wrong', params: { seconds: 2 } } };
const setPin = (input: { clerkId: string }, stage: Stage) => {
  const pin = (each: (typeof withPins)[number]) => (each.id === input.clerkId ? ('set' as const) : each.pin);
  stage.change(COUNTER, { staff: withPins.map((each) => ({ ...each, pin: pin(each) })) });
  return ok;
};
const provenSignOn = (input: { clerkId: string; pin?: string }, stage: Stage) => {
  if (input.pin !== '314159') return wrongPin;
  const person = staff.find((each) => each.id === input.clerkId)!;
  stage.change(COUNTER, { window: { ...view.window, clerk: { id: person.id, name: person.name } } });
  return ok;
};

/** Answers that move the view as a station would, so that a walk through a visit can be looked at and tested. */
const walk: Scenario['answers'] = {
  'counter.signOn': (input: { clerkId: string }, stage: Stage) => {
    const person = staff.find((each) => each.id === input.clerkId)!;
    stage.change(COUNTER, { window: { ...view.window, clerk: { id: person.id, name: person.name } } });
    return ok;
  },
  'counter.next': (_: never, stage: Stage) => {
    stage.change(COUNTER, { current: called, line: line.slice(1) });
    return ok;
  },
  'counter.start': (_: never, stage: Stage) => {
    stage.change(COUNTER, { current: { ...serving, startedAt: NOW } });
    return ok;
  },
  'cases.receive': (input: { accept: boolean }, stage: Stage) => {
    const made: CaseView = input.accept
      ? accepted
      : { ...accepted, status: 'received', acceptedBy: null, promisedBy: null };
    stage.change(COUNTER, { cases: [made] });
    return { ...ok, case: made, receipt: 'job-1', notAccepted: null };
  },
  'cases.handOver': (input: { caseId: string }) => ({
    ...ok,
    case: { ...openCases.find((each) => each.caseId === input.caseId), status: 'handed-over' },
    receipt: null,
    notAccepted: null,
  }),
  'cases.list': () => ({ cases: openCases, next: null }),
  'cases.find': (input: { text: string }) =>
    openCases.filter((each) => each.number === input.text || each.code === input.text),
  'cases.camera': () => ({ camera: null }),
  'cases.chooseCamera': () => ({ ok: true }),
  'cases.attach': (input: { pictures: { purpose: string; material: string | null }[] }) => ({
    ...ok,
    case: {
      ...accepted,
      attachments: input.pictures.map((each, i) => ({ ...page(i + 1, 0), ...each, unsent: true })),
    },
    receipt: null,
    notAccepted: null,
  }),
  'cases.detach': (input: { hash: string; material: string | null; reason: string }) => ({
    ...ok,
    case: { ...scanned, attachments: scanned.attachments.filter(({ hash }) => hash !== input.hash) },
    receipt: null,
    notAccepted: null,
  }),
  'cases.picture': ({ hash }: { hash: string }) =>
    hash.startsWith('4')
      ? { state: 'not-yet', window: 3, station: '3 号窗口' }
      : hash.startsWith('5')
        ? { state: 'hall-away' }
        : hash.startsWith('6')
          ? { state: 'here', mediaType: 'image/svg+xml', data: Buffer.from(SIGNATURE).toString('base64') }
          : { state: 'here', mediaType: 'image/jpeg', data: readFileSync(DOCUMENT).toString('base64') },
  'counter.newPadCode': (_: never, stage: Stage) => {
    const { pads } = stage.view<CounterView>(COUNTER);
    stage.change(COUNTER, { pads: { ...pads, code: { text: '407152', until: NOW + 5 * MINUTE } } });
    return ok;
  },
  'counter.endPad': (_: never, stage: Stage) => {
    stage.change(COUNTER, { pads: { ...stage.view<CounterView>(COUNTER).pads, list: [] } });
    return ok;
  },
  'cases.askSignature': ({ caseId }: { caseId: string }, stage: Stage) => {
    stage.change(COUNTER, { signing: { caseId, what: 'receive', state: 'asked' } });
    return { ok: true, offline: false, case: scanned, receipt: null, notAccepted: null };
  },
  'counter.finish': (_: never, stage: Stage) => {
    stage.change(COUNTER, {
      current: null,
      rating: { serviceId: 's', number: 'A012', state: 'asked', until: NOW + 60_000 },
    });
    return ok;
  },
};

const info = (keyboardScanner: boolean): Scenario['answers'] => ({
  'session.info': () => ({
    stationId: 'counter-5',
    stationName: '5 号窗口',
    roles: ['counter'],
    protocol: 1,
    version: '0.1.0',
    keyboardScanner,
  }),
});

const scenario = (parts: Partial<CounterView>, answers: Scenario['answers'] = {}): Scenario => ({
  views: { [COUNTER]: { ...view, ...parts }, 'session.catalogue': sampleHall },
  answers: { ...info(false), ...walk, ...answers },
});

const refusing = (code: string): Scenario['answers'] => ({
  'counter.next': () => ({ ok: false, refusal: { code } }),
  'counter.take': (input: { number: string }) => ({ ok: false, refusal: { code, params: { number: input.number } } }),
});

/** 102 × 126 in one grey, as a decoder gives it. */
function greyPhoto(): string {
  const line = 308;
  const file = Buffer.alloc(54 + line * 126, 0x9a);
  file.fill(0, 0, 54);
  file.write('BM', 0, 'latin1');
  for (const [at, value] of [
    [2, file.length],
    [10, 54],
    [14, 40],
    [18, 102],
    [22, 126],
    [26, 1 | (24 << 16)],
  ] as const) {
    file.writeUInt32LE(value, at);
  }
  return file.toString('base64');
}

const laid = {
  state: 'present',
  maskedName: '李*国',
  expired: false,
  holder: 'same',
  photo: { state: 'there', type: 'image/bmp', base64: greyPhoto() },
} as const satisfies IdentityView['card'];

const withCard = (card: IdentityView['card'], answers: Scenario['answers'] = {}): Scenario => {
  const base = scenario({ current: serving }, answers);
  return { ...base, views: { ...base.views, 'counter.identity': { id: 1, card } } };
};

export const scenarios = {
  'card-same': withCard(laid, {
    'counter.forgetCard': (_input: unknown, stage: Stage) => {
      stage.show('counter.identity', { id: 2, card: { state: 'none' } });
      return { ok: true, offline: false };
    },
  }),
  'card-other': withCard({ ...laid, maskedName: '赵**', expired: true, holder: 'other', photo: { state: 'absent' } }),
  'card-failed': withCard({ state: 'failed', trouble: 'unreadable' }),
  pictures: scenario(
    { cases: [scanned], current: serving },
    {
      'cases.list': () => ({ cases: [scanned, ...openCases.slice(1)], next: null }),
      'cases.find': () => [scanned],
    },
  ),
  starting: { views: {} },
  'signed-off': scenario({ window: closed, line: [] }),
  'signed-off-pins': scenario(
    { window: closed, line: [], staff: withPins },
    { 'counter.setPin': setPin, 'counter.signOn': provenSignOn },
  ),
  locked: scenario(
    { current: serving, locked: true, staff: withPins },
    {
      'counter.unlock': (input: { pin: string }, stage: Stage) => {
        if (input.pin !== '314159') return wrongPin;
        stage.change(COUNTER, { locked: false });
        return ok;
      },
    },
  ),
  'no-staff': scenario({ window: closed, staff: [] }),
  idle: scenario({}),
  'idle-nobody': scenario({ line: [], aside: [], queues: view.queues.map((queue) => ({ ...queue, waiting: 0 })) }),
  called: scenario({ current: called, line: line.slice(1) }),
  'called-thrice': scenario({ current: { ...called, calls: 3 } }),
  serving: scenario({
    current: serving,
    help: [{ helpId: 'help-1', place: '取号机 2', at: NOW - 2 * MINUTE }],
    devices: [
      devices[0]!,
      { device: 'idReader', health: { state: 'attention', code: 'connecting', since: NOW } },
      devices[2]!,
    ],
  }),
  'serving-unknown': scenario({
    current: {
      ...serving,
      itemId: null,
      itemName: null,
      maskedName: null,
      priority: 'green',
      priorityReason: 'pregnant',
    },
  }),
  'serving-stub': scenario({
    current: {
      ...serving,
      number: 'A812',
      itemId: null,
      itemName: null,
      maskedName: null,
      stub: true,
      conflict: 'served-twice',
    },
    link: away,
    pending,
    pendingCount: pending.length,
  }),
  received: scenario({ current: serving, cases: [accepted] }),
  'not-accepted': scenario(
    { current: serving, devices: [] },
    {
      'cases.receive': () => ({
        ...ok,
        case: { ...accepted, status: 'received' },
        receipt: null,
        notAccepted: { code: 'owed-too-long', params: { day: '2026-11-24' } },
      }),
    },
  ),
  'receives-slowly': scenario({ current: serving }, { 'cases.receive': () => new Promise(() => undefined) }),
  rated: scenario({ rating: { serviceId: 's', number: 'A012', state: 'asked', until: NOW + 43_000 } }),
  paused: scenario({ window: paused }),
  offline: scenario({ link: away, pending, pendingCount: pending.length }),
  'offline-serving': scenario({ link: away, pending, pendingCount: pending.length, current: serving }),
  refused: scenario({ refused, pending: pending.slice(0, 1) }),
  'hall-refuses': scenario({ link: { state: 'refused', since: NOW - MINUTE, refused: 'revoked', unreachable: null } }),
  'device-down': scenario({
    devices: [
      { device: 'ticketPrinter', health: { state: 'down', code: 'paper-end', since: NOW } },
      { device: 'idReader', health: { state: 'attention', code: 'connecting', since: NOW } },
      { device: 'pad', health: { state: 'down', code: 'port-lost', since: NOW } },
    ],
  }),
  'roll-tonight': scenario(
    {
      devices: [
        { device: 'ticketPrinter', health: ready, roll: { change: 'tonight', slips: 412, left: 96 } },
        ...devices.slice(1),
      ],
    },
    {
      'keeper.changedRoll': (_: never, stage) => {
        const roll = { change: 'fine' as const, slips: 0, left: 500 };
        stage.change(COUNTER, { devices: [{ device: 'ticketPrinter', health: ready, roll }, ...devices.slice(1)] });
        return { ok: true, offline: false };
      },
    },
  ),
  'slips-missing': scenario({
    printers: [
      { stationId: 'counter-5', name: '5 号窗口', areaName: null, own: true },
      { stationId: 'dispenser-2', name: '2 号取号机', areaName: 'B 区', own: false },
    ],
    uncertain: [{ jobId: 'job-1', ticketId: null, number: '', at: NOW - MINUTE }],
    slips: [
      { ...SLIP, ticketId: 't-19', number: 'A019', state: 'void', at: NOW - 3 * MINUTE },
      { ...SLIP, ticketId: 't-18', number: 'A018', state: 'unknown', at: NOW - 4 * MINUTE },
      { ...SLIP, ticketId: 't-15', number: 'B015', state: 'printed', at: NOW - 9 * MINUTE, place: '2 号取号机' },
    ],
  }),
  'no-catalogue': { views: { [COUNTER]: { ...view, current: serving } } },
  'refuses-next': scenario({}, refusing('nobody-waiting')),
  'refuses-take': scenario({}, refusing('ticket-elsewhere')),
  slow: scenario({}, { 'counter.next': () => new Promise(() => undefined) }),
} satisfies Record<string, Scenario>;
