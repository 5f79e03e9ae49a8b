import type { DeviceCode } from '../../../../shared/device/health.ts';
import type { OpenResult } from './transport.ts';

/** Sorts the system's refusals to open a port into the states a keeper can act on. */
export function openFailure(error: unknown): Extract<OpenResult, { ok: false }> {
  const detail = error instanceof Error ? error.message : String(error);
  return { ok: false, code: openCode(codeOf(error), detail), detail };
}

function openCode(code: string | undefined, detail: string): DeviceCode {
  switch (code ?? '') {
    // "No such file" is said of a library then, not of the device.
    case 'ERR_DLOPEN_FAILED':
      return 'library-missing';
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
      return 'port-missing';
    case 'EBUSY':
    case 'EAGAIN':
      return 'port-busy';
    case 'EACCES':
    case 'EPERM':
      return 'port-denied';
    case 'ECONNREFUSED':
      return 'port-refused';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EHOSTDOWN':
    case 'ETIMEDOUT':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'port-unreachable';
  }
  // serialport's binding gives no code, only strerror's text (Linux, macOS) or "File not found" (Windows).
  if (/cannot lock|busy|temporarily unavailable/i.test(detail)) return 'port-busy';
  if (/no such|not found|no device/i.test(detail)) return 'port-missing';
  if (/denied|not permitted/i.test(detail)) return 'port-denied';
  return 'port-error';
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  // Happy-eyeballs connects report several failures at once; the first one speaks for all.
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
