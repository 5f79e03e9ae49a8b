import type { HallConfig } from '../catalogue/types.ts';

/**
 * Case numbers are unique without asking anybody: hall and station are part of them, and the running number is the
 * station's own for that day. A station therefore issues them while cut off, without any limit.
 */

/** 31-character item code, day, two digits of hall, three of station, four or more running. */
export const DEFAULT_PATTERN = '{item}{date}{hall}{station}{running}';
export const LONGEST_NUMBER = 50;
export const MAX_STATION_NUMBER = 999;
const RUNNING_DIGITS = 4;

export interface CaseNumberParts {
  readonly itemId: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** The station's number in its hall, 1–999. */
  readonly station: number;
  /** 1, 2, 3 … for this station and day. */
  readonly running: number;
}

/** The number as it stands on paper. Longer than `LONGEST_NUMBER` it must not be used: the caller looks. */
export function formatCaseNumber(config: Pick<HallConfig, 'cases'>, parts: CaseNumberParts): string {
  const values: Readonly<Record<string, string>> = {
    item: parts.itemId,
    date: parts.day.replaceAll('-', ''),
    hall: config.cases?.hallNumber ?? '01',
    station: String(parts.station).padStart(3, '0'),
    running: String(parts.running).padStart(RUNNING_DIGITS, '0'),
  };
  return (config.cases?.numberPattern ?? DEFAULT_PATTERN).replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : whole,
  );
}

/** What keeps a pattern from giving unique numbers; none → []. */
export function checkPattern(pattern: string): string[] {
  const mistakes: string[] = [];
  for (const name of ['date', 'hall', 'station', 'running']) {
    const times = pattern.split(`{${name}}`).length - 1;
    if (times !== 1) mistakes.push(`case number pattern: {${name}} must stand in it once`);
  }
  for (const [whole, name] of pattern.matchAll(/\{(\w*)\}/g)) {
    if (!['item', 'date', 'hall', 'station', 'running'].includes(name!))
      mistakes.push(`case number pattern: ${whole} is not known`);
  }
  // Its length grows: anything behind it could be read as part of it.
  if (!pattern.endsWith('{running}')) mistakes.push('case number pattern: {running} must stand at the end');
  return mistakes;
}
