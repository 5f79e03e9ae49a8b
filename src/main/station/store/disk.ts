const DISK_TROUBLE = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/;

/** The disk did not take it or does not give it: full, read-only or failing. Nothing of the transaction was kept. */
export function isDiskTrouble(error: unknown): boolean {
  return DISK_TROUBLE.test(String((error as { code?: unknown } | null)?.code ?? ''));
}

const FILE_TROUBLE = /^(ENOSPC|EDQUOT|EIO|EROFS|EACCES|EPERM|EMFILE|ENFILE|EBUSY)$/;

/** The same of a file beside the database, by Node's codes, or said already in words. */
export function isFileTrouble(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return FILE_TROUBLE.test(code) || code === 'database-disk';
}
