import { defineMessages } from './define.ts';

/** Slips that did not come out, for clerks and whoever keeps a machine. */
export const slipMessages = defineMessages({
  title: { zh: '没出来的小票', en: 'Slips that did not come out' },
  foot: { zh: '小票没出来 {count}', en: '{count} slips did not come out' },
  none: { zh: '今天的小票都出来了', en: 'All of today’s slips came out' },
  taken: { zh: '{place} {time} 取号', en: 'taken at {place}, {time}' },
  waiting: { zh: '等着打印', en: 'waiting for its paper' },
  unknown: { zh: '不知道出没出纸，号码有效', en: 'may not have come out; the number is valid' },
  void: { zh: '没出纸，号码已作废', en: 'no slip, the number is void' },
  printing: { zh: '正在{place}打印', en: 'being printed at {place}' },
  printed: { zh: '已在{place}打出，标“补打”', en: 'printed at {place}, marked as a reprint' },
  'not-printed': { zh: '{place}没有打出来', en: '{place} did not print it' },
  otherPlace: { zh: '另一台', en: 'another machine' },
  paper: { zh: '单据', en: 'A list or receipt' },
  paperUnknown: { zh: '不知道出没出纸', en: 'may not have come out' },
  cameOut: { zh: '已出纸', en: 'It came out' },
  again: { zh: '重打', en: 'Print again' },
  elsewhere: { zh: '在另一台打印', en: 'Print elsewhere' },
  elsewhereLabel: { zh: '{number} 在另一台打印', en: 'Print {number} elsewhere' },
  here: { zh: '本机（{place}）', en: 'Here ({place})' },
  placeIn: { zh: '{place}（{area}）', en: '{place} ({area})' },
  noPlace: { zh: '现在没有别的机器能打印', en: 'No other machine can print now' },
  restored: {
    zh: '作废的号码打出来后恢复排队，次序不变',
    en: 'A void number stands again where it stood once its slip is out',
  },
});
