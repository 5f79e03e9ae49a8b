import type { ReactNode } from 'react';

/**
 * Words that come from the hall's own records (names, reasons, notes) and not from the message catalogue.
 * Marked as Chinese, so that a reading voice on an English page pronounces them right.
 */
export function Data({ children, className }: { children: ReactNode; className?: string }): ReactNode {
  return (
    <span lang="zh-CN" className={className}>
      {children}
    </span>
  );
}
