import { defineMessages } from './define.ts';

/** The display of an area (叫号屏): read by everyone waiting, at up to twelve metres. Few words. */
export const displayMessages = defineMessages({
  title: { zh: '叫号屏', en: 'Display' },
  window: { zh: '{number} 号窗口', en: 'Window {number}' },
  windows: { zh: '{numbers} 号窗口', en: 'Windows {numbers}' },
  and: { zh: '、', en: ', ' },
  pleaseGo: { zh: '请到窗口办理', en: 'Please go to the window' },
  nowServing: { zh: '正在办理', en: 'Now serving' },
  alsoCalled: { zh: '叫号和正在办理', en: 'Called and being served' },
  next: { zh: '接下来', en: 'Next' },
  missed: { zh: '过号', en: 'Missed' },
  missedGo: { zh: '请到{desk}', en: 'Please go to {desk}' },
  paused: { zh: '暂停 {numbers} 号窗口', en: 'Paused: {numbers}' },
  andMore: { zh: '等 {count} 个', en: '{count} in all' },
  staleAt: {
    zh: '显示的是 {time} 的情况，叫号请听现场通知',
    en: 'Shown as of {time}. Please listen for calls in the hall',
  },
  connecting: { zh: '正在连接大厅', en: 'Connecting to the hall' },
  connectingHint: { zh: '叫号请听现场通知', en: 'Please listen for calls in the hall' },
  emptyTitle: { zh: '现在没有叫号', en: 'Nobody is being called' },
  emptyHint: { zh: '办事请先在取号机取号', en: 'Please take a ticket at the ticket machine first' },
  emptyWaiting: { zh: '请稍候，马上开始叫号', en: 'One moment, calls begin shortly' },
  closedTitle: { zh: '现在不办理', en: 'Closed now' },
  closedToday: { zh: '今天办理时间 {hours}', en: 'Open today {hours}' },
  closedAllDay: { zh: '今天不办理', en: 'Closed today' },
  opensAt: { zh: '{time} 开始办理', en: 'Opens at {time}' },
  soundOn: { zh: '有声叫号', en: 'Sound on' },
  soundSilent: { zh: '静音叫号', en: 'Silent' },
  soundBlocked: { zh: '点这里打开声音', en: 'Turn sound on' },
  soundNoVoice: { zh: '只有提示音', en: 'Chime only' },
});
