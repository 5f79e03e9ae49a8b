import { defineMessages } from './define.ts';

/** The front door of the demo hall: a whole hall on one machine, to open room by room and to try. */
export const launcherMessages = defineMessages({
  title: { zh: '一窗通演示大厅', en: 'OneWindow demo hall' },
  subtitle: {
    zh: '一台电脑上的整个大厅。人物和证件都是虚构的。',
    en: 'A whole hall on one computer. All people and cards are made up.',
  },
  openAll: { zh: '一键打开', en: 'Open all' },
  otherLanguage: { zh: 'English', en: '中文' },
  connecting: { zh: '正在准备演示大厅…', en: 'Preparing the demo hall…' },
  away: { zh: '演示服务正在重新启动，请稍候', en: 'The demo is restarting, please wait' },
  failed: { zh: '没有成功，请再试一次', en: 'That did not work, please try again' },

  zoneWindows: { zh: '办事窗口', en: 'Service windows' },
  zoneWaiting: { zh: '等候区', en: 'Waiting area' },
  zoneEntrance: { zh: '入口', en: 'Entrance' },
  zoneBack: { zh: '后台', en: 'Back office' },
  window: { zh: '{number} 号窗口', en: 'Window {number}' },

  dispenser: { zh: '取号机', en: 'Ticket machine' },
  dispenserHint: { zh: '放上身份证，或者点一下取号', en: 'Lay a card, or just touch' },
  counter: { zh: '窗口工作台', en: 'Counter' },
  counterHint: { zh: '叫号、办理、办结', en: 'Call, serve, finish' },
  pad: { zh: '评价器', en: 'Rating pad' },
  padHint: { zh: '群众面前的小屏', en: 'Faces the citizen' },
  kiosk: { zh: '自助终端', en: 'Self-service' },
  kioskHint: { zh: '查指南、查进度、打印', en: 'Guides, progress, printing' },
  display: { zh: '叫号屏', en: 'Display' },
  displayHint: { zh: '显示和播报叫号', en: 'Shows and speaks the calls' },
  desk: { zh: '管理台', en: 'Hall desk' },
  deskHint: { zh: '看全大厅的情况', en: 'The whole hall at a glance' },
  dock: { zh: '设备台', en: 'Device bench' },
  dockHint: { zh: '虚拟的设备、证件和小票', en: 'Devices, cards, slips' },

  stateClosed: { zh: '未打开', en: 'Closed' },
  stateOpening: { zh: '正在打开', en: 'Opening' },
  stateOpen: { zh: '已打开', en: 'Open' },
  stateRestarting: { zh: '正在恢复', en: 'Recovering' },
  open: { zh: '打开{room}', en: 'Open {room}' },
  show: { zh: '回到{room}', en: 'Go to {room}' },
  kill: { zh: '强制结束服务进程', en: 'Kill service process' },
  killOf: { zh: '强制结束{room}的服务进程', en: 'Kill the service process of {room}' },

  hallTitle: { zh: '大厅服务器', en: 'Hall server' },
  hallStarting: { zh: '正在启动', en: 'Starting' },
  hallRunning: { zh: '已接通', en: 'Connected' },
  hallStopped: { zh: '已断开', en: 'Cut off' },
  hallFailed: { zh: '启动失败', en: 'Failed to start' },
  hallRunningHint: {
    zh: '断开会真的结束大厅服务器进程。取号、叫号照常，接通后自动补传。',
    en: 'Cutting it off ends the server process. Tickets and calls go on and catch up.',
  },
  hallStoppedHint: {
    zh: '服务器进程已经结束。现在取号、叫号试试，再接通看数据补上。',
    en: 'The server process has ended. Take a ticket and call it now, then connect and watch it catch up.',
  },
  hallStartingHint: { zh: '几秒钟就好。', en: 'This takes a few seconds.' },
  hallFailedHint: {
    zh: '请查看数据文件夹里的日志，再点接通。',
    en: 'See the log in the data folder, then connect again.',
  },
  stopHall: { zh: '断开大厅', en: 'Cut off the hall' },
  startHall: { zh: '接通大厅', en: 'Connect the hall' },
  browser: { zh: '浏览器地址', en: 'In a browser' },
  keeperCode: { zh: '管理台口令', en: 'Desk code' },
  none: { zh: '接通后显示', en: 'Shown once connected' },
  dataDir: { zh: '数据文件夹', en: 'Data folder' },
  oldRuntime: {
    zh: '正在用旧的运行环境（{runtime}），只供开发，不能交付使用。',
    en: 'Running on an old runtime ({runtime}): for development only, not for delivery.',
  },

  guideTitle: { zh: '走一遍', en: 'Walk through' },
  step1: { zh: '放身份证', en: 'Lay a card' },
  step1Hint: {
    zh: '在设备台拿一张证件，放到取号机的读卡器上。',
    en: 'On the device bench, lay a card on the reader of the ticket machine.',
  },
  step2: { zh: '取号', en: 'Take a ticket' },
  step2Hint: {
    zh: '在取号机上点要办的事，设备台上看小票打出来。',
    en: 'Touch what you came for; watch the paper come out on the bench.',
  },
  step3: { zh: '叫号', en: 'Call' },
  step3Hint: {
    zh: '在 1 号窗口登录，点“叫下一位”，看叫号屏。',
    en: 'Sign on at window 1, call the next one, and look at the display.',
  },
  step4: { zh: '评价', en: 'Rate' },
  step4Hint: { zh: '窗口点“办完”，评价器就会请群众评价。', en: 'Finish at the window; the pad asks for a rating.' },
  step5: { zh: '拔掉大厅', en: 'Pull the plug' },
  step5Hint: {
    zh: '断开大厅再走一遍，接通后管理台里一笔不少。',
    en: 'Cut off, do it all again, connect: the desk misses nothing.',
  },
});
