import { counterCaseWords } from './counter-cases.ts';
import { itemGuideWords } from './counter-item-guide.ts';
import { counterPadWords } from './counter-pads.ts';
import { counterScanWords } from './counter-scan.ts';
import { defineMessages } from './define.ts';

/** The clerk's workplace. Buttons are verbs; a message says what happened, then what to do. */
export const counterMessages = defineMessages({
  ...itemGuideWords,
  ...counterCaseWords,
  ...counterPadWords,
  ...counterScanWords,
  title: { zh: '窗口工作台', en: 'Counter' },
  window: { zh: '{number} 号窗口', en: 'Window {number}' },
  comprehensive: { zh: '综合受理', en: 'All services' },
  special: { zh: '专项受理', en: 'Certain services' },
  nobodySignedOn: { zh: '未上岗', en: 'Not signed on' },
  servedToday: { zh: '今天办了 {count} 件', en: '{count} served today' },

  // link to the hall
  linkOnline: { zh: '已连接大厅', en: 'Connected to the hall' },
  linkConnecting: { zh: '正在连接大厅', en: 'Connecting to the hall' },
  linkOffline: { zh: '离线', en: 'Offline' },
  linkSilent: { zh: '大厅没有回应', en: 'The hall does not answer' },
  linkRefused: { zh: '大厅不接受本机', en: 'The hall refuses this station' },
  linkRestarting: { zh: '本机正在恢复', en: 'Recovering' },
  bandOffline: {
    zh: '离线：照常叫号、输号办理；恢复后自动补传',
    en: 'Offline: go on calling and entering numbers; everything is sent once the hall is back',
  },
  bandSince: { zh: '{time} 起', en: 'since {time}' },
  bandRefused: {
    zh: '大厅不接受本机，请联系管理台。号码照常可叫，记录保存在本机',
    en: 'The hall refuses this station: tell the keeper. You can go on calling; everything is kept here',
  },
  bandPending: { zh: '待补传 {count} 条', en: '{count} to send' },
  bandRestarting: {
    zh: '本机服务正在重新启动，号码和记录都在，请稍候',
    en: 'The station service is restarting. Numbers and records are safe; please wait',
  },
  starting: { zh: '正在启动', en: 'Starting' },
  startingHint: { zh: '正在读取本机记录，马上就好', en: 'Reading this station’s records' },

  // signing on
  signOnTitle: { zh: '谁在 {number} 号窗口上岗？', en: 'Who signs on at window {number}?' },
  signOnHint: {
    zh: '选自己的名字。大厅和叫号屏随即显示窗口开放',
    en: 'Choose your name. The hall then shows the window as open',
  },
  signOn: { zh: '上岗', en: 'Sign on' },
  noStaff: { zh: '大厅还没有登记窗口人员', en: 'The hall has no staff on its list yet' },
  noStaffHint: {
    zh: '请在大厅设置里登记人员，这里会自动出现',
    en: 'Add people in the hall’s settings; they appear here by themselves',
  },
  findStaff: { zh: '输姓名查找', en: 'Find by name' },
  noSuchStaff: { zh: '没有找到这个名字', en: 'No such name' },
  signOff: { zh: '下班', en: 'Sign off' },
  signOffAsk: { zh: '现在下班？', en: 'Sign off now?' },
  signOffText: {
    zh: '窗口关闭，不再叫号。还有 {count} 人在等本窗口能办的事项。',
    en: 'The window closes and calls nobody more. {count} people still wait for what this window serves.',
  },
  signOffNobody: {
    zh: '窗口关闭，不再叫号。没有人在等本窗口能办的事项。',
    en: 'The window closes and calls nobody more. Nobody waits for what this window serves.',
  },
  cancel: { zh: '取消', en: 'Cancel' },

  // the current ticket
  nowServing: { zh: '正在办理', en: 'Serving' },
  nowCalled: { zh: '正在呼叫', en: 'Called' },
  nowFree: { zh: '窗口空闲', en: 'Window free' },
  nowPaused: { zh: '已暂停', en: 'Paused' },
  nextUp: { zh: '下一位', en: 'Next' },
  noneWaiting: { zh: '没有人在等', en: 'Nobody is waiting' },
  waited: { zh: '等了 {minutes} 分钟', en: 'Waited {minutes} min' },
  waitedShort: { zh: '刚取号', en: 'Just arrived' },
  callsOf: { zh: '第 {calls} 次呼叫，最多 {max} 次', en: 'Call {calls} of {max}' },
  calls: { zh: '第 {calls} 次呼叫', en: 'Call {calls}' },

  // acts
  opNext: { zh: '呼叫下一位', en: 'Call the next' },
  opStart: { zh: '开始办理', en: 'Begin' },
  opFinishNext: { zh: '办完，叫下一位', en: 'Done, call the next' },
  opResume: { zh: '恢复办理', en: 'Resume' },
  opRecall: { zh: '重呼', en: 'Call again' },
  opMiss: { zh: '未到', en: 'Not here' },
  opSuspend: { zh: '挂起', en: 'Set aside' },
  opTransfer: { zh: '转出', en: 'Transfer' },
  opFinish: { zh: '办完', en: 'Done' },
  opPause: { zh: '暂停', en: 'Pause' },
  notNow: { zh: '现在不能{op}。{why}', en: '“{op}” is not possible now. {why}' },
  whyNoTicket: { zh: '窗口上没有号码，先叫号', en: 'There is no ticket at the window: call one first' },
  whyServing: { zh: '已经开始办理', en: 'The service has begun' },
  whyMaxCalls: {
    zh: '已经叫了 {times} 次，人不在请按未到',
    en: 'Called {times} times: press Not here if nobody comes',
  },
  whyHolding: { zh: '先办完或挂起 {number}', en: 'Finish {number} or set it aside first' },
  whyPaused: { zh: '窗口已暂停，先恢复办理', en: 'The window is paused: resume first' },
  whyClosed: { zh: '还没有上岗', en: 'Nobody has signed on' },

  // reasons
  reasonOther: { zh: '其他', en: 'Other' },
  reasonOtherHint: { zh: '写一句原因，最多 60 字', en: 'Say why, 60 characters at most' },
  suspendTitle: { zh: '挂起 {number}', en: 'Set {number} aside' },
  suspendHint: {
    zh: '号码留着，人回来后在右边“过号、挂起”里恢复',
    en: 'The number stays; bring it back from “Missed and set aside” on the right',
  },
  suspendFetch: { zh: '回去取材料', en: 'Fetching papers' },
  suspendForm: { zh: '填表或拍照', en: 'Filling in a form or taking a photo' },
  suspendWait: { zh: '等别的部门答复', en: 'Waiting for another department' },
  suspendAway: { zh: '临时离开', en: 'Away for a moment' },
  pauseTitle: { zh: '暂停窗口', en: 'Pause the window' },
  pauseHint: {
    zh: '叫号屏会显示窗口暂停，等候的人由其他窗口叫',
    en: 'The display shows the pause; other windows call the people waiting',
  },
  pauseBreak: { zh: '短暂离开', en: 'Short break' },
  pauseMeal: { zh: '用餐', en: 'Meal' },
  pauseFiles: { zh: '整理材料', en: 'Sorting papers' },
  pauseMeeting: { zh: '开会', en: 'Meeting' },
  pauseDevice: { zh: '设备检修', en: 'Device being repaired' },
  takeTitle: { zh: '叫 {number}，不按顺序', en: 'Call {number} out of turn' },
  takeTitleFirst: { zh: '叫 {number}', en: 'Call {number}' },
  takeHint: {
    zh: '前面还有 {count} 人。原因和您的名字会留在记录里',
    en: '{count} people are before them. The reason and your name stay on record',
  },
  takeHintKnown: { zh: '原因和您的名字会留在记录里', en: 'The reason and your name stay on record' },
  takeHere: { zh: '持号人在窗口前', en: 'The holder stands at the window' },
  takeBack: { zh: '过号后回来', en: 'Came back after missing the call' },
  takeAfterAside: { zh: '挂起后回来', en: 'Came back after being set aside' },
  takeNeeds: { zh: '老人、残疾人、孕妇等需要照顾', en: 'Elderly, disabled, pregnant or otherwise in need' },
  takePapers: { zh: '补材料后回来', en: 'Came back with the missing papers' },
  takeOffline: { zh: '离线输号', en: 'Entered while offline' },
  callIt: { zh: '呼叫', en: 'Call' },
  transferTitle: { zh: '转出 {number}', en: 'Transfer {number}' },
  transferHint: { zh: '等候时间保留，不用重新取号', en: 'The waiting time is kept; no new ticket is needed' },
  transferQueue: { zh: '转到队列', en: 'To a queue' },
  transferWindow: { zh: '转到窗口', en: 'To a window' },
  transferSameQueue: { zh: '不换队列', en: 'Same queue' },
  transferAnyWindow: { zh: '能办的窗口都可以叫', en: 'Any window that serves it' },
  transferNeedsTarget: { zh: '选一个队列或窗口', en: 'Choose a queue or a window' },
  transferWrong: { zh: '取错号', en: 'Wrong queue' },
  transferMore: { zh: '还要办别的事项', en: 'Another item to handle' },
  transferSpecial: { zh: '要专办窗口处理', en: 'Needs a specialised window' },
  transferBusy: { zh: '本窗口办不了', en: 'Cannot be served here' },
  reason: { zh: '原因', en: 'Reason' },
  windowOpen: { zh: '开放', en: 'open' },
  windowPaused: { zh: '暂停', en: 'paused' },
  windowClosed: { zh: '未开', en: 'closed' },
  pausedHint: {
    zh: '叫号屏显示本窗口暂停。按 F2 恢复办理',
    en: 'The display shows this window as paused. Press F2 to resume',
  },

  // number field
  numberLabel: { zh: '输号、扫码', en: 'By number' },
  numberHint: { zh: '如 A018', en: 'e.g. A018' },
  numberGo: { zh: '叫这个号', en: 'Call it' },
  numberWrong: {
    zh: '“{text}”不是号码。请输票上的字母和数字，如 A018',
    en: '“{text}” is not a ticket number. Enter letter and digits, e.g. A018',
  },

  // line
  lineTitle: { zh: '我能叫的 · {count} 人', en: 'Mine to call · {count}' },
  lineEmpty: {
    zh: '没有人在等。有人取号会自动出现在这里',
    en: 'Nobody is waiting. New tickets appear here by themselves',
  },
  lineSoon: { zh: '有人取号会自动出现在这里', en: 'New tickets appear here by themselves' },
  lineMore: { zh: '后面还有 {count} 人', en: '{count} more behind' },
  whyNext: { zh: '为什么是下一位？', en: 'Why this order?' },
  whyNow: { zh: '{number} 排第一：{reason}', en: '{number} is first: {reason}' },
  whyNobody: { zh: '现在没有人在等', en: 'Nobody is waiting now' },
  whyRule1: { zh: '等得最久的先叫，不分队列。', en: 'Whoever has waited longest is first, whatever the queue.' },
  whyRule2: {
    zh: '绿色通道相当于多等了 {minutes} 分钟，先叫但不会让别人一直等。',
    en: 'Priority counts as {minutes} more minutes of waiting: sooner, yet nobody waits for ever.',
  },
  whyRule3: {
    zh: '过号、挂起后回来的，以及转到本窗口的，按原来的取号时间排。',
    en: 'Those who came back or were sent to this window keep the time of their ticket.',
  },
  whyRule4: {
    zh: '要叫别人，点他的号码并写明原因。',
    en: 'To call someone else, press their number and give a reason.',
  },
  reasonLongest: { zh: '等得最久，{minutes} 分钟', en: 'longest wait, {minutes} min' },
  reasonPriority: { zh: '绿色通道，等了 {minutes} 分钟', en: 'priority, waited {minutes} min' },
  reasonForWindow: { zh: '转到本窗口，等了 {minutes} 分钟', en: 'sent to this window, waited {minutes} min' },
  reasonCalledBack: { zh: '过号后回来，等了 {minutes} 分钟', en: 'came back, waited {minutes} min' },
  tagForWindow: { zh: '指定本窗口', en: 'For you' },
  tagCalledBack: { zh: '过号回来', en: 'Came back' },
  minutes: { zh: '{minutes} 分', en: '{minutes} min' },

  // who and what
  noName: { zh: '未登记姓名', en: 'No name given' },
  noNameHint: { zh: '取号时没有刷证件', en: 'No card was used for the ticket' },
  stubNote: {
    zh: '只知道号码：取号机的记录还没有传到，姓名和事项稍后自动补上',
    en: 'Only the number is known: the dispenser has not been heard yet. Name and item follow by themselves',
  },
  conflictServed: {
    zh: '断网期间，这个号在别的窗口也办过。先问清楚，再决定是否续办',
    en: 'Another window served this number while cut off. Ask before you go on',
  },
  conflictNumber: {
    zh: '有两张票印着这个号。请看票上的取号时间和姓名',
    en: 'Two papers bear this number. Look at time and name on the paper',
  },

  // idle
  idleTitle: { zh: '按 F2 呼叫 {number}', en: 'Press F2 to call {number}' },
  idleNobody: { zh: '现在没有人等候', en: 'Nobody is waiting now' },
  idleNobodyHint: {
    zh: '有人取号，左边会自动出现。可以先查办事指南。',
    en: 'New tickets appear on the left by themselves. Meanwhile you can look items up.',
  },
  queuesTitle: { zh: '各队列等候', en: 'Waiting by queue' },
  queueNotMine: { zh: '其他窗口叫', en: 'other windows' },
  people: { zh: '{count} 人', en: '{count}' },

  // right column
  stepsTitle: { zh: '这张票', en: 'This ticket' },
  stepTaken: { zh: '取号', en: 'Taken' },
  stepCalled: { zh: '叫号', en: 'Called' },
  stepCalledText: { zh: '{time} 第 {calls} 次呼叫', en: '{time}, call {calls}' },
  stepServed: { zh: '办理', en: 'Service' },
  stepRated: { zh: '评价', en: 'Rating' },
  stepRatedText: { zh: '办完后，评价屏自动请申请人评价', en: 'After the service the pad asks the applicant' },
  ratingTitle: { zh: '{number} 的评价', en: 'Rating of {number}' },
  ratingAsked: { zh: '评价屏正在请申请人评价', en: 'The pad is asking the applicant' },
  ratingLeft: { zh: '还有 {seconds} 秒', en: '{seconds} s left' },
  ratingRated: { zh: '已评价。内容只有管理部门能看', en: 'Rated. Only the supervisors can see how' },
  ratingNot: { zh: '到时未评价', en: 'Not rated in time' },
  asideTitle: { zh: '过号、挂起 · {count} 人', en: 'Missed and set aside · {count}' },
  asideEmpty: { zh: '没有过号或挂起的', en: 'None' },
  callbackChoose: { zh: '请在右边选要恢复的号', en: 'Choose on the right which number comes back' },
  scanUnknown: {
    zh: '没有认出这个码。请扫小票上的码，或输入号码',
    en: 'This code is not known. Scan the code on the slip, or type the number',
  },
  scanOtherHall: { zh: '这张小票不是本大厅的', en: 'This slip is from another hall' },
  asideMissed: { zh: '过号', en: 'Missed' },
  asideSuspended: { zh: '挂起', en: 'Set aside' },
  restore: { zh: '恢复', en: 'Restore' },
  restoreLabel: { zh: '恢复 {number}', en: 'Restore {number}' },
  helpTitle: { zh: '有人呼叫工作人员', en: 'Somebody asks for help' },
  helpAgo: { zh: '{minutes} 分钟前', en: '{minutes} min ago' },
  helpNow: { zh: '刚刚', en: 'just now' },
  helpGo: { zh: '已去', en: 'On my way' },
  helpGoLabel: { zh: '已去 {place}', en: 'On my way to {place}' },

  // foot
  pendingCount: { zh: '待同步 {count} 条', en: '{count} to send' },
  refusedCount: { zh: '{count} 条没有办成', en: '{count} not accepted' },
  records: { zh: '同步记录', en: 'Records on their way' },
  recordsPending: { zh: '等待补传 · {count} 条', en: 'Waiting to be sent · {count}' },
  recordsPendingHint: {
    zh: '已保存在本机，连上大厅后自动补传，不用重做。',
    en: 'Saved on this station and sent when the hall is back. Nothing to do again.',
  },
  recordsNone: { zh: '没有待同步的记录，本机与大厅一致', en: 'Nothing to send: this station and the hall agree' },
  recordsRefused: { zh: '没有办成 · {count} 条', en: 'Not accepted · {count}' },
  recordsRefusedHint: {
    zh: '大厅没有接受下面的操作。看过原因、处理好后按“知道了”，记录仍会保留。',
    en: 'The hall did not accept these. Read why, put it right, then press “Understood”; they stay on record.',
  },
  understood: { zh: '知道了', en: 'Understood' },
  close: { zh: '关闭', en: 'Close' },
  deviceNone: { zh: '本窗口没有接设备', en: 'No devices at this window' },
});

export type CounterKey = (typeof counterMessages.keys)[number];
