import { defineMessages } from './define.ts';

/** 本机维护: a machine's own page for whoever has the keeper's code. */
export const maintenanceMessages = defineMessages({
  title: { zh: '本机维护', en: 'This machine' },
  back: { zh: '返回', en: 'Back' },
  starting: { zh: '本机服务正在启动，请稍候', en: 'The station service is starting. Please wait' },
  devices: { zh: '设备', en: 'Devices' },
  noDevices: { zh: '本机没有接设备', en: 'No devices here' },
  recover: { zh: '已取出卡纸', en: 'Jam cleared' },
  recoverHint: { zh: '取出卡住的纸再按，打印机接着工作', en: 'Press once the paper is out; the printer goes on' },
  missing: { zh: '打成〓的字', en: 'Characters that print as 〓' },
  missingHint: {
    zh: '打印机和本程序都没有这些字的字形，小票上是〓，叫号不受影响',
    en: 'Neither printer nor program has their shapes: 〓 stands on the slip. Calling is not affected',
  },
  missingTimes: { zh: '{char}（{code}）{times} 次', en: '{char} ({code}) ×{times}' },
  standing: { zh: '大厅和记录', en: 'Hall and records' },
  online: { zh: '已连接大厅', en: 'Connected to the hall' },
  pending: { zh: '还有 {count} 条记录没有送到大厅', en: '{count} lines not yet at the hall' },
  settled: { zh: '记录都已送到大厅', en: 'Everything is at the hall' },
});
