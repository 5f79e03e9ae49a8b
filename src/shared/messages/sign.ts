import { defineMessages } from './define.ts';

/** What is signed on the pad, and what stands around it. The signed text is always the Chinese one. */
export const signMessages = defineMessages({
  'receive.title': { zh: '收件确认', en: 'Receipt of papers' },
  'collect.title': { zh: '领取确认', en: 'Collection of a result' },
  hall: { zh: '大厅', en: 'Hall' },
  item: { zh: '事项', en: 'For' },
  number: { zh: '办件编号', en: 'Case number' },
  applicant: { zh: '申请人', en: 'Applicant' },
  materials: { zh: '交来材料 {count} 项', en: '{count} papers handed in' },
  outcome: { zh: '办理结果', en: 'Result' },
  granted: { zh: '准予', en: 'granted' },
  denied: { zh: '不予', en: 'denied' },
  date: { zh: '日期', en: 'Date' },
  'receive.statement': {
    zh: '下列材料是我交来的，内容真实。',
    en: 'I handed in these papers, and what they say is true.',
  },
  'collect.statement': { zh: '下列事项的办理结果，我已经领到。', en: 'I have received the result.' },

  // around it
  ask: { zh: '请核对，然后在下面签名', en: 'Please check this, then sign below' },
  here: { zh: '在这里签名', en: 'Sign here' },
  field: { zh: '签名处', en: 'Signing field' },
  more: { zh: '还有内容，往下看', en: 'Read on' },
  again: { zh: '重写', en: 'Start over' },
  confirm: { zh: '确认签名', en: 'Confirm' },
  sending: { zh: '正在保存…', en: 'Saving…' },
  paper: { zh: '不签，纸质签名', en: 'Sign on paper instead' },
  paperNote: { zh: '在纸上签效力相同', en: 'Signing on paper counts the same' },
  tooLittle: { zh: '请把名字写完整一些', en: 'Please write your whole name' },
  still: { zh: '还要签名吗？', en: 'Do you still want to sign?' },
  stillYes: { zh: '还在看', en: 'I am still reading' },
  signedTitle: { zh: '签好了，谢谢', en: 'Signed, thank you' },
  signedHint: { zh: '签名已随办件保存', en: 'Your signature is kept with the case' },
  declinedTitle: { zh: '好的，请在纸上签', en: 'Fine, please sign on paper' },
  declinedHint: { zh: '窗口人员会给您纸和笔', en: 'The clerk gives you paper and pen' },
});
