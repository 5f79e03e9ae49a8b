import { type Condition, codesOf, type DeviceCode } from '../device/health.ts';
import type { RollView } from '../device/paper-roll.ts';
import type { DeviceName } from '../protocol/device-report.ts';
import { defineMessages, type Locale, type Message } from './define.ts';

/** Words that the clerk's and the keeper's screens share: devices in two or three words, and why a ticket is first. */
type Key =
  | `device.${DeviceName}`
  | `health.${DeviceCode | 'ready'}`
  | 'since'
  | `priority.${'elderly' | 'disabled' | 'pregnant' | 'soldier' | 'none'}`;

const words = {
  'device.district': { zh: '区平台', en: 'District' },
  'device.ticketPrinter': { zh: '小票打印机', en: 'Ticket printer' },
  'device.idReader': { zh: '读卡器', en: 'Card reader' },
  'device.pad': { zh: '评价屏', en: 'Pad' },
  'device.display': { zh: '显示屏', en: 'Display' },
  'device.keypad': { zh: '叫号键盘', en: 'Keypad' },
  'device.evaluator': { zh: '评价器', en: 'Evaluator' },
  'device.windowDisplay': { zh: '窗口屏', en: 'Window panel' },
  'device.scanner': { zh: '扫码枪', en: 'Scanner' },

  'health.district-away': { zh: '连不上', en: 'cannot be reached' },
  'health.district-refused': { zh: '不接受本大厅', en: 'does not admit this hall' },
  since: { zh: '{time} 起。', en: 'Since {time}.' },
  'health.ready': { zh: '正常', en: 'ready' },
  'health.connecting': { zh: '正在连接', en: 'connecting' },
  'health.port-missing': { zh: '没有接上', en: 'not plugged in' },
  'health.port-busy': { zh: '端口被占用', en: 'port in use' },
  'health.port-denied': { zh: '没有权限', en: 'no permission' },
  'health.port-refused': { zh: '拒绝连接', en: 'refuses connection' },
  'health.port-unreachable': { zh: '网络上找不到', en: 'not on the network' },
  'health.port-lost': { zh: '连接中断', en: 'connection lost' },
  'health.port-error': { zh: '端口出错', en: 'port error' },
  'health.library-missing': { zh: '缺少系统组件', en: 'system library missing' },
  'health.no-answer': { zh: '没有响应', en: 'no answer' },
  'health.garbled': { zh: '数据错乱', en: 'unreadable data' },
  'health.paper-near-end': { zh: '纸快用完', en: 'paper nearly out' },
  'health.paper-end': { zh: '缺纸', en: 'out of paper' },
  'health.cover-open': { zh: '上盖没合好', en: 'cover open' },
  'health.cutter': { zh: '切刀卡住', en: 'cutter jammed' },
  'health.printer-jam': { zh: '打印机卡住', en: 'printer jammed' },
  'health.overheated': { zh: '正在降温', en: 'cooling down' },
  'health.printer-fault': { zh: '打印机故障', en: 'printer fault' },
  'health.offline': { zh: '打印机脱机', en: 'printer offline' },
  'health.reader-fault': { zh: '读卡器故障', en: 'reader fault' },

  'priority.elderly': { zh: '优先 · 老人', en: 'Elderly' },
  'priority.disabled': { zh: '优先 · 残疾人', en: 'Disabled' },
  'priority.pregnant': { zh: '优先 · 孕妇', en: 'Pregnant' },
  'priority.soldier': { zh: '优先 · 军人', en: 'Soldier' },
  'priority.none': { zh: '优先', en: 'Priority' },
} as const satisfies Record<Key, Message>;

export const staffMessages = defineMessages(words);

/** How long the paper lasts, for those who change the roll. */
export const rollMessages = defineMessages({
  fine: { zh: '纸够用', en: 'Enough paper' },
  tonight: { zh: '今晚换纸卷', en: 'Change the roll tonight' },
  today: { zh: '纸撑不到下班，请备好纸卷', en: 'The paper will not last today. Have a roll ready' },
  empty: { zh: '纸卷用完了', en: 'The roll is used up' },
  left: { zh: '还够约 {left} 张', en: 'about {left} slips left' },
  used: { zh: '这卷已出 {slips} 张', en: '{slips} slips from this roll' },
  changed: { zh: '已换纸卷', en: 'Roll changed' },
  changedHint: { zh: '装好新纸卷再按，纸从头算起', en: 'Press once the new roll is in; counting begins again' },
});

/** 今晚换纸卷，还够约 120 张 */
export function rollWords(roll: RollView, locale: Locale): string {
  const t = rollMessages.in(locale);
  if (roll.left === 0) return t('empty');
  const parts = [
    t(roll.change),
    roll.left === null ? t('used', { slips: roll.slips }) : t('left', { left: roll.left }),
  ];
  return parts.join(locale === 'en' ? ', ' : '，');
}

/** All that is wrong with a device in two or three words each, worst first: 上盖没合好、切刀卡住. */
export function troubleWords(health: Condition, locale: Locale): string {
  const t = staffMessages.in(locale);
  return codesOf(health)
    .map((code) => t(`health.${code}`))
    .join(locale === 'en' ? ', ' : '、');
}
