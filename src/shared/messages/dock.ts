import { defineMessages } from './define.ts';

/** The bench with the virtual devices: for trying things out, never part of a packaged station. */
export const dockMessages = defineMessages({
  title: { zh: '设备台', en: 'Device bench' },
  subtitle: {
    zh: '虚拟的打印机和读卡器，说的是真设备的字节。人物都是虚构的。',
    en: 'Virtual printers and readers that speak the real bytes. All people are made up.',
  },
  otherLanguage: { zh: 'English', en: '中文' },
  connecting: { zh: '正在连接设备台…', en: 'Connecting to the bench…' },
  away: { zh: '设备台正在重新启动，请稍候', en: 'The bench is restarting, please wait' },
  failed: { zh: '没有成功，请再试一次', en: 'That did not work, please try again' },
  nothing: {
    zh: '还没有设备。请先在演示大厅打开取号机或自助终端。',
    en: 'No devices yet. Open the ticket machine or a terminal in the demo hall first.',
  },

  cards: { zh: '证件', en: 'Cards' },
  cardsHint: { zh: '点一张拿起来，再点读卡器放上去', en: 'Pick one up, then lay it on a reader' },
  cardPicked: { zh: '拿着 {name} 的证件，点一个读卡器', en: 'Holding the card of {name}: choose a reader' },
  putBack: { zh: '放回', en: 'Put back' },
  citizen: { zh: '居民身份证', en: 'Identity card' },
  'hk-macau-taiwan': { zh: '港澳台居民居住证', en: 'HK, Macau, Taiwan permit' },
  'foreign-2017': { zh: '外国人永久居留证（2017 版）', en: 'Residence card 2017' },
  'foreign-2023': { zh: '外国人永久居留证（2023 版）', en: 'Residence card 2023' },
  cardOn: { zh: '在读卡器上', en: 'On a reader' },

  reader: { zh: '读卡器', en: 'Card reader' },
  layHere: { zh: '放在这里', en: 'Lay it here' },
  empty: { zh: '上面没有证件', en: 'No card on it' },
  lift: { zh: '拿走证件', en: 'Lift the card' },
  stationDispenser: { zh: '取号机', en: 'Ticket machine' },
  stationKiosk: { zh: '自助终端', en: 'Self-service terminal' },
  stationCounter: { zh: '{number} 号窗口', en: 'Window {number}' },

  printer: { zh: '打印机', en: 'Printer' },
  papers: { zh: '出了 {count} 张', en: '{count} papers' },
  bytes: { zh: '{bytes} 字节', en: '{bytes} bytes' },
  clear: { zh: '撕走全部', en: 'Take all away' },
  noPaper: { zh: '还没有出纸', en: 'Nothing printed yet' },

  'trait-ordinary': { zh: '普通', en: 'Ordinary' },
  'trait-long-term': { zh: '长期有效', en: 'Valid for good' },
  'trait-aged': { zh: '高龄', en: 'Aged' },
  'trait-expired': { zh: '已过期', en: 'Expired' },
  'trait-rare-character': { zh: '生僻字', en: 'Rare character' },
  'trait-long-name': { zh: '长姓名', en: 'Long name' },
  'trait-minor': { zh: '未成年', en: 'Minor' },

  faults: { zh: '故障', en: 'Faults' },
  'paper-end': { zh: '缺纸', en: 'No paper' },
  'paper-near-end': { zh: '纸将尽', en: 'Paper low' },
  'cover-open': { zh: '开盖', en: 'Cover open' },
  offline: { zh: '脱机', en: 'Offline' },
  silent: { zh: '不应答', en: 'No answer' },
  unplugged: { zh: '拔线', en: 'Unplugged' },
  slow: { zh: '慢速', en: 'Slow' },
  'wrong-checksum': { zh: '校验错', en: 'Checksum' },
  partial: { zh: '只回一半', en: 'Half answer' },
});
