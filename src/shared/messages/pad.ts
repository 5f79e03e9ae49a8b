import { defineMessages } from './define.ts';

/** The pad in front of a window (评价器): read by the citizen, at arm's length. */
export const padMessages = defineMessages({
  title: { zh: '评价器', en: 'Rating pad' },
  window: { zh: '{number} 号窗口', en: 'Window {number}' },

  closedTitle: { zh: '本窗口没有开放', en: 'This window is closed' },
  closedHint: { zh: '请留意叫号屏，或到导办台询问', en: 'Please watch the display, or ask at the information desk' },

  idleTitle: { zh: '欢迎', en: 'Welcome' },
  idleClerk: { zh: '{name} 为您服务', en: '{name} is here to help you' },
  idleHint: { zh: '叫到您的号时，请到这个窗口', en: 'Please come here when your number is called' },

  calledTitle: { zh: '请 {number} 号到这个窗口', en: 'Number {number}, please come here' },
  calledHint: { zh: '请出示您的号票和身份证件', en: 'Please show your ticket and your identity document' },

  servingTitle: { zh: '正在为您办理', en: 'We are working on your case' },
  servingNumber: { zh: '{number} 号', en: 'Number {number}' },
  servingClerk: { zh: '办理人员 {name}', en: 'Served by {name}' },
  servingHint: { zh: '办完后，请在这里评价', en: 'When it is done, please rate the service here' },

  question: { zh: '这次办事，您觉得怎么样？', en: 'How was the service this time?' },
  oneTouch: { zh: '点一下就好', en: 'One touch is enough' },
  unseen: { zh: '办理人员看不到您的选择', en: 'The clerk cannot see your choice' },
  secondsLeft: { zh: '还有 {seconds} 秒', en: '{seconds} s left' },
  endsSoon: { zh: '还有 {seconds} 秒，到时不作评价', en: '{seconds} s left, then no rating is given' },
  moreTime: { zh: '还要时间', en: 'More time' },
  help: { zh: '需要帮助请找导办台，或拨打 {phone}', en: 'Need help? Ask the information desk or call {phone}' },

  whyTitle: { zh: '请告诉我们哪里没做好', en: 'Please tell us what went wrong' },
  whyTicks: { zh: '可以选几项，至少选一项', en: 'Choose one or more' },
  whyTicksOrText: { zh: '至少选一项，或者写几句', en: 'Choose one or more, or write a few words' },
  chosen: { zh: '您选的是：{level}', en: 'You chose: {level}' },
  text: { zh: '也可以写在这里（最多 {max} 字）', en: 'Or write here (up to {max} characters)' },
  otherReasons: { zh: '其他原因（{page}/{pages}）', en: 'Other reasons ({page}/{pages})' },
  skip: { zh: '不说了', en: 'Rather not say' },
  back: { zh: '返回重选', en: 'Back' },
  submit: { zh: '提交', en: 'Submit' },
  submitting: { zh: '正在提交…', en: 'Submitting…' },

  thanksTitle: { zh: '谢谢您的评价', en: 'Thank you for your rating' },
  thanksHint: { zh: '请带好您的证件和材料', en: 'Please take your documents with you' },
  lapsedTitle: { zh: '时间到了，这次没有评价', en: 'Time is up, no rating was given' },
  lapsedHint: {
    zh: '请带好您的证件和材料。意见也可以拨打 {phone}',
    en: 'Please take your documents with you. You can also call {phone}',
  },

  large: { zh: '大字', en: 'Large text' },
  ordinary: { zh: '标准字', en: 'Normal text' },
  otherLanguage: { zh: 'English', en: '中文' },
  away: { zh: '评价器正在重新连接，请稍候', en: 'The pad is reconnecting, please wait' },
  awayHint: { zh: '不影响您办事', en: 'Your case is not affected' },
  awayKept: {
    zh: '您的评价已经记下，连上后自动送出，不用再点',
    en: 'Your rating is kept and is sent by itself. There is no need to touch again',
  },

  pairTitle: { zh: '把这块平板配给 {number} 号窗口', en: 'Make this tablet the pad of window {number}' },
  pairHint: {
    zh: '请窗口人员在电脑上点“平板”，把显示的 6 位数字输在这里',
    en: 'The clerk presses “Tablets” at the counter and reads out six digits. Type them here',
  },
  pairSend: { zh: '配对', en: 'Pair' },
  pairSending: { zh: '正在配对…', en: 'Pairing…' },
  pairWrong: {
    zh: '数字不对，或已经过期。请核对窗口上显示的数字',
    en: 'Wrong digits, or they are no longer valid. Please check the ones at the counter',
  },
  pairTooOften: { zh: '试得太快了，请等一分钟再试', en: 'Too many tries. Please wait a minute' },
  pairFull: {
    zh: '这个窗口的平板已满，请窗口人员先解除不用的',
    en: 'This window has all the tablets it may have. Please ask the clerk to end one',
  },
  pairNotNow: { zh: '现在配不上，请稍后再试', en: 'This is not possible now. Please try again later' },
  pairEntered: { zh: '已输入 {count} 位，共 6 位', en: '{count} of 6 digits' },
});

export type PadKey = (typeof padMessages.keys)[number];
