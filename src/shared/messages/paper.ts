import { defineMessages } from './define.ts';

/** What is printed on slips. Short: paper is narrow, and a ticket is read at arm's length. */
export const paperMessages = defineMessages({
  reprint: { zh: '【补打】', en: '[REPRINT]' },
  ahead: { zh: '前面等候 {count} 人', en: '{count} people before you' },
  aheadNone: { zh: '前面没有人等候', en: 'Nobody before you' },
  wait: { zh: '预计等候 {from}–{to} 分钟', en: 'Wait about {from}-{to} minutes' },
  waitShort: { zh: '预计很快叫到您', en: 'You will be called soon' },
  place: { zh: '请到 {area} {windows}', en: 'Go to {area}, {windows}' },
  name: { zh: '姓名 {name}', en: 'Name {name}' },
  takenAt: { zh: '取号 {time}', en: 'Taken {time}' },
  progress: { zh: '查询码 {code}，自助终端可查', en: 'Progress code {code}, see the terminal' },
  missed: {
    zh: '叫号 {calls} 次未到作废。过号请到{desk}，当日有效。',
    en: 'Void after {calls} calls. If you missed yours, go to {desk} today.',
  },
  nearClosing: {
    zh: '临近下班，今日可能办不完，请先问咨询台。',
    en: 'Closing soon: this may not be served today. Ask the information desk.',
  },
  offline: { zh: '系统脱机取号，以现场叫号为准。', en: 'Taken offline: please follow the calls.' },
  materialsTitle: { zh: '办事材料清单', en: 'What to bring' },
  formOriginal: { zh: '原件 {count} 份', en: '{count} original' },
  formCopy: { zh: '复印件 {count} 份', en: '{count} copy' },
  formElectronic: { zh: '电子件 {count} 份', en: '{count} electronic' },
  formJoin: { zh: '、', en: ', ' },
  sourceApplicant: { zh: '自备', en: 'bring it yourself' },
  sourceDepartment: { zh: '由相关部门开具', en: 'issued by a department' },
  sourceLicence: { zh: '可由系统调取，不必携带', en: 'looked up for you, need not be brought' },
  needMayFollow: { zh: '可容缺，事后补交', en: 'may follow later' },
  needConditional: { zh: '视情况提供', en: 'only in some cases' },
  hours: { zh: '办公时间', en: 'Opening hours' },
  where: { zh: '地点', en: 'Place' },
  phone: { zh: '电话 {phone}', en: 'Phone {phone}' },
  fee: { zh: '费用 {fee}', en: 'Fee {fee}' },
  limit: { zh: '办理时限 {limit}', en: 'Time {limit}' },
  printedAt: { zh: '打印 {time}', en: 'Printed {time}' },
});
