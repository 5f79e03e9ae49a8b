import { people } from '../../../src/main/dock/people.ts';
import { encodeDocument } from '../../../src/main/station/devices/printer/encode.ts';
import { drawPaper } from '../../../src/main/station/devices/printer/preview/draw.ts';
import { pngOf } from '../../../src/main/station/devices/printer/preview/png.ts';
import { printerProfiles } from '../../../src/main/station/devices/printer/profiles.ts';
import { type DockView, dockContract, type PaperLine } from '../../../src/shared/protocol/demo-contract.ts';
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

const view: DockView = {
  people: people.map(({ id, name, cardKind, trait }) => ({ id, name, cardKind, trait })),
  devices: [
    {
      kind: 'printer',
      id: 'dispenser-1-printer',
      stationId: 'dispenser-1',
      faults: ['paper-near-end'],
      papers: [
        { id: 2, at: NOW, bytes: 812, lines: ticket('A012', 48) },
        { id: 1, at: NOW - 60_000, bytes: 806, lines: ticket('A011', 48), picture },
      ],
    },
    { kind: 'reader', id: 'dispenser-1-reader', stationId: 'dispenser-1', faults: [], card: 'li-jianguo' },
    {
      kind: 'printer',
      id: 'kiosk-1-printer',
      stationId: 'kiosk-1',
      faults: [],
      papers: [{ id: 1, at: NOW - 30_000, bytes: 640, lines: ticket('C1003', 32) }],
    },
    { kind: 'reader', id: 'kiosk-1-reader', stationId: 'kiosk-1', faults: ['unplugged'], card: null },
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
};

const fresh: DockView = {
  ...view,
  devices: view.devices.map((device) =>
    device.kind === 'printer' ? { ...device, faults: [], papers: [] } : { ...device, faults: [], card: null },
  ),
};

export const scenarios = {
  busy: { views: { watch: view }, answers },
  fresh: { views: { watch: fresh }, answers },
  nothing: { views: { watch: { ...view, devices: [] } }, answers },
  silent: { views: {} },
} satisfies Record<string, Scenario>;
