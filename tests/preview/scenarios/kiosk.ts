import type { CaseProgress } from '../../../src/shared/case/types.ts';
import { stationContract } from '../../../src/shared/protocol/station-contract.ts';
import type { KioskView, ProgressView } from '../../../src/shared/protocol/views.ts';
import type { Scenario, Stage } from '../stage.ts';
import { ailing, clock, closedForToday, hall, NOW, offline, online, open, printerReady, sampleHall } from './hall.ts';

export const contract = stationContract;

const view: KioskView = {
  ...clock,
  hall: { ...hall, address: sampleHall.address },
  opening: open,
  printer: printerReady,
  link: online,
  paper: null,
  scan: null,
};

const waiting: ProgressView = {
  number: 'A018',
  queueName: '就业社保',
  itemName: '失业登记',
  status: 'waiting',
  ahead: 4,
  wait: { low: 8, high: 14 },
  areaName: 'A 区',
  windowNumber: null,
  issuedAt: NOW - 540_000,
  finishedAt: null,
};

/** By the code's last digit, so that every state can be looked at. */
const PROGRESS: Readonly<Record<string, ProgressView>> = {
  '40283171': waiting,
  '40283172': { ...waiting, status: 'called', ahead: 0, windowNumber: 5 },
  '40283173': { ...waiting, status: 'serving', ahead: 0, windowNumber: 5 },
  '40283174': { ...waiting, status: 'suspended', ahead: 0, windowNumber: 5 },
  '40283175': { ...waiting, status: 'finished', ahead: 0, windowNumber: 5, finishedAt: NOW - 60_000 },
  '40283176': { ...waiting, status: 'missed', ahead: 0 },
  '40283177': { ...waiting, status: 'void', ahead: 0 },
};

const accepted: CaseProgress = {
  id: '40283181',
  caseId: 'case-1',
  number: '4403030110044030003001202611210100012',
  itemName: '最低生活保障待遇审核确认',
  status: 'accepted',
  receivedAt: NOW - 2 * 86_400_000,
  promisedBy: '2026-12-08',
  decidedAt: null,
  collectHall: sampleHall.id,
};

const CASES: Readonly<Record<string, CaseProgress>> = {
  '40283181': accepted,
  '40283182': { ...accepted, status: 'ready', decidedAt: NOW - 3_600_000 },
  '40283183': { ...accepted, status: 'supplement', promisedBy: null },
};

type PaperState = NonNullable<KioskView['paper']>['state'];

function scenario(parts: Partial<KioskView>, paper: PaperState = 'printed'): Scenario {
  const away = parts.link !== undefined && parts.link.state !== 'online';
  return {
    views: { 'kiosk.watch': { ...view, ...parts }, 'session.catalogue': sampleHall },
    answers: {
      'session.info': () => ({
        stationId: 'kiosk-1',
        stationName: '一号自助终端',
        roles: ['kiosk'],
        protocol: 2,
        version: '0.1.0',
        keyboardScanner: false,
      }),
      'session.callStaff': () => ({ ok: true, offline: away }),
      'kiosk.printMaterials': (_input: unknown, stage: Stage) => {
        stage.change('kiosk.watch', { paper: { jobId: 'job-1', state: paper } });
        return { ok: true, jobId: 'job-1' };
      },
      'kiosk.progress': ({ code }: { code: string }) => {
        if (away) return { state: 'hall-away' };
        const progress = PROGRESS[code];
        if (progress) return { state: 'found', progress };
        const its = CASES[code];
        return its ? { state: 'case', case: its } : { state: 'not-found' };
      },
      'kiosk.endSession': (_input: unknown, stage: Stage) => {
        stage.change('kiosk.watch', { paper: null });
        return { ok: true, offline: false };
      },
    },
  };
}

export const scenarios = {
  open: scenario({}),
  printing: scenario({}, 'printing'),
  'print-failed': scenario({}, 'failed'),
  'print-unknown': scenario({}, 'unknown'),
  'printer-down': scenario({ printer: { state: 'down', code: 'paper-end', since: NOW - 60_000 } }),
  offline: scenario({ link: offline }),
  ailing: { ...scenario({}), views: { ...scenario({}).views, 'session.health': ailing } },
  closed: scenario({ opening: closedForToday }),
  silent: { views: {}, answers: {} },
} satisfies Record<string, Scenario>;
