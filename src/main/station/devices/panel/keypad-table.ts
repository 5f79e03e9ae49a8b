import type { Level } from '../../../../shared/evaluation/types.ts';
import { type FrameTable, type PanelEventName, parseFrameTable } from '../frame-table/table.ts';

/** The name of this table in a station's description. */
export const KEYPAD = 'keypad';

/** Levels of the four keys 00 … 03, worst to best. Null: the keys count for nothing, the five-level screen asks. */
export type KeyLevels = readonly [Level, Level, Level, Level] | null;

/** The last bytes of a key frame, as the family's makers document them. */
const KEYS: readonly (readonly [bytes: string, event: PanelEventName])[] = [
  ['06 0F', 'miss'],
  ['00 0F', 'suspend'],
  ['03 0F', 'callback'],
  ['0C', 'call'],
  ['0D', 'recall'],
  ['0B', 'evaluate'],
  ['12', 'pause'],
  ['13', 'transfer'],
];

const frame = (inside: string) => `FF 68 {length} {length} 68 [( {address} ${inside} )] {check} 16`;

/**
 * The openly documented family of window keypads and four-key evaluators on RS-232/485, 9600 8N1:
 * `FF 68 L L 68 ADDR FUNC DATA… SUM 16`, L counting ADDR to DATA, SUM the sum of the same modulo 256. It is a frame
 * table like any other. What the device sends is echoed as acknowledgement; an answer is acknowledged by FUNC 01.
 */
export function keypadTable(levels: KeyLevels): FrameTable {
  const answers = [0, 1, 2, 3].map((key) => ({
    frame: frame(`11 0${key}`),
    event: 'rate',
    ack: frame(`01 0${key}`),
    ...(levels ? { level: levels[key as 0 | 1 | 2 | 3] } : {}),
  }));
  // Two bytes may be the end of the data, or FUNC and its only byte: makers' sheets can be read both ways.
  const keys = KEYS.flatMap(([bytes, event]) => [
    { frame: frame(`!11 * ${bytes}`), event, ack: 'echo' },
    ...(bytes.length > 2 ? [{ frame: frame(bytes), event, ack: 'echo' }] : []),
  ]);
  // Any other frame of the family: the device is there; what it said is nothing to us.
  const rest = { frame: frame('?? *'), event: 'alive', ack: 'echo' };
  const result = parseFrameTable({
    name: KEYPAD,
    checksum: 'sum8',
    blank: '0A',
    events: [...answers, ...keys, rest],
    orders: {
      show: frame('02 {waiting:blank3} {number:digits3}'),
      beep: frame('03'),
      ask: frame('01 0B'),
      stars: frame('02 {level:byte}'),
    },
  });
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.table;
}

/** Whether each key is better than the one before, so that no two count the same and none is upside down. */
export function levelsRise(levels: readonly Level[]): boolean {
  return levels.every((level, key) => key === 0 || level > (levels[key - 1] ?? 5));
}
