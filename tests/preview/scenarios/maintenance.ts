import type { SlipRow } from '../../../src/shared/protocol/counter-view.ts';
import type { StationView } from '../../../src/shared/protocol/desk-view.ts';
import { stationContract } from '../../../src/shared/protocol/station-contract.ts';
import type { Scenario } from '../stage.ts';
import { clock, NOW, offline, online } from './hall.ts';

export const contract = stationContract;

const slip = (number: string, state: SlipRow['state'], minutes: number, place: string | null = null): SlipRow => ({
  ticketId: `ticket-${number}`,
  number,
  queueName: '就业社保',
  issuedBy: '1 号取号机',
  at: NOW - minutes * 60_000,
  state,
  place,
});

export const view: StationView = {
  ...clock,
  stationId: 'dispenser-1',
  stationName: '1 号取号机',
  link: online,
  pending: [],
  pendingCount: 0,
  refused: [],
  devices: [
    {
      device: 'ticketPrinter',
      health: { state: 'ready', since: NOW - 3_600_000 },
      roll: { change: 'fine', slips: 212, left: 320 },
    },
    { device: 'idReader', health: { state: 'ready', since: NOW - 3_600_000 } },
  ],
  slips: [],
  printers: [],
  uncertain: [],
  recoverable: false,
  missing: [],
  warnings: [],
};

const printers: StationView['printers'] = [
  { stationId: 'dispenser-2', name: '2 号取号机', areaName: 'B 区', own: false },
  { stationId: 'dispenser-3', name: '3 号取号机', areaName: null, own: false },
];

export const scenarios: Readonly<Record<string, Scenario>> = {
  fine: { views: { 'keeper.watch': view } },
  paper: {
    views: {
      'keeper.watch': {
        ...view,
        devices: [
          {
            device: 'ticketPrinter',
            health: { state: 'down', code: 'paper-end', since: NOW - 240_000 },
            roll: { change: 'today', slips: 534, left: 0 },
          },
          view.devices[1]!,
        ],
        printers,
        uncertain: [{ jobId: 'job-1', ticketId: 'ticket-A018', number: 'A018', at: NOW - 240_000 }],
        slips: [
          slip('A019', 'waiting', 3),
          slip('A018', 'unknown', 4),
          slip('A015', 'void', 9),
          slip('A012', 'printing', 12, '2 号取号机'),
          slip('A011', 'printed', 13, '2 号取号机'),
          slip('A009', 'not-printed', 20, '3 号取号机'),
        ],
        missing: [{ char: '𰻞', times: 2, at: NOW }],
        warnings: ['numbers-low'],
      } satisfies StationView,
    },
  },
  jam: {
    views: {
      'keeper.watch': {
        ...view,
        devices: [
          { ...view.devices[0]!, health: { state: 'down', code: 'cutter', since: NOW - 60_000 } },
          view.devices[1]!,
        ],
        recoverable: true,
      } satisfies StationView,
    },
  },
  offline: { views: { 'keeper.watch': { ...view, link: offline, pendingCount: 14 } satisfies StationView } },
};
