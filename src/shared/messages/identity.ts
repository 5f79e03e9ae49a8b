import { defineMessages } from './define.ts';

/** The check of a card at a counter. */
export const identityMessages = defineMessages({
  title: { zh: '读到的证件', en: 'Card on the reader' },
  same: { zh: '就是取号的证件', en: 'The card the ticket was taken with' },
  other: { zh: '不是取号的证件，请问清是谁来办', en: 'Not the card the ticket was taken with. Ask who is here.' },
  'no-card': { zh: '取号时没有刷证件', en: 'The ticket was taken without a card' },
  'no-ticket': { zh: '窗口没有叫号', en: 'No ticket at the window' },
  expired: { zh: '证件已过期', en: 'Card has expired' },
  photo: { zh: '证件照片', en: 'Photo of the card' },
  decoding: { zh: '正在显示照片…', en: 'Opening the photo…' },
  absent: { zh: '照片显示不出来，请看证件', en: 'No photo to show. Look at the card.' },
  seen: { zh: '看过了', en: 'Seen' },
});
