import type { ReactNode } from 'react';
import './icon.css';

const PATHS = {
  good: 'M12 25l8 8 16-18',
  warn: 'M24 13v14M24 34v.5',
  bad: 'M15 15l18 18M33 15L15 33',
  guide: 'M24 22v12M24 14v.5',
  clock: 'M24 12v13l8 5',
  back: 'M29 12L17 24l12 12',
  next: 'M19 12l12 12-12 12',
  up: 'M12 30l12-12 12 12',
  down: 'M12 18l12 12 12-12',
  search: 'M21 33a12 12 0 1 0 0-24 12 12 0 0 0 0 24zM30 30l10 10',
  delete: 'M18 12h22v24H18L6 24zM24 20l8 8M32 20l-8 8',
  print: 'M14 18V8h20v10M14 34H8V18h32v16h-6M14 28h20v12H14z',
} as const;

export type IconName = keyof typeof PATHS;

/** Drawn beside a word, never instead of one. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 48 48" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Three dots that say that something is under way. */
export function Working(): ReactNode {
  return (
    <span className="working" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
