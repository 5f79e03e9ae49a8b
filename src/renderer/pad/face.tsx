import type { ReactNode } from 'react';
import type { Level } from '../../shared/evaluation/types.ts';

/** Five faces in one ink and one stroke: the drawing tells them apart, no colour pleads for one. */
const STROKES: Readonly<Record<Level, string>> = {
  5: 'M17 19v1M31 19v1M14 27c3 9 17 9 20 0z',
  4: 'M17 19v1M31 19v1M16 29c4 5 12 5 16 0',
  3: 'M17 19v1M31 19v1M17 31h14',
  2: 'M17 19v1M31 19v1M16 33c4-5 12-5 16 0',
  1: 'M14 17l6 3M34 17l-6 3M15 35c4-8 14-8 18 0',
};

export function Face({ level }: { level: Level }): ReactNode {
  return (
    <svg className="face" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="20" />
      <path d={STROKES[level]} />
    </svg>
  );
}
