import type { LineFault, LineFaults } from '../station/devices/fakes/index.ts';

/** The switches of a device's line, by the names they have on the bench. */
const SWITCHES = {
  silent: 'silent',
  slow: 'slow',
  'lost-bytes': 'lost-bytes',
  garbled: 'garbled',
  partial: 'half',
  glued: 'glued',
  stale: 'stale',
} as const satisfies Record<string, LineFault>;
export type LineSwitch = keyof typeof SWITCHES | 'unplugged';

interface OnLine {
  readonly line: LineFaults;
  unplug(): Promise<void>;
  replug(): Promise<void>;
}

/** What can be wrong between any device of the dock and its station. */
export async function setOnLine({ line, unplug, replug }: OnLine, fault: LineSwitch, on: boolean): Promise<void> {
  if (fault === 'unplugged') await (on ? unplug() : replug());
  else line.set(SWITCHES[fault], on);
}
