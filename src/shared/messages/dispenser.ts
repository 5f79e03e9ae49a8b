import { defineMessages } from './define.ts';

/** The dispenser (取号机). */
export const dispenserMessages = defineMessages({
  'head.windows': { zh: '现在有 {count} 个窗口在办理', en: '{count} windows open now' },

  // card band
  'card.lay': { zh: '放上身份证\n直接取号', en: 'Lay down your\nID card' },
  'card.lay.hint': {
    zh: '放在下方读卡区。没带身份证，就从下面选要办的事。',
    en: 'Use the reader below. No card? Choose what you came for.',
  },
  'card.reading': { zh: '正在读身份证', en: 'Reading your card' },
  'card.reading.hint': { zh: '请不要拿开，一两秒就好。', en: 'Please leave it there for a second or two.' },
  'card.hello': { zh: '您好，{name}', en: 'Hello, {name}' },
  'card.hello.hint': { zh: '请选今天要办的事。', en: 'Please choose what you came for.' },
  'card.failed': { zh: '没有读出来', en: 'The card could not be read' },
  'card.failed.hint': {
    zh: '请拿起来再平放一次，也可以从下面选。',
    en: 'Lift it and lay it flat again, or choose below.',
  },
  'card.none': { zh: '请选要办的事', en: 'Choose what you came for' },
  'card.none.hint': { zh: '不用放身份证，选好就出号。', en: 'No card needed here.' },
  'card.expired': { zh: '这张身份证已经过期', en: 'This ID card has expired' },
  'card.expired.text': {
    zh: '过期的身份证不能用。不用身份证，也能取号。',
    en: 'An expired card cannot be used. You can take a number without a card.',
  },
  'card.expired.go': { zh: '不用身份证，接着取号', en: 'Go on without a card' },
  'card.expired.renew': {
    zh: '要换新证，请问{desk}。',
    en: 'To renew it, please ask at the information desk.',
  },

  // home
  'home.ask': { zh: '今天想办什么？', en: 'What do you need today?' },
  'home.ask.large': { zh: '没带身份证，从这里选', en: 'No card? Choose here' },
  'home.held': { zh: '您已有 {number} 号（{queue}）', en: 'You hold number {number} ({queue})' },
  'home.ahead': { zh: '前面', en: 'Ahead' },
  'home.people': { zh: '人', en: '' },
  'home.all': { zh: '全部事项', en: 'All services' },
  'home.all.hint': { zh: '用拼音查找', en: 'Search by letters' },
  'home.priority': { zh: '优先办理', en: 'Priority service' },
  'home.priority.hint': { zh: '老年人 残疾人 孕妇 军人', en: 'Older, disabled, pregnant, military' },
  'home.priority.on': { zh: '优先办理：{reason}', en: 'Priority: {reason}' },
  'home.priority.off': { zh: '不用优先', en: 'No priority' },

  // priority
  'priority.title': { zh: '您是哪一种情况？', en: 'Which applies to you?' },
  'priority.hint': {
    zh: '窗口会优先叫您，到窗口请出示证件。',
    en: 'You will be called earlier. Please show proof at the window.',
  },
  'reason.elderly': { zh: '老年人', en: 'Older person' },
  'reason.disabled': { zh: '残疾人', en: 'Disabled person' },
  'reason.pregnant': { zh: '孕妇', en: 'Pregnant' },
  'reason.soldier': { zh: '军人', en: 'Military' },

  // choosing an item
  'class.hint': { zh: '按一下要办的事，就出号。', en: 'Touch what you came for and your number is printed.' },
  'class.ahead': { zh: '前面 {ahead} 人', en: '{ahead} ahead' },
  'class.list': { zh: '可以办的事', en: 'Services' },
  'class.unsure': { zh: '不确定，先取号', en: 'Not sure: take a number' },
  back: { zh: '返回', en: 'Back' },

  // done
  'done.printing': { zh: '正在出票，请稍候', en: 'Printing your ticket' },
  'done.take': { zh: '请取走小票', en: 'Please take your ticket' },
  'done.again': { zh: '又打了一张，请取走', en: 'Printed again: please take it' },
  'done.unknown': { zh: '小票出来了吗？', en: 'Did the ticket come out?' },
  'done.unknown.title': { zh: '请先看一下出票口。', en: 'Please look at the ticket slot.' },
  'done.unknown.text': {
    zh: '有小票就拿走。没有也不要紧：号码 {number} 有效，请到{desk}报这个号。',
    en: 'Take the ticket if it is there. If not, your number {number} is still valid: tell it to the information desk.',
  },
  'done.failed': { zh: '小票没有打出来', en: 'Your ticket was not printed' },
  'done.failed.text': {
    zh: '号码 {number} 已经作废，不会叫号。请到{desk}取号，工作人员会帮您。',
    en: 'Number {number} is void and will not be called. Staff at the information desk will give you a number.',
  },
  'done.failed.again': {
    zh: '这一次没有打出来。请到{desk}报号码 {number}，工作人员会帮您。',
    en: 'It was not printed this time. Tell the information desk your number {number} and they will help.',
  },
  'done.elsewhere': { zh: '{number} 号在另一台打印', en: 'Number {number} is printed elsewhere' },
  'done.elsewhere.text': {
    zh: '请到{place}取小票，号码有效。',
    en: 'Please take your ticket at {place}. Your number is valid.',
  },
  'done.elsewhere.other': { zh: '工作人员说的那台机器', en: 'the machine that staff name' },
  'done.back': { zh: '{seconds} 秒后回到首页', en: 'Back to start in {seconds} s' },
  'done.more': { zh: '多看一会儿', en: 'Stay longer' },
  'done.ahead': { zh: '前面', en: 'Ahead' },
  'done.ahead.value': { zh: '{ahead} 人', en: '{ahead}' },
  'done.wait': { zh: '大约等', en: 'Wait' },
  'done.windows': { zh: '窗口', en: 'Windows' },
  'done.windows.none': { zh: '听叫号', en: 'Listen' },
  'done.priority': { zh: '优先办理（{reason}）', en: 'Priority ({reason})' },
  'done.sit': { zh: '请到 {area}就座，听到叫号再过去。', en: 'Please sit in {area} until your number is called.' },
  'done.card': { zh: '身份证别忘了带走。', en: 'Please do not forget your ID card.' },
  'done.missed': { zh: '过了号，请到{desk}。', en: 'If you miss your call, go to the information desk.' },
  'done.qr': {
    zh: '想知道前面还有几人，在自助终端输入小票上的码。',
    en: 'To see how many are ahead, enter the code on your ticket at the self-service terminal.',
  },
  'done.code': { zh: '查询码 {code}', en: 'Progress code {code}' },
  'done.reprint': { zh: '再打一张', en: 'Print again' },
  'done.ok': { zh: '好了', en: 'Done' },

  // trouble
  'trouble.title': { zh: '没有取到号', en: 'No number was issued' },
  'trouble.reprint': { zh: '没有再打一张', en: 'Not printed again' },
  'trouble.holds': { zh: '您已经有号了', en: 'You already have a number' },
  'trouble.no-answer': {
    zh: '机器刚才断了一下。请看出票口：有小票就拿走，没有就再按一次。',
    en: 'The machine was interrupted. Look at the ticket slot: take the ticket if there is one, otherwise press again.',
  },
  'trouble.ok': { zh: '知道了', en: 'OK' },

  // not ready
  'starting.title': { zh: '正在准备', en: 'Getting ready' },
  'starting.text': {
    zh: '请稍候。着急办事，请到导办台取号。',
    en: 'Please wait, or take a number at the information desk.',
  },
  'closed.title': { zh: '大厅现在不办公', en: 'The hall is closed now' },
  'closed.phone': { zh: '有事请拨打 {phone}', en: 'Questions: call {phone}' },
  'broken.title': { zh: '这台机器暂时不能取号', en: 'This machine cannot print tickets now' },
  'broken.text': { zh: '请到{desk}取号。', en: 'Please take a number at the information desk.' },
  'broken.machine': {
    zh: '请到{machine}取号，或到{desk}。',
    en: 'Please take a number at {machine} or at the information desk.',
  },
  'broken.machine.area': {
    zh: '请到 {area}的{machine}取号，或到{desk}。',
    en: 'Please take a number at {machine} in {area} or at the information desk.',
  },
  'broken.paper': { zh: '小票纸用完了。', en: 'It has run out of paper.' },
  'broken.cover': { zh: '打印机的盖子开着。', en: 'The printer cover is open.' },
  'broken.other': { zh: '打印机出了故障。', en: 'The printer is not working.' },
  'stopped.text': {
    zh: '大厅停用了这台机器，请工作人员处理。',
    en: 'The hall has stopped this machine. Staff must see to it.',
  },
  'numbers.title': { zh: '这台机器的号取完了', en: 'This machine has no numbers left' },
});
