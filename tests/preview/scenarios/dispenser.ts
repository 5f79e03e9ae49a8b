import { stationContract } from '../../../src/shared/protocol/station-contract.ts';
import type { DispenserView, TicketFacts } from '../../../src/shared/protocol/views.ts';
import type { Scenario, Stage } from '../stage.ts';
import {
  ailing,
  clock,
  closedForNow,
  closedForToday,
  hall,
  NOW,
  offline,
  online,
  open,
  printerReady,
  sampleHall,
} from './hall.ts';

export const contract = stationContract;

const WAITING: Readonly<Record<string, Pick<DispenserView['classes'][number], 'ahead' | 'wait'>>> = {
  employment: { ahead: 6, wait: { low: 10, high: 18 } },
  'family-planning': { ahead: 2, wait: { low: 5, high: 9 } },
  'civil-affairs': { ahead: 0, wait: { low: 0, high: 0 } },
  disability: { ahead: 1, wait: { low: 3, high: 8 } },
  rental: { ahead: 11, wait: { low: 25, high: 38 } },
  'city-management': { ahead: 4, wait: null },
};

const classes: DispenserView['classes'] = sampleHall.classes.map(({ id, name, nameEn, hint, hintEn, queueId }) => ({
  id,
  name,
  nameEn,
  hint,
  hintEn,
  queueId,
  ...(WAITING[id] ?? { ahead: 0, wait: null }),
}));

export const view: DispenserView = {
  ...clock,
  hall,
  opening: open,
  openWindows: 9,
  classes,
  card: { state: 'none' },
  paper: null,
  ready: 'yes',
  elsewhere: null,
  printer: printerReady,
  reader: printerReady,
  link: online,
};

export const ticket: TicketFacts = {
  ticketId: '0199aaaa-0000-7000-8000-000000000018',
  number: 'A018',
  code: '40283175',
  queueName: '就业社保',
  queueNameEn: 'Jobs and social insurance',
  itemName: '失业登记',
  maskedName: null,
  priorityReason: null,
  ahead: 6,
  wait: { low: 10, high: 18 },
  areaName: 'A 区',
  areaNameEn: 'Area A',
  windows: [1, 2, 3, 4, 5, 6, 10],
  issuedAt: NOW,
  qr: 'https://hall.example/t/40283175',
};

const cardOf = (parts: object): DispenserView['card'] => ({
  state: 'present',
  maskedName: '王*芳',
  expired: false,
  held: [],
  ...parts,
});

const held = [{ ticketId: ticket.ticketId, number: 'A018', queueId: 'queue-employment', queueName: '就业社保' }];

type Press = { queueId: string; itemId: string | null; priorityReason: TicketFacts['priorityReason'] };

/** The facts a press would give: of the queue, the item and the card on the reader. */
function issued(input: Press, stage: Stage): TicketFacts {
  const now = stage.view<DispenserView>('dispenser.watch');
  const queue = sampleHall.queues.find((each) => each.id === input.queueId);
  const area = sampleHall.areas.find((each) => each.id === queue?.areaId);
  const waiting = now.classes.find((each) => each.queueId === input.queueId);
  return {
    ...ticket,
    number: `${queue?.prefix ?? 'A'}018`,
    queueName: queue?.name ?? ticket.queueName,
    queueNameEn: queue?.nameEn ?? ticket.queueNameEn,
    itemName: sampleHall.items.find((each) => each.id === input.itemId)?.name ?? null,
    maskedName: now.card.state === 'present' ? now.card.maskedName : null,
    priorityReason: input.priorityReason,
    ahead: waiting?.ahead ?? 0,
    wait: waiting?.wait ?? null,
    areaName: area?.name ?? ticket.areaName,
    areaNameEn: area?.nameEn ?? ticket.areaNameEn,
    windows: sampleHall.windows.filter((each) => each.queueIds.includes(input.queueId)).map((each) => each.number),
  };
}

const paperAs =
  (state: NonNullable<DispenserView['paper']>['state']) =>
  (input: Press, stage: Stage): unknown => {
    const facts = issued(input, stage);
    stage.change('dispenser.watch', { paper: { ticketId: facts.ticketId, state } });
    return { ok: true, offline: false, ticket: facts, reprint: false };
  };

const reprint = (_input: unknown, stage: Stage): unknown => {
  stage.change('dispenser.watch', { paper: { ticketId: ticket.ticketId, state: 'printed' } });
  return { ok: true, offline: false, ticket, reprint: true };
};

/** As the station does: what was shown is forgotten. */
const endSession = (_input: unknown, stage: Stage): unknown => {
  stage.change('dispenser.watch', { paper: null, card: { state: 'none' } });
  return { ok: true, offline: false };
};

function scenario(parts: Partial<DispenserView>, paper: Parameters<typeof paperAs>[0] = 'printed'): Scenario {
  return {
    views: {
      'dispenser.watch': { ...view, ...parts },
      'session.catalogue': sampleHall,
    },
    answers: {
      'session.info': () => ({
        stationId: 'dispenser-1',
        stationName: '一号取号机',
        roles: ['dispenser'],
        protocol: 2,
        version: '0.1.0',
        keyboardScanner: false,
      }),
      'dispenser.press': paperAs(paper),
      'dispenser.reprint': reprint,
      'dispenser.endSession': endSession,
    },
  };
}

const refusing = (code: string, params: object): Scenario => {
  const base = scenario({ card: cardOf({}) });
  return {
    ...base,
    answers: { ...base.answers, 'dispenser.press': () => ({ ok: false, refusal: { code, params } }) },
  };
};

const down = (code: 'paper-end' | 'port-lost') => ({ state: 'down' as const, code, since: NOW - 60_000 });

export const scenarios = {
  open: scenario({}),
  printing: scenario({}, 'printing'),
  'paper-failed': scenario({}, 'failed'),
  'paper-unknown': scenario({}, 'unknown'),
  'card-reading': scenario({ card: { state: 'reading' } }),
  card: scenario({ card: cardOf({}) }),
  'card-held': scenario({ card: cardOf({ held }) }),
  'card-expired': scenario({ card: cardOf({ expired: true }) }),
  'card-failed': scenario({ card: { state: 'failed', trouble: 'unreadable' } }),
  'reader-down': scenario({ reader: down('port-lost') }),
  'already-holds': refusing('already-holds-ticket', { number: 'A018', ticketId: ticket.ticketId }),
  'no-numbers-left': refusing('no-numbers-left', { queue: 'queue-employment' }),
  offline: scenario({ link: offline }),
  closed: scenario({ opening: closedForNow, openWindows: 0, ready: 'hall-closed' }),
  'closed-for-today': scenario({ opening: closedForToday, openWindows: 0, ready: 'hall-closed' }),
  'printer-paper-end': scenario({ printer: down('paper-end'), ready: 'printer-down' }),
  'printer-machine-near': scenario({
    printer: down('paper-end'),
    ready: 'printer-down',
    elsewhere: { name: '取号机 2', areaName: null, areaNameEn: null },
  }),
  'printer-machine-far': scenario({
    printer: down('paper-end'),
    ready: 'printer-down',
    elsewhere: { name: '取号机 2', areaName: 'B 区', areaNameEn: 'Area B' },
  }),
  ailing: { ...scenario({}), views: { ...scenario({}).views, 'session.health': ailing } },
  'printer-lost': scenario({ printer: down('port-lost'), ready: 'printer-down' }),
  'no-numbers': scenario({ ready: 'no-numbers', link: offline }),
  stopped: scenario({ ready: 'stopped', link: offline }),
  starting: scenario({ ready: 'starting' }),
  silent: { views: {}, answers: {} },
} satisfies Record<string, Scenario>;
