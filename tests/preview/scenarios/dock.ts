import { lampsOf } from '../../../src/main/dock/led-on-dock.ts';
import { people } from '../../../src/main/dock/people.ts';
import { encodeDocument } from '../../../src/main/station/devices/printer/encode.ts';
import { drawPaper } from '../../../src/main/station/devices/printer/preview/draw.ts';
import { pngOf } from '../../../src/main/station/devices/printer/preview/png.ts';
import { printerProfiles } from '../../../src/main/station/devices/printer/profiles.ts';
import {
  type DockEvaluator,
  type DockKeypad,
  type DockLedPanel,
  type DockScanner,
  type DockView,
  dockContract,
  type PaperLine,
} from '../../../src/shared/protocol/demo-contract.ts';
import type { Scenario, Stage } from '../stage.ts';
import { NOW } from './hall.ts';

export const contract = dockContract;

const text = (text: string, parts: Partial<Extract<PaperLine, { kind: 'text' }>> = {}): PaperLine => ({
  kind: 'text',
  text,
  width: 1,
  height: 1,
  bold: false,
  align: 'left',
  ...parts,
});
const big = (n: number): Partial<Extract<PaperLine, { kind: 'text' }>> => ({
  width: n,
  height: n,
  align: 'center',
  bold: n > 2,
});
const center = { align: 'center' as const };

const ticket = (number: string, columns: 32 | 48): PaperLine[] => [
  text('桂园街道政务服务大厅', { ...center, bold: true }),
  text('-'.repeat(columns)),
  text(number, big(4)),
  text('就业社保', big(2)),
  text('灵活就业登记', center),
  text('-'.repeat(columns)),
  text('前面等候 6 人', { bold: true }),
  text('预计等候 10–18 分钟'),
  text('请到 A 区 1–5 号窗口', { bold: true }),
  text('姓名 李*国'),
  text('取号 2026-11-21 10:26'),
  ...(columns === 48
    ? [text('叫号 3 次未到作废。过号请到导办台，当日有效。')]
    : [text('叫号 3 次未到作废。过号请到导办'), text('台，当日有效。')]),
  { kind: 'qr', data: 'https://hall.example/t/40283175' },
  text('扫码查看排队进度 4028 3175', center),
];

/** As the dock draws it: from the bytes a station sends. */
const drawn = encodeDocument(
  {
    version: 1,
    lines: [
      { kind: 'text', text: 'A012', size: 4, align: 'center' },
      { kind: 'text', text: '姓名 㛃*' },
      { kind: 'cut' },
    ],
  },
  printerProfiles['generic-80'],
);
const picture = pngOf(drawPaper(drawn.bytes, 576)).toString('base64');

const pressed = (parts: Partial<NonNullable<DockKeypad['lastPress']>>): DockKeypad['lastPress'] => ({
  id: 1,
  key: 'call',
  frame: 'ff6803036801000c0d16',
  sent: true,
  state: 'answered',
  beeped: false,
  asked: true,
  ...parts,
});

const scanner = (stationId: string, parts: Partial<DockScanner> = {}): DockScanner => ({
  kind: 'scanner',
  id: `${stationId}-scanner`,
  stationId,
  connected: true,
  faults: [],
  lastScan: null,
  ...parts,
});

const windowDevices = (
  n: number,
  parts: {
    led?: string;
    keypad?: Partial<DockKeypad>;
    evaluator?: Partial<DockEvaluator>;
    scanner?: Partial<DockScanner>;
  } = {},
): DockView['devices'] => {
  const stationId = `counter-${n}`;
  const blank = {
    stationId,
    connected: true,
    faults: [],
    shows: { waiting: '  0', ticket: '   ', asking: false },
    lastPress: null,
  };
  const led: DockLedPanel = {
    kind: 'led-panel',
    id: `${stationId}-led-panel`,
    stationId,
    connected: true,
    faults: [],
    text: parts.led ?? '',
    times: 1,
    lamps: lampsOf(parts.led ?? ''),
  };
  return [
    led,
    { ...blank, kind: 'keypad', id: `${stationId}-keypad`, ...parts.keypad },
    { ...blank, kind: 'evaluator', id: `${stationId}-evaluator`, ...parts.evaluator },
    { kind: 'reader', id: `${stationId}-reader`, stationId, connected: true, faults: [], card: null },
    scanner(stationId, parts.scanner),
  ];
};

const view: DockView = {
  people: people.map(({ id, name, cardKind, trait }) => ({ id, name, cardKind, trait })),
  devices: [
    {
      kind: 'printer',
      id: 'dispenser-1-printer',
      stationId: 'dispenser-1',
      connected: true,
      faults: ['paper-near-end'],
      papers: [
        { id: 2, at: NOW, bytes: 812, lines: ticket('A012', 48) },
        { id: 1, at: NOW - 60_000, bytes: 806, lines: ticket('A011', 48), picture },
      ],
    },
    {
      kind: 'reader',
      id: 'dispenser-1-reader',
      stationId: 'dispenser-1',
      connected: true,
      faults: [],
      card: 'li-jianguo',
    },
    {
      kind: 'printer',
      id: 'kiosk-1-printer',
      stationId: 'kiosk-1',
      connected: true,
      faults: [],
      papers: [{ id: 1, at: NOW - 30_000, bytes: 640, lines: ticket('C1003', 32) }],
    },
    { kind: 'reader', id: 'kiosk-1-reader', stationId: 'kiosk-1', connected: false, faults: ['unplugged'], card: null },
    scanner('kiosk-1', { lastScan: null }),
    ...windowDevices(1, {
      led: '请A012号到1号窗口',
      keypad: {
        shows: { waiting: '  3', ticket: '012', asking: false },
        lastPress: pressed({ key: 'call', frame: 'ff6803036801000c0d16' }),
      },
      evaluator: {
        shows: { waiting: '  3', ticket: '012', asking: true },
        lastPress: pressed({ key: 'answer-3', frame: 'ff680303680211031616' }),
      },
      scanner: { lastScan: { id: 1, text: 'https://hall.example/t/40283175', sent: true } },
    }),
    ...windowDevices(2, { led: '2号窗口' }),
  ],
};

type Change = (device: DockView['devices'][number], input: never) => object;

/** Answers as the dock does: the device changes, and the page is shown it. */
const onDevice =
  (change: Change) =>
  (input: { deviceId: string }, stage: Stage): void => {
    const now = stage.view<DockView>('watch');
    const devices = now.devices.map((each) =>
      each.id === input.deviceId ? { ...each, ...change(each, input as never) } : each,
    );
    stage.change('watch', { devices });
  };

const answers: Scenario['answers'] = {
  layCard: onDevice((_device, input: { personId: string }) => ({ card: input.personId })),
  liftCard: onDevice(() => ({ card: null })),
  setFault: onDevice((device, input: { fault: string; on: boolean }) => ({
    faults: [...device.faults.filter((each) => each !== input.fault), ...(input.on ? [input.fault] : [])],
  })),
  clearPaper: onDevice(() => ({ papers: [] })),
  press: onDevice((device, { key }: { key: NonNullable<DockKeypad['lastPress']>['key'] }) => ({
    lastPress: pressed({ key, id: ('lastPress' in device ? (device.lastPress?.id ?? 0) : 0) + 1, state: 'waiting' }),
  })),
  scan: onDevice((_device, { text }: { text: string }) => ({ lastScan: { id: 1, text, sent: true } })),
};

const fresh: DockView = {
  ...view,
  devices: [
    ...view.devices.flatMap((device): DockView['devices'] => {
      if (device.stationId.startsWith('counter')) return [];
      switch (device.kind) {
        case 'printer':
          return [{ ...device, faults: [], papers: [] }];
        case 'reader':
          return [{ ...device, faults: [], card: null }];
        default:
          return [device];
      }
    }),
    ...windowDevices(1),
    ...windowDevices(2),
  ],
};

/** What goes wrong at a window, each in its words. */
const troubles: DockView = {
  ...view,
  devices: [
    ...windowDevices(1, {
      led: '暂停服务',
      keypad: { lastPress: pressed({ beeped: true }), faults: ['slow'] },
      evaluator: { lastPress: pressed({ key: 'answer-1', state: 'unanswered', asked: false }) },
      scanner: { connected: false, faults: ['unplugged'], lastScan: { id: 1, text: 'A012', sent: false } },
    }),
    ...windowDevices(2, {
      keypad: {
        connected: false,
        faults: ['wrong-checksum', 'lost-bytes', 'unplugged'],
        lastPress: pressed({ key: 'recall', state: 'unanswered', sent: false }),
      },
      evaluator: {
        shows: { waiting: '  0', ticket: '   ', asking: true },
        lastPress: pressed({ key: 'answer-0', state: 'waiting' }),
      },
    }),
  ],
};

export const scenarios = {
  busy: { views: { watch: view }, answers },
  fresh: { views: { watch: fresh }, answers },
  troubles: { views: { watch: troubles }, answers },
  nothing: { views: { watch: { ...view, devices: [] } }, answers },
  silent: { views: {} },
} satisfies Record<string, Scenario>;
