import { signText } from '../../../src/shared/pad/sign-text.ts';
import type { PadView } from '../../../src/shared/protocol/counter-view.ts';
import { stationContract } from '../../../src/shared/protocol/station-contract.ts';
import type { Scenario, Stage } from '../stage.ts';
import { ailing, hall, NOW } from './hall.ts';

export const contract = stationContract;

export const SERVICE = '0199bbbb-0000-7000-8000-000000000012';

const view = (stage: PadView['stage']): PadView => ({
  hallTime: NOW,
  windowNumber: 5,
  hallName: hall.name,
  hallNameEn: hall.nameEn,
  phone: hall.phone,
  stage,
});

const thank = (_input: unknown, stage: Stage): unknown => {
  stage.change('pad.watch', { stage: { stage: 'thanks', until: NOW + 5_000 } });
  return { ok: true, offline: false };
};

/** The full time again, from now. */
const moreTime = (_input: unknown, stage: Stage): unknown => {
  const shown = stage.view<PadView>('pad.watch');
  if (shown.stage.stage === 'rate') {
    stage.change('pad.watch', { stage: { ...shown.stage, until: shown.hallTime + 90_000 } });
  }
  return { ok: true, offline: false };
};

function scenario(stage: PadView['stage'], answers: Scenario['answers'] = {}): Scenario {
  return {
    views: { 'pad.watch': view(stage) },
    answers: { 'pad.rate': thank, 'pad.moreTime': moreTime, ...answers },
  };
}

export const asked = (seconds: number, parts: Partial<Extract<PadView['stage'], { stage: 'rate' }>> = {}) => ({
  stage: 'rate' as const,
  serviceId: SERVICE,
  itemName: '灵活就业登记',
  queueName: '就业社保',
  until: NOW + seconds * 1_000,
  ...parts,
});

const facts = {
  what: 'receive' as const,
  hall: hall.name,
  item: '灵活就业登记',
  number: '1144039900000100112014200010000202611210100500021',
  maskedName: '李*国',
  materials: ['居民身份证', '灵活就业登记表'],
  outcome: null,
  at: '2026-11-21 10:24',
};
export const toSign = signText(facts);
const muchToSign = signText({
  ...facts,
  item: '企业职工基本养老保险关系跨省转移接续申请（含视同缴费年限认定）',
  materials: Array.from({ length: 9 }, (_, n) => `${n + 1} 月份个体工商户完税证明复印件`),
});

const signed = (_input: unknown, stage: Stage): unknown => {
  stage.change('pad.watch', { stage: { stage: 'signed', declined: false, until: NOW + 5_000 } });
  return { ok: true, offline: false };
};

export const scenarios = {
  idle: scenario({ stage: 'idle', clerkName: '周敏' }),
  called: scenario({ stage: 'called', number: 'A012' }),
  serving: scenario({ stage: 'serving', number: 'A012', clerkName: '周敏', itemName: '灵活就业登记' }),
  'serving-no-item': scenario({ stage: 'serving', number: 'A012', clerkName: '周敏', itemName: null }),
  rate: scenario(asked(60)),
  ailing: { ...scenario(asked(60)), views: { 'pad.watch': view(asked(60)), 'session.health': ailing } },
  'rate-soon': scenario(asked(15)),
  'rate-ends': scenario(asked(2)),
  'rate-no-item': scenario(asked(60, { itemName: null })),
  'rate-slow': scenario(asked(60), { 'pad.rate': () => new Promise(() => undefined) }),
  'rate-refused': scenario(asked(60), {
    'pad.rate': () => ({ ok: false, refusal: { code: 'already-rated' } }),
  }),
  explain: scenario({ stage: 'explain', serviceId: SERVICE, level: 2, until: NOW + 60_000 }),
  sign: scenario({ stage: 'sign', requestId: 'request-1', text: toSign }, { 'pad.sign': signed }),
  'sign-long': scenario({ stage: 'sign', requestId: 'request-1', text: muchToSign }, { 'pad.sign': signed }),
  signed: scenario({ stage: 'signed', declined: false, until: NOW + 5_000 }),
  declined: scenario({ stage: 'signed', declined: true, until: NOW + 5_000 }),
  thanks: scenario({ stage: 'thanks', until: NOW + 5_000 }),
  closed: scenario({ stage: 'closed' }),
  pairing: { views: {}, session: { paired: false, hallName: hall.name, hallNameEn: hall.nameEn } },
  silent: { views: {} },
} satisfies Record<string, Scenario>;
