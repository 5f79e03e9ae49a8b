import { defineMessages } from './define.ts';

/** Words the station itself puts on paper and into the journal. */
export const stationMessages = defineMessages({
  greenChannel: { zh: '优先办理', en: 'Priority' },
  windows: { zh: '{numbers} 号窗口', en: 'window {numbers}' },
  informationDesk: { zh: '导办台', en: 'the information desk' },
  onTheSpot: { zh: '当场办结', en: 'on the spot' },
  workingDays: { zh: '{days} 个工作日', en: '{days} working days' },
  weekdays: { zh: '周一至周五', en: 'Monday to Friday' },
  weekend: { zh: '周六、周日', en: 'Saturday and Sunday' },
  hallSilent: {
    zh: '大厅服务没有应答，按本机队列叫号',
    en: 'The hall did not answer: called from this station’s own list',
  },
  ratedByKey: { zh: '（评价器按键，未填写原因）', en: '(pressed on the evaluator; no reason given)' },
  byNumber: { zh: '输号办理', en: 'Called by number' },
  cancelledByHolder: { zh: '本人退号', en: 'Given back by its holder' },
});
