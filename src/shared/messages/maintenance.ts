import { defineMessages } from './define.ts';

/** 本机维护: a machine's own page for whoever has the keeper's code. */
export const maintenanceMessages = defineMessages({
  title: { zh: '本机维护', en: 'This machine' },
  back: { zh: '返回', en: 'Back' },
  starting: { zh: '本机服务正在启动，请稍候', en: 'The station service is starting. Please wait' },
  devices: { zh: '设备', en: 'Devices' },
  noDevices: { zh: '本机没有接设备', en: 'No devices here' },
  standing: { zh: '大厅和记录', en: 'Hall and records' },
  'link.online': { zh: '已连接大厅', en: 'Connected to the hall' },
  'link.connecting': { zh: '正在连接大厅', en: 'Connecting to the hall' },
  'link.offline': {
    zh: '连不上大厅，照常取号办事，恢复后自动补传',
    en: 'No line to the hall: work goes on and is sent later',
  },
  'link.silent': {
    zh: '大厅没有回应，照常取号办事，恢复后自动补传',
    en: 'The hall does not answer: work goes on and is sent later',
  },
  'link.refused': { zh: '大厅不接受本机', en: 'The hall refuses this machine' },
  pending: { zh: '还有 {count} 条记录没有送到大厅', en: '{count} lines not yet at the hall' },
  settled: { zh: '记录都已送到大厅', en: 'Everything is at the hall' },
  'warning.clock-wrong': { zh: '本机的时钟不对，请校准', en: 'This machine’s clock is wrong. Set it' },
  'warning.database-rebuilt': {
    zh: '本机的数据库坏过，已用备份恢复，请看“没出来的小票”',
    en: 'The database was damaged and made again from its copies. Look at the slips above',
  },
  'warning.numbers-low': { zh: '离线用的号码快用完了', en: 'Few numbers left for the time without the hall' },
  'warning.storage-full': { zh: '磁盘满了，请清理', en: 'The disk is full. Make room' },
});
