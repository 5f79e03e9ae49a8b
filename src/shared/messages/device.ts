import type { DeviceCode } from '../device/health.ts';
import { defineMessages, type Message } from './define.ts';

/**
 * What is wrong with a device: once for the citizen in front of it, once for the keeper who can mend it.
 * What happened first, then what to do.
 */
type DeviceKey = `${DeviceCode}.${'citizen' | 'keeper'}`;

const words = {
  'connecting.citizen': { zh: '正在准备设备，请稍候', en: 'Getting ready. Please wait a moment.' },
  'connecting.keeper': { zh: '正在连接设备', en: 'Connecting to the device.' },
  'port-missing.citizen': {
    zh: '设备暂时不能使用，请到咨询台办理',
    en: 'This device is not working. Please go to the information desk.',
  },
  'port-missing.keeper': {
    zh: '找不到设备的端口。请检查数据线和电源是否接好，再核对设置里的端口',
    en: 'The device’s port was not found. Check cable and power, then the port in the settings.',
  },
  'port-busy.citizen': {
    zh: '设备暂时不能使用，请到咨询台办理',
    en: 'This device is not working. Please go to the information desk.',
  },
  'port-busy.keeper': {
    zh: '设备的端口被另一个程序占用。请关闭那个程序，本机会自动重新连接',
    en: 'Another program holds the device’s port. Close it; this station reconnects by itself.',
  },
  'port-denied.citizen': {
    zh: '设备暂时不能使用，请到咨询台办理',
    en: 'This device is not working. Please go to the information desk.',
  },
  'port-denied.keeper': {
    zh: '没有使用此端口的权限。请把运行本程序的用户加入 dialout 或 lp 组',
    en: 'No permission for this port. Add the program’s user to the group dialout or lp.',
  },
  'port-refused.citizen': {
    zh: '设备暂时不能使用，请到咨询台办理',
    en: 'This device is not working. Please go to the information desk.',
  },
  'port-refused.keeper': {
    zh: '设备拒绝连接。请确认设备已开机，没有别的电脑连着它，端口号正确',
    en: 'The device refused the connection. Check that it is on, that no other computer uses it and the port number.',
  },
  'port-unreachable.citizen': {
    zh: '设备暂时不能使用，请到咨询台办理',
    en: 'This device is not working. Please go to the information desk.',
  },
  'port-unreachable.keeper': {
    zh: '网络上找不到设备。请检查网线、设备电源和设置里的地址',
    en: 'The device is not on the network. Check network cable, power and the address in the settings.',
  },
  'port-lost.citizen': {
    zh: '设备连接中断，正在恢复。如需帮助，请到咨询台',
    en: 'The device was disconnected and is being reconnected. The information desk can help.',
  },
  'port-lost.keeper': {
    zh: '设备连接中断。请检查数据线和电源，接好后会自动恢复',
    en: 'The connection to the device was lost. Check cable and power; it comes back by itself.',
  },
  'port-error.citizen': {
    zh: '设备暂时不能使用，请到咨询台办理',
    en: 'This device is not working. Please go to the information desk.',
  },
  'port-error.keeper': {
    zh: '打开设备端口时出错，详情见日志。请重新插拔设备',
    en: 'The device’s port failed to open; the log has the details. Unplug the device and plug it in again.',
  },
  'library-missing.citizen': {
    zh: '设备暂时不能使用，请到咨询台办理',
    en: 'This device is not working. Please go to the information desk.',
  },
  'library-missing.keeper': {
    zh: '本机缺少这种设备要用的系统组件（Linux：libusb-1.0-0）。请安装后重启本程序',
    en: 'This machine lacks a system library for this device (Linux: libusb-1.0-0). Install it and restart the program.',
  },
  'no-answer.citizen': {
    zh: '设备没有响应，请到咨询台办理',
    en: 'The device does not respond. Please go to the information desk.',
  },
  'no-answer.keeper': {
    zh: '设备没有响应。请检查电源，再核对设置里的端口和波特率',
    en: 'The device does not answer. Check its power, then port and baud rate in the settings.',
  },
  'garbled.citizen': {
    zh: '设备暂时不能使用，请到咨询台办理',
    en: 'This device is not working. Please go to the information desk.',
  },
  'garbled.keeper': {
    zh: '收到无法识别的数据。请核对波特率，并确认此端口接的是这台设备',
    en: 'Unreadable data from the port. Check the baud rate and that this device is on this port.',
  },
  'paper-near-end.citizen': { zh: '可以正常取号', en: 'You can take a ticket.' },
  'paper-near-end.keeper': {
    zh: '打印纸快用完了，请准备新纸卷',
    en: 'The paper is nearly used up. Have a new roll ready.',
  },
  'paper-end.citizen': {
    zh: '打印纸用完了，已通知工作人员，请到咨询台取号',
    en: 'Out of paper; staff have been told. Please get a ticket at the information desk.',
  },
  'paper-end.keeper': {
    zh: '打印纸用完了。请打开上盖，装入新纸卷，再合上',
    en: 'Out of paper. Open the cover, put in a new roll and close it.',
  },
  'cover-open.citizen': {
    zh: '打印机上盖没有合好，请到咨询台取号',
    en: 'The printer’s cover is open. Please get a ticket at the information desk.',
  },
  'cover-open.keeper': { zh: '打印机上盖没有合好，请合上', en: 'The printer’s cover is open. Close it.' },
  'cutter.citizen': {
    zh: '打印机需要检修，请到咨询台取号',
    en: 'The printer needs attention. Please get a ticket at the information desk.',
  },
  'cutter.keeper': {
    zh: '切刀卡住了。请关掉打印机电源，打开上盖取出卡纸，再开机',
    en: 'The cutter is jammed. Switch the printer off, open the cover, remove the paper and switch it on.',
  },
  'printer-jam.citizen': {
    zh: '打印机需要检修，请到咨询台取号',
    en: 'The printer needs attention. Please get a ticket at the information desk.',
  },
  'printer-jam.keeper': {
    zh: '打印机卡住了。请关掉电源，打开上盖，取出卡住的纸，再开机',
    en: 'The printer is jammed. Switch it off, open the cover, take the stuck paper out and switch it on.',
  },
  'overheated.citizen': {
    zh: '打印机正在降温，请稍候再试',
    en: 'The printer is cooling down. Please try again in a moment.',
  },
  'overheated.keeper': {
    zh: '打印头过热，降温后会自动恢复',
    en: 'The print head is too hot; it goes on by itself once it has cooled.',
  },
  'printer-fault.citizen': {
    zh: '打印机需要检修，请到咨询台取号',
    en: 'The printer needs attention. Please get a ticket at the information desk.',
  },
  'printer-fault.keeper': {
    zh: '打印机报告自己修不好的故障。请关机再开机；仍有故障请联系维修',
    en: 'The printer reports a fault it cannot mend itself. Switch it off and on; if it stays, call service.',
  },
  'offline.citizen': {
    zh: '打印机暂停了，请到咨询台取号',
    en: 'The printer is paused. Please get a ticket at the information desk.',
  },
  'offline.keeper': {
    zh: '打印机处于脱机状态。请按面板上的联机键，或关机再开机；接在 Windows 打印队列上的，再看队列是否暂停或脱机',
    en: 'The printer is offline. Press its online key, or switch it off and on; behind a queue of Windows, see whether that is paused or offline.',
  },
  'reader-fault.citizen': {
    zh: '读卡器需要检修，请改用手机号或到咨询台办理',
    en: 'The card reader needs attention. Use your phone number or go to the information desk.',
  },
  'reader-fault.keeper': {
    zh: '读卡器的安全模块自检失败或未授权，请联系读卡器厂家',
    en: 'The reader’s security module failed its self-test or is not authorised. Call the reader’s maker.',
  },
  'district-away.citizen': { zh: '这项服务暂时不能使用', en: 'This service is not available now.' },
  'district-away.keeper': {
    zh: '连不上区平台。通办件先留在这里，连上以后自动送达',
    en: 'The district cannot be reached. Cases between halls are kept and handed over when it is back.',
  },
  'district-refused.citizen': { zh: '这项服务暂时不能使用', en: 'This service is not available now.' },
  'district-refused.keeper': {
    zh: '区平台不接受本大厅。请向区里要一个新的接入码，写进网关的设置，再启动网关',
    en: 'The district does not admit this hall. Ask it for a new code, put it into the gateway’s settings, start it again.',
  },
} as const satisfies Record<DeviceKey, Message>;

/** Keys are `<code>.citizen` and `<code>.keeper` for every `DeviceCode`. */
export const deviceMessages = defineMessages(words);

const card = {
  unreadable: {
    zh: '没有读到证件，请拿起证件，重新平放在读卡区',
    en: 'The card was not read. Lift it and lay it flat again.',
  },
  unsupported: {
    zh: '不能识别这种证件。请放二代身份证、居住证或永久居留身份证，或到咨询台办理',
    en: 'This kind of card is not known here. Use an ID card or residence card, or go to the information desk.',
  },
  refused: {
    zh: '证件没有通过验证，请到人工窗口核验',
    en: 'The card did not pass verification. Please have it checked at a window.',
  },
} as const satisfies Record<string, Message>;

/** Why a card that lies on the reader gave nothing. */
export const cardTroubleMessages = defineMessages(card);
