/** A copy of a database: `at` when it was made, ms since 1970; `bytes` how large it is. */
export interface MadeCopy {
  readonly name: string;
  readonly at: number;
  readonly bytes: number;
}

const NEWEST = 24;
const DAYS = 7;
/** However little room there is: one copy may turn out to be damaged. */
const AT_LEAST = 2;

/** Name of a copy made at a moment, so that names are in the order of their making: `PREFIX-20261121T231500Z[-MORE].db`. */
export function copyName(prefix: string, at: number, more = ''): string {
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${prefix}-${stamp}${more === '' ? '' : `-${more}`}.db`;
}

/** When a copy of this name was made; null when it is no name of a copy. */
export function copyTime(name: string): number | null {
  const found = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:-\w+)?\.db$/.exec(name);
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
}

/**
 * Which copies go: the newest 24 stay, and the newest of each of the last seven days there are; when all of them need
 * more than `mostBytes`, the oldest go first, but never the newest two.
 */
export function surplusCopies(copies: readonly MadeCopy[], mostBytes: number): string[] {
  const newestFirst = [...copies].sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1));
  const days = new Set<number>();
  const kept: MadeCopy[] = [];
  let bytes = 0;
  for (const [i, copy] of newestFirst.entries()) {
    const day = Math.floor(copy.at / 86_400_000);
    const firstOfDay = !days.has(day);
    if (firstOfDay) days.add(day);
    if (i >= NEWEST && !(firstOfDay && days.size <= DAYS)) continue;
    bytes += copy.bytes;
    if (bytes > mostBytes && kept.length >= AT_LEAST) break;
    kept.push(copy);
  }
  const staying = new Set(kept.map((copy) => copy.name));
  return newestFirst.filter((copy) => !staying.has(copy.name)).map((copy) => copy.name);
}
