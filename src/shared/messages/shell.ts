import { defineMessages } from './define.ts';

/** Words of the shell itself: window titles, and the pages it shows when a service cannot. */
export const shellMessages = defineMessages({
  appTitle: { zh: '一窗通', en: 'OneWindow' },

  troubleTitle: { zh: '本机暂停服务', en: 'This station is out of service' },
  troubleCitizen: {
    zh: '请到其他设备办理，或联系工作人员。',
    en: 'Please use another machine, or ask a member of staff.',
  },
  troubleKeeper: { zh: '给管理员', en: 'For the keeper' },
  troubleSilent: {
    zh: '工位服务无法启动。请查看系统日志。',
    en: 'The station service does not start. Look into the system log.',
  },
  troubleRetry: { zh: '每 30 秒自动重试。', en: 'Tried again every 30 seconds.' },
  troubleNoConfig: {
    zh: '没有工位配置：{file}。请用 --config 指定配置文件。',
    en: 'No station settings at {file}. Name the file with --config.',
  },
  troubleBadConfig: { zh: '工位配置有误：{file}\n{problem}', en: 'The station settings are wrong: {file}\n{problem}' },

  keeperTitle: { zh: '请输入管理员口令', en: "Keeper's code" },
  keeperClear: { zh: '清除', en: 'Clear' },
  keeperEnter: { zh: '确定', en: 'OK' },
  keeperBack: { zh: '返回', en: 'Back' },
  keeperWrong: { zh: '口令不对，请稍候再试。', en: 'Wrong code. Wait a moment and try again.' },
  keeperUnset: {
    zh: '本机没有设置管理员口令，不能从这里退出。',
    en: 'No code is set on this station: it cannot be left from here.',
  },
  keeperLeaving: { zh: '正在退出…', en: 'Leaving…' },
  maintenanceTitle: { zh: '本机维护', en: 'This machine' },
  keeperMenu: { zh: '要做什么？', en: 'What would you like to do?' },
  keeperMaintain: { zh: '本机维护：打印机、纸卷、小票', en: 'This machine: printer, paper, slips' },
  keeperLeave: { zh: '退出程序', en: 'Exit the program' },

  roomDispenser: { zh: '{n} 号取号机', en: 'Ticket dispenser {n}' },
  roomCounter: { zh: '{n} 号窗口', en: 'Counter {n}' },
  roomPad: { zh: '{n} 号窗口评价器', en: 'Pad of counter {n}' },
  roomKiosk: { zh: '{n} 号自助终端', en: 'Self-service kiosk {n}' },
  roomDisplay: { zh: '{n} 号叫号屏', en: 'Call display {n}' },
  roomDesk: { zh: '管理台', en: 'Desk' },
  roomDock: { zh: '模拟设备', en: 'Device dock' },
  roomLauncher: { zh: '一窗通演示', en: 'OneWindow demo' },

  demoNotPackaged: {
    zh: '安装版不含演示。请在源码目录运行 npm start。',
    en: 'The demonstration is not part of the installed program. Run npm start in a checkout.',
  },
});
