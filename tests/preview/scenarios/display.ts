import { hallContract } from '../../../src/shared/protocol/hall-contract.ts';
import type { CallRow, DisplayView } from '../../../src/shared/protocol/views.ts';
import type { Scenario } from '../stage.ts';
import { clock, closedForNow, closedForToday, hall, NOW, open } from './hall.ts';

export const contract = hallContract;

export const call = (number: string, windowNumber: number, parts: Partial<CallRow> = {}): CallRow => ({
  ticketId: `ticket-${number}`,
  number,
  windowNumber,
  maskedName: null,
  queueName: '就业社保',
  calledAt: NOW - 60_000,
  calls: 1,
  serving: false,
  ...parts,
});

const calls = [
  call('A012', 5, { maskedName: '李*国' }),
  call('B007', 3, { queueName: '民政' }),
  call('A011', 8),
  call('C021', 6, { queueName: '房屋租赁', serving: true }),
  call('D003', 4, { queueName: '计划生育', serving: true }),
  call('A010', 7, { serving: true }),
  call('A009', 1, { serving: true }),
];

export const view: DisplayView = {
  ...clock,
  hallName: hall.name,
  hallNameEn: hall.nameEn,
  areaName: 'A 区',
  windows: [1, 3, 4, 5, 6, 7, 8],
  missedDesk: hall.missedDesk,
  calls,
  next: ['A013', 'C022', 'A014', 'B008', 'A015', 'A016'],
  missed: ['A006', 'C017'],
  pausedWindows: [2],
  opening: open,
  live: true,
  volume: 1,
};

const scenario = (parts: Partial<DisplayView>): Scenario => ({ views: { 'display.watch': { ...view, ...parts } } });

/** Everything at its longest: past 999, both lists full, windows all over the hall. */
const full: Partial<DisplayView> = {
  areaName: null,
  windows: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  pausedWindows: [2, 7, 11],
  calls: [
    call('A1012', 12, { maskedName: '欧阳**' }),
    ...['A1011', 'B1007', 'C1021', 'D1003', 'E1010', 'F1009'].map((number, i) =>
      call(number, 12 - i, { serving: i > 2 }),
    ),
  ],
  next: ['A1013', 'C1022', 'A1014', 'B1008', 'A1015', 'A1016'],
  missed: ['A1006', 'C1017', 'A1003', 'B1002', 'F1001', 'F1000'],
};

export const scenarios = {
  calls: scenario({}),
  one: scenario({ calls: calls.slice(0, 1), next: [], missed: [], pausedWindows: [] }),
  serving: scenario({ calls: calls.slice(3) }),
  full: scenario(full),
  stale: scenario({ live: false, hallTime: NOW - 240_000 }),
  'full-stale': scenario({ ...full, live: false, hallTime: NOW - 240_000 }),
  empty: scenario({ calls: [], next: [], missed: [], pausedWindows: [] }),
  'about-to-call': scenario({ calls: [], missed: [] }),
  closed: scenario({ calls: [], next: [], missed: [], pausedWindows: [], opening: closedForNow }),
  'closed-for-today': scenario({ calls: [], next: [], missed: [], pausedWindows: [], opening: closedForToday }),
  silent: { views: {} },
} satisfies Record<string, Scenario>;
