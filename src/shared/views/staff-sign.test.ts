import { expect, test } from 'vitest';
import { deviceCodes } from '../device/health.ts';
import type { HealthView } from '../protocol/desk-view.ts';
import { DeviceName } from '../protocol/device-report.ts';
import { staffMarks, workingDevices } from './staff-sign.ts';

const well: HealthView = {
  hallTime: 10_000,
  utcOffsetMinutes: 480,
  link: { state: 'online', since: 0, refused: null, unreachable: null },
  devices: [],
  warnings: [],
};
const ready = { state: 'ready' as const, since: 0 };

test('nothing is said while all is well, and at the start before anything is known', () => {
  const connecting = { state: 'down' as const, code: 'connecting' as const, since: 0 };
  expect(
    staffMarks(
      {
        ...well,
        link: { state: 'connecting', since: 0, refused: null, unreachable: null },
        devices: [
          { device: 'idReader', health: connecting },
          { device: 'ticketPrinter', health: ready, roll: { change: 'fine', slips: 3, left: 400 } },
        ],
      },
      'zh-CN',
    ),
  ).toEqual([]);
});

test('what does not work stands before what needs a hand soon, with its letter, its words and since when', () => {
  const marks = staffMarks(
    {
      ...well,
      devices: [
        { device: 'ticketPrinter', health: { state: 'attention', code: 'paper-near-end', since: 5 } },
        { device: 'idReader', health: { state: 'down', code: 'no-answer', since: 7 } },
      ],
      warnings: ['clock-wrong', 'storage-full'],
    },
    'zh-CN',
  );
  expect(marks.map(({ letter, tone, short, since }) => [letter, tone, short, since])).toEqual([
    ['R', 'down', '没有响应', 7],
    ['D', 'down', '硬盘满了', null],
    ['P', 'attention', '纸快用完', 5],
    ['C', 'attention', '时钟不准', null],
  ]);
});

test('a roll that will not last tomorrow is told while the printer works: 今晚换纸卷', () => {
  const view: HealthView = {
    ...well,
    devices: [{ device: 'ticketPrinter', health: ready, roll: { change: 'tonight', slips: 300, left: 120 } }],
  };
  expect(staffMarks(view, 'zh-CN')).toMatchObject([{ letter: 'P', tone: 'attention', short: '今晚换纸卷' }]);
  expect(staffMarks(view, 'zh-CN')[0]?.todo).toContain('120');
});

test('a printer that lacks paper and a roll to change tonight are one mark', () => {
  const health = { state: 'attention' as const, code: 'paper-near-end' as const, since: 0 };
  const view: HealthView = {
    ...well,
    devices: [{ device: 'ticketPrinter', health, roll: { change: 'tonight', slips: 300, left: 12 } }],
  };
  expect(staffMarks(view, 'zh-CN')).toHaveLength(1);
  expect(staffMarks(view, 'zh-CN')[0]?.todo).toContain('今晚换纸卷');
});

test('the line to the hall: away is a note, refused is not working and says the way out', () => {
  const link = (state: 'offline' | 'refused', refused: string | null) =>
    staffMarks({ ...well, link: { state, since: 3, refused, unreachable: null } }, 'zh-CN');
  expect(link('offline', null)).toMatchObject([{ letter: 'H', tone: 'attention', since: 3 }]);
  expect(link('refused', 'revoked')).toMatchObject([
    { letter: 'H', tone: 'down', todo: expect.stringContaining('登记码') },
  ]);
  expect(link('refused', 'something-new')).toMatchObject([{ todo: expect.stringContaining('管理员') }]);
});

test('every device and every code has its words in both languages', () => {
  for (const device of DeviceName.options) {
    for (const code of deviceCodes.filter((each) => each !== 'connecting')) {
      for (const locale of ['zh-CN', 'en'] as const) {
        const [mark] = staffMarks(
          { ...well, devices: [{ device, health: { state: 'down', code, since: 0 } }] },
          locale,
        );
        expect(mark?.letter).toMatch(/^[A-Z]$/);
        expect(`${mark?.name}${mark?.short}${mark?.todo}`).not.toContain('undefined');
        expect(mark?.short).not.toBe('');
      }
    }
  }
});

test('what works is named too, with how long its paper lasts', () => {
  const devices: HealthView['devices'] = [
    { device: 'ticketPrinter', health: ready, roll: { change: 'fine', slips: 10, left: 300 } },
    { device: 'scanner', health: ready },
    { device: 'idReader', health: { state: 'down', code: 'no-answer', since: 0 } },
  ];
  expect(workingDevices({ ...well, devices }, 'zh-CN')).toEqual(['小票打印机 (纸够用，还够约 300 张)', '扫码枪']);
});
