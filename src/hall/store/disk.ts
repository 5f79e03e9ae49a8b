const DISK_TROUBLE = /^(SQLITE_(FULL|IOERR|READONLY|CANTOPEN)|(ENOSPC|EDQUOT|EIO|EROFS)$)/;

/** The disk did not take it or does not give it: full, read-only or failing. Nothing of the transaction was kept. */
export function isDiskTrouble(error: unknown): error is Error {
  return DISK_TROUBLE.test(String((error as { code?: unknown } | null)?.code ?? ''));
}
