import type { Message } from './define.ts';

/** The clerk's guide to an item: the published list of materials is the only basis for accepting. Part of counter.ts. */
export const itemGuideWords = {
  guideTitle: { zh: '申请材料', en: 'Materials' },
  guideRule: {
    zh: '按事项清单收件，清单以外的不能要（版本 {version}）',
    en: 'Nothing else may be asked for (version {version})',
  },
  guideCount: { zh: '{done} / {all} 齐', en: '{done} of {all} here' },
  guideBack: { zh: '回到 {item}', en: 'Back to {item}' },
  guideFind: { zh: '查事项：名称、俗称或部门', en: 'Find an item: name, common word or department' },
  guideChoose: {
    zh: '取号时没有选事项，问明后在这里选，看材料清单',
    en: 'No item was chosen with the ticket. Ask, then choose it here to see its list',
  },
  guideNothing: {
    zh: '没有找到“{text}”。换个说法，或按部门找',
    en: 'Nothing found for “{text}”. Try another word or the department',
  },
  guideAway: {
    zh: '办事指南还没有传到本机，连上大厅后自动出现',
    en: 'The catalogue has not reached this station yet; it comes with the connection',
  },
  guideUsual: { zh: '常办', en: 'Often asked' },
  colMaterial: { zh: '材料', en: 'Material' },
  colForm: { zh: '形式', en: 'Form' },
  colNeed: { zh: '要求', en: 'Needed' },
  colSource: { zh: '来源', en: 'Source' },
  formOriginal: { zh: '原件 {count}', en: '{count} original' },
  formCopy: { zh: '复印 {count}', en: '{count} copy' },
  formElectronic: { zh: '电子件 {count}', en: '{count} electronic' },
  needNecessary: { zh: '必要', en: 'Necessary' },
  needMayFollow: { zh: '可容缺', en: 'May follow' },
  needConditional: { zh: '视情况免交', en: 'In some cases' },
  sourceApplicant: { zh: '申请人', en: 'Applicant' },
  sourceDepartment: { zh: '部门核查', en: 'Department' },
  sourceLicence: { zh: '电子证照', en: 'E-licence' },
  tick: { zh: '已核对：{name}', en: 'Checked: {name}' },
  missingNecessary: {
    zh: '还缺必要材料：{names}。当面能补的当面补；不能的，一次说全。',
    en: 'Still missing: {names}. Mend on the spot what can be; say the rest all at once.',
  },
  missingMayFollow: {
    zh: '还缺：{names}，可以容缺：先受理，申请人书面承诺补交期限。',
    en: 'Missing, may follow: {names}. Accept now, with a written promise of when.',
  },
  missingConditional: {
    zh: '{names}：符合免交情形的不用交。',
    en: '{names}: not needed where the stated case applies.',
  },
  missingNone: { zh: '清单上的材料齐了，可以受理。', en: 'Everything on the list is here: accept.' },
  atOnce: { zh: '即办件', en: 'At once' },
  promised: { zh: '承诺件', en: 'Promised' },
  limitAtOnce: { zh: '当场办结', en: 'Done on the spot' },
  limitDays: { zh: '承诺 {days} 个工作日', en: 'Promised in {days} working days' },
  legalDays: { zh: '法定 {days} 个工作日', en: 'Legal limit {days} working days' },
  fee: { zh: '收费：{fee}', en: 'Fee: {fee}' },
  conditions: { zh: '受理条件', en: 'Conditions' },
  basis: { zh: '依据', en: 'Basis' },
  selfService: { zh: '自助机可办', en: 'Also at the kiosk' },
  courier: { zh: '可邮寄', en: 'By courier' },
} as const satisfies Record<string, Message>;
