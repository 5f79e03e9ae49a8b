import { defineMessages, type Locale, type Message } from './define.ts';

/** 小票版式 at the desk. */
export const slipLayoutMessages = defineMessages({
  title: { zh: '小票版式', en: 'Slip layouts' },
  ticket: { zh: '取号小票', en: 'Ticket' },
  materials: { zh: '材料清单', en: 'List of materials' },
  hint: {
    zh: '右边就是打印机打出来的样子：最长的事项名，带生僻字的姓名。保存后各台机器马上照新版式打印',
    en: 'On the right is what printers make of it, with the longest item and a rare name. Saved layouts count at once everywhere',
  },
  inFile: {
    zh: '大厅设置文件里写了小票版式，请在文件里改，再重新启动大厅',
    en: 'The hall’s file has layouts of slips. Change them there and start the hall again',
  },
  save: { zh: '保存', en: 'Save' },
  saved: { zh: '已保存，各台机器照此打印', en: 'Saved. Every machine prints like this now' },
  shipped: { zh: '恢复出厂版式', en: 'Back to the shipped layout' },
  failed: { zh: '大厅没有应答，没有保存', en: 'The hall did not answer. Nothing was saved' },
  previewFailed: { zh: '大厅没有应答，预览不是最新的', en: 'The hall did not answer. The preview is old' },
  paper: { zh: '{mm} 毫米纸，长 {length} 毫米，{bytes} 字节', en: '{mm} mm paper, {length} mm long, {bytes} bytes' },
  pictureAlt: { zh: '{mm} 毫米纸上的样子', en: 'On {mm} mm paper' },
  missing: { zh: '打印机没有这些字，打成〓：{chars}', en: 'These print as 〓: {chars}' },
  add: { zh: '加一行', en: 'Add a line' },
  up: { zh: '第 {line} 行上移', en: 'Line {line} up' },
  down: { zh: '第 {line} 行下移', en: 'Line {line} down' },
  remove: { zh: '删掉第 {line} 行', en: 'Remove line {line}' },
  textOf: { zh: '第 {line} 行的字', en: 'Text of line {line}' },
  sizeOf: { zh: '第 {line} 行字号', en: 'Size of line {line}' },
  size: { zh: '{size} 倍', en: '×{size}' },
  alignOf: { zh: '第 {line} 行对齐', en: 'Alignment of line {line}' },
  left: { zh: '靠左', en: 'Left' },
  center: { zh: '居中', en: 'Centre' },
  right: { zh: '靠右', en: 'Right' },
  bold: { zh: '加粗', en: 'Bold' },
  whenOf: { zh: '第 {line} 行何时出现', en: 'When line {line} stands' },
  always: { zh: '总是', en: 'Always' },
  when: { zh: '有{field}时', en: 'With {field}' },
  whenNot: { zh: '没有{field}时', en: 'Without {field}' },
  places: { zh: '大括号里的项，打印时换成：', en: 'What stands in braces is filled in:' },
  'kind.text': { zh: '文字', en: 'Text' },
  'kind.columns': { zh: '分栏', en: 'Columns' },
  'kind.rule': { zh: '横线', en: 'Rule' },
  'kind.qr': { zh: '二维码', en: 'QR code' },
  'kind.feed': { zh: '空行', en: 'Feed' },
  'kind.block': { zh: '整段', en: 'Block' },
  'kind.cut': { zh: '切纸', en: 'Cut' },
});

/** What the places and blocks of a layout stand for; their names are part of the file format and stay as they are. */
const places: Readonly<Record<string, Message>> = {
  hall: { zh: '大厅名', en: 'hall' },
  number: { zh: '号码', en: 'number' },
  queue: { zh: '队列', en: 'queue' },
  item: { zh: '事项', en: 'item' },
  priority: { zh: '优先标记', en: 'priority' },
  ahead: { zh: '前面人数', en: 'how many are ahead' },
  area: { zh: '等候区', en: 'waiting area' },
  windows: { zh: '窗口', en: 'windows' },
  takenAt: { zh: '取号时间', en: 'time of taking' },
  name: { zh: '姓名', en: 'name' },
  progressUrl: { zh: '二维码内容', en: 'what the QR code says' },
  progressCode: { zh: '查询码', en: 'progress code' },
  aheadLine: { zh: '前面等候句', en: 'sentence: how many are ahead' },
  waitLine: { zh: '预计等候句', en: 'sentence: expected wait' },
  placeLine: { zh: '等候地点句', en: 'sentence: where to wait' },
  calledLine: { zh: '办理窗口句', en: 'sentence: which windows' },
  nameLine: { zh: '姓名句', en: 'sentence: name' },
  takenLine: { zh: '取号时间句', en: 'sentence: time of taking' },
  nearClosingLine: { zh: '快下班提示', en: 'note: near closing' },
  offlineLine: { zh: '脱机取号提示', en: 'note: taken offline' },
  missedLine: { zh: '过号提示句', en: 'sentence: when missed' },
  progressLine: { zh: '查询码句', en: 'sentence: progress code' },
  title: { zh: '标题', en: 'title' },
  fee: { zh: '费用', en: 'fee' },
  limit: { zh: '时限', en: 'time limit' },
  place: { zh: '办理地点', en: 'place' },
  phone: { zh: '电话', en: 'phone' },
  guideUrl: { zh: '办事指南二维码', en: 'QR code of the guide' },
  feeLine: { zh: '费用句', en: 'sentence: fee' },
  limitLine: { zh: '时限句', en: 'sentence: time limit' },
  whereLabel: { zh: '办理地点标题', en: 'heading: where' },
  phoneLine: { zh: '电话句', en: 'sentence: phone' },
  printedLine: { zh: '打印时间句', en: 'sentence: time of printing' },
  materials: { zh: '材料清单', en: 'list of materials' },
  hours: { zh: '办公时间', en: 'opening hours' },
};

/** The words for a place or block of a layout; its own name where there are none. */
export function layoutPlace(name: string, locale: Locale): string {
  const words = Object.hasOwn(places, name) ? places[name] : undefined;
  if (!words) return name;
  return locale === 'en' ? words.en : words.zh;
}
