import type { KindName } from '../intent/registry.ts';
import { defineMessages, type Locale, type Message, type MessageParams } from './define.ts';

/**
 * What happened, in plain words: one line for every kind of intent. Shown where intents wait for the hall, where one
 * was refused and in the hall's list of recent events.
 *
 * Places that may be filled: `number` (of the ticket), `window` (its number), `queue` (its name), `to` (the queue
 * it went to, or the number of a window), `clerk`, `reason`, `place`. A part in [ ] is left out when its place has no value.
 */
const words = {
  'hall.configure': { zh: '更新大厅设置', en: 'Changed the hall’s settings' },
  'hall.paper': { zh: '改了小票版式', en: 'Changed the layout of slips' },
  'station.revoke': { zh: '停用站点[：{place}]', en: 'Put a station out[: {place}]' },
  'station.newRoll': { zh: '[{place} ]换了纸卷', en: 'New roll of paper[ at {place}]' },
  'station.enrol': { zh: '登记站点[：{place}]', en: 'Registered a station[: {place}]' },
  'range.retire': { zh: '弃用旧号段', en: 'old numbers given up' },
  'queue.skip': {
    zh: '跳过可能已发过的号[：{queue}]',
    en: 'Numbers that may have been given out are skipped[: {queue}]',
  },
  'range.grant': { zh: '给取号机预留脱机号段[：{queue}]', en: 'Set numbers aside for a dispenser[: {queue}]' },
  'ticket.request': { zh: '申请取号[：{queue}]', en: 'Asked for a number[: {queue}]' },
  'ticket.issue': { zh: '取号 {number}[，{queue}]', en: 'Issued {number}[, {queue}]' },
  'ticket.paper': { zh: '{number} 出纸情况', en: 'Paper of {number}' },
  'ticket.printElsewhere': {
    zh: '{number} 改在[{place}]打印小票',
    en: 'Slip of {number} printed[ at {place}] instead',
  },
  'ticket.cancel': { zh: '取消 {number}[：{reason}]', en: 'Cancelled {number}[: {reason}]' },
  'ticket.next': { zh: '[{window} 号窗口]叫下一位[ {number}]', en: '[Window {window}: ]called the next[, {number}]' },
  'ticket.take': {
    zh: '[{window} 号窗口]叫 {number}[：{reason}]',
    en: '[Window {window}: ]called {number}[: {reason}]',
  },
  'ticket.recall': { zh: '[{window} 号窗口]重呼 {number}', en: '[Window {window}: ]called {number} again' },
  'ticket.miss': { zh: '{number} 未到，过号', en: '{number} did not come' },
  'ticket.restore': { zh: '{number} 回到队伍', en: '{number} back in the line' },
  'ticket.start': { zh: '[{window} 号窗口]开始办理 {number}', en: '[Window {window}: ]began {number}' },
  'ticket.finish': { zh: '[{window} 号窗口]办完 {number}', en: '[Window {window}: ]finished {number}' },
  'ticket.suspend': { zh: '挂起 {number}[：{reason}]', en: 'Set {number} aside[: {reason}]' },
  'ticket.settle': { zh: '{number} 重复的情况已核对', en: '{number}: what happened twice was looked into' },
  'ticket.transfer': {
    zh: '转出 {number}[ 到{to}][ 到 {toWindow} 号窗口][：{reason}]',
    en: 'Transferred {number}[ to {to}][ to window {toWindow}][: {reason}]',
  },
  'window.open': { zh: '[{clerk} ]上岗[，{window} 号窗口]', en: '[{clerk} ]signed on[, window {window}]' },
  'window.pause': { zh: '[{window} 号窗口]暂停[：{reason}]', en: '[Window {window} ]paused[: {reason}]' },
  'window.resume': { zh: '[{window} 号窗口]恢复办理', en: '[Window {window} ]resumed' },
  'window.close': { zh: '[{window} 号窗口]下班', en: '[Window {window} ]signed off' },
  // Never whose rating, never how good: whoever reads this list may be the clerk who was rated.
  'evaluation.submit': { zh: '收到一次评价', en: 'A rating was given' },
  'evaluation.lapse': { zh: '到时未评价', en: 'No rating in time' },
  'evaluation.explain': { zh: '收到一次评价的原因', en: 'Reasons for a rating were given' },
  'staff.setPin': { zh: '设工号密码', en: 'Staff PIN set' },
  'staff.clearPin': { zh: '重设工号密码', en: 'Staff PIN reset' },
  'help.call': { zh: '[{place} ]呼叫工作人员', en: '[{place}: ]staff called' },
  'help.answer': { zh: '[{place} ]有人去了', en: '[{place}: ]help is on the way' },
  'pad.pair': { zh: '[{window} 号窗口]配上一块平板', en: '[Window {window}: ]tablet paired' },
  'pad.end': { zh: '[{window} 号窗口]解除一块平板', en: '[Window {window}: ]tablet ended' },
  'case.receive': { zh: '收件[ {number}]', en: 'Received case[ {number}]' },
  'case.accept': { zh: '受理[ {number}]', en: 'Accepted case[ {number}]' },
  'case.refuse': { zh: '不予受理[ {number}][：{reason}]', en: 'Refused case[ {number}][: {reason}]' },
  'case.supplement': { zh: '告知补正[ {number}]', en: 'Told what case[ {number}] lacks' },
  'case.supplemented': { zh: '补交材料[ {number}]', en: 'Took further materials[ for {number}]' },
  'case.decide': { zh: '审批[ {number}]', en: 'Decided case[ {number}]' },
  'case.send': { zh: '寄往领取大厅[ {number}]', en: 'Sent the result[ of {number}] to where it is collected' },
  'case.ready': { zh: '出件[ {number}]', en: 'Result ready[ for {number}]' },
  'case.handOver': { zh: '送达[ {number}]', en: 'Handed over[ {number}]' },
  'case.withdraw': { zh: '撤回[ {number}][：{reason}]', en: 'Withdrew case[ {number}][: {reason}]' },
  'case.detach': { zh: '取下电子材料的一页[ {number}]', en: 'Took a page away[ from {number}]' },
  'case.attach': { zh: '存入电子材料[ {number}]', en: 'Added pictures[ to {number}]' },
  'case.declineSignature': { zh: '没有在评价器上签名[ {number}]', en: 'Not signed on the pad[: {number}]' },
  'case.share': { zh: '通办件上报[ {number}]', en: 'Told the district of case[ {number}]' },
  'case.mirror': { zh: '通办件更新[ {number}]', en: 'Heard of case[ {number}] from the district' },
} as const satisfies Record<KindName, Message>;

const otherWords = {
  other: { zh: '其他操作（{kind}）', en: 'Another action ({kind})' },
  toWindow: { zh: ' {to} 号窗口', en: 'window {to}' },
} as const;

const messages = defineMessages({ ...words, ...otherWords });

/** One line for one intent. A kind this version does not know is named, not hidden. */
export function intentText(locale: Locale, kind: string, params: MessageParams): string {
  const known = Object.hasOwn(words, kind);
  const t = messages.in(locale);
  const template = t(known ? (kind as KindName) : 'other');
  const to = params.to;
  const values: MessageParams = {
    ...params,
    kind,
    ...(/^\d+$/.test(String(to)) ? { to: t('toWindow', { to: to! }) } : {}),
  };
  const filled = template
    .replace(/\[([^\]]*)\]/g, (_, part: string) => (placesOf(part).every((p) => hasValue(values[p])) ? part : ''))
    .replace(/\{(\w+)\}/g, (_, place: string) => (hasValue(values[place]) ? String(values[place]) : '—'))
    .trim();
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}

function placesOf(part: string): string[] {
  return [...part.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
}

function hasValue(value: string | number | undefined): boolean {
  return value !== undefined && value !== '';
}
