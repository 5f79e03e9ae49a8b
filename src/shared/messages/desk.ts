import { defineMessages } from './define.ts';

/** The hall's live page (管理台), for its manager and keeper. */
export const deskMessages = defineMessages({
  title: { zh: '管理台', en: 'Desk' },
  starting: { zh: '正在连接大厅', en: 'Connecting to the hall' },
  startingHint: { zh: '马上显示大厅现在的情况', en: 'The hall’s situation appears in a moment' },
  lost: { zh: '连接断开，显示的是 {time} 的情况', en: 'Disconnected: this is the situation at {time}' },
  lostHint: { zh: '正在自动重连，窗口照常办理', en: 'Reconnecting by itself; the windows go on' },
  live: { zh: '实时', en: 'Live' },
  open: { zh: '办公中，{time} 关门', en: 'Open until {time}' },
  closedUntil: { zh: '休息，{time} 开门', en: 'Closed until {time}' },
  closedToday: { zh: '今天不再办公', en: 'Closed for today' },

  // login
  loginTitle: { zh: '登录管理台', en: 'Sign in to the desk' },
  loginHint: { zh: '请输入管理台口令', en: 'Enter the desk code' },
  code: { zh: '管理台口令', en: 'Desk code' },
  login: { zh: '登录', en: 'Sign in' },
  loginWrong: { zh: '口令不对，请核对后再输', en: 'That code is not right. Check it and try again' },
  loginTooMany: { zh: '输错次数太多，请过一分钟再试', en: 'Too many wrong tries. Wait a minute and try again' },
  loginAway: { zh: '连不上大厅服务器，请稍候再试', en: 'The hall server cannot be reached. Try again in a moment' },

  // counts
  countIssued: { zh: '今日取号', en: 'Tickets today' },
  countWaiting: { zh: '等候', en: 'Waiting' },
  countServing: { zh: '办理中', en: 'Being served' },
  countFinished: { zh: '办结', en: 'Finished' },
  countMissed: { zh: '过号', en: 'Missed' },
  countOffline: { zh: '脱机取号', en: 'Issued offline' },
  countLongest: { zh: '最长等候', en: 'Longest wait' },
  countAverageWait: { zh: '平均等候', en: 'Average wait' },
  countAverageService: { zh: '平均办理', en: 'Average service' },
  minutes: { zh: '{minutes} 分', en: '{minutes} min' },
  none: { zh: '—', en: '—' },

  // queues
  queues: { zh: '队列', en: 'Queues' },
  colQueue: { zh: '队列', en: 'Queue' },
  colWaiting: { zh: '等候', en: 'Waiting' },
  colLongest: { zh: '最长', en: 'Longest' },
  colWindows: { zh: '开放窗口', en: 'Windows' },
  alarm: { zh: '等太久', en: 'Too long' },
  noWindow: { zh: '没有窗口在办', en: 'No window serves it' },

  // windows
  windows: { zh: '窗口 · {open} 个开放', en: 'Windows · {open} open' },
  window: { zh: '{number} 号', en: 'No. {number}' },
  comprehensive: { zh: '综合', en: 'All' },
  statusServing: { zh: '办理', en: 'Serving' },
  statusCalled: { zh: '呼叫', en: 'Calling' },
  statusFree: { zh: '空闲', en: 'Free' },
  statusPaused: { zh: '暂停', en: 'Paused' },
  statusClosed: { zh: '未开放', en: 'Closed' },
  served: { zh: '办结 {count}', en: '{count} done' },
  forMinutes: { zh: '{minutes} 分钟', en: '{minutes} min' },

  // stations
  stations: { zh: '站点 · {on} / {all} 在线', en: 'Stations · {on} of {all} on' },
  noStations: {
    zh: '还没有站点。按“添加站点”取一个登记码，填进新站点 station.json 的 hall.enrolCode',
    en: 'No stations yet. Press “Add a station” for a code and put it into hall.enrolCode of the new one’s station.json',
  },
  online: { zh: '在线', en: 'Connected' },
  offlineSince: { zh: '{time} 起离线', en: 'Away since {time}' },
  refusedSince: { zh: '{time} 起被拒绝', en: 'Refused since {time}' },
  otherRefused: {
    zh: '{time} 有另一台机器用这个站点名来连，被拒绝',
    en: 'Another machine under this name was refused at {time}',
  },
  rebuiltDamaged: { zh: '数据库损坏，{time} 已自动重建', en: 'Its database was damaged and made again at {time}' },
  rebuiltMissing: { zh: '数据库丢失，{time} 已自动重建', en: 'Its database was missing and made again at {time}' },
  rebuiltBehind: {
    zh: '数据库比副本旧，{time} 已自动重建',
    en: 'Its database was older than its copies and made again at {time}',
  },
  rebuiltReplaced: { zh: '新机器 {time} 接替', en: 'A new machine took its place at {time}' },
  rebuiltText: {
    zh: '找回流水 {lines} 条，其中待交 {pending} 条',
    en: '{lines} journal lines saved, {pending} of them still to send',
  },
  rebuiltUncertain: { zh: '；{count} 张票请到机器前确认出没出', en: '; {count} slips to be checked at the machine' },
  pending: { zh: '待同步 {count} 条', en: '{count} to send' },
  behind: { zh: '落后 {count} 条', en: '{count} behind' },
  refusedLines: { zh: '{count} 条没有办成', en: '{count} not accepted' },
  revoked: { zh: '已停用', en: 'Put out' },
  revokedHint: {
    zh: '这台要再用，按“添加站点”取一个登记码填进它的 station.json；换一台来接替，按“换新机器”',
    en: 'To let this machine in again, put a code from “Add a station” into its station.json; for another in its place press “New machine”',
  },
  replace: { zh: '换新机器', en: 'New machine' },
  replaceLabel: { zh: '给 {name} 换新机器', en: 'New machine for {name}' },
  replaceTitle: { zh: '给 {name} 换新机器？', en: 'New machine for {name}?' },
  replaceText: {
    zh: '旧机器马上停用：手里的号不再发，没交的留在它那里。新机器沿用这个站点名，接着它的流水往下记',
    en: 'The old machine is put out at once: the numbers it held are given to nobody, and what it has not handed in stays there. The new one takes its name and goes on with its journal',
  },
  replaceYes: { zh: '停用旧机器，取码', en: 'Put the old one out, get a code' },
  replaceNo: { zh: '不换', en: 'Keep it' },
  replaceCode: {
    zh: '新机器的 station.json：station 写 {station}，hall.enrolCode 写这个码；{time} 前有效，只能用一次',
    en: 'In the new machine’s station.json: {station} as station, this code as hall.enrolCode; once, before {time}',
  },
  revoke: { zh: '停用', en: 'Put out' },
  revokeLabel: { zh: '停用 {name}', en: 'Put out {name}' },
  revokeTitle: { zh: '停用 {name}？', en: 'Put out {name}?' },
  revokeText: {
    zh: '它马上断线，大厅不再收它做的事；没交的留在它那里，重新登记后再交。机器丢了、坏了、换人用时停用',
    en: 'Its line ends at once and the hall takes nothing more of it; what it has not handed in stays there until it is enrolled again. For a machine that is lost, broken or not to be trusted',
  },
  revokeYes: { zh: '停用', en: 'Put out' },
  revokeNo: { zh: '不停用', en: 'Keep it' },
  rollTitle: { zh: '{name}装好新纸卷了？', en: 'Is a new roll in {name}?' },
  rollLabel: { zh: '{name}已换纸卷', en: 'Roll changed in {name}' },
  rollNo: { zh: '还没有', en: 'Not yet' },
  devicesFine: { zh: '设备正常', en: 'Devices fine' },
  devicesNone: { zh: '没有接设备', en: 'No devices' },
  troubleToday: { zh: '今天：{troubles}', en: 'Today: {troubles}' },
  trouble: { zh: '{device}{what} {times} 次，共 {minutes} 分钟', en: '{device} {what} {times}×, {minutes} min in all' },
  troubleDays: { zh: '近 90 天', en: 'Last 90 days' },
  troubleDaysLabel: { zh: '{name} 近 90 天的设备故障', en: 'Device troubles of {name}, last 90 days' },
  troubleNone: { zh: '近 90 天没有故障', en: 'No troubles in the last 90 days' },
  troubleFailed: { zh: '没有取到，请再按一次', en: 'Not received. Press again' },
  troubleClose: { zh: '收起', en: 'Close' },
  roleDispenser: { zh: '取号机', en: 'Dispenser' },
  roleCounter: { zh: '窗口', en: 'Counter' },
  roleKiosk: { zh: '自助机', en: 'Kiosk' },
  roleDisplay: { zh: '叫号屏', en: 'Display' },
  rolePad: { zh: '评价屏', en: 'Pad' },
  tablet: {
    zh: '平板 {place} · {number} 号窗口 · {date} 配的',
    en: 'Tablet {place} · window {number} · paired on {date}',
  },
  tabletEnd: { zh: '解除', en: 'End' },
  tabletEndLabel: { zh: '解除 {number} 号窗口的平板 {place}', en: 'End tablet {place} of window {number}' },
  tabletEndTitle: { zh: '解除这块平板？', en: 'End this tablet?' },
  tabletEndText: {
    zh: '它马上不能再用；要再用，在窗口重新配。平板丢了、换了窗口时解除',
    en: 'It stops at once; to be used again it is paired anew at the window. For a tablet that is lost or goes elsewhere',
  },
  tabletKeep: { zh: '不解除', en: 'Keep it' },
  enrol: { zh: '添加站点', en: 'Add a station' },
  enrolCode: {
    zh: '填进新站点 station.json 的 hall.enrolCode，{time} 前有效，只能用一次',
    en: 'Put it into hall.enrolCode of the new station’s station.json; once, before {time}',
  },
  enrolDone: { zh: '收起', en: 'Done' },

  // attention
  storageFull: { zh: '大厅电脑盘满', en: 'The hall’s disk is full' },
  storageFullText: {
    zh: '大厅现在存不下新记录。各站点照常办理，记录都留着，腾出空间后自动补上。请马上清理磁盘',
    en: 'The hall cannot store anything new. Stations go on by themselves and keep their records; they arrive once there is room. Please free disk space now',
  },
  putBack: { zh: '大厅放回了旧副本，{time} 发现', en: 'The hall was put back from an older copy, noticed at {time}' },
  putBackText: {
    zh: '各站点正把大厅丢的补回来。可能发过的号都跳过了，所以号码会跳。',
    en: 'Stations bring back what the hall lost. Numbers that may have been given out are skipped.',
  },
  putBackUnheard: {
    zh: '还没连上的取号机：{names}。请开机连上，它们发的号才叫得到',
    en: 'Dispensers not heard yet: {names}. Start and connect them, so that their tickets can be called',
  },
  putBackHeard: { zh: '取号机都已连上', en: 'All dispensers have been heard' },
  attention: { zh: '需要处理', en: 'Needs you' },
  help: { zh: '呼叫工作人员', en: 'Staff called' },
  helpGo: { zh: '已去', en: 'On my way' },
  helpGoLabel: { zh: '已去 {place}', en: 'On my way to {place}' },
  minutesAgo: { zh: '{minutes} 分钟前', en: '{minutes} min ago' },
  justNow: { zh: '刚刚', en: 'just now' },
  servedTwice: { zh: '同号两处办理', en: 'Served twice' },
  servedTwiceText: {
    zh: '断网期间两个窗口都办了这个号，两次办理都已记下。请核对是不是同一位、要不要撤回一次',
    en: 'Two windows served this number while cut off; both are on record. Check whether it was one person and whether one must be taken back',
  },
  numberTwice: { zh: '一号两票', en: 'Number on two papers' },
  numberTwiceText: {
    zh: '有两张票印着这个号。请广播请持号人到导办台，按取号时间换号',
    en: 'Two papers bear this number. Ask both holders to the information desk and renumber by time taken',
  },

  // ratings
  ratings: { zh: '今日评价 · {count} 次', en: 'Ratings today · {count}' },
  ratingsNone: { zh: '今天还没有评价', en: 'No ratings yet today' },
  notRated: { zh: '未评价 {count}', en: 'Not rated {count}' },
  times: { zh: '{count} 次', en: '{count}' },

  // recent
  recent: { zh: '刚发生的', en: 'Just now' },
  recentNone: { zh: '今天还没有记录', en: 'Nothing on record yet today' },
  refusedMark: { zh: '未办成：{why}', en: 'Not accepted: {why}' },
  position: { zh: '流水 {position}', en: 'Position {position}' },
});

export type DeskKey = (typeof deskMessages.keys)[number];
