import type { Ticket, WindowState } from './types.ts';

/** The one next step at a window, which one key does; nothing while nobody has signed on. */
export type Step = 'next' | 'start' | 'finish-next' | 'resume';

interface Situation {
  readonly window: Pick<WindowState, 'status'>;
  readonly current: Pick<Ticket, 'status'> | null;
}

export function nextStep({ window, current }: Situation): Step | null {
  if (window.status === 'closed') return null;
  if (current) return current.status === 'serving' ? 'finish-next' : 'start';
  return window.status === 'paused' ? 'resume' : 'next';
}
