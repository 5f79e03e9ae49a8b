import { defineMessages } from './define.ts';

/** How long it takes, where it is and when it is open: said the same way on every public screen. */
export const hallMessages = defineMessages({
  'wait.now': { zh: '马上可办', en: 'No wait' },
  'wait.range': { zh: '约 {low}–{high} 分钟', en: 'about {low}–{high} min' },
  'wait.about': { zh: '约 {high} 分钟', en: 'about {high} min' },
  'wait.unknown': { zh: '以叫号为准', en: 'until called' },
  windows: { zh: '{windows} 号', en: '{windows}' },
  'opening.today': { zh: '今天 {hours}', en: 'Today {hours}' },
  'opening.none': { zh: '今天不办公', en: 'Closed today' },
  'next.today': { zh: '今天 {time} 开门', en: 'Opens today at {time}' },
  'next.tomorrow': { zh: '明天 {time} 开门', en: 'Opens tomorrow at {time}' },
  'next.day': { zh: '{day} {time} 开门', en: 'Opens on {day} at {time}' },
});
