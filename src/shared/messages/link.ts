import type { LinkTrouble } from '../protocol/link.ts';
import { defineMessages, type Locale, type Message } from './define.ts';

/** Why a station has no line to the hall until its keeper acts, and what to do. One entry per trouble. */
export const linkMessages = defineMessages({
  'protocol-too-old': {
    zh: '这台机器的程序比大厅的旧，请更新这台机器。',
    en: 'This machine’s program is older than the hall’s. Update this machine.',
  },
  'protocol-too-new': {
    zh: '这台机器的程序比大厅的新，请更新大厅服务器。',
    en: 'This machine’s program is newer than the hall’s. Update the hall server.',
  },
  'other-hall': {
    zh: '这台机器属于另一个大厅，请核对 station.json 里的大厅地址。',
    en: 'This machine belongs to another hall. Check the hall’s address in station.json.',
  },
  'not-enrolled': {
    zh: '大厅还不认识这台机器，请在管理台取一个登记码填进 station.json。',
    en: 'The hall does not know this machine yet. Put a code from the desk into station.json.',
  },
  'code-not-valid': {
    zh: '登记码不对、用过了或过期了，请在管理台另取一个。',
    en: 'The code is wrong, used up or too old. Get another one at the desk.',
  },
  'key-unknown': {
    zh: '这个站点名登记在另一台机器上。这台来接替它，请在管理台点“换新机器”取码填进 station.json；不是，请换站点名。',
    en: 'This station name belongs to another machine. If this one takes its place, get a code with “New machine” at the desk for station.json; if not, choose another name.',
  },
  'signature-wrong': {
    zh: '这台机器的证明对不上，请核对连接中间有没有别的设备。',
    en: 'This machine’s proof does not fit. Check whether something stands between it and the hall.',
  },
  revoked: {
    zh: '这台机器已停用，不再办理。要再用，请在管理台取一个登记码填进 station.json。',
    en: 'This machine was put out. To let it in again put a new code from the desk into station.json.',
  },
  'roles-not-enrolled': {
    zh: '这台机器没有登记过新加的用途，请在管理台取一个登记码填进 station.json。',
    en: 'A role of this machine is new to the hall. Put a code from the desk into station.json.',
  },
  'window-not-enrolled': {
    zh: '这台机器登记在另一个窗口。没交的先在原窗口交完，再取一个登记码填进 station.json。',
    en: 'This machine is enrolled for another window. Let it hand in there what it has, then put a new code into station.json.',
  },
  'journal-behind': {
    zh: '这台机器的数据是旧的，或另一台机器也在用，已停止办理。请停掉另一台、放回最新数据，或清空数据，用管理台“换新机器”的码登记。',
    en: 'This machine’s data is an old copy, or another machine works with it too: it has stopped. Stop the other one and put the newest data back, or enrol it empty with a code from “New machine” at the desk.',
  },
  malformed: {
    zh: '大厅看不懂这台机器说的，请核对两边的程序版本。',
    en: 'The hall does not understand this machine. Check the versions of both programs.',
  },
  'hall-key-wrong': {
    zh: '对方的密钥不是本大厅的，什么都没有发出。大厅换过密钥就取一个新登记码；没换过，请查网络。',
    en: 'The other end’s key is not this hall’s; nothing was sent. If the hall’s key was changed, get a new code; if not, check the network.',
  },
  'hall-key-unknown': {
    zh: '这台机器还不知道大厅的密钥，请在管理台取一个完整的登记码填进 station.json。',
    en: 'This machine does not know the hall’s key yet. Put a whole code from the desk into station.json.',
  },
} satisfies Record<LinkTrouble, Message>);

/** Why an address cannot be reached, and where to look. One entry per word of the network in `LinkView.unreachable`. */
export const unreachableMessages = defineMessages({
  refused: {
    zh: '大厅电脑上没有程序应答，请看大厅服务器开没开、station.json 里的端口对不对。',
    en: 'Nothing answers on the hall’s computer. Check that the hall server runs, and the port in station.json.',
  },
  'name-unknown': {
    zh: 'station.json 里的大厅地址查不到，请核对。',
    en: 'The hall’s address in station.json is not known. Check it.',
  },
  timeout: {
    zh: '大厅电脑没有回应，请看它开没开机、网线插没插好、地址对不对。',
    en: 'The hall’s computer does not answer. Check that it is on, its cable, and the address.',
  },
  'no-route': { zh: '网络不通，请看这台机器的网线。', en: 'No network. Check this machine’s cable.' },
  reset: { zh: '连接中途断了，正在重连。', en: 'The connection broke; trying again.' },
  tls: {
    zh: '那个端口不是加密连接，请核对 station.json 里的大厅地址。',
    en: 'That port does not speak TLS. Check the hall’s address in station.json.',
  },
  http: {
    zh: '那个地址应答的不是大厅，请核对 station.json 里的大厅地址。',
    en: 'What answers at that address is not the hall. Check the address in station.json.',
  },
  'no-welcome': {
    zh: '大厅接通了没有应答，正在重连；一直这样请看大厅服务器。',
    en: 'The hall answered and said nothing; trying again. If it stays so, look at the hall server.',
  },
  failed: { zh: '正在重连。', en: 'Trying again.' },
});

/** Words for what `LinkView.unreachable` holds; null when it is not known why. */
export function unreachableText(locale: Locale, why: string | null): string | null {
  if (why === null) return null;
  const key = why.startsWith('http-') ? 'http' : unreachableMessages.keys.find((known) => known === why);
  return unreachableMessages.in(locale)(key ?? 'failed');
}

/** Words for what `LinkView.refused` holds; null for what this program does not know. */
export function linkTroubleKey(refused: string | null): LinkTrouble | null {
  return linkMessages.keys.find((key) => key === refused) ?? null;
}
