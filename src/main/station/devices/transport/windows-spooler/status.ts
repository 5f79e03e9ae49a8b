import type { Condition, DeviceCode } from '../../../../../shared/device/health.ts';

/** PRINTER_STATUS_… of PRINTER_INFO_2 (winspool.h), each with what it is to a keeper; in the order to look at them. */
const STATES: readonly (readonly [bits: number, code: DeviceCode])[] = [
  [0x0040_0000, 'cover-open'], // DOOR_OPEN
  [0x0000_0010 | 0x0000_0040, 'paper-end'], // PAPER_OUT, PAPER_PROBLEM
  [0x0000_0008, 'printer-jam'], // PAPER_JAM
  [0x0000_0002 | 0x0010_0000 | 0x0020_0000, 'printer-fault'], // ERROR, USER_INTERVENTION, OUT_OF_MEMORY
  // PAUSED, PENDING_DELETION, OFFLINE, NOT_AVAILABLE, SERVER_UNKNOWN
  [0x0000_0001 | 0x0000_0004 | 0x0000_0080 | 0x0000_1000 | 0x0080_0000, 'offline'],
];
/** PRINTER_ATTRIBUTE_WORK_OFFLINE: 脱机使用打印机. */
const WORK_OFFLINE = 0x0000_0400;

/**
 * How a printer stands by what Windows knows of it, which is no more than its driver tells: with a plain driver often
 * nothing. So `ready` means only that Windows knows of no trouble.
 */
export function spoolerCondition(status: number, attributes: number): Condition {
  const codes = STATES.filter(([bits]) => (status & bits) !== 0).map(([, code]) => code);
  if ((attributes & WORK_OFFLINE) !== 0 && !codes.includes('offline')) codes.push('offline');
  const [code, ...also] = codes;
  if (code === undefined) return { state: 'ready' };
  return { state: 'down', code, ...(also.length > 0 ? { also } : {}) };
}

/** JOB_STATUS_… of JOB_INFO_1. */
const DELETING = 0x0004 | 0x0100; // DELETING, DELETED
const OUT = 0x0080 | 0x1000; // PRINTED, COMPLETE
const PRINTING = 0x0010;

/** How far a document in the queue is. `sent`: all of it left the queue for the printer. */
export function jobStands(status: number): 'waiting' | 'printing' | 'sent' | 'deleted' {
  if ((status & OUT) !== 0) return 'sent';
  if ((status & DELETING) !== 0) return 'deleted';
  return (status & PRINTING) !== 0 ? 'printing' : 'waiting';
}

/** Errors of OpenPrinter (winerror.h). */
export function openCode(error: number): DeviceCode {
  switch (error) {
    case 1801: // ERROR_INVALID_PRINTER_NAME
    case 2: // ERROR_FILE_NOT_FOUND
      return 'port-missing';
    case 5: // ERROR_ACCESS_DENIED
      return 'port-denied';
    case 1722: // RPC_S_SERVER_UNAVAILABLE: the spooler's service, or the other machine, is off
    case 53: // ERROR_BAD_NETPATH
    case 1707: // RPC_S_INVALID_NET_ADDR
      return 'port-unreachable';
    default:
      return 'port-error';
  }
}
