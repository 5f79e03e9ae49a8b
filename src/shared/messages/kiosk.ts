import { defineMessages } from './define.ts';

/** The self-service terminal (自助终端). */
export const kioskMessages = defineMessages({
  'head.title': { zh: '自助服务', en: 'Self-service' },
  starting: { zh: '正在准备', en: 'Getting ready' },
  'starting.text': { zh: '请稍候。着急办事，请到导办台。', en: 'Please wait. If urgent, go to the information desk.' },

  // home
  'home.search': { zh: '想办什么？打几个字母就行', en: 'What do you need? Type a few letters' },
  'home.search.go': { zh: '查找', en: 'Search' },
  'home.guide': { zh: '带什么材料', en: 'What to bring' },
  'home.guide.hint': {
    zh: '每件事要什么、多久办好\n可以打印清单',
    en: 'Papers and time for each service, and a list to print',
  },
  'home.progress': { zh: '查进度', en: 'My progress' },
  'home.progress.hint': {
    zh: '输入小票上的 8 位查询码\n看前面还有几人',
    en: 'Enter the 8 digits on your ticket to see how many are ahead',
  },
  'home.progress.away': { zh: '现在连不上大厅，暂时查不到', en: 'Not available: the hall cannot be reached' },
  'home.often': { zh: '这里常办', en: 'Often asked for' },
  'home.often.hint': { zh: '按最近一个月', en: 'Last month' },
  'home.wipe': { zh: '用完会自动清空，不留下您查过什么。', en: 'Everything is cleared when you leave.' },

  // common
  back: { zh: '返回', en: 'Back' },
  end: { zh: '结束并清空', en: 'Finish and clear' },
  ok: { zh: '知道了', en: 'OK' },

  // classes and lists
  'classes.title': { zh: '是哪一类事？', en: 'What is it about?' },
  'class.list': { zh: '可以办的事', en: 'Services' },
  'class.hint': { zh: '按一下，看要带什么。', en: 'Touch one to see what to bring.' },

  // an item
  'item.time': { zh: '多久办好', en: 'Takes' },
  'item.at-once': { zh: '当场办好', en: 'Done at once' },
  'item.days': { zh: '{days} 个工作日', en: '{days} working days' },
  'item.legal': { zh: '法定 {days} 个工作日', en: 'By law {days} working days' },
  'item.fee': { zh: '收费', en: 'Fee' },
  'item.free': { zh: '免费', en: 'Free' },
  'item.visits': { zh: '要来几次', en: 'Visits' },
  'item.visits.value': { zh: '{visits} 次', en: '{visits}' },
  'item.visits.none': { zh: '不用来', en: 'None' },
  'item.where': { zh: '在哪里办', en: 'Where' },
  'item.where.value': { zh: '{area} {windows}窗口', en: '{area}, windows {windows}' },
  'item.conditions': { zh: '谁可以办', en: 'Who can apply' },
  'item.basis': { zh: '依据', en: 'Legal basis' },
  'item.department': { zh: '主管部门', en: 'Department' },
  'item.materials': { zh: '要带的材料（{count} 样）', en: 'What to bring ({count})' },
  'item.only': { zh: '清单以外的，窗口不会再要。', en: 'The window will ask for nothing else.' },
  'item.gone': { zh: '大厅现在不办这件事了', en: 'The hall no longer offers this' },
  'item.body': { zh: '办事指南', en: 'Guide' },
  'form.original': { zh: '原件 {count} 份', en: '{count} original' },
  'form.copy': { zh: '复印件 {count} 份', en: '{count} copy' },
  'form.electronic': { zh: '电子版 {count} 份', en: '{count} electronic' },
  'need.necessary': { zh: '要带', en: 'Required' },
  'need.may-follow': { zh: '可以后补', en: 'May follow later' },
  'need.conditional': { zh: '有的人不用带', en: 'Not always needed' },
  'source.department': { zh: '由别的部门出具', en: 'Issued by another department' },
  'source.e-licence': { zh: '系统能查到就不用带', en: 'Not needed if our system finds it' },

  // print
  'print.go': { zh: '打印清单', en: 'Print the list' },
  'print.printing': { zh: '正在打印清单', en: 'Printing the list' },
  'print.printing.text': { zh: '请稍候，从出票口取。', en: 'Please wait at the paper slot.' },
  'print.printed': { zh: '请取走清单', en: 'Please take the list' },
  'print.printed.text': { zh: '照着清单准备，一次就能办。', en: 'Bring what it says and one visit is enough.' },
  'print.failed': { zh: '清单没有打出来', en: 'The list was not printed' },
  'print.failed.text': {
    zh: '可以用手机拍下这一页，或请{desk}打印。',
    en: 'Take a photo of this page, or ask the information desk.',
  },
  'print.unknown': { zh: '清单出来了吗？', en: 'Did the list come out?' },
  'print.unknown.text': {
    zh: '请看一下出票口。没有的话，再打印一次或呼叫工作人员。',
    en: 'Please look at the slot. If not, print again or call staff.',
  },
  'print.down': { zh: '打印机暂时不能用。', en: 'The printer is not working.' },
  'print.refused': { zh: '没有打印', en: 'Nothing was printed' },

  // progress
  'progress.title': { zh: '请输入查询码', en: 'Enter your progress code' },
  'progress.hint': {
    zh: '在小票或收件凭证下方，8 位数字。',
    en: 'Eight digits, at the foot of your ticket or receipt.',
  },
  'progress.code': { zh: '查询码', en: 'Progress code' },
  'progress.go': { zh: '查', en: 'Look up' },
  'progress.scan-unknown': {
    zh: '没有认出这个码。请扫小票或收件凭证上的二维码，或输入 8 位数字。',
    en: 'This code is not known. Scan the QR code on your ticket or receipt, or enter the eight digits.',
  },
  'progress.other-hall': {
    zh: '这张小票或收件凭证不是本大厅的，请到开出它的大厅查询。',
    en: 'This ticket or receipt is from another hall. Please ask there.',
  },
  'progress.not-found': {
    zh: '没有这个查询码，请对照小票或收件凭证再输一次。',
    en: 'There is no such code. Please check your ticket or receipt.',
  },
  'progress.hall-away': {
    zh: '现在连不上大厅，查不到。请看叫号屏，或问{desk}。',
    en: 'The hall cannot be reached. Please watch the display or ask the information desk.',
  },
  'progress.ahead': { zh: '前面', en: 'Ahead' },
  'progress.ahead.value': { zh: '{ahead} 人', en: '{ahead}' },
  'progress.wait': { zh: '大约等', en: 'Wait' },
  'progress.area': { zh: '在这里等', en: 'Wait in' },
  'progress.issued': { zh: '取号时间', en: 'Taken at' },
  'progress.finished': { zh: '办完时间', en: 'Finished at' },
  'status.waiting': { zh: '正在排队', en: 'Waiting' },
  'status.waiting.text': { zh: '请在 {area}等，听到叫号再过去。', en: 'Please wait in {area} until you are called.' },
  'status.called': { zh: '正在叫您', en: 'You are being called' },
  'status.called.text': { zh: '请马上到 {window} 号窗口。', en: 'Please go to window {window} now.' },
  'status.serving': { zh: '正在办理', en: 'Being served' },
  'status.serving.text': { zh: '在 {window} 号窗口。', en: 'At window {window}.' },
  'status.suspended': { zh: '暂停办理', en: 'On hold' },
  'status.suspended.text': { zh: '材料齐了，窗口会再叫您。', en: 'The window will call you again.' },
  'status.finished': { zh: '已经办完', en: 'Finished' },
  'status.finished.text': { zh: '这个号不用再等了。', en: 'There is nothing more to wait for.' },
  'status.missed': { zh: '已经过号', en: 'You missed your call' },
  'status.missed.text': { zh: '请到{desk}，会重新排上。', en: 'Please go to the information desk to join again.' },
  'status.void': { zh: '这个号作废了', en: 'This number is void' },
  'status.void.text': { zh: '要办事请重新取号。', en: 'Please take a new number.' },

  // a case, by the code on its receipt
  'case.number': { zh: '办件编号', en: 'Case number' },
  'case.received': { zh: '已收件', en: 'Received' },
  'case.promised': { zh: '最晚办结', en: 'Decided by' },
  'case.decided': { zh: '办结', en: 'Decided' },
  'case.received.text': { zh: '窗口正在核对材料。', en: 'The window is checking your papers.' },
  'case.supplement': { zh: '要补材料', en: 'Papers are missing' },
  'case.supplement.text': {
    zh: '请照告知书上的清单补齐，交到任一综合窗口。',
    en: 'Bring what the notice lists to any all-services window.',
  },
  'case.accepted': { zh: '已受理，正在审批', en: 'Accepted, being decided' },
  'case.accepted.text': { zh: '有结果会在这里看到，不用再来问。', en: 'The result will show here.' },
  'case.refused': { zh: '不予受理', en: 'Not accepted' },
  'case.refused.text': {
    zh: '理由写在通知书上；有疑问请问{desk}。',
    en: 'The notice says why. Ask the information desk.',
  },
  'case.decided.text': { zh: '正在制作结果，好了就能领。', en: 'The result is being prepared.' },
  'case.sent': { zh: '结果正在寄往领取的大厅', en: 'The result is on its way to where you collect it' },
  'case.sent.text': { zh: '到了会在这里看到，先不用去。', en: 'You will see here when it has arrived.' },
  'case.ready': { zh: '结果可以领了', en: 'Your result is ready' },
  'case.ready.text': {
    zh: '请带身份证和收件凭证，到综合窗口领取。',
    en: 'Bring your ID and the receipt to an all-services window.',
  },
  'case.ready.elsewhere': {
    zh: '请到收件时选定的大厅领取，带上身份证和收件凭证。',
    en: 'Collect it at the hall you chose. Bring your ID and the receipt.',
  },
  'case.handed-over': { zh: '结果已经领走', en: 'The result was collected' },
  'case.handed-over.text': { zh: '不是您领的，请马上找{desk}。', en: 'Was it not you? Tell the information desk now.' },
  'case.withdrawn': { zh: '已经撤回', en: 'Withdrawn' },
  'case.withdrawn.text': { zh: '要办请重新申请。', en: 'Please apply again if needed.' },
});
