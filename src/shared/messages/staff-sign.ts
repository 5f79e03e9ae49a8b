import type { StationView } from '../protocol/desk-view.ts';
import type { LinkView } from '../protocol/views.ts';
import { defineMessages, type Message } from './define.ts';

/** What a station warns of beside its devices. */
export type StationWarning = StationView['warnings'][number];

type Away = Exclude<LinkView['state'], 'online' | 'connecting'>;

type Key =
  | 'label'
  | 'title'
  | 'fine'
  | 'working'
  | 'restarting'
  | 'close'
  | `hall.${Away}`
  | `hall.${Away}.do`
  | `warning.${StationWarning}`
  | `warning.${StationWarning}.do`;

/** The staff's sign at the edge of public screens, and what it opens. Read by staff; a citizen may see it without worry. */
const words = {
  label: { zh: '设备状态', en: 'Devices' },
  title: { zh: '设备与连接（工作人员）', en: 'Devices and line (for staff)' },
  fine: { zh: '都正常。', en: 'All is well.' },
  working: { zh: '正常：{devices}', en: 'Ready: {devices}' },
  restarting: { zh: '本机的服务正在恢复，请稍候。', en: 'This machine’s service is being brought back.' },
  close: { zh: '关闭', en: 'Close' },
  'hall.offline': { zh: '连不上大厅', en: 'no line to the hall' },
  'hall.offline.do': {
    zh: '本机照常办理，连上后自动补交。久不恢复，请检查网线和大厅服务器',
    en: 'This machine goes on and hands in later. If it lasts, check the network cable and the hall server.',
  },
  'hall.silent': { zh: '大厅没有应答', en: 'the hall is silent' },
  'hall.silent.do': {
    zh: '本机照常办理。请检查大厅服务器',
    en: 'This machine goes on. Check the hall server.',
  },
  'hall.refused': { zh: '大厅不接受本机', en: 'the hall refuses this machine' },
  'hall.refused.do': { zh: '请找大厅管理员', en: 'Ask the hall’s keeper.' },
  'warning.clock-wrong': { zh: '时钟不准', en: 'clock wrong' },
  'warning.clock-wrong.do': {
    zh: '本机时钟和大厅差得多。按大厅时间照常办理，请校准本机时钟',
    en: 'This machine’s clock is far off. It goes by the hall’s; set the clock.',
  },
  'warning.database-rebuilt': { zh: '数据已重建', en: 'data rebuilt' },
  'warning.database-rebuilt.do': {
    zh: '本机数据坏过，已从备份重建。请检查硬盘，核对没出纸的号',
    en: 'This machine’s data was damaged and made again from its copies. Check the disk and uncertain slips.',
  },
  'warning.numbers-low': { zh: '备用号快用完', en: 'few spare numbers' },
  'warning.numbers-low.do': {
    zh: '连不上大厅时可用的号不多了。请尽快恢复连接',
    en: 'Few numbers are left for while the hall is away. Bring the line back soon.',
  },
  'warning.storage-full': { zh: '硬盘满了', en: 'disk full' },
  'warning.storage-full.do': {
    zh: '什么都存不下，已停止办理。请清理硬盘',
    en: 'Nothing can be kept, so nothing is done. Make room on the disk.',
  },
} as const satisfies Record<Key, Message>;

export const staffSignMessages = defineMessages(words);
