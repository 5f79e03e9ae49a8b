import type { Level } from '../evaluation/types.ts';
import { defineMessages } from './define.ts';

/** 好差评: the words of the five levels and of the reason codes in force. The Chinese is the national platform's, to the letter. */
export const evaluationMessages = defineMessages({
  level5: { zh: '非常满意', en: 'Very satisfied' },
  level4: { zh: '满意', en: 'Satisfied' },
  level3: { zh: '基本满意', en: 'Fairly satisfied' },
  level2: { zh: '不满意', en: 'Dissatisfied' },
  level1: { zh: '非常不满意', en: 'Very dissatisfied' },

  reason510: { zh: '一窗受理一次办结', en: 'One window, done in one visit' },
  reason511: { zh: '可以先受理后补材料', en: 'Accepted first, papers could follow' },
  reason512: { zh: '不用提交证明', en: 'No certificates were asked for' },
  reason513: { zh: '可以全程网上办理', en: 'Can be done online from start to end' },
  reason514: { zh: '可以使用手机办理', en: 'Can be done on a phone' },
  reason515: { zh: '可以就近办理', en: 'Can be done close to home' },
  reason516: { zh: '无需材料直接办理', en: 'Done at once, without any papers' },
  reason517: { zh: '服务热情效率高', en: 'Warm and efficient service' },

  reason406: { zh: '填写一张表单就可完成申报', en: 'One form was enough to apply' },
  reason407: { zh: '在线提交材料窗口核验', en: 'Papers sent online, checked at the window' },
  reason408: { zh: '一张清单告知全部申报材料', en: 'One list named every paper needed' },
  reason409: { zh: '用告知承诺减免申报材料', en: 'A declaration replaced some papers' },
  reason410: { zh: '可以在线预约办理', en: 'Can be booked online' },
  reason411: { zh: '跑大厅一次办完', en: 'Done in one visit to the hall' },
  reason412: { zh: '可以使用自助机办理', en: 'Can be done at a self-service terminal' },
  reason413: { zh: '服务态度较好', en: 'Friendly service' },

  reason307: { zh: '一次性告知需要补正的材料', en: 'Told at once which papers to correct' },
  reason308: { zh: '提供申报材料样本', en: 'Samples of the papers were provided' },
  reason309: { zh: '在承诺的时间内办结', en: 'Done within the promised time' },
  reason310: { zh: '办事指南指引准确', en: 'The service guide was accurate' },
  reason311: { zh: '按办事指南要求的材料即可办理', en: 'The papers in the guide were enough' },
  reason312: { zh: '可以快递送达', en: 'Can be delivered by courier' },
  reason313: { zh: '跑动次数与承诺的一致', en: 'As many visits as promised' },
  reason314: { zh: '服务态度一般', en: 'Service was average' },

  reason207: { zh: '没有提供材料样本', en: 'No samples of the papers' },
  reason208: { zh: '没有提供材料清单', en: 'No list of the papers' },
  reason209: { zh: '未在承诺时间内办结', en: 'Not done within the promised time' },
  reason210: { zh: '同样内容的证明材料被要求多次提交', en: 'Same proof asked for repeatedly' },
  reason211: { zh: '承诺网办但无法在线办理', en: 'Not online, though promised' },
  reason212: { zh: '在线预约办理后到实体大厅重复取号排队', en: 'Queued again despite a booking' },
  reason213: { zh: '窗口人员业务不熟练', en: 'Staff did not know the work well' },
  reason214: { zh: '服务态度生硬', en: 'Curt service' },

  reason108: { zh: '在办事指南之外增加新的审批条件', en: 'Conditions beyond the service guide' },
  reason109: { zh: '需提供办事指南之外的申报材料', en: 'Papers beyond the service guide' },
  reason110: { zh: '无理由超过法定办理时间', en: 'Past the legal limit, without reason' },
  reason111: { zh: '办事指南提供样本有错', en: 'Wrong samples in the service guide' },
  reason112: { zh: '承诺在线收取申报材料实际无法收取', en: 'Papers not taken online as promised' },
  reason113: { zh: '多头跑窗口和部门', en: 'Sent round windows and departments' },
  reason114: { zh: '跑动次数与承诺的不一致', en: 'More visits than promised' },
  reason115: { zh: '服务态度差效率低', en: 'Poor attitude, slow service' },
});

export type EvaluationKey = (typeof evaluationMessages.keys)[number];

export function levelKey(level: Level): EvaluationKey {
  return `level${level}`;
}

/** The key of a reason code's words, or null for a code that is not in force. */
export function reasonKey(code: string): EvaluationKey | null {
  const key = `reason${code}`;
  return (evaluationMessages.keys as readonly string[]).includes(key) ? (key as EvaluationKey) : null;
}
